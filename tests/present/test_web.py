"""The page that is looked at: what it says, in a browser, on a telephone and on paper."""

import re
import subprocess
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from coopledger.present.say import Say
from coopledger.present.web import page
from coopledger.progress import State, calendar_year
from coopledger.quantity.writing import Lang
from coopledger.text import visible
from tests.conftest import LANGUAGES
from tests.office import browser, installed
from tests.present.shown import (
    HIDDEN,
    LONG,
    NASTY,
    TODAY,
    Read,
    Views,
    elsewhere,
    figures,
    hostile,
    many,
    seen,
    spoken,
)
from tests.progress.examples import TERMS

NAMES = (
    "status",
    "report",
    "next report",
    "elsewhere",
    "hostile",
    "hostile year",
    "no entries",
    "nothing",
)
each_page = pytest.mark.parametrize("name", NAMES)
each_language = pytest.mark.parametrize("lang", LANGUAGES)
Pages = Mapping[tuple[str, str], str]


@pytest.fixture(scope="module")
def views(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Views]:
    folder = tmp_path_factory.mktemp("shown")
    ledger, (strange, strange_year) = spoken(folder / "spoken"), hostile(folder / "hostile")
    return {
        "status": ledger.progress(TODAY),
        "report": ledger.year(calendar_year(2024)),
        "next report": ledger.year(calendar_year(2025)),
        "elsewhere": elsewhere(),
        "hostile": [strange],
        "hostile year": [strange_year],
        "no entries": [seen(TERMS["bim-son-lang-chanh"], [])],
        "nothing": [],
    }


@pytest.fixture(scope="module")
def pages(views: Mapping[str, Views]) -> Pages:
    return {(name, lang): page(of, Say(lang)) for name, of in views.items() for lang in LANGUAGES}


# What the file says


@each_language
@each_page
def test_it_is_well_formed_and_every_name_in_it_is_known(
    name: str, lang: Lang, pages: Pages
) -> None:
    read = Read(pages[name, lang])
    ids = read.all("id")
    assert len(set(ids)) == len(ids)
    named = [part for names in read.all("aria-labelledby") for part in names.split()]
    links = read.all("href")
    assert all(link.startswith("#") for link in links)
    assert {*named, *(link[1:] for link in links)} <= set(ids)


@each_language
@each_page
def test_it_holds_nothing_that_could_be_fetched_or_run(name: str, lang: Lang, pages: Pages) -> None:
    read, html = Read(pages[name, lang]), pages[name, lang]
    assert {"script", "link", "img", "iframe", "object"}.isdisjoint(tag for tag, _ in read.elements)
    names = {name for _, attributes in read.elements for name in attributes}
    assert not {one for one in names if one.startswith("on")} | (names & {"src", "srcset", "style"})
    assert not re.search(r"http:|https:|src=|url\(|@import", html)
    assert "default-src 'none'" in html


