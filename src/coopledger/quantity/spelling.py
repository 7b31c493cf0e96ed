"""Amounts in words, as they stand beside the figures on what is signed: `ba tỷ đồng`.

Every whole amount has words of its own: a group that is left out would make 1.000.050.000 read
like another number, so what follows the first group is read with its hundreds, `không trăm`.
"""

from collections.abc import Iterator
from fractions import Fraction

from coopledger.quantity.amount import Quantity
from coopledger.quantity.writing import Lang, plain, unit_name

_BILLION, _THOUSAND, _HUNDRED, _TWENTY, _TEN, _FIVE = 10**9, 1000, 100, 20, 10, 5

_VI = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
_VI_GROUPS = ("", "nghìn", "triệu")

_EN = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_EN_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_EN_GROUPS = ("", "thousand", "million", "billion", "trillion", "quadrillion")


def spell_quantity(quantity: Quantity, lang: Lang) -> str:
    """`ba tỷ đồng`; in English `three billion VND`."""
    name = unit_name(quantity.unit, quantity.amount, lang)
    return f"{spell(quantity.amount, lang)} {name}"


def spell(number: Fraction | int, lang: Lang) -> str:
    """`number` in words; decimals are read digit by digit.

    Raises ValueError for a number without an end, as `plain` does.
    """
    whole, _, decimals = plain(abs(Fraction(number))).partition(".")
    less, point, digits = ("âm", "phẩy", _VI) if lang == "vi" else ("minus", "point", _EN)
    words = list((_vietnamese if lang == "vi" else _english)(int(whole)))
    if decimals:
        words += [point, *(digits[int(digit)] for digit in decimals)]
    return " ".join([less, *words] if number < 0 else words)


def _vietnamese(number: int) -> Iterator[str]:
    inside = number >= _BILLION
    if inside:
        yield from _vietnamese(number // _BILLION)
        yield "tỷ"
        number %= _BILLION
    elif number == 0:
        yield _VI[0]
    for power in (2, 1, 0):
        group = number // _THOUSAND**power % _THOUSAND
        if group:
            yield from _vietnamese_group(group, inside=inside)
            if power:
                yield _VI_GROUPS[power]
            inside = True


def _vietnamese_group(group: int, *, inside: bool) -> Iterator[str]:
    """Three digits; the zeros in front of them are read only behind something greater."""
    hundreds, rest = divmod(group, _HUNDRED)
    tens, ones = divmod(rest, _TEN)
    if hundreds or inside:
        yield from (_VI[hundreds], "trăm")
        if 0 < rest < _TEN:
            yield "linh"
    if tens:
        yield from ((_VI[tens], "mươi") if tens > 1 else ("mười",))
    if ones:
        yield _vietnamese_ones(ones, tens)


def _vietnamese_ones(ones: int, tens: int) -> str:
    if ones == 1 and tens > 1:
        return "mốt"
    return "lăm" if ones == _FIVE and tens else _VI[ones]


def _english(number: int) -> Iterator[str]:
    if number == 0:
        yield _EN[0]
    for power in reversed(range(len(_EN_GROUPS))):
        group = number // _THOUSAND**power % _THOUSAND
        if not group:
            continue
        if power == 0 and group < _HUNDRED < number:
            yield "and"
        yield from _english_group(group)
        if power:
            yield _EN_GROUPS[power]


def _english_group(group: int) -> Iterator[str]:
    hundreds, rest = divmod(group, _HUNDRED)
    if hundreds:
        yield from (_EN[hundreds], "hundred")
        if rest:
            yield "and"
    if rest >= _TWENTY:
        tens, ones = divmod(rest, _TEN)
        yield _EN_TENS[tens - 2] + (f"-{_EN[ones]}" if ones else "")
    elif rest:
        yield _EN[rest]
