"""CSV as offices save it: whatever its encoding and delimiter, read row by row.

Nothing is guessed that would only show as wrong letters in the book: a file whose encoding is not
certain is refused.
"""

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import IO

from coopledger.exchange.sheet.archive import too_large
from coopledger.exchange.sheet.fonts import old_font
from coopledger.exchange.sheet.heads import score
from coopledger.exchange.sheet.table import MOST_ROWS, Row, Table
from coopledger.exchange.sheet.vocabulary import NO_VOCABULARY
from coopledger.problem import Cause, Refused, refuse

MOST_BYTES = 512_000_000
MOST_CELL = 131_072
"""Characters of one cell, where Python's reader stops too; a quote that never closes ends there."""

_PIECE = 1 << 15
_LOOKED_AT = 200
"""Rows by which the delimiter is told."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DELIMITERS = (";", ",", "\t")
_SEP = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)

_VOWELS = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
_MARKS = "\u0300\u0301\u0303\u0309\u0323"
_LETTERS = "àáâãăèéêìíòóôõơùúưýđÀÁÂÃĂÈÉÊÌÍÒÓÔÕƠÙÚƯÝĐ"
_SIGNS = "“”‘’–—…•°²³±×½¼€₫«»§\u00a0"
_VIETNAMESE = frozenset(map(chr, range(32, 127))) | frozenset(f"\t\r\n{_LETTERS}{_MARKS}{_SIGNS}")
"""What may stand in a Vietnamese text of code page 1258; other letters mean another encoding."""

_ASTRAY = re.compile(f"(?<![{_VOWELS}àáãèéìíòóõùúý])[{_MARKS}]")
"""An accent that stands on no vowel."""


class CsvTable(Table):
    """A CSV file. It is opened anew for each reading, and of its rows only one is held."""

    ragged = True

    def __init__(self, path: Path) -> None:
        super().__init__(str(path), path.name)
        self._path = path
        self._encoding = _encoding(path)
        self._skipped, self._delimiter = self._shape()

    def rows(self) -> Iterator[Row]:
        return self._rows(self._delimiter)

    def _rows(self, delimiter: str) -> Iterator[Row]:
        with _opened(self._path, self._encoding) as file:
            if self._skipped:
                file.readline()
            reader = csv.reader(file, delimiter=delimiter, strict=True)
            line = self._skipped
            try:
                for number, cells in enumerate(reader, start=1):
                    if number > MOST_ROWS:
                        raise too_large(self.file)
                    yield Row(number, cells, line + 1)
                    line = reader.line_num + self._skipped
            except csv.Error as error:
                raise self._unreadable(error, line + 1) from None

    def _unreadable(self, error: csv.Error, line: int) -> Refused:
        """Why the row that begins in `line` cannot be read."""
        if "expected after" in str(error):
            return refuse("X411", file=self.file, line=line)
        return refuse("X410", file=self.file, line=line, most=MOST_CELL)

    def _shape(self) -> tuple[int, str]:
        """Lines before the table (Excel's `sep=;`), and what stands between its cells."""
        with _opened(self._path, self._encoding) as file:
            first = file.readline(8)
        if named := _SEP.fullmatch(first):
            return 1, named[1]
        self._skipped = 0
        return 0, max(_DELIMITERS, key=self._likelihood)

    def _likelihood(self, delimiter: str) -> tuple[int, int]:
        """How much speaks for a delimiter: headings that are known, then rows of equal width."""
        rows: list[Row] = []
        with suppress(Refused):  # what stands above still tells
            rows.extend(islice(self._rows(delimiter), _LOOKED_AT))
        widths = Counter(len(row.cells) for row in rows if len(row.cells) > 1)
        return score(rows, NO_VOCABULARY), max(widths.values(), default=0)


@contextmanager
def _opened(path: Path, encoding: str) -> Iterator[IO[str]]:
    """The file as text. Raises `Refused` (S111) where it cannot be read (any more)."""
    csv.field_size_limit(MOST_CELL)
    try:
        with path.open(encoding=encoding, newline="") as file:
            yield file
    except OSError as error:
        raise refuse("S111", file=str(path), cause=Cause.of(error)) from None
    except UnicodeDecodeError:  # it changed while it was read
        raise refuse("X407", file=str(path), line=1) from None


def _encoding(path: Path) -> str:
    """How the file writes letters, from all of it.

    Raises `Refused`: X404 too large, X407 no encoding that is certain, X408 letters that only an
    old font shows, X409 no text, X412 nothing in it.
    """
    try:
        with path.open("rb") as file:
            return _encoding_of(file, str(path))
    except OSError as error:
        raise refuse("S111", file=str(path), cause=Cause.of(error)) from None


def _encoding_of(file: IO[bytes], name: str) -> str:
    if file.seek(0, 2) > MOST_BYTES:
        raise too_large(name)
    file.seek(0)
    start = file.read(len(codecs.BOM_UTF8))
    if not start:
        raise refuse("X412", file=name)
    known = next((encoding for bom, encoding in _BOMS if start.startswith(bom)), None)
    wrong = _undecodable(file, known or "utf-8", name)
    if wrong is None:
        return known or "utf-8"
    if known is None:
        foreign = _undecodable(file, "cp1258", name)
        if foreign is None:
            return "cp1258"
        _refuse_old_font(file, name)
        wrong = max(wrong, foreign)
    raise refuse("X407", file=name, line=wrong)


def _refuse_old_font(file: IO[bytes], name: str) -> None:
    """Raises `Refused` (X408) where the file's letters are an old font's and no UTF-8 at all."""
    file.seek(0)
    start = file.read(_PIECE)
    letters = [letter for letter in start.decode(errors="replace") if not letter.isascii()]
    unread = letters.count("\ufffd")
    if 2 * unread > len(letters) and (font := old_font(start.decode("cp1252", "replace"))):
        raise refuse("X408", file=name, font=font)


def _undecodable(file: IO[bytes], encoding: str, name: str) -> int | None:
    """The first line that is not written in `encoding`, if any. Raises `Refused` (X409)."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    line, before = 1, ""
    while True:
        piece = file.read(_PIECE)
        try:
            text = decoder.decode(piece, final=not piece)
        except UnicodeDecodeError as error:
            return line + error.object[: error.start].count(b"\n")
        if "\0" in text:
            raise refuse("X409", file=name, line=line + text[: text.index("\0")].count("\n"))
        if encoding == "cp1258" and (at := _foreign(before + text)) >= 0:
            return line + text[:at].count("\n")
        if not piece:
            return None
        line += text.count("\n")
        before = text[-1:]


def _foreign(text: str) -> int:
    """Where the first sign stands that no Vietnamese text has; -1 without any."""
    found = [text.index(sign) for sign in set(text) - _VIETNAMESE]
    if astray := _ASTRAY.search(text):
        found.append(astray.start())
    return min(found, default=-1)