@each_language
@each_page
def test_headings_are_in_order(name: str, lang: Lang, pages: Pages) -> None:
    read = Read(pages[name, lang])
    levels = [int(tag[1]) for tag, _ in read.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@each_language
@pytest.mark.parametrize("name", ["hostile", "hostile year"])
def test_what_was_typed_is_text_and_what_cannot_be_seen_is_spelled_out(
    name: str, lang: Lang, pages: Pages
) -> None:
    text = "".join(Read(pages[name, lang]).text)
    assert NASTY in text
    assert LONG in text
    assert HIDDEN not in text
    assert pages[name, lang].encode()
    if name == "hostile year":
        assert visible(HIDDEN) in text


@each_language
def test_without_anything_it_says_so(lang: Lang, pages: Pages) -> None:
    say = Say(lang)
    assert say("status.unknown") in pages["nothing", lang]
    text = "".join(Read(pages["no entries", lang]).text)
    assert say("entries.empty") in text
    assert say("web.attention") in text


@each_language
@pytest.mark.parametrize("name", ["status", "report"])
def test_what_is_invented_says_so_on_every_card_and_section(
    name: str, lang: Lang, pages: Pages, views: Mapping[str, Views]
) -> None:
    marks = "".join(Read(pages[name, lang]).text).count(Say(lang)("programme.invented"))
    cards, programmes = sum(len(view.pledges) for view in views[name]), len(views[name])
    assert marks == 1 + cards + 2 * programmes
    assert Say(lang)("programme.invented") not in pages["no entries", lang]


def test_what_asks_for_attention_comes_first(pages: Pages) -> None:
    read = Read(pages["elsewhere", "en"])
    cards = [of["class"].split()[1] for tag, of in read.elements if tag == "article"]
    assert cards[:2] == ["overdue", "behind"]
    assert cards[-1] == "fulfilled"
    assert sorted(set(cards)) == sorted(set(cards), key=sorted(set(cards)).index)
    text = " ".join("".join(read.text).split())
    assert "Cement lent, Sample provider → Sample recipient: overdue, 5,100 t missing" in text
    assert "Two visits a year, Sample provider → Sample recipient: behind, 1 visit missing" in text


def test_states_are_counted(pages: Pages, views: Mapping[str, Views]) -> None:
    text = "".join(Read(pages["elsewhere", "en"]).text)
    states = [pledge.standing.state for view in views["elsewhere"] for pledge in view.pledges]
    assert len(set(states)) >= 6
    for state, count in Counter(states).items():
        assert re.search(rf"\b{count}\s+{Say('en').value(state)}", text)


def test_every_state_has_a_shape_of_its_own(pages: Pages) -> None:
    marks = dict(
        re.findall(r'<symbol id="mark-([^"]*)"[^>]*>(.*?)</symbol>', pages["nothing", "vi"])
    )
    assert set(marks) == set(State)
    assert len(set(marks.values())) == len(State)


@pytest.mark.parametrize(
    "said",
    [
        "registered late: closed through 2024-12-31",
        "Lang Chánh District disputes (bim-son-lang-chanh#5",
        "accepted 570.5 t, short 20 t, rejected 9.5 t",
        "reason: 9,5 tấn bị ướt khi bốc dỡ",
        "awaits the answer of Lang Chánh District",
        "actual value stated VND 18 million",
        "stated as 12000 bag",
        "target 2,000 t reduced by 200 t to 1,800 t by 02/PL-UBND",
        "successor not determined for Bỉm Sơn Town",
        "closed through 2024-12-31",
        "entries awaiting the other side's answer: 4",
        "856.5 t missing, due since 2023-12-31",
        "equivalent to VND 3 billion",
        "Entries not answered yet: Lang Chánh District (5), Bỉm Sơn Town (1).",
        "ceiling VND 4 billion: spent VND 3.6 billion, headroom VND 400 million",
        "Linking schools and sharing their difficulties 1 ×, last on 2023-10-12",
        "Beneficiary: Giao An Primary and Lower Secondary School",
    ],
)
def test_it_says(said: str, pages: Pages) -> None:
    text = " ".join("".join(Read(pages["status", "en"]).text).split())
    assert said.casefold() in text.casefold()


def test_a_year_in_which_nothing_happened_says_so(pages: Pages) -> None:
    assert "No entries in this period." in pages["report", "en"]
    assert "No entries in this period." not in pages["status", "en"]


def test_a_year_says_what_comes_next(pages: Pages) -> None:
    text = " ".join("".join(Read(pages["report", "en"]).text).split())
    assert "Next due 500 t by 2025-12-31" in text
    assert "Year 2024, 2024-01-01 to 2024-12-31".casefold() in text.casefold()


def test_it_names_no_command_to_type(pages: Pages) -> None:
    assert "coop entries" not in pages["status", "en"]


def test_the_head_of_every_book_is_on_it(pages: Pages, views: Mapping[str, Views]) -> None:
    for name in ("status", "report"):
        for view in views[name]:
            assert str(view.head) in pages[name, "vi"]


def test_the_same_ledger_gives_the_same_page(tmp_path: Path, pages: Pages) -> None:
    again = spoken(tmp_path / "again")
    assert page(again.progress(TODAY), Say("vi")) == pages["status", "vi"]
    assert page(again.year(calendar_year(2024)), Say("en")) == pages["report", "en"]


def test_as_much_as_a_province_has_stays_small_and_quick() -> None:
    views = many(40, 2_000)
    page(views[:1], Say("vi"))  # the templates are compiled once
    began = time.process_time()
    html = page(views, Say("vi"))
    assert time.process_time() - began < 2
    assert len(html.encode()) < 3_000_000
    assert html.count("data-entry=") == 2_000
    assert html.count("<article ") == 40


def test_letters_and_pictures_stand_out_from_the_paper() -> None:
    """By the contrast of WCAG 2.2: 4.5 for letters, 3 for what is drawn."""
    css = re.findall(r":root \{(.*?)\}", page([], Say("vi")), re.DOTALL)
    schemes = [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]+);", one)) for one in css[:2]]
    assert set(schemes[0]) == set(schemes[1])
    for colours in schemes:
        for name in ("ink", "soft", "accent", "late", "slow", "good"):
            assert _contrast(colours[name], colours["paper"]) >= 4.5, name
        assert _contrast(colours["mock"], colours["mock-paper"]) >= 4.5
        for one, other in (("given", "paper"), ("sure", "given"), ("ink", "given")):
            assert _contrast(colours[one], colours[other]) >= 3, (one, other)


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


