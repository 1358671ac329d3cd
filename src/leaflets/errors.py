"""What a person can put right: one sentence, and the way out."""

WRONG_USE = 2
MACHINE_LACKS = 3


class LeafletsError(Exception):
    """Wrong use, wrong settings or broken input.

    ``str(error)`` is one sentence that says what and where; ``hint`` is the way out.
    """

    exit_code = WRONG_USE

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class MachineError(LeafletsError):
    """This machine lacks something: a font, the engine."""

    exit_code = MACHINE_LACKS


def nearest(name: str, known: list[str]) -> str:
    """Return a hint that names the known word nearest to ``name``, or all of them."""
    from difflib import get_close_matches  # noqa: PLC0415  only a person who mistyped pays for it

    close = get_close_matches(name, known, n=1)
    return f"Did you mean {close[0]}?" if close else f"Known: {', '.join(known) or 'none yet'}."
