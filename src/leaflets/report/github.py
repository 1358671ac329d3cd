"""For GitHub Actions: workflow commands that mark the lines of a pull request."""

from leaflets.checks.registry import Severity
from leaflets.checks.run import Report


def write(report: Report) -> str:
    """Return one workflow command a finding; ``%``, line ends, ``:`` and ``,`` are escaped as the commands ask."""
    lines = []
    for finding in report.findings:
        level = "error" if finding.severity is Severity.ERROR else "warning"
        place = f"file={_property(finding.path)},line={finding.line},title={_property(finding.check)}"
        lines.append(f"::{level} {place}::{_data(f'{finding.message}. {finding.hint}')}")
    return "\n".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
