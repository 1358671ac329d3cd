"""For a machine: the contract of ``leaflets check --format json``."""

import json
from dataclasses import asdict

from leaflets.checks.run import Report
from leaflets.visible import visible

VERSION = 1


def write(report: Report) -> str:
    """Return the report as JSON, version 1."""
    accepted = [asdict(finding) | {"by": row.by, "reason": row.reason} for finding, row in report.accepted]
    return encoded(
        {
            "version": VERSION,
            "findings": [asdict(finding) for finding in report.findings],
            "accepted": accepted,
            "cannot_judge": list(report.cannot_judge),
            "summary": {"messages": report.messages, "errors": report.errors, "reviews": report.reviews},
        }
    )


def encoded(data: object) -> str:
    """Return ``data`` as JSON in which every script can be read, and hidden characters are escapes."""
    lines = json.dumps(data, ensure_ascii=False, indent=1).split("\n")
    return "\n".join(visible(line, lambda char: json.dumps(char)[1:-1]) for line in lines)
