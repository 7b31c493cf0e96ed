"""Saying things: a key of the catalogue and values, in the reader's language."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from coopledger.book.chain import Head
from coopledger.book.entry import Adoption, Kind, Stage
from coopledger.book.tally import Measure
from coopledger.exchange.field import Field
from coopledger.present.words import CATALOGUE, phrase
from coopledger.problem import Cause, Value
from coopledger.progress.pledge import State
from coopledger.quantity import Quantity, Unit
from coopledger.quantity.writing import Lang, plain, write_date, write_quantity, write_ratio
from coopledger.terms import Form
from coopledger.terms.drift import Change, named
from coopledger.terms.fields import Words, Years
from coopledger.text import visible

_ENUMS: Mapping[type[StrEnum], str] = {
    State: "state", Kind: "kind", Stage: "stage", Measure: "measure", Form: "form",
    Adoption: "adoption", Field: "holds",
}  # fmt: skip


_BETWEEN = {Decimal: " / ", Change: "; "}
"""What stands between several, where a comma belongs to one of them."""

_GROUP = 3
"""Digits between two signs that group thousands."""


class Say:
    """The catalogue in one language."""

    def __init__(self, lang: Lang) -> None:
        self.lang: Lang = lang

    def __call__(self, key: str, /, **values: Value) -> str:
        """The sentence `key` with its values written as people read them."""
        written = {name: self.value(value) for name, value in values.items()}
        return phrase(key, self.lang, **written)

    def knows(self, key: str) -> bool:
        return key in CATALOGUE

    def value(self, value: Value) -> str:  # noqa: PLR0911 - one line a type
        """One value as text."""
        match value:
            case None:
                return "-"
            case Quantity():
                return write_quantity(value, self.lang)
            case Unit():
                return value.vi if self.lang == "vi" else value.en
            case Words():
                return value.vi if self.lang == "vi" else value.en
            case Years():
                return (
                    f"{value.first}\u2013{value.last}"
                    if value.first < value.last
                    else str(value.first)
                )
            case StrEnum() if type(value) in _ENUMS:
                return self(f"{_ENUMS[type(value)]}.{value}")
            case datetime():
                instant = value.astimezone(UTC)
                return f"{write_date(instant.date(), self.lang)} {instant:%H:%M:%S} UTC"
            case date():
                return write_date(value, self.lang)
            case Decimal():
                return self._typed(Fraction(value))
            case Fraction():
                return write_ratio(value, self.lang)
            case Head():
                return str(value)
            case Cause():
                return self._cause(value)
            case Change():
                return self._change(value)
            case () | []:
                return self("none")
            case tuple() | list():
                glue = _BETWEEN.get(type(value[0]), ", ")
                return glue.join(self.value(item) for item in value)
            case _:
                return visible(str(value))

    def _change(self, change: Change) -> str:
        """`pledge cement, target: 2,000 t → 1,800 t`."""
        parts = ((self(f"term.{name}"), item) for name, item in named(change.path))
        part = ", ".join(f"{called} {item}" if item else called for called, item in parts)
        how = "changed"
        if change.in_force is None or change.proposed is None:
            how = "added" if change.in_force is None else "removed"
        return self(f"change.{how}", part=part, old=change.in_force, new=change.proposed)

    def _cause(self, cause: Cause) -> str:
        """A cause by its name, by the family of an engine's name, else in the system's words."""
        family = "_".join(cause.name.split("_")[:2])
        for known in (f"cause.{cause.name}", f"cause.{family}"):
            if self.knows(known):
                return self(known)
        return self("cause.other", words=cause.words)

    def _typed(self, number: Fraction) -> str:
        """A number that can be typed back without doubt: no grouping, not three decimals."""
        whole, sign, decimals = plain(number).partition(".")
        if len(decimals) == _GROUP:
            decimals += "0"
        return whole + ("," if self.lang == "vi" and sign else sign) + decimals
