"""For code scanning: SARIF 2.1.0."""

import json
from urllib.parse import quote

from leaflets.checks.registry import Severity, all_checks
from leaflets.checks.run import Finding, Report


def write(report: Report) -> str:
    """Return the report as one SARIF run."""
    rules = [
        {
            "id": check.id,
            "shortDescription": {"text": check.says.partition("\n")[0]},
            "fullDescription": {"text": " ".join(check.rationale.split())},
            "defaultConfiguration": {"level": _level(check.severity)},
        }
        for check in all_checks().values()
    ]
    run = {
        "tool": {"driver": {"name": "leaflets", "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding) for finding in report.findings],
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)


def _level(severity: Severity) -> str:
    return "error" if severity is Severity.ERROR else "warning"


def _result(finding: Finding) -> dict[str, object]:
    place = {"artifactLocation": {"uri": quote(finding.path)}, "region": {"startLine": finding.line}}
    return {
        "ruleId": finding.check,
        "level": _level(finding.severity),
        "message": {"text": f"{finding.language}: {finding.message}. {finding.hint}".strip()},
        "locations": [{"physicalLocation": place}],
    }
