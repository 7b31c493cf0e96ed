"""How cells look, and how numbers and days are written in each language.

A format is stored in English notation. In Vietnamese it carries the language (`42A`), so that a
point groups and a comma divides wherever the file is opened in LibreOffice; Excel takes the signs
of its own system either way.
"""

from collections.abc import Mapping
from typing import Any

from coopledger.present.workbook.values import Look
from coopledger.quantity.writing import Lang, write_percent

FONT = "Times New Roman"
SIZE = 11

INK, LINK = "#000000", "#0B4F9E"
_GREEN, _RED, _BROWN, _GREY = "#0B5D1E", "#A30000", "#7A4A00", "#404040"
_HEAD, _GROUP, _TOTAL, _MARK = "#D9E5F2", "#EEF3F9", "#F4F4F4", "#FFE699"

_VIETNAMESE: Mapping[Lang, str] = {"vi": "[$-42A]", "en": ""}
_DAYS: Mapping[Lang, str] = {"vi": "[$-42A]dd\\/mm\\/yyyy", "en": "yyyy\\-mm\\-dd"}
_PERCENT: Mapping[Lang, str] = {"vi": "[$-42A]0.0\\ %", "en": "0.0%"}

_IN_TABLE: Mapping[str, Any] = {
    "border": 1, "border_color": "#7F7F7F", "text_wrap": True, "valign": "top",
}  # fmt: skip

LOOKS: Mapping[Look, Mapping[str, Any]] = {
    Look.TITLE: {"bold": True, "font_size": 14},
    Look.INVENTED: {"bold": True, "font_size": 12, "bg_color": _MARK},
    Look.SECTION: {"bold": True, "font_size": 12},
    Look.LABEL: {"font_color": _GREY},
    Look.VALUE: {"align": "left"},
    Look.LINE: {},
    Look.WARNING: {"font_color": _BROWN},
    Look.BESIDE: {"font_color": _GREY, "valign": "top"},
    Look.HEAD: {**_IN_TABLE, "bold": True, "align": "center", "valign": "vcenter",
                "bg_color": _HEAD},
    Look.CELL: _IN_TABLE,
    Look.GROUP: {**_IN_TABLE, "bold": True, "bg_color": _GROUP},
    Look.TOTAL: {**_IN_TABLE, "bold": True, "bg_color": _TOTAL},
    Look.PART: {**_IN_TABLE, "indent": 1},
    Look.GOOD: {**_IN_TABLE, "font_color": _GREEN, "bold": True},
    Look.WARN: {**_IN_TABLE, "font_color": _BROWN, "bold": True},
    Look.BAD: {**_IN_TABLE, "font_color": _RED, "bold": True},
}  # fmt: skip
"""Every meaning also stands there in words: colours only help to find it."""


def number_format(decimals: int, lang: Lang, *, grouped: bool = True) -> str:
    """`2.000` and `380,5`: just as many decimals as there are."""
    if not grouped:
        return "0"
    return _VIETNAMESE[lang] + "#,##0" + ("." + "0" * decimals if decimals else "")


def percent_format(lang: Lang, tenths: int = 1, *, something: bool = False) -> str:
    """`25,0 %`; what is more than nothing and rounds down to it is shown as `<0,1 %`."""
    if tenths == 0 and something:
        return f'"{write_percent(0, lang, something=True)}"'
    return _PERCENT[lang]


BARS: Mapping[str, Any] = {
    "type": "data_bar", "bar_solid": True, "bar_color": "#BDD7EE",
    "min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1,
}  # fmt: skip
"""A bar behind each percentage."""


def day_format(lang: Lang) -> str:
    return _DAYS[lang]


def options() -> dict[str, Any]:
    """How XlsxWriter works, anew for each workbook: it writes into what it is given."""
    return {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "default_format_properties": {"font_name": FONT, "font_size": SIZE},
    }