# In a browser


@pytest.fixture(scope="module")
def tab() -> Iterator[Any]:
    with browser() as chromium:
        yield chromium.new_page()


@pytest.fixture
def opened(tab: Any, pages: Pages, tmp_path: Path) -> Iterator[Any]:
    """Opens a page as a file; anything asked for beside it, and any word of the console, fails."""
    faults = list[str]()
    file = tmp_path / "page.html"

    def asked(route: Any) -> None:
        if route.request.url == file.as_uri():
            route.continue_()
        else:
            faults.append(route.request.url)
            route.abort()

    def heard(message: Any) -> None:
        faults.append(message.text)

    def open_(name: str, lang: str, *, width: int = 1280, scheme: str = "light") -> Any:
        file.write_text(pages[name, lang], encoding="utf-8")
        tab.set_viewport_size({"width": width, "height": 800})
        tab.emulate_media(media="null", color_scheme=scheme)
        tab.goto(file.as_uri())
        return tab

    tab.on("console", heard)
    tab.route("**/*", asked)
    yield open_
    tab.unroute("**/*", asked)
    tab.remove_listener("console", heard)
    assert faults == []


FIGURES = """() => {
  const both = (root, selector) => Object.fromEntries([...root.querySelectorAll(selector)]
    .map(one => [one.dataset.figure, [one.value, one.textContent, one.checkVisibility()]]));
  return Object.fromEntries([...document.querySelectorAll('[data-pledge]')].map(card => [
    card.dataset.pledge, {
      kept: both(card, '.kept [data-figure]'),
      line: both(card, '.line [data-figure]'),
      years: Object.fromEntries([...card.querySelectorAll('[data-year]')]
        .map(row => [row.dataset.year, both(row, '[data-figure]')])),
      shares: [...card.querySelectorAll('.shares tbody tr')].map(row => both(row, '[data-figure]')),
    }]));
}"""


@each_language
@pytest.mark.parametrize("name", ["status", "next report", "elsewhere", "hostile year"])
def test_figures_are_those_of_json_in_the_readers_words(
    name: str, lang: Lang, opened: Any, views: Mapping[str, Views]
) -> None:
    say = Say(lang)
    expected = {card: of for view in views[name] for card, of in figures(view, say).items()}
    found = opened(name, lang).evaluate(FIGURES)
    assert found == _seen(expected)


