"""No error that gets into a signed leaflet leaves the house: every kind that scripts/measure makes, in every language."""

import random
import re
import runpy
import shutil
from collections import Counter

import polib
import pytest

from conftest import GLUTATHIONE, LANGUAGES, ROOT, order, write
from leaflets import build as build_module
from leaflets import release
from leaflets.build import build
from leaflets.checks.run import Report, catalogs
from leaflets.document import compose
from leaflets.errors import LeafletsError
from leaflets.language import language
from leaflets.project import Project
from leaflets.review import review_sheet
from leaflets.signoff import Entry, SignOff
from leaflets.standing import SignOffs
from test_release import DAY

MEASURE = runpy.run_path(str(ROOT / "scripts/measure"))
BY = (SignOff("reviewer", "Test Reviewer", DAY), SignOff("clinician", "Test Clinician", DAY))
TRANSLATED = [code for code in LANGUAGES if code != "en"]


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """Return a copy of the project in which no check ever finds anything: the sign-offs stand alone."""
    for name in ("templates", "locales"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    monkeypatch.setattr(release, "today", lambda: DAY)
    monkeypatch.setattr(build_module, "check_project", lambda *_, **__: Report((), 0))
    monkeypatch.setattr(build_module, "check_editions", lambda *_: [])
    return Project.at(tmp_path)


def sign(project, lang):
    rows = review_sheet(project, lang, [project.leaflets[GLUTATHIONE]]).rows
    path = project.signoffs(lang.code)
    write(path, SignOffs(path, lang.code, entries=tuple(Entry(row.wording, BY) for row in rows)).text)


def released(project, lang):
    """Build a release; return whether there is one, and leave the project without it."""
    refused = False
    try:
        outcome = build(project, order(project, project.output, languages=[lang.code], formats=("html",), release=True))
        refused = bool(outcome.unreleased or outcome.refused)
    except LeafletsError:  # a placeholder that the template does not know
        refused = True
    there = [path for path in (project.ledger, project.wordings, project.output) if path.exists()]
    assert bool(there) is not refused
    for path in there:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return bool(there)


def safety(project, lang):
    """Return the safety messages of the leaflet by the file that holds their words."""
    leaflet = project.leaflets[GLUTATHIONE]
    said = [one for one in compose(project, leaflet, lang, catalogs(project, leaflet, lang)).said if one.safety_id]
    if lang.code != "en":
        return {one.message: project.po(one.domain, lang.code) for one in said}
    files = [project.templates / "safety.html", project.templates / leaflet.template]
    return {
        MEASURE["Message"](one.context, one.source, (one.source,)): next(
            file for file in files if f'"{one.context}"' in file.read_text()
        )
        for one in said
    }


def injected(rows, lang):
    """Yield for each kind of error a safety message that it can be made in, and the text with the error."""
    MEASURE["MINE"][:] = [message.text for message in rows]
    for kind, inject in MEASURE["ERRORS"].items():
        dice = random.Random(1)  # noqa: S311  errors for a test, the same each time
        for message in dice.sample(rows, len(rows)):
            new = inject(message, lang, dice)
            text = new[1] if isinstance(new, tuple) else new
            if text is not None and text != message.text:
                yield kind, message, text
                break


def damage(path, message, text):
    """Put ``text`` for the words of ``message`` into a catalog or, where it is the source, into a template."""
    if path.suffix == ".po":
        catalog = polib.pofile(str(path), wrapwidth=0)
        catalog.find(message.source, msgctxt=message.context).msgstr = text
        catalog.save()
        return
    words = re.compile(rf'(trans "{message.context}".*?%}}\s*).*?(\s*{{% endtrans)', re.DOTALL)
    values = re.sub(r"%\((\w+)\)s", r"{{ \1 }}", text)
    old = path.read_text()
    path.write_text(words.sub(lambda found: f"{found[1]}{values}{found[2]}", old))
    assert path.read_text() != old


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_was_damaged_after_it_was_signed_is_not_released(copy, code):
    for other in TRANSLATED:
        words = safety(copy, language(other))
        MEASURE["OTHERS"][other] = {message.context: message.text for message in words}
    lang = language(code)
    for each in {"en", code}:
        sign(copy, language(each))
    assert released(copy, lang)
    rows, tried = safety(copy, lang), Counter()
    for kind, message, text in injected(list(rows), lang):
        whole = rows[message].read_bytes()
        damage(rows[message], message, text)
        assert not released(copy, lang), (kind, message.context, text)
        rows[message].write_bytes(whole)
        tried[kind] += 1
    assert released(copy, lang)
    assert len(tried) >= 21, set(MEASURE["ERRORS"]) - set(tried)
