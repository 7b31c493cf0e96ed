"""Which sign is the decimal one in a column of numbers that are text.

`1.500` alone is 1500 or 1.5. Beside `12,5` in the same column it is 1500, for nobody changes the
sign from row to row; where a column does show both, it is not read at all.
"""

import re
from decimal import Decimal
from typing import NamedTuple

from coopledger.problem import Refused
from coopledger.quantity.reading import DecimalSign, read_number

_NUMBER = re.compile(r"[0-9][0-9.,]*[0-9]")


class Seen(NamedTuple):
    """The first cell that shows each decimal sign: its name and its text."""

    point: tuple[str, str] | None = None
    comma: tuple[str, str] | None = None

    @property
    def sign(self) -> DecimalSign | None:
        """The sign the column shows; nothing where it shows none or both."""
        if (self.point is None) == (self.comma is None):
            return None
        return "." if self.point is not None else ","

    def against(self, sign: DecimalSign | None) -> tuple[str, str] | None:
        """The cell that contradicts `sign`, or without one any other."""
        if sign is None:
            return self.comma if self.point is not None else None
        return self.comma if sign == "." else self.point

    def add(self, sign: DecimalSign, cell: str, text: str) -> "Seen":
        if sign == "." and self.point is None:
            return self._replace(point=(cell, text))
        if sign == "," and self.comma is None:
            return self._replace(comma=(cell, text))
        return self


def shows(text: str) -> DecimalSign | None:
    """The decimal sign that `text` shows without doubt; nothing where it shows none."""
    match = _NUMBER.search(text)
    if match is None or not set(match[0]) & {".", ","}:
        return None
    try:
        number = read_number(match[0])
    except Refused:
        return None
    digits = match[0].replace(".", "").replace(",", "")
    last: DecimalSign = "." if match[0].rfind(".") > match[0].rfind(",") else ","
    if not number and not Decimal(digits):
        return None  # `0.000` is nothing either way
    return last if number != Decimal(digits) else ("," if last == "." else ".")


def signed(text: str) -> bool:
    """Whether a number in `text` has a sign in it that may be the decimal one."""
    match = _NUMBER.search(text)
    return match is not None and bool(set(match[0]) & {".", ","})
