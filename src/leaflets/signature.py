"""SSH signatures over a file, by ``ssh-keygen -Y``: made with a person's own key, verified with allowed_signers."""

import subprocess
from pathlib import Path

from leaflets.errors import LeafletsError, MachineError

NAMESPACE = "leaflets"  # a signature made for something else does not count here


def signed(data: bytes, key: Path) -> bytes:
    """Return the signature of ``key`` over ``data``; raise LeafletsError with ssh-keygen's own words."""
    done = _run("sign", "-n", NAMESPACE, "-f", key, data=data)
    if done.returncode or not done.stdout:
        raise LeafletsError(
            f"{key} cannot sign: {_said(done)}.", hint="Name a private key, or a public one that the agent holds."
        )
    return done.stdout


def trouble(data: bytes, signature: Path, allowed: Path) -> str:
    """Return why ``signature`` over ``data`` does not count, '' when somebody of ``allowed`` made it."""
    if not signature.exists():
        return "the signature is missing"
    found = _run("find-principals", "-s", signature, "-f", allowed)
    for signer in found.stdout.decode(errors="replace").split("\n"):
        given = ("-n", NAMESPACE, "-s", signature, "-f", allowed, "-I", signer)
        if signer and _run("verify", *given, data=data).returncode == 0:
            return ""
    if found.returncode:
        return f"nobody of {allowed.name} made the signature"
    return "the signature is not of these words"


def _run(verb: str, *words: str | Path, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["ssh-keygen", "-Y", verb, *words], input=data, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise MachineError("There is no ssh-keygen on this machine.", hint="Install OpenSSH.") from error


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    lines = done.stderr.decode(errors="replace").strip().split("\n")
    return lines[-1].strip().rstrip(".") or "no reason given"