def _seen(expected: Any) -> Any:
    """`expected` as the browser tells it: every figure with its words, and that it is visible."""
    match expected:
        case dict():
            return {name: _seen(of) for name, of in expected.items()}
        case list():
            return [_seen(of) for of in expected]
        case (exact, text):
            return [exact, text, True]


ENTRIES = """() => [...document.querySelectorAll('[data-entry]')].map(row => [
  row.dataset.entry, row.closest('table').classList.contains('late'),
  row.querySelector('time').dateTime,
  row.querySelector('data') ? [row.querySelector('data').value, row.querySelector('data').innerText]
    : null])"""


@each_language
@pytest.mark.parametrize("name", ["status", "report", "next report"])
def test_entries_are_those_of_json(
    name: str, lang: Lang, opened: Any, views: Mapping[str, Views]
) -> None:
    from coopledger.present.machine.records import decimal, year_programme
    from coopledger.present.pages.entries import quantity

    expected = []
    for view in views[name]:
        shown = {one.entry.name: one for one in (*view.entries, *view.late)}
        record = year_programme(view)
        for late in (False, True):
            for entry in record["late" if late else "entries"]:
                one = shown[entry].entry
                amount = quantity(one.quantity, view.terms)
                both = [decimal(amount), Say(lang).value(amount)] if amount else None
                expected.append([entry, late, one.occurred_on.isoformat(), both])
    assert opened(name, lang).evaluate(ENTRIES) == expected


@each_page
def test_nothing_has_to_be_scrolled_sideways(name: str, opened: Any) -> None:
    tab = opened(name, "vi")
    for width in (1280, 900, 700, 360, 320):
        tab.set_viewport_size({"width": width, "height": 800})
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        assert tab.evaluate(OUTSIDE) == []
        assert "hostile" in name or tab.evaluate(BROKEN) == []


BROKEN = """() => [...document.querySelectorAll('data:not(.sentence), time, .by-year th')]
  .filter(one => {
    const text = document.createRange();
    text.selectNodeContents(one);
    const lines = text.getBoundingClientRect().height / parseFloat(getComputedStyle(one).fontSize);
    return !one.textContent.trim().includes(' ') && lines > 1.9 && !one.querySelector('svg');
  })
  .map(one => one.textContent)"""
"""Figures, days and years that go over more than one line."""

OUTSIDE = """() => [...document.querySelectorAll('body *')]
  .filter(one => !one.closest('.skip, .unseen, .symbols, thead'))
  .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map(one => one.outerHTML.slice(0, 100))"""


