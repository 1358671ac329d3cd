"""For a person in a hurry: one line a finding."""

from leaflets.checks.run import Report
from leaflets.report.text import Dress, accepted, count, line, plain


def write(report: Report, dress: Dress = plain) -> str:
    """Return one line a finding, one for each that was accepted, and a count."""
    lines = [dress(line(finding), finding.severity) for finding in report.findings]
    lines += [dress(f"{line(finding)} {accepted(row)}", "") for finding, row in report.accepted]
    return "\n".join([*lines, count(report)])
