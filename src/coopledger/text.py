"""Text as people type it: one Unicode form, nothing invisible, and comparison without accents."""

import unicodedata
from collections.abc import Callable
from difflib import get_close_matches

from coopledger.problem import refuse

MAX_TEXT = 4_000
"""Characters in one text; a note is a remark, longer papers are evidence."""

_INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Unicode's categories of controls, formats (bidirectional overrides, zero-width characters),
halves of surrogate pairs, and separators of lines and paragraphs."""


def clean(text: str) -> str:
    """`text` in NFC without surrounding blanks.

    Raises `Refused`: Q301 for a character that cannot be seen, for what cannot be seen cannot be
    audited; Q302 for more than `MAX_TEXT` characters.
    """
    text = unicodedata.normalize("NFC", text).strip()
    if len(text) > MAX_TEXT:
        raise refuse("Q302", length=len(text), most=MAX_TEXT)
    if text.isprintable():  # then nothing in it is invisible: by far the usual case, and fast
        return text
    for position, character in enumerate(text, start=1):
        if not _visible(character):
            raise refuse("Q301", character=f"U+{ord(character):04X}", position=position)
    return text


def visible(text: str) -> str:
    """`text` with every invisible character spelled out, for showing what was not cleaned."""
    return "".join(
        character if _visible(character) else f"\\u{ord(character):04x}" for character in text
    )


def fold(text: str) -> str:
    """`text` without accents and case, for looking things up by name."""
    bare = unicodedata.normalize("NFD", text.casefold()).replace("đ", "d")
    return " ".join("".join(c for c in bare if not unicodedata.combining(c)).split())


def comparing(typed: str) -> Callable[[str], str]:
    """What names are turned into to be compared with `typed`.

    A query without accents matches whatever their accents; one with accents matches them exactly,
    for Hoa Lộc and Hòa Lộc are two communes.
    """
    return fold if fold(typed) == _accented(typed) else _accented


def nearest(typed: str, known: list[str]) -> str | None:
    """The one of `known` that `typed` was probably meant to be."""
    matches = get_close_matches(fold(typed), [fold(name) for name in known], n=1)
    return next((name for name in known if matches and fold(name) == matches[0]), None)


def _accented(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _visible(character: str) -> bool:
    return unicodedata.category(character) not in _INVISIBLE
