"""For CI servers: JUnit XML as Jenkins reads it, one test case a finding; one that passed where nothing was found."""

from xml.sax.saxutils import escape, quoteattr

from leaflets.checks.registry import Severity
from leaflets.checks.run import Finding, Report
from leaflets.report.text import accepted, blind
from leaflets.visible import visible


def write(report: Report) -> str:
    """Return the report as a test suite.

    An error is a failed case. What is to review or could not be judged is a skipped one, because nothing has passed.
    What a person accepted is a passed one that says who and why.
    """
    cases = [_case(found.check, _place(found), _verdict(found)) for found in report.findings]
    cases += [_case(found.check, _place(found), _text("system-out", accepted(row))) for found, row in report.accepted]
    cases += [_case(row["check"], row["language"], _text("skipped", blind(row))) for row in report.cannot_judge]
    cases = cases or ['  <testcase classname="leaflets" name="check"/>']
    skipped = report.reviews + len(report.cannot_judge)
    head = f'tests="{len(cases)}" failures="{report.errors}" errors="0" skipped="{skipped}"'
    top = f'<testsuites><testsuite name="leaflets" {head}>'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', top, *cases, "</testsuite></testsuites>"])


def _case(check: str, place: str, verdict: str) -> str:
    return f"  <testcase classname={_attribute(check)} name={_attribute(place)}>{verdict}</testcase>"


def _place(finding: Finding) -> str:
    return f"{finding.path}:{finding.line} {finding.language}"


def _verdict(finding: Finding) -> str:
    if finding.severity is Severity.REVIEW:
        return _text("skipped", f"{finding.message}. {finding.hint}".strip())
    head = f"<failure type={_attribute(finding.check)} message={_attribute(finding.message)}>"
    return f"{head}{escape(visible(finding.hint))}</failure>"


def _text(tag: str, text: str) -> str:
    return f"<{tag}>{escape(visible(text))}</{tag}>"


def _attribute(text: str) -> str:
    return quoteattr(visible(text))
