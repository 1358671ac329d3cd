"""For a person: place, what, and the way out."""

from leaflets.checks.run import Finding, Report


def write(report: Report) -> str:
    """Return one block a finding, what was accepted by whom, what could not be judged, and a count."""
    lines = [block(finding) for finding in report.findings]
    for finding, row in report.accepted:
        lines.append(f"{line(finding)}\n    accepted by {row.by}: {row.reason}")
    lines += [f"cannot judge: {row['check']} in {row['language']}: {row['why']}" for row in report.cannot_judge]
    lines.append(count(report))
    return "\n".join(lines)


def count(report: Report) -> str:
    """Return how many messages were looked at, and how many findings there are."""
    numbers = f"errors: {report.errors}, to review: {report.reviews}, accepted: {len(report.accepted)}"
    return f"messages: {report.messages}, {numbers}"


def line(finding: Finding) -> str:
    """Return a finding as ``file.po:line: what`` in one line."""
    name = f" ({finding.context})" if finding.context else ""
    what = f"{finding.severity}: {finding.message} [{finding.check}]"
    return f"{finding.path}:{finding.line}: {finding.language}{name}: {what}"


def block(finding: Finding) -> str:
    """Return a finding and the hint below."""
    return f"{line(finding)}\n    {finding.hint}" if finding.hint else line(finding)
