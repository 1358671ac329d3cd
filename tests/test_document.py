"""Composing: every piece knows its message, a translation never runs, islands keep their order."""

import pytest

from conftest import write
from leaflets.catalog import Catalog
from leaflets.document import compose, isolated, plain, sanitised, walk
from leaflets.errors import LeafletsError
from leaflets.language import language
from leaflets.render.html import render
from leaflets.render.pages import Look

TAGS = ["script", "img src=x", "svg", "iframe", "style", "a href=javascript:alert(1)", "object", "form", "b", "video", "base", "link", "meta", "math"]  # fmt: skip
HANDLERS = ["onload", "onerror", "onclick", "onmouseover", "onfocus", "style", "srcdoc", "formaction"]
INJECTIONS = [
    *(f"<{tag}>alert(1)</{tag.split()[0]}>" for tag in TAGS),
    *(f"<{tag} {handler}=alert(1)>x" for tag in TAGS[:6] for handler in HANDLERS),
    *(f'" {handler}="alert(1)' for handler in HANDLERS),
    *(f"' {handler}='alert(1)" for handler in HANDLERS),
    *(f"<strong {handler}=alert(1)>x</strong>" for handler in HANDLERS),
    "<STRONG ONCLICK=alert(1)>x", "<strong\nonclick=alert(1)>x", "<strong/onclick=alert(1)>x", "<<script>alert(1)</script>",
    "</section><script>alert(1)</script>", "</title><script>alert(1)</script>", "--><script>alert(1)</script>",
    "<!--<script>alert(1)</script>", "<![CDATA[<script>alert(1)</script>]]>", "<?php alert(1) ?>",
    "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;alert(1)&#60;/script&#62;", "<scr\x00ipt>alert(1)</script>",
    "{{ 7*7 }}", "{% for x in range(9) %}x{% endfor %}", "{{ clinic.__class__ }}", "{# gone #}", "{{ cycler.__init__.__globals__ }}",
    '#eval("1")', '#import "@preview/x:1.0.0"', '#read("/etc/passwd")', "$ x^2 $", "*bold* _it_ `raw`", "#set page(width: 1pt)",
    "= heading", "\\u{0041}", "@label <label>", "// comment", "/* comment */", "~ -- ---", "#[x]", "\ue0000\ue001", "\ue0009\ue001", "&#xe000;0&#xe001;", "&#xe000;9999&#xe001;", "<b>" * 200, "&#x202e;x",
]  # fmt: skip


def russian(small, words):
    fill_again = small.po("tablets", "ru").read_text()
    for source, (old, new) in words.items():
        before = f'msgid "{source}"\nmsgstr "{old}"'
        assert before in fill_again
        escaped = new.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        fill_again = fill_again.replace(before, f'msgid "{source}"\nmsgstr "{escaped}"')
    small.po("tablets", "ru").write_text(fill_again)
    catalogs = {domain: Catalog.read_sound(small.po(domain, "ru")) for domain in small.domains}
    return compose(small, small.leaflets["tablets"], language("ru"), catalogs)


def page(small, document):
    return render(small, document, Look()).data.decode()


def test_there_are_at_least_a_hundred_injections():
    assert len(set(INJECTIONS)) >= 100


@pytest.mark.parametrize("injection", INJECTIONS)
def test_a_translation_never_runs(small, injection):
    clean = page(small, russian(small, {}))
    water, dose = (
        ("Запивайте их водой.", f"Вода {injection} вода"),
        ("Не принимайте больше 8 таблеток в день.", injection),
    )
    document = russian(small, {"Drink water with them.": water, "Do not take more than 8 tablets a day.": dose})
    html = page(small, document)
    assert tags(html) - tags(clean) <= {"strong", "b", "sub", "sup", "bdi"}
    assert attributes(html) == attributes(clean)
    assert "49" not in html
    assert "<class" not in html


def tags(html):
    return {element for element, _ in parsed(html)}


def attributes(html):
    return {name for _, names in parsed(html) for name in names}


def parsed(html):
    from html.parser import HTMLParser

    found = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: found.append((tag, tuple(name for name, _ in attrs)))
    parser.handle_comment = lambda data: found.append(("comment", (data,)))
    parser.handle_pi = lambda data: found.append(("pi", (data,)))
    parser.feed(html)
    return found


def test_no_word_of_a_translation_is_lost_to_sanitising():
    for injection in INJECTIONS:
        for word in ("alert(1)", "range(9)", "eval"):
            if word in injection and "&" not in injection:
                assert word in sanitised(injection)


def test_inline_markup_of_the_allow_list_stays():
    assert (
        sanitised("H<sub>2</sub>O <strong>now</strong> & 5 < 6") == "H<sub>2</sub>O <strong>now</strong> &amp; 5 &lt; 6"
    )


def test_a_translation_cannot_break_out_of_an_attribute(small):
    path = small.templates / "tablets/leaflet.html"
    path.write_text(
        path.read_text().replace(
            "<h2>", '<figure><img src="x.svg" alt="{% trans %}Drink water with them.{% endtrans %}"></figure><h2>', 1
        )
    )
    write(small.templates / "tablets/x.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    html = page(
        small, russian(small, {"Drink water with them.": ("Запивайте их водой.", '"><script>alert(1)</script>')})
    )
    assert "<script" not in html
    assert 'alt="&#34;&gt;&lt;script&gt;' in html


