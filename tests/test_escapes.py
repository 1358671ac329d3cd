"""No error that gets into a signed leaflet leaves the house: every kind that scripts/measure makes, in every language."""

import random
import runpy
from collections import Counter
from dataclasses import replace

import pytest

from conftest import GLUTATHIONE, LANGUAGES, ROOT
from leaflets.checks.registry import all_checks
from leaflets.checks.run import catalogs
from leaflets.document import compose
from leaflets.language import language
from leaflets.review import review_sheet
from leaflets.signoff import Entry, SignOff, SignOffs, Wording
from test_release import DAY

MEASURE = runpy.run_path(str(ROOT / "scripts/measure"))
BY = (SignOff("reviewer", "Test Reviewer", DAY), SignOff("clinician", "Test Clinician", DAY))
TRANSLATED = [code for code in LANGUAGES if code != "en"]


def signed(project, lang):
    leaflet = project.leaflets[GLUTATHIONE]
    entries = tuple(Entry(row.wording, BY) for row in review_sheet(project, lang, [leaflet]).rows)
    return SignOffs(project.signoffs(lang.code), lang.code, entries=entries)


def damaged(catalogs, old, new):
    """Return the catalogs with the words ``new`` for ``old`` in one of them."""
    swap = {domain: tuple(new if row == old else row for row in each.messages) for domain, each in catalogs.items()}
    return {domain: replace(each, messages=swap[domain]) for domain, each in catalogs.items()}


def injected(project, lang):
    """Yield for each kind of error a safety message that it can be made in, and the message with the error."""
    others, leaflet = MEASURE["OTHERS"], project.leaflets[GLUTATHIONE]
    for code in TRANSLATED:
        rows = catalogs(project, leaflet, language(code)).values()
        others[code] = {row.context: row.texts[0] for each in rows for row in each.messages}
    document = compose(project, leaflet, lang, catalogs(project, leaflet, lang))
    rows = [said.message for said in document.said if said.message and said.safety_id]
    others["mine"] = [row.text for row in rows]
    for kind, inject in MEASURE["ERRORS"].items():
        dice = random.Random(1)  # noqa: S311  errors for a test, the same each time
        for message in dice.sample(rows, len(rows)):
            new = inject(message, lang, dice)
            text = new[1] if isinstance(new, tuple) else new
            if text is not None and text != message.text:
                yield kind, message, replace(message, texts=(text,))
                break


@pytest.mark.parametrize("code", TRANSLATED)
def test_what_was_damaged_after_it_was_signed_is_not_released(here, code, record_property):
    lang, leaflet = language(code), here.leaflets[GLUTATHIONE]
    there, signoffs = catalogs(here, leaflet, lang), signed(here, lang)
    assert compose(here, leaflet, lang, there, signoffs).lacks == ()
    checks = [check for check in all_checks().values() if check.scope == "message"]
    tried, careless = Counter(), []
    for kind, old, new in injected(here, lang):
        tried[kind] += 1
        wrong = damaged(there, old, new)
        document = compose(here, leaflet, lang, wrong, signoffs)
        assert document.draft, kind
        assert document.lacks, kind
        anew = signoffs.with_entries([Entry(Wording.said(new, code), BY)])  # by people who have not read it
        let_through = not MEASURE["found"](new, lang, checks)
        if let_through and not compose(here, leaflet, lang, wrong, anew).lacks:
            careless.append(kind)
    record_property("signed anew unread, the checks alone let through", ", ".join(careless))
    assert len(tried) >= 20
