"""For a person in a hurry: one line a finding."""

from leaflets.checks.run import Report
from leaflets.report.text import count, line


def write(report: Report) -> str:
    """Return one line a finding, and a count."""
    return "\n".join([*map(line, report.findings), count(report)])
