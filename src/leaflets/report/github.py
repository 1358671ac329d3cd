"""For GitHub Actions: workflow commands that mark the lines of a pull request."""

from leaflets.checks.registry import Severity
from leaflets.checks.run import Finding, Report
from leaflets.report.text import accepted, blind, count
from leaflets.visible import visible


def write(report: Report) -> str:
    """Return one command a finding, notices of what was accepted or could not be judged, and a count.

    ``%``, line ends, ``:`` and ``,`` are escaped as the commands ask.
    """
    lines = [_command(_level(found), found, f"{found.message}. {found.hint}") for found in report.findings]
    lines += [_command("notice", found, f"{found.message}. {accepted(row)}") for found, row in report.accepted]
    lines += [f"::notice title={_property(row['check'])}::{_data(blind(row))}" for row in report.cannot_judge]
    return "\n".join([*lines, count(report)])


def _level(finding: Finding) -> str:
    return "error" if finding.severity is Severity.ERROR else "warning"


def _command(level: str, finding: Finding, said: str) -> str:
    place = f"file={_property(finding.path)},line={finding.line},title={_property(finding.check)}"
    return f"::{level} {place}::{_data(visible(f'{finding.language}: {said}'.strip()))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
