"""Tables that Hypothesis makes up: deliveries as drafts, written the way an office would."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from hypothesis import strategies as st

from coopledger.book.draft import Draft
from coopledger.book.entry import Kind, Stage
from coopledger.quantity.writing import Lang, plain, write_number
from coopledger.text import clean

_LETTERS = (
    "abcdeghiklmnopqrstuvxyABCDĐ 0123456789/.-_()%àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉị"
)


def _words(most: int) -> st.SearchStrategy[str]:
    texts = st.text(_LETTERS, min_size=1, max_size=most).map(clean)
    return texts.filter(lambda text: text != "" and not text.startswith("#"))


class Delivered(NamedTuple):
    """A draft and the cells it is written as: day, document, quantity, unit, stage, note."""

    draft: Draft
    number: Decimal
    unit: str


@st.composite
def _delivered(draw: st.DrawFn) -> Delivered:
    unit, step, called = draw(
        st.sampled_from(
            [("tonne", 1000, "tấn"), ("kg", 1, "kg"), ("bag", 1, "bao"), ("classroom", 1, "phòng")]
        )
    )
    amount = Fraction(draw(st.integers(0, 10**9)), step)
    number = Decimal(plain(amount))
    works = unit == "classroom"
    draft = Draft(
        kind=Kind.COMPLETION if works else Kind.DELIVERY,
        programme="hau-loc-lang-chanh" if works else "bim-son-lang-chanh",
        pledge="giao-an-school" if works else "cement",
        date=draw(st.dates(date(1950, 1, 1), date(2100, 12, 31))).isoformat(),
        document=draw(st.none() | _words(20)),
        note=draw(st.none() | _words(30)),
        quantity=f"{plain(amount)} {unit}",
        stage=draw(st.sampled_from(Stage)) if works else None,
    )
    return Delivered(draft, number, called)


tables = st.lists(_delivered(), min_size=1, max_size=6)

HEADINGS = ["Ngày giao nhận", "Số biên bản", "Số lượng", "ĐVT", "Giai đoạn", "Ghi chú"]


def rows(delivered: list[Delivered], number: "Number") -> list[list[Any]]:
    """The table, its numbers written by `number`."""
    return [HEADINGS, *(_row(one, number) for one in delivered)]


def _row(one: Delivered, number: "Number") -> list[Any]:
    draft = one.draft
    day = date.fromisoformat(draft.date or "")
    return [day, draft.document, number(one.number), one.unit, draft.stage, draft.note]


class Number(NamedTuple):
    """How figures are written: as numbers, or as text with a decimal sign, perhaps grouped."""

    lang: Lang | None
    grouped: bool

    def __call__(self, number: Decimal) -> Any:
        if self.lang is None:
            return float(number)
        if self.grouped:
            return write_number(Fraction(number), self.lang)
        return f"{number:f}".replace(".", "," if self.lang == "vi" else ".")


numbers = st.builds(Number, st.sampled_from(["vi", "en"]), st.booleans())


def drafts(delivered: list[Delivered]) -> list[Draft]:
    return [replace(one.draft) for one in delivered]
