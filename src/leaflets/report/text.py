"""For a person: place, what, and the way out."""

from leaflets.checks.run import Finding, Report


def write(report: Report) -> str:
    """Return one block a finding, then a count."""
    lines = [block(finding) for finding in report.findings]
    lines += [f"cannot judge: {row['check']} in {row['language']}: {row['why']}" for row in report.cannot_judge]
    lines.append(f"{report.messages} messages, {report.errors} errors, {report.reviews} to review")
    return "\n".join(lines)


def block(finding: Finding) -> str:
    """Return a finding as ``file.po:line: what`` and the hint below."""
    name = f" ({finding.context})" if finding.context else ""
    first = f"{finding.path}:{finding.line}: {finding.language}{name}: {finding.message} [{finding.check}]"
    return f"{first}\n    {finding.hint}" if finding.hint else first
