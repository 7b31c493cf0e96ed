"""Text as people type it: one Unicode form, nothing invisible, and comparison without accents."""

import unicodedata
from difflib import get_close_matches

from coopledger.problem import refuse

MAX_TEXT = 4_000
"""Characters in one text; a note is a remark, longer papers are evidence."""

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean(text: str) -> str:
    """`text` in NFC without surrounding blanks.

    Raises `Refused` (Q301, Q302) for control characters, bidirectional overrides, halves of
    surrogate pairs, and more than `MAX_TEXT` characters: what cannot be seen cannot be audited.
    """
    text = unicodedata.normalize("NFC", text).strip()
    if len(text) > MAX_TEXT:
        raise refuse("Q302", length=len(text), most=MAX_TEXT)
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


def nearest(typed: str, known: list[str]) -> str | None:
    """The one of `known` that `typed` was probably meant to be."""
    matches = get_close_matches(fold(typed), [fold(name) for name in known], n=1)
    return next((name for name in known if matches and fold(name) == matches[0]), None)


def _visible(character: str) -> bool:
    return character not in _BIDI and unicodedata.category(character) not in {"Cc", "Cs"}
