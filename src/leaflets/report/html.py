"""For a person without a terminal: one page."""

from leaflets.checks.run import Report
from leaflets.files import read_text
from leaflets.report.text import count
from leaflets.templates import THEME, bare


def write(report: Report) -> str:
    """Return the report as one self-contained page; every text of a catalog is escaped."""
    page = bare().from_string(read_text(THEME / "report.html"))
    return page.render(report=report, count=count(report), style=read_text(THEME / "style.css"))
