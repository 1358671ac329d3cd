"""For code scanning: SARIF 2.1.0 of OASIS."""

import hashlib
import json
import os
from collections import Counter
from urllib.parse import quote

from leaflets.checks.explained import first, paragraphs
from leaflets.checks.registry import Check, Severity, all_checks
from leaflets.checks.run import Finding, Report
from leaflets.checks.sheet import Acceptance
from leaflets.report.json import encoded
from leaflets.report.text import blind
from leaflets.visible import visible

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def write(report: Report) -> str:
    """Return the report as one SARIF run: what was accepted is suppressed, what no check could judge a notification."""
    seen: Counter[str] = Counter()
    results = [_result(finding, seen) for finding in report.findings]
    results += [_result(finding, seen) | _accepted(row) for finding, row in report.accepted]
    blind_spots = [_blind(row) for row in report.cannot_judge]
    run = {
        "tool": {"driver": {"name": "leaflets", "rules": [_rule(check) for check in all_checks().values()]}},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True, "toolConfigurationNotifications": blind_spots}],
        "results": results,
    }
    return encoded({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(check: Check) -> dict[str, object]:
    return {
        "id": check.id,
        "shortDescription": {"text": first(check.says)},
        "fullDescription": {"text": " ".join(check.rationale.split())},
        "help": {"text": "\n\n".join(paragraphs(check))},
        "defaultConfiguration": {"level": _level(check.severity)},
        "properties": {"tags": [check.family]},
    }


def _level(severity: Severity) -> str:
    return "error" if severity is Severity.ERROR else "warning"


def _result(finding: Finding, seen: Counter[str]) -> dict[str, object]:
    known = _fingerprint(finding)
    seen[known] += 1  # the same finding twice in a file is its first and its second
    place = {"artifactLocation": {"uri": _uri(finding.path)}, "region": {"startLine": finding.line}}
    return {
        "ruleId": finding.check,
        "level": _level(finding.severity),
        "message": _message(f"{finding.language}: {finding.message}. {finding.hint}".strip()),
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"finding/v1": f"{known}:{seen[known]}"},
    }


def _accepted(row: Acceptance) -> dict[str, object]:
    why = f"{row.by}: {row.reason}"
    return {"suppressions": [{"kind": "external", "status": "accepted", "justification": visible(why)}]}


def _blind(row: dict[str, str]) -> dict[str, object]:
    return {"level": "note", "message": _message(blind(row)), "associatedRule": {"id": row["check"]}}


def _message(text: str) -> dict[str, str]:
    """Return ``text`` as a message: a brace begins a placeholder, so one that is text is doubled (SARIF 3.11.5)."""
    return {"text": visible(text).replace("{", "{{").replace("}", "}}")}


def _uri(path: str) -> str:
    """Return ``path`` as a relative URI from the working directory, whatever bytes its name has."""
    return quote(os.fsencode(os.path.relpath(path)))


def _fingerprint(finding: Finding) -> str:
    """Return what a finding is known by when the lines above it move: everything but its line and translation."""
    known = [finding.check, finding.language, finding.path, finding.context, finding.source, finding.message]
    return hashlib.sha256(json.dumps(known).encode()).hexdigest()[:32]
