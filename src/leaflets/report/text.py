"""For a person: place, what, and the way out."""

from collections.abc import Callable

from leaflets.checks.run import Finding, Report
from leaflets.checks.sheet import Acceptance
from leaflets.visible import one_line

Dress = Callable[[str, str], str]  # what a terminal makes of a line and the severity it tells, "" for none


def plain(text: str, _severity: str) -> str:
    """Return ``text`` as it stands: for a file or another program."""
    return text


def write(report: Report, dress: Dress = plain) -> str:
    """Return one block a finding, what was accepted by whom, what could not be judged, and a count."""
    blocks = [block(finding, dress) for finding in report.findings]
    blocks += [f"{dress(line(finding), '')}\n    {dress(accepted(row), '')}" for finding, row in report.accepted]
    blocks += [dress(blind(row), "") for row in report.cannot_judge]
    return "\n".join([*blocks, count(report)])


def count(report: Report) -> str:
    """Return how many messages were looked at, how many findings there are, and what no check could judge."""
    found = f"errors: {report.errors}, to review: {report.reviews}, accepted: {len(report.accepted)}"
    return f"messages: {report.messages}, {found}, cannot judge: {len(report.cannot_judge)}"


def line(finding: Finding) -> str:
    """Return a finding as ``file.po:line: what`` in one line."""
    name = f" ({finding.context})" if finding.context else ""
    what = f"{finding.severity}: {finding.message} [{finding.check}]"
    return one_line(f"{finding.path}:{finding.line}: {finding.language}{name}: {what}")


def accepted(row: Acceptance) -> str:
    """Return who has accepted a finding, and why, in one line."""
    return one_line(f"accepted by {row.by}: {row.reason}")


def blind(row: dict[str, str]) -> str:
    """Return which check could not judge which language, and why."""
    return one_line(f"cannot judge: {row['check']} in {row['language']}: {row['why']}")


def block(finding: Finding, dress: Dress = plain) -> str:
    """Return a finding and the hint below."""
    first = dress(line(finding), finding.severity)
    return f"{first}\n    {dress(one_line(finding.hint), '')}" if finding.hint else first
