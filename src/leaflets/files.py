"""Files are read with a clear word when they cannot be, and written whole or not at all."""

import fcntl
import os
import stat
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from leaflets.errors import LeafletsError

MOST = 256 * 1024**2  # bytes of a file that is read: no catalog, template or font is so large


def read_bytes(path: Path) -> bytes:
    """Return the bytes of ``path``; raise LeafletsError when it cannot be read, is no file, or is too large."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)  # else a pipe is waited for until somebody writes into it
        try:
            return _whole(path, handle)
        finally:
            os.close(handle)
    except OSError as error:
        raise LeafletsError(
            f"{path} cannot be read: {error.strerror}.", hint="Check that it exists and that you may read it."
        ) from error


def _whole(path: Path, handle: int) -> bytes:
    about = os.fstat(handle)
    if not stat.S_ISREG(about.st_mode):
        raise LeafletsError(f"{path} cannot be read: it is a folder, a pipe or a device.", hint="Name a file.")
    if about.st_size > MOST:
        raise LeafletsError(f"{path} is larger than {MOST // 1024**2} MB.", hint="Is it the right file?")
    with open(handle, "rb", closefd=False) as file:
        return file.read()


def read_text(path: Path) -> str:
    """Return the UTF-8 text of ``path``, line ends as they stand; raise LeafletsError when it is not UTF-8."""
    data = read_bytes(path)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise LeafletsError(f"{path}:{line}: not UTF-8.", hint="Save the file as UTF-8.") from error


def write_whole(path: Path, data: bytes) -> bool:
    """Put ``data`` at ``path``, whole or not at all; return whether the file changed.

    A file that already holds ``data`` is not touched.
    """
    try:
        if path.is_file() and path.read_bytes() == data:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(mode)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise LeafletsError(
            f"{path} cannot be written: {error.strerror}.", hint="Check the folder's rights and the free space."
        ) from error
    return True


def make_folders(folders: Iterable[Path]) -> None:
    """Make ``folders``; raise LeafletsError when one cannot be, before anything is written."""
    for folder in sorted(set(folders)):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LeafletsError(
                f"{folder} cannot be written: {error.strerror}.",
                hint="Is a file in the way? Check the folder's rights.",
            ) from error


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold ``folder`` for one writer at a time; no file is left behind."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
