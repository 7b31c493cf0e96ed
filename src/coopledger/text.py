"""Text as people type it: one Unicode form, nothing invisible, and comparison without accents."""

import re
import unicodedata
from collections.abc import Callable, Collection
from difflib import get_close_matches
from itertools import islice
from typing import NamedTuple

from coopledger.problem import Problem, Refused, refuse

MAX_TEXT = 4_000
"""Characters in one text; a note is a remark, longer papers are evidence."""

MOST_COMPARED = 5_000
"""Names that are looked through for the one that was meant."""

_MOST_COMPARED_LETTERS = 64
"""Comparing takes the product of the lengths, and worse; what is longer is no name."""

_MOST_LISTED = 50
"""Names that are listed in a problem; nobody reads on."""

_MOST_MARKS = 30
"""Accents on one letter, as in Unicode's stream-safe text (UAX 15); Vietnamese needs two."""

_MAY_BE_MARKS = re.compile(rf"[^\w\s\x00-\x7f]{{{_MOST_MARKS + 1}}}")
"""Marks are neither letters nor digits; looked for first, for hardly any text has so many."""

_INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Unicode's categories of controls, formats (bidirectional overrides, zero-width characters),
halves of surrogate pairs, and separators of lines and paragraphs."""


def clean(text: str) -> str:
    """`text` in NFC without surrounding blanks.

    Raises `Refused`: Q301 for a character that cannot be seen, for what cannot be seen cannot be
    audited, nor can an accent on top of thirty others; Q302 for more than `MAX_TEXT` characters.
    """
    if text.isascii() and text.isprintable() and len(text) <= MAX_TEXT:
        return text.strip()  # what there is most of, and nothing can be wrong with
    if (marks := _too_many_marks(text)) >= 0:
        raise Refused([invisible(text, marks)])
    text = unicodedata.normalize("NFC", text).strip()
    if len(text) > MAX_TEXT:
        raise refuse("Q302", length=len(text), most=MAX_TEXT)
    if text.isprintable():  # then nothing in it is invisible: by far the usual case, and fast
        return text
    for at, character in enumerate(text):
        if not _visible(character):
            raise Refused([invisible(text, at)])
    return text


def invisible(text: str, at: int) -> Problem:
    """Q301: what stands `at` in `text` cannot be seen."""
    return Problem("Q301", {"character": f"U+{ord(text[at]):04X}", "position": at + 1})


def visible(text: str) -> str:
    """`text` with every invisible character spelled out, for showing what was not cleaned."""
    if text.isprintable():
        return text
    return "".join(
        character if _visible(character) else f"\\u{ord(character):04x}" for character in text
    )


def fold(text: str) -> str:
    """`text` without accents and case, for looking things up by name."""
    bare = text.casefold()
    if not bare.isascii():
        letters = unicodedata.normalize("NFD", bare).replace("đ", "d")
        bare = "".join(c for c in letters if not unicodedata.combining(c))
    return " ".join(bare.split())


def comparing(typed: str) -> Callable[[str], str]:
    """What names are turned into to be compared with `typed`.

    A query without accents matches whatever their accents; one with accents matches them exactly,
    for Hoa Lộc and Hòa Lộc are two communes.
    """
    return fold if fold(typed) == accented(typed) else accented


class Misspelt(NamedTuple):
    """What `typed` was probably meant to be, as a question that is answered later or never."""

    typed: str
    known: Collection[str]


def nearest(typed: str, known: Collection[str]) -> str | None:
    """The one of `known` that `typed` was probably meant to be.

    Nothing where `typed` is longer than a name; of many names only the first are looked through.
    """
    if len(typed) > _MOST_COMPARED_LETTERS:
        return None
    names: dict[str, str] = {}
    for name in islice(known, MOST_COMPARED):
        if len(name) <= _MOST_COMPARED_LETTERS:
            names.setdefault(fold(name), name)
    matches = get_close_matches(fold(typed), names, n=1)
    return names[matches[0]] if matches else None


def some(names: Collection[str]) -> tuple[str, ...]:
    """`names` as a problem lists them: of very many the first, and an ellipsis."""
    first = tuple(islice(names, _MOST_LISTED))
    return first if len(names) <= _MOST_LISTED else (*first, "…")


def accented(text: str) -> str:
    """`text` without case and needless blanks, for looking things up by name."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _too_many_marks(text: str) -> int:
    """Where the first accent stands that is one too many on its letter; -1 without any.

    Unicode's normal form sorts the accents of a letter, which takes the square of their number.
    """
    if not _MAY_BE_MARKS.search(text):
        return -1
    kinds = "".join(unicodedata.category(character)[0] for character in text)
    found = kinds.find("M" * (_MOST_MARKS + 1))
    return found + _MOST_MARKS if found >= 0 else -1


def _visible(character: str) -> bool:
    return unicodedata.category(character) not in _INVISIBLE
