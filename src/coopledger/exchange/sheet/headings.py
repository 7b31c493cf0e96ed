"""What a heading means.

A heading is understood where it says nothing but the name of a field, a unit, and words that do
not change what it means. `Khối lượng kế hoạch` is no quantity that was delivered, so it is left
alone, and somebody is told.
"""

import re
from typing import NamedTuple

from coopledger.exchange.field import Field
from coopledger.exchange.sheet.fields import FIELDS, FIGURES, NOT_HAPPENED, QUALIFIERS
from coopledger.exchange.sheet.vocabulary import Vocabulary, plain_words
from coopledger.quantity import Dimension, Quantity
from coopledger.text import fold

_LONGEST = 200
"""Characters of a heading; what is longer is a text."""

_ASIDE = re.compile(r"[(\[]([^()\[\]]*)[)\]]")


class Meaning(NamedTuple):
    """What a heading says: the field, what it is counted in, and words nobody could place."""

    field: Field
    measure: Quantity | None = None
    unknown: str = ""


class Heading(NamedTuple):
    """What stands over one column, and what it may be called: of two rows all that makes sense."""

    at: int
    shown: str
    called: tuple[str, ...]


def meaning(heading: Heading, words: Vocabulary) -> Meaning | None:
    """What the column holds; nothing where that is not certain."""
    if len(heading.shown) > _LONGEST or not_happened(heading.shown):
        return None
    found = (_meaning(name, words) for name in heading.called)
    return next((one for one in found if one is not None), None)


def _meaning(name: str, words: Vocabulary) -> Meaning | None:
    asides = [aside for aside in _ASIDE.findall(name) if aside.strip()]
    bare = plain_words(_ASIDE.sub(" ", name))
    named = _named(bare, words) if bare else None
    if named is None or (named.field is Field.NUMBER and not name.isascii() and bare == "no"):
        return None  # `Nợ` is a debt
    if named.field not in FIGURES:
        return named
    unknown = ""
    for aside in asides:
        if (measure := words.measure(_without_label(aside))) is not None:
            named = _counted(named, measure)
        elif not _qualifies(plain_words(aside), words):
            unknown = aside.strip()
    return named._replace(unknown=unknown)


def _named(bare: str, words: Vocabulary) -> Meaning | None:
    """The field called `bare`, perhaps with words that change nothing, or a unit, behind it."""
    if bare in FIELDS:
        return Meaning(FIELDS[bare])
    parts = bare.split()
    for cut in range(len(parts) - 1, 0, -1):
        first, rest = " ".join(parts[:cut]), " ".join(parts[cut:])
        field = FIELDS.get(first)
        if field is None:
            if _qualifies(rest, words) and (counted := _unit_alone(first, words)) is not None:
                return counted
            continue
        if _qualifies(rest, words):
            return Meaning(field)
        if field in FIGURES and (measure := words.measure(rest)) is not None:
            return _counted(Meaning(field), measure)
    return _unit_alone(bare, words)


def _unit_alone(bare: str, words: Vocabulary) -> Meaning | None:
    """`Tấn` or `Số bao` is a figure in that unit."""
    name = re.sub(r"^(so|number of) ", "", bare)
    if len(name) > 1 and not name[:1].isdigit() and (measure := words.measure(name)) is not None:
        return _counted(Meaning(Field.QUANTITY), measure)
    return None


def _counted(named: Meaning, measure: Quantity) -> Meaning:
    """A figure in a unit; a quantity of money is an amount."""
    money = measure.unit.dimension is Dimension.MONEY
    field = Field.AMOUNT if money and named.field is Field.QUANTITY else named.field
    return named._replace(field=field, measure=measure)


def _qualifies(rest: str, words: Vocabulary) -> bool:
    """Whether `rest` is made of words that change no meaning, and of what is promised."""
    parts = rest.split()
    reached = {0}
    for end in range(1, len(parts) + 1):
        pieces = (" ".join(parts[start:end]) for start in reached)
        if any(piece in QUALIFIERS or piece in words.titles for piece in pieces):
            reached.add(end)
    return len(parts) in reached


def not_happened(heading: str) -> bool:
    """Whether a heading speaks of what was planned, is left, or was at another time."""
    said = f" {plain_words(heading)} "
    return any(f" {words} " in said for words in NOT_HAPPENED)


_LABEL = re.compile(r"^\W*(?:don vi tinh|dvt|dv tinh|unit of measure|units?)\W*[:\-]?\s*")


def _without_label(aside: str) -> str:
    return _LABEL.sub("", fold(aside))
