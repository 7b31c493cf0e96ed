"""The words that tables and what is promised have in common: units, and the names of pledges."""

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

from coopledger.problem import Refused
from coopledger.quantity import Dimension, Quantity, Unit, Units
from coopledger.quantity.reading import read_quantity
from coopledger.terms import Terms, lookup
from coopledger.text import fold

_NO_WORD = re.compile(r"[^\w%]+")
_THOUSANDS = re.compile(r"(1)[.,\s]?(000)\b")


class Vocabulary(NamedTuple):
    """What headings may speak of: the units that are declared, and what is promised."""

    units: Units
    titles: frozenset[str]
    money: Unit | None

    def measure(self, phrase: str) -> Quantity | None:
        """What one of `tấn`, `triệu đồng` or `1000 đ` comes to; nothing where it is no unit."""
        text = _THOUSANDS.sub(r"\1\2", fold(phrase).strip(" .:;"))
        if text.isdigit():
            return None  # a year is no unit
        with suppress(Refused):
            return Quantity.of(1, self.units.named(text))
        first, _, rest = text.partition(" ")
        for counted in (text,) if text[:1].isdigit() else (f"1 {text}", f"{first} 1 {rest}"):
            with suppress(Refused):
                measure = read_quantity(counted, self.units, default=self.money)
                return measure if measure.steps > 0 else None
        return None


NO_VOCABULARY = Vocabulary(Units(), frozenset(), None)


def vocabulary(terms: Sequence[Terms]) -> Vocabulary:
    """The words of all programmes together."""
    units: dict[str, Unit] = {}
    for one in terms:
        for unit_id, unit in one.units.items():
            units.setdefault(unit_id, unit)
    money = [unit for unit in units.values() if unit.dimension is Dimension.MONEY]
    items = lookup.pledges(terms)
    titles = {plain_words(name) for item in items for name in (item.id, *item.titles)}
    return Vocabulary(
        Units(units.values()), frozenset(titles), money[0] if len(money) == 1 else None
    )


def plain_words(text: str) -> str:
    """The words of `text` without accents, case and signs."""
    return " ".join(_NO_WORD.sub(" ", fold(text)).replace("_", " ").split())
