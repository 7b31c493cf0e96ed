"""Numbers, quantities and dates as people read them: `2.000 tấn` and `2,000 t`."""

from datetime import date
from fractions import Fraction
from typing import Literal

from coopledger.quantity.amount import Quantity
from coopledger.quantity.unit import Dimension, Unit

Lang = Literal["vi", "en"]

_KILO = 1000

_SHORT: dict[Lang, tuple[tuple[int, str], ...]] = {
    "vi": ((10**9, "tỷ"), (10**6, "triệu")),
    "en": ((10**9, "billion"), (10**6, "million")),
}


def plain(number: Fraction) -> str:
    """`number` for machines: exact, with a point, without grouping or needless zeros.

    Every amount is a whole number of decimal steps, so the expansion is finite; a number whose
    expansion is not raises ValueError rather than being rounded.
    """
    digits = _decimals(number)
    scaled = abs(number) * 10**digits
    text = str(int(scaled)).rjust(digits + 1, "0")
    whole, fraction = text[: len(text) - digits], text[len(text) - digits :]
    return ("-" if number < 0 else "") + whole + ("." + fraction if fraction else "")


def _decimals(number: Fraction) -> int:
    rest, twos, fives = number.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        raise ValueError(f"{number} has no finite decimal expansion")
    return max(twos, fives)


def write_number(number: Fraction | int, lang: Lang) -> str:
    """`number` grouped by thousands: `1.234,5` in Vietnamese, `1,234.5` in English."""
    whole, _, fraction = plain(Fraction(number)).partition(".")
    grouped = f"{int(whole):,}"
    if whole.startswith("-") and int(whole) == 0:
        grouped = "-0"
    if lang == "vi":
        return grouped.replace(",", ".") + ("," + fraction if fraction else "")
    return grouped + ("." + fraction if fraction else "")


def write_ratio(number: Fraction, lang: Lang) -> str:
    """Any exact number: as `write_number`, or as `1/3` where that has no end."""
    try:
        return write_number(number, lang)
    except ValueError:
        return f"{number.numerator}/{number.denominator}"


def unit_name(unit: Unit, number: Fraction | int, lang: Lang) -> str:
    """What follows `number`: `tấn`; in English the plural from zero and two on."""
    if lang == "vi":
        return unit.vi
    return unit.en if abs(number) == 1 else unit.plural


def write_quantity(quantity: Quantity, lang: Lang) -> str:
    """`500 tấn`, `3,6 tỷ đồng`; in English `500 t`, `VND 3.6 billion`.

    Money is shortened only where that stays exact with at most two decimals.
    """
    figure, unit = write_amount(quantity, lang), quantity.unit
    if unit.dimension is Dimension.MONEY and lang == "en":
        return f"{unit.en} {figure}"
    return f"{figure} {unit_name(unit, quantity.amount, lang)}"


def write_amount(quantity: Quantity, lang: Lang) -> str:
    """The figure of a quantity without its unit: `500`, `3,6 tỷ`."""
    if quantity.unit.dimension is Dimension.MONEY:
        return _short_money(quantity.amount, lang)
    return write_number(quantity.amount, lang)


def _short_money(number: Fraction, lang: Lang) -> str:
    for size, word in _SHORT[lang]:
        if abs(number) >= size and (number * 100 / size).denominator == 1:
            return f"{write_number(number / size, lang)} {word}"
    return write_number(number, lang)


def write_date(day: date, lang: Lang) -> str:
    """`15/03/2023`; in English `2023-03-15`."""
    return f"{day:%d/%m}/{day.year:04}" if lang == "vi" else day.isoformat()


def write_percent(tenths: int, lang: Lang, *, something: bool = False) -> str:
    """`25,0 %` or `25.0%` of `tenths` of a percent; `something` never shows as nothing."""
    if tenths == 0 and something:
        return "<0,1 %" if lang == "vi" else "<0.1%"
    return f"{tenths // 10},{tenths % 10} %" if lang == "vi" else f"{tenths // 10}.{tenths % 10}%"


def write_size(size: int, lang: Lang) -> str:
    """Bytes of a file in the largest unit that leaves a whole number before the point."""
    unit, whole = "B", Fraction(size)
    for larger in ("kB", "MB", "GB", "TB"):
        if whole < _KILO:
            break
        unit, whole = larger, whole / _KILO
    return f"{write_number(Fraction(round(whole * 10), 10), lang)} {unit}"
