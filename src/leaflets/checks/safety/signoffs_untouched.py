"""The sign-offs are those that their signer sealed."""

from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.checks.sheet import Sheet


@check(
    "safety/signoffs-untouched",
    severity=Severity.ERROR,
    scope="signed",
    rationale="""
        Anybody can write a line into a text file. Where a clinic names the keys that count, a name that nobody with
        such a key has put there is no sign-off.
    """,
    bad=Example(
        "Do not inject yourself.",
        "Не делайте себе инъекции сами.",
        "ru",
        signed="Не делайте себе инъекции сами.",
        trouble="the signature is not of these words",
    ),
    good=Example(
        "Do not inject yourself.",
        "Не делайте себе инъекции сами.",
        "ru",
        signed="Не делайте себе инъекции сами.",
    ),
)
def signoffs_untouched(sheets: tuple[Sheet, ...]) -> Iterator[tuple[Sheet, Message, Found]]:
    """Where ``locales/allowed_signers`` stands, ``signoffs.toml.sig`` is a signature over the file by a key of it.

    While it is not, no sign-off of the language counts.
    """
    files = {sheet.signed.path: (sheet, sheet.signed.signoffs) for sheet in sheets if sheet.signed}
    for path, (sheet, signoffs) in files.items():
        if signoffs.trouble:
            hint = f"Who has such a key: leaflets sign --lang {signoffs.language} … --key KEY"
            yield sheet, Message(None, "", ("",), line=1, path=path), Found(signoffs.trouble, hint)
