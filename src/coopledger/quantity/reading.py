"""Numbers, quantities and dates as people type them, in Vietnam and elsewhere.

`2.000` is two thousand in Hanoi and two in London. Where the shape of a number leaves both
readings open it is refused with both spelled out, unless the workspace says which sign is
the decimal one (DESIGN, section 6).
"""

import re
import unicodedata
from collections.abc import Callable, Collection
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from coopledger.problem import refuse
from coopledger.quantity.amount import Quantity
from coopledger.quantity.unit import Unit, Units
from coopledger.text import clean, fold, nearest

DecimalSign = Literal[".", ","]

MOST_DIGITS = 30

_MOST_KEPT = 10_000
"""Texts whose reading is remembered: of many rows most say the same days and amounts."""

_MULTIPLIERS = {
    "nghin": 10**3, "ngan": 10**3, "thousand": 10**3,
    "trieu": 10**6, "tr": 10**6, "mn": 10**6, "million": 10**6,
    "ty": 10**9, "ti": 10**9, "bn": 10**9, "billion": 10**9,
}  # fmt: skip

_QUANTITY = re.compile(
    r"(?P<before>[^\d.,+\-\u2212]*)(?P<number>[+\-\u2212]?[0-9][0-9.,]*)\s*(?P<rest>.*)", re.DOTALL
)
_BY_PROGRAMS = re.compile(r"([0-9]{1,15})(?:\.([0-9]{1,9}))?(?: (?P<name>[A-Za-z][A-Za-z0-9-]*))?")
"""As programs write a quantity, thousands of times."""

_SET_APART = re.compile(
    r"[+\-\u2212]?([0-9]{1,3}([\s'\u2019][0-9]{3})+(?![0-9])|[0-9]+(_[0-9]+)+)([.,][0-9]+)?"
)
"""Digits with a sign between them that groups them elsewhere: `4_000`, `4 000`, `4'000`."""

_NO_UNIT = re.compile(r"[eE][+-]?[0-9]|[^\w\s]\s*[0-9]|[0-9.,\s]+$")
"""What may stand behind digits and is no unit: `1e3`, `12:30`, `1/2`, more digits."""

_GROUPED = {
    ".": re.compile(r"[1-9][0-9]{0,2}(\.[0-9]{3})+"),
    ",": re.compile(r"[1-9][0-9]{0,2}(,[0-9]{3})+"),
}
_PLAIN = {
    ".": re.compile(r"[0-9]+(\.[0-9]+)?"),
    ",": re.compile(r"[0-9]+(,[0-9]+)?"),
}
_DATES = (
    re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})"),
    re.compile(
        r"(?P<day>[0-9]{1,2})(?P<sign>[/.-])(?P<month>[0-9]{1,2})(?P=sign)(?P<year>[0-9]{4})"
    ),
)


def read_number(typed: str, decimal: DecimalSign | None = None) -> Decimal:
    """The exact number in `typed`.

    Raises `Refused`: Q101 not a number, Q102 two readings and no `decimal` sign set,
    Q103 more than `MOST_DIGITS` digits.
    """
    text = unicodedata.normalize("NFC", typed).strip()
    if sum(character.isdigit() for character in text) > MOST_DIGITS:
        raise refuse("Q103", most=MOST_DIGITS)
    negative = text.startswith(("-", "\u2212"))
    readings = _readings(text.lstrip("+-\u2212") if text[1:2].isdigit() else text)
    if not readings:
        raise refuse("Q101", typed=typed)
    if len(set(readings.values())) > 1 and decimal is None:
        raise refuse(
            "Q102", typed=typed, readings=tuple(sorted(set(readings.values()), reverse=True))
        )
    number = readings[decimal] if decimal in readings else next(iter(readings.values()))
    return number.copy_negate() if negative else number


def _readings(digits: str) -> dict[DecimalSign, Decimal]:
    """What `digits` is worth if the decimal sign is a point, and if it is a comma."""
    found: dict[DecimalSign, Decimal] = {}
    signs: tuple[tuple[DecimalSign, DecimalSign], ...] = ((".", ","), (",", "."))
    for sign, group in signs:
        whole, _, fraction = digits.partition(sign)
        bare = whole.replace(group, "")
        if group in whole and not _GROUPED[group].fullmatch(whole):
            continue
        plain = bare + sign + fraction if fraction else bare
        if (fraction or sign not in digits) and _PLAIN[sign].fullmatch(plain):
            found[sign] = Decimal(plain.replace(sign, "."))
    return found


def read_quantity(
    typed: str,
    units: Units,
    *,
    default: Unit | None = None,
    decimal: DecimalSign | None = None,
    suggest: Callable[[str, Collection[str]], object] = nearest,
) -> Quantity:
    """The quantity in `typed`: a number, perhaps `tỷ` or `triệu`, and a unit's id or name.

    The unit may stand in front, as in `VND 3.6 billion`; without one it is counted in `default`.
    Raises `Refused` as `read_number`, `Units.named` and `Quantity.of` do, Q106 where the unit is
    missing, and Q107 where the digits are set apart by anything but a point or a comma.
    """
    amount, name = _amount(typed, decimal)
    unit = units.named(name, suggest) if name else default
    if unit is None:
        raise refuse("Q106", typed=typed, units=units.listed)
    return Quantity.of(amount, unit)


@lru_cache(_MOST_KEPT)
def _amount(typed: str, decimal: DecimalSign | None) -> tuple[Fraction, str]:
    match = _BY_PROGRAMS.fullmatch(typed) if decimal == "." else None
    if match is not None and (match["name"] or "").lower() not in _MULTIPLIERS:
        whole, fraction, name = match.groups("")
        return Fraction(int(whole + fraction), 10 ** len(fraction)), name
    number, multiplier, name = _parts(typed)
    return Fraction(read_number(number, decimal)) * multiplier, name


def read_unit(typed: str, units: Units) -> Unit | None:
    """The unit named in the quantity `typed`, if any. Raises `Refused` (Q101, Q110, Q111)."""
    _, _, name = _parts(typed)
    return units.named(name) if name else None


def _parts(typed: str) -> tuple[str, int, str]:
    """The digits of a quantity, what multiplies them, and the name of the unit."""
    match = _QUANTITY.fullmatch(clean(typed))
    if match and (apart := _SET_APART.match(match[0], match.start("number"))):
        raise refuse("Q107", typed=typed, plain=re.sub(r"[\s_'\u2019]", "", apart[0]))
    if match is None or _NO_UNIT.match(match["rest"]):
        raise refuse("Q101", typed=typed)
    first, *others = match["rest"].split(maxsplit=1) or [""]
    multiplier = _MULTIPLIERS.get(fold(first), 1)
    after = match["rest"] if multiplier == 1 else "".join(others)
    return match["number"], multiplier, f"{match['before'].strip()} {after}".strip()


@lru_cache(_MOST_KEPT)
def read_date(typed: str) -> date:
    """The day in `typed`: `2023-03-15`, `15/3/2023`, `15-3-2023` or `15.3.2023`, day first.

    Raises `Refused`: Q201 not such a form (two-digit years included), Q202 no such day.
    """
    match = next((m for form in _DATES if (m := form.fullmatch(typed.strip()))), None)
    if match is None:
        raise refuse("Q201", typed=typed)
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        raise refuse("Q202", typed=typed) from None


def read_year(typed: str) -> int:
    """A year in four digits. Raises `Refused` (Q203)."""
    if not re.fullmatch(r"[12][0-9]{3}", typed.strip()):
        raise refuse("Q203", typed=typed)
    return int(typed)
