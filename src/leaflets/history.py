"""A project as it stood at a git revision."""

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from leaflets.errors import LeafletsError
from leaflets.files import write_whole
from leaflets.project import Project

NEEDED = {"templates", "locales", "leaflets.toml", "pyproject.toml"}


@contextmanager
def at(project: Project, revision: str) -> Iterator[Project]:
    """Give ``project`` as it stood at ``revision``, in a folder that is gone afterwards.

    Raises LeafletsError where there is no git, no repository, no such revision, or no project in it.
    """
    _git(project.root, "rev-parse", "--git-dir", hint="leaflets diff compares with a revision of a git repository.")
    shallow = _git(project.root, "rev-parse", "--is-shallow-repository").strip() == b"true"
    fetch = "This clone has only a part of the history: git fetch --unshallow gets the rest."
    known = "git log shows the revisions. A release code must stand in releases.toml."
    commit = _git(
        project.root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}",
        what=f"There is no revision {revision}", hint=fetch if shallow else known,
    ).decode().strip()  # fmt: skip
    names = _git(project.root, "ls-tree", "-z", "--name-only", commit, "./").decode(errors="replace").split("\0")
    wanted = sorted(NEEDED.intersection(names))
    with tempfile.TemporaryDirectory() as folder:
        if wanted:
            _unpack(_git(project.root, "archive", "--format=tar", commit, "--", *wanted), Path(folder))
        try:
            yield Project.at(Path(folder))
        except LeafletsError as error:
            told = str(error).replace(str(Path(folder).resolve()), f"{revision}:").replace(folder, f"{revision}:")
            raise LeafletsError(f"At {revision}: {told}", hint=error.hint) from error


def _unpack(data: bytes, folder: Path) -> None:
    with tarfile.open(fileobj=io.BytesIO(data)) as files:
        for member in files:
            if content := files.extractfile(member) if member.isfile() else None:
                write_whole(folder / member.name, content.read())


def _git(folder: Path, *words: str, what: str = "", hint: str = "") -> bytes:
    """Return what a git command prints; raise LeafletsError in git's words, or in ``what``, when it fails."""
    try:
        return subprocess.run(["git", *words], cwd=folder, capture_output=True, check=True).stdout
    except FileNotFoundError as error:
        raise LeafletsError("git is not on this machine.", hint="On Debian or Ubuntu: apt-get install git") from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().split("\n")[0].removeprefix("fatal: ")
        raise LeafletsError(f"{what or f'git: {said}'}.", hint=hint) from error