@pytest.mark.parametrize(
    ("name", "lang", "scheme", "width"),
    [
        ("status", "vi", "light", 1280),
        ("status", "vi", "dark", 360),
        ("report", "en", "light", 360),
        ("report", "en", "dark", 1280),
        ("nothing", "vi", "light", 1280),
    ],
)
def test_an_audit_of_accessibility_finds_nothing(
    name: str, lang: Lang, scheme: str, width: int, opened: Any
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    result = Axe().run(
        opened(name, lang, scheme=scheme, width=width), options={"resultTypes": ["violations"]}
    )
    assert result.violations_count == 0, result.generate_report()


def test_rows_that_became_blocks_are_still_a_table(opened: Any) -> None:
    """What a browser makes of a table that is none to the eye differs; the roles say it."""
    tab = opened("status", "en", width=360)
    book = tab.get_by_role("table", name="Entries, book bim-son-lang-chanh")
    rows = book.locator("[role=row]")
    assert rows.count() == 7
    assert rows.first.locator("[role=columnheader]").count() == 6
    assert rows.nth(1).locator("[role=rowheader]").inner_text() == "#2"
    assert rows.nth(1).locator("[role=cell]").count() == 5
    assert book.locator("[role=rowgroup]").count() == 2


def test_a_picture_is_described_in_words(opened: Any) -> None:
    tab = opened("status", "en")
    picture = tab.get_by_role("img", name="Cement: planned, delivered and confirmed, year by year")
    assert picture.get_attribute("role") == "img"
    assert "2024: planned 300 t, delivered 563 t, confirmed 550.5 t." in picture.text_content()


def test_a_keyboard_reaches_the_main_part_and_a_pledge(opened: Any) -> None:
    tab = opened("status", "en")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    assert tab.locator(".skip").bounding_box()["x"] >= 0
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "main"
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.textContent") == "Cement"
    assert tab.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    tab.keyboard.press("Enter")
    top = tab.locator('[data-pledge="bim-son-lang-chanh.cement"]').bounding_box()["y"]
    assert 0 <= top < 800


# On paper

A4, MARGIN = (595, 842), 15 * 72 / 25.4


@pytest.mark.parametrize(("name", "lang"), [("status", "vi"), ("report", "en"), ("hostile", "vi")])
def test_it_prints_whole_on_a4(name: str, lang: Lang, opened: Any, tmp_path: Path) -> None:
    tab, paper = opened(name, lang, scheme="dark"), tmp_path / "page.pdf"
    tab.emulate_media(media="print", color_scheme="dark")
    tab.pdf(path=paper, prefer_css_page_size=True)
    tab.set_viewport_size({"width": 680, "height": 1000})  # between the margins, in pixels
    assert tab.evaluate("document.documentElement.scrollWidth") <= 680
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    tab.emulate_media(media="null")
    sheets = _sheets(paper)
    for sheet in sheets:
        assert sheet.size == pytest.approx(A4, abs=1)
        assert sheet.left > MARGIN - 2
        assert sheet.right < A4[0] - MARGIN + 2
    printed = _letters("".join(sheet.body for sheet in sheets))
    assert _letters(tab.evaluate(TEXT)) - printed == Counter()
    if name != "hostile":
        mark = Say(lang)("programme.invented").replace(" ", "")
        assert all(mark in sheet.text for sheet in sheets)


TEXT = """() => {
  const unseen = 'nav, .unseen, .skip, .symbols, svg title, svg desc';
  document.querySelectorAll(unseen).forEach(one => one.remove());
  return document.body.innerText;
}"""


class Sheet:
    """A printed sheet: its size, how far its words reach, and its words without blanks.

    `body` is what stands between the margins.
    """

    def __init__(self, page: str) -> None:
        words = [(*map(float, word[:4]), word[4]) for word in WORD.findall(page)]
        width, height = map(float, SIZE.findall(page)[0])
        self.size = (width, height)
        self.left = min(left for left, *_ in words)
        self.right = max(right for _, _, right, *_ in words)
        self.text = "".join(text for *_, text in words)
        self.body = "".join(
            text
            for _, top, _, foot, text in words
            if top > MARGIN - 2 and foot < A4[1] - MARGIN + 2
        )


SIZE = re.compile(r'^width="([0-9.]+)" height="([0-9.]+)"')
WORD = re.compile(
    r'<word xMin="([0-9.]+)" yMin="([0-9.]+)" xMax="([0-9.]+)" yMax="([0-9.]+)">(.*?)</word>'
)


def _sheets(paper: Path) -> list[Sheet]:
    from html import unescape

    said = subprocess.run(
        [installed("pdftotext"), "-bbox", str(paper), "-"],
        capture_output=True, text=True, check=True, timeout=60,
    ).stdout  # fmt: skip
    return [Sheet(unescape(part)) for part in said.split("<page ")[1:]]


def _letters(text: str) -> Counter[str]:
    """The letters and figures of a text, however it was broken into lines."""
    folded = unicodedata.normalize("NFC", text).casefold()
    return Counter(letter for letter in folded if letter.isalnum())
