"""For a machine: the contract of ``leaflets check --format json``."""

import json
from dataclasses import asdict

from leaflets.checks.run import Report

VERSION = 1


def write(report: Report) -> str:
    """Return the report as JSON, version 1."""
    accepted = [asdict(finding) | {"by": row.by, "reason": row.reason} for finding, row in report.accepted]
    return json.dumps(
        {
            "version": VERSION,
            "findings": [asdict(finding) for finding in report.findings],
            "accepted": accepted,
            "cannot_judge": list(report.cannot_judge),
            "summary": {"messages": report.messages, "errors": report.errors, "reviews": report.reviews},
        },
        ensure_ascii=False,
        indent=1,
    )
