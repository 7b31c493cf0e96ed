"""A paper: its parts in the order of the page, before anything decides how to draw them.

The parts are those of Nghị định 30/2020/NĐ-CP, Annex I; sizes and places are `docx.py`'s affair.
"""

from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

BLANK = "……………"
"""What is filled in by hand: it is there to be seen, and nothing is made up."""

SHORT_BLANK = "……"


def enumerated(items: Sequence[str]) -> tuple[str, ...]:
    """`items` as the decree has them one below the other: each ends in `;`, the last in `.`."""
    return tuple(f"{item};" for item in items[:-1]) + tuple(f"{item}." for item in items[-1:])


class Letterhead(NamedTuple):
    """Who issues it, its number, where and when; the country's name and motto stand opposite."""

    parent: str
    name: str
    number: str
    country: str
    motto: str
    place_and_date: str


class Motto(NamedTuple):
    """The country's name and motto alone, over what two sides sign."""

    country: str
    motto: str


class Title(NamedTuple):
    """What kind of paper it is, what about, and perhaps its number under that."""

    kind: str
    subject: str
    number: str = ""


class Addressees(NamedTuple):
    """Whom it is sent to: one on the line of the label, several below it."""

    label: str
    names: tuple[str, ...]


class Text(NamedTuple):
    """A paragraph: what the paper rests on, a heading of some level, an item of a list, or plain.

    In a `blank` one tabs are lines to write on. The `last` one stays with the signatures; `source`
    says small what the paper was made of.
    """

    text: str
    role: Literal["body", "basis", "part", "section", "item", "blank", "mark", "last", "source"] = (
        "body"
    )


class Column(NamedTuple):
    """A column of a table; widths are parts of the whole."""

    label: str
    width: int
    right: bool = False


class Grid(NamedTuple):
    """A table with ruled lines, its heading repeated on every page."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""


class Signature(NamedTuple):
    """Who signs, with what authority; the name stands under the room for a signature."""

    lines: tuple[str, ...]
    name: str
    hint: str = ""


class Foot(NamedTuple):
    """Whom it goes to, beside the signature."""

    label: str
    recipients: tuple[str, ...]
    signature: Signature


class Signatures(NamedTuple):
    """Two sides that sign."""

    left: Signature
    right: Signature


class Annex(NamedTuple):
    """The start of an annex: on a page of its own, numbered by itself, wide where tables are."""

    label: str
    title: str
    note: str


Part = (
    Letterhead | Motto | Title | Addressees | Text | Grid | Foot | Signatures | Annex
)  # fmt: skip


class Paper(NamedTuple):
    """A paper of `day`, which dates the file as well."""

    title: str
    day: date
    parts: tuple[Part, ...]
