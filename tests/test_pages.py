"""The web page: one file, right in every direction, readable when narrow."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from conftest import GLUTATHIONE, LANGUAGES, ROOT, needs, violations
from leaflets.language import language

GOLDEN = ROOT / "tests/golden"


def html(built, code):
    return (built / code / f"{GLUTATHIONE}.html").read_text()


class Outline(HTMLParser):
    """The tags of a page in order, with their attributes."""

    def __init__(self, text):
        super().__init__()
        self.tags = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


@pytest.mark.parametrize("code", ["en", "ar", "zh_Hans"])
def test_a_page_is_the_golden_page(built, code, request):
    page = html(built, code)
    golden = GOLDEN / f"{code}.html"
    if request.config.getoption("--update-golden"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(page)
    assert page == golden.read_text()


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_page_is_one_file_that_loads_nothing(built, code):
    page = html(built, code)
    loads = re.findall(r'(?:src|href)="([^"]*)"', page) + re.findall(r"url\(([^)]*)\)", page)
    for target in loads:
        assert target.startswith(("data:", "../", "https://clinic.example.org")), target
    assert "<script" not in page


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_page_says_its_language_direction_and_title(built, code):
    known = language(code)
    outline = Outline(html(built, code)).tags
    root = next(attrs for tag, attrs in outline if tag == "html")
    assert (root["lang"], root["dir"]) == (known.tag, known.direction)
    title = re.search(r"<title>(.*?)</title>", html(built, code))[1]
    assert f"<h1>{title}</h1>" in re.sub(r"<bdi[^>]*>|</bdi>", "", html(built, code))


@pytest.mark.parametrize("code", LANGUAGES)
def test_headings_stand_in_order_and_landmarks_once(built, code):
    tags = [tag for tag, _ in Outline(html(built, code)).tags]
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for landmark in ("main", "header", "footer", "nav"):
        assert tags.count(landmark) == 1


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_switcher_names_every_language_in_its_own_words_and_in_english(built, code):
    page = html(built, code)
    nav = page[page.index("<nav") : page.index("</nav>")]
    for other in map(language, LANGUAGES):
        assert other.name in nav
        if other.code != code:
            assert f'href="../{other.code}/{GLUTATHIONE}.html"' in nav
            assert other.english in nav


def test_nastaliq_comes_with_the_page_and_other_scripts_do_not(built):
    for code in LANGUAGES:
        assert ("@font-face" in html(built, code)) is (code == "ur")


@pytest.mark.parametrize("code", ["ar", "fa", "ur"])
def test_latin_words_and_numbers_are_isolated_in_right_to_left_pages(built, code):
    page = html(built, code)
    assert '<bdi dir="ltr">+000\xa000\xa0000\xa00001</bdi>' in page
    assert '<bdi dir="ltr">2019-182</bdi>' in page
    main = page[page.index("<main>") : page.index("</main>")]
    outside = re.sub(r"<bdi[^>]*>.*?</bdi>|<[^>]*>", " ", main)
    assert not re.findall(r"[A-Za-z0-9۰-۹]+", outside)


@needs("chromium")
@pytest.mark.parametrize("code", LANGUAGES)
def test_a_page_is_readable_at_320_pixels(built, browser, code):
    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.goto((built / code / f"{GLUTATHIONE}.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    cut = "[...document.querySelectorAll('main *')].filter(e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display === 'block').length"
    assert page.evaluate(cut) == 0
    page.close()


@needs("chromium")
@pytest.mark.parametrize("code", LANGUAGES)
def test_axe_finds_nothing_against_wcag_22_aa(built, browser, code):
    page = browser.new_page()
    page.goto((built / code / f"{GLUTATHIONE}.html").as_uri())
    assert violations(page) == []
    page.close()
