"""For CI servers: JUnit XML, one test case a finding; one that passed where nothing was found."""

import re
from xml.sax.saxutils import escape, quoteattr

from leaflets.checks.registry import Severity
from leaflets.checks.run import Finding, Report

NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(report: Report) -> str:
    """Return the report as a test suite; what is to review is a skipped case, an error a failed one."""
    cases = [_case(finding) for finding in report.findings] or ['  <testcase classname="leaflets" name="check"/>']
    head = f'tests="{len(cases)}" failures="{report.errors}" skipped="{report.reviews}" errors="0"'
    top = f'<testsuites><testsuite name="leaflets" {head}>'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', top, *cases, "</testsuite></testsuites>"])


def _case(finding: Finding) -> str:
    name = _attribute(f"{finding.path}:{finding.line} {finding.language}")
    what = _attribute(finding.message)
    body = f"<skipped message={what}/>"
    if finding.severity is Severity.ERROR:
        body = f"<failure message={what}>{escape(_clean(finding.hint))}</failure>"
    return f"  <testcase classname={_attribute(finding.check)} name={name}>{body}</testcase>"


def _attribute(text: str) -> str:
    return quoteattr(_clean(text))


def _clean(text: str) -> str:
    return NOT_XML.sub("\ufffd", text)