@pytest.mark.parametrize(
    ("translation", "why"),
    [("", "empty"), ("Телефон", "placeholder"), ("%(fone)s", "placeholder"), ("%(phone)s %(x)s", "placeholder")],
)
def test_what_cannot_be_shown_is_shown_in_the_source_language(small, translation, why):
    document = russian(small, {"Emergency phone: %(phone)s": ("Экстренный телефон: %(phone)s", translation)})
    said = next(said for said in document.said if said.context == "safety:phone")
    assert said.fallback == why
    assert 'lang="en" dir="ltr">Emergency phone: +000\xa000\xa0000\xa00001' in page(small, document)


@pytest.mark.parametrize("text", ["100% воды", "5% de %", "%", "%s %d", "%(x"])
def test_a_lone_percent_sign_is_printed_as_it_stands(small, text):
    document = russian(small, {"Drink water with them.": ("Запивайте их водой.", text)})
    assert text in page(small, document)


def test_a_percent_sign_in_a_template_is_printed_once(small):
    path = small.templates / "tablets/leaflet.html"
    path.write_text(path.read_text().replace("Drink water with them.", "Drink 100% water."))
    document = compose(small, small.leaflets["tablets"], language("en"), {})
    assert "Drink 100% water." in page(small, document)


@pytest.mark.parametrize(
    ("text", "islands"),
    [
        ("اتصل على +44 20 7946 0123 الآن", ["+44 20 7946 0123"]),
        ("اتصل على 1-800-222-1222.", ["1-800-222-1222"]),
        ("درجة الحرارة 25 °C اليوم", ["25 °C"]),
        ("الجرعة 1,400 mg (FDA)", ["1,400 mg", "FDA"]),
        ("التنبيه رقم 2019-182", ["2019-182"]),
        ("رقم (02) 123-4567 هنا", ["(02) 123-4567"]),
        ("انظر https://example.org/a?b=c. ثم", ["https://example.org/a?b=c"]),
        ("بريد a.b@example.org هنا", ["a.b@example.org"]),
        ("نسبة 50% من", ["50%"]),
        ("فيروس HIV، أو HBV", ["HIV", "HBV"]),
        ("من FDA. 2019 سنة", ["FDA", "2019"]),
        ("تلفن ۰۲۱-۱۲۳۴ است", ["۰۲۱-۱۲۳۴"]),
        ("بلا شيء", []),
    ],
)
def test_left_to_right_islands_are_found_whole(text, islands):
    nodes = isolated(text)
    assert [plain(node.children) for node in nodes if not isinstance(node, str)][: len(islands)] == islands
    assert plain(nodes) == " ".join(text.split())


@pytest.mark.parametrize("tail", ["", "(", " (", ")", "-", "+", " +", "/", "°", "% ", "'", "…"])
def test_isolating_loses_nothing(tail):
    for text in (f"نص FDA{tail}", f"نص 12{tail} نص", f"{tail}12 mg{tail}", f"a (b) c{tail}d"):
        assert "".join(n if isinstance(n, str) else "".join(n.children) for n in isolated(text)) == text


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("<h2>", "<marquee>", "the tag <marquee> is not one"),
        ("</h2>", "", "<h2> is not closed"),
        ("clinic.emergency_phone", "clinic.fax", "leaflet.html:"),
        ("{% block dose %}", "stray {% block dose %}", "text outside a block: stray"),
        ("block title", "block heading", "there is no block named title"),
    ],
    ids=["unknown tag", "unclosed", "unknown value", "stray", "no title"],
)
def test_a_broken_template_is_explained(small, old, new, what):
    path = small.templates / "tablets/leaflet.html"
    path.write_text(path.read_text().replace(old, new, 1))
    with pytest.raises(LeafletsError, match=what):
        compose(small, small.leaflets["tablets"], language("en"), {})


def test_plural_forms_follow_the_catalogs_own_rule(small):
    path = small.templates / "tablets/leaflet.html"
    for number in (1, 3, 5):
        path.write_text(
            "{% block title %}{% trans %}Your tablets{% endtrans %}{% endblock %}{% block a %}"
            f"{{% trans count={number} %}}One day{{% pluralize %}}{{{{ count }}}} days{{% endtrans %}}{{% endblock %}}"
        )
        catalog = small.po("tablets", "ru")
        text = catalog.read_text().split('msgid "Your tablets"')[0]
        catalog.write_text(
            text
            + 'msgid "Your tablets"\nmsgstr "Ваши таблетки"\n\n#, python-format\nmsgid "One day"\nmsgid_plural "%(count)s days"\n'
            'msgstr[0] "%(count)s день"\nmsgstr[1] "%(count)s дня"\nmsgstr[2] "%(count)s дней"\n'
        )
        document = russian(small, {})
        assert plain(document.sections[0].nodes) == {1: "1 день", 3: "3 дня", 5: "5 дней"}[number]


def test_every_message_of_the_page_is_marked_with_its_words(small):
    document = russian(small, {})
    spans = [element for section in document.sections for element in walk(section.nodes) if element.said]
    assert [element.said.safety_id for element in spans] == [None, "dose", "phone", None]
    assert document.sections[0].id == "dose"
