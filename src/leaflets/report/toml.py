"""For accepted.toml: what a person has accepted, and what one would write to accept the rest."""

from leaflets.checks.run import Finding, Report
from leaflets.lines import toml
from leaflets.report.text import blind, line

HEAD = (
    "# What a person has looked at and accepts; it belongs into accepted.toml in the folder of its language.\n"
    "# Say why and who you are in the tables that you keep, and delete the others: an empty reason is refused."
)


def write(report: Report) -> str:
    """Return a table for each finding, with a person's words where there are any; for those in the same words one."""
    found = [(finding, "", "") for finding in report.findings]
    found += [(finding, row.reason, row.by) for finding, row in report.accepted]
    tables: dict[tuple[str, str], list[str]] = {}
    for finding, reason, by in sorted(found, key=lambda row: row[0].language):
        tables.setdefault((finding.language, _table(finding, reason, by)), []).append(f"# {line(finding)}")
    blocks = ["\n".join([*places, table]) for (_, table), places in tables.items()]
    head = "\n".join([HEAD, *(f"# {blind(row)}" for row in report.cannot_judge)])
    return "\n\n".join([head, *blocks])


def _table(finding: Finding, reason: str, by: str) -> str:
    values = {"check": finding.check, "context": finding.context, "source": finding.source}
    values |= {"translation": finding.translation, "reason": reason, "by": by}
    return "\n".join(
        ["[[accepted]]", *(f"{key} = {toml(value)}" for key, value in values.items() if value is not None)]
    )
