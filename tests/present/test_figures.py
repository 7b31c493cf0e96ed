"""Both languages show the same figures, and those that JSON has: parsed back from the page."""

import re
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopledger.book.book import Book
from coopledger.book.entry import Adoption, Entry, Kind, Stage, Steps
from coopledger.present.machine import records
from coopledger.present.page import Page, Sheet
from coopledger.present.pages import report, status
from coopledger.present.say import Say
from coopledger.progress import ProgrammeProgress, calendar_year, programme_progress
from coopledger.quantity.writing import Lang
from tests.conftest import LANGUAGES
from tests.progress.examples import TERMS, entry

SIZES = {"tỷ": 10**9, "billion": 10**9, "triệu": 10**6, "million": 10**6}
_FIGURE = re.compile(
    r"(?:VND )?(?P<digits>-?[0-9]([0-9.,]*[0-9])?)(?: (?P<size>tỷ|triệu|billion|million))?"
)

DAYS = st.dates(date(2021, 1, 1), date(2026, 12, 31))
DELIVERIES = st.builds(
    lambda day, steps: entry(Kind.DELIVERY, day, pledge="cement", quantity=Steps("tonne", steps)),
    DAYS,
    st.integers(1, 2_500_000),
)
PAYMENTS = st.builds(
    lambda day, steps: entry(
        Kind.DISBURSEMENT, day, pledge="giao-an-school", quantity=Steps("VND", steps)
    ),
    DAYS,
    st.integers(1, 5_000_000_000),
)
ROOMS = st.builds(
    lambda day, rooms, stage: entry(
        Kind.COMPLETION,
        day,
        pledge="giao-an-school",
        quantity=Steps("classroom", rooms),
        stage=stage,
    ),
    DAYS,
    st.integers(1, 5),
    st.sampled_from(Stage),
)
ANSWERS = st.sampled_from(("no answer", "all of it", "half of it", "disputed"))
PROGRAMMES = {
    "bim-son-lang-chanh": st.lists(st.tuples(DELIVERIES, ANSWERS), max_size=6),
    "hau-loc-lang-chanh": st.lists(st.tuples(PAYMENTS | ROOMS, ANSWERS), max_size=6),
}
Said = Sequence[tuple[Entry, str]]


def read(text: str, lang: Lang) -> Fraction | None:
    """The number at the start of a cell or line as a reader of that language takes it."""
    match = _FIGURE.match(text)
    if match is None:
        return None
    group, sign = (".", ",") if lang == "vi" else (",", ".")
    digits = match["digits"].replace(group, "").replace(sign, ".")
    return Fraction(digits) * SIZES.get(match["size"], 1)


def figures(page: Page, lang: Lang) -> list[dict[str, Fraction | None]]:
    """The figures of every row of the pledges' sheets, by the name of their column."""
    names = {Say(lang)(f"column.{name}"): name for name in COLUMNS}
    return [
        {
            names[column.label]: read(cell.text, lang)
            for column, cell in zip(block.columns, row.cells, strict=True)
            if column.label in names
        }
        for block in page.blocks
        if isinstance(block, Sheet) and block.columns[0].label == Say(lang)("column.pledge")
        for row in block.rows
    ]


def noted(page: Page, lang: Lang) -> list[list[Fraction]]:
    """The numbers in the lines under the rows, such as what was spent under a ceiling."""
    lines = (
        line.text
        for block in page.blocks
        if isinstance(block, Sheet)
        for row in block.rows
        for line in row.details
    )
    found = ([read(match[0], lang) for match in _FIGURE.finditer(line)] for line in lines)
    return [[number for number in numbers if number is not None] for numbers in found]


COLUMNS = (
    "target", "delivered", "confirmed", "due", "remaining", "brought_forward", "planned",
    "carried_forward", "cumulative",
)  # fmt: skip


def answered(concerned: Entry, seq: int, how: str) -> Entry:
    """The other side's word on what was recorded as `seq`."""
    assert concerned.quantity is not None
    unit, claimed = concerned.quantity
    accepted = claimed // 2 if how == "half of it" else claimed
    figures = {"accepted": Steps(unit, accepted), "short": Steps(unit, claimed - accepted)}
    said = {"disputed": True} if how == "disputed" else figures
    return entry(Kind.ANSWER, concerned.occurred_on, answers=seq, **said)


def view(programme: str, said: Said, day: date, year: int | None = None) -> ProgrammeProgress:
    """A programme after some entries, each with what was answered; hashes do not matter here."""
    terms = TERMS[programme]
    starts = terms.programme.period.starts
    entries = [entry(Kind.AGREEMENT, starts, adoption=Adoption.FIRST, terms=terms.snapshot)]
    for one, how in said:
        entries.append(one)
        if how != "no answer":
            entries.append(answered(one, len(entries), how))
    numbered = tuple(one._replace(book=programme, seq=at) for at, one in enumerate(entries, 1))
    book = Book(programme, numbered, ("0" * 64,) * len(numbered))
    period = calendar_year(year) if year else None
    return programme_progress(book, terms, day, period, eve=terms)


@pytest.mark.parametrize("programme", PROGRAMMES)
@given(data=st.data(), day=DAYS)
def test_status_says_the_same_in_both_languages_and_as_data(
    programme: str, data: st.DataObject, day: date
) -> None:
    seen = view(programme, data.draw(PROGRAMMES[programme]), day)
    pages = {lang: status.page([seen], Say(lang)) for lang in LANGUAGES}
    shown = {lang: figures(page, lang) for lang, page in pages.items()}
    assert shown["vi"] == shown["en"]
    assert noted(pages["vi"], "vi") == noted(pages["en"], "en")
    pledges = [pledge for area in seen.areas for pledge in area.pledges]
    assert len(shown["en"]) == len(pledges) == 1
    for row, pledge in zip(shown["en"], pledges, strict=True):
        record = records.pledge(pledge)
        for name in ("target", "delivered", "confirmed", "due", "remaining"):
            assert row[name] == Fraction(str(record[name]))


@pytest.mark.parametrize("programme", PROGRAMMES)
@given(data=st.data(), year=st.integers(2021, 2026))
def test_a_year_says_the_same_in_both_languages_and_as_data(
    programme: str, data: st.DataObject, year: int
) -> None:
    seen = view(programme, data.draw(PROGRAMMES[programme]), date(2026, 12, 31), year)
    shown = {lang: figures(report.page([seen], Say(lang)), lang) for lang in LANGUAGES}
    assert shown["vi"] == shown["en"]
    (pledge,) = (pledge for area in seen.areas for pledge in area.pledges)
    line = records.pledge(pledge)["year"]
    assert line is not None
    (row,) = shown["en"]
    for name in ("delivered", "confirmed", *COLUMNS[5:]):
        assert row[name] == Fraction(str(line[name]))  # type: ignore[literal-required]
