"""Looks into an XLSX file before anything is made of it.

A small file can hold gigabytes, say that it does not, or put one cell into the last corner of a
sheet, for which a reader sets aside the whole of it. Every part is therefore unpacked once in small
pieces, counted and compared with what the file says of it; nothing is kept.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from typing import IO, NamedTuple
from zipfile import BadZipFile, ZipFile, ZipInfo

from coopledger.exchange.sheet.table import MOST_COLUMNS, MOST_ROWS, column
from coopledger.problem import Refused, refuse

MOST_BYTES = 200_000_000
"""Bytes of a packed workbook."""

MOST_UNPACKED = 500_000_000
"""Bytes of all parts of a workbook unpacked; a million rows of eight columns are 400 million."""

MOST_CELLS = 12_000_000
"""Rows times columns of a sheet; reading takes about 50 bytes for each."""

_SMALL, _DENSEST = 4_000_000, 250
"""What unpacks to more than so many bytes, and so many times its size, is no table: those of
offices come to 10 or 20 times their size."""

_MOST_PARTS = 5_000
_MOST_DIRECTORY = 2_000_000
_PIECE = 1 << 18
_LONGEST = 1 << 20
"""Bytes from one `<` to the next; a cell holds 32,767 letters."""

_STORED, _DEFLATED = 0, 8
_ENCRYPTED = 0x1
_LOCAL = struct.Struct("<4s2xHH16xHH")
_END = b"PK\x05\x06"

_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
"""How a part begins that writes each letter in two bytes, which hides what is looked for."""

_REFERENCE = re.compile(rb"""r(?<=\sr)\s*=\s*["']([^"']*)""")
_CELL = re.compile(rb"([A-Za-z]{0,4})([0-9]{0,8})")
"""Where a row or a cell says that it stands, and how it may say so."""

_UNNAMED = re.compile(
    rb"""<(?:[\w.-]+:)?c(?:\s+(?!r\s*=)[\w:]+\s*=\s*["'][^"'<>]{0,99}["'])*\s*/?>"""
)
"""A cell that does not say where it stands."""

_MARKS = (b't="e"', b"t='e'", b"<f", b":f", b"hidden")
_ENORMOUS = re.compile(rb">-?(?:[0-9]{12}|[0-9.]{1,40}[eE])")
"""Errors, formulas, hidden rows and enormous numbers: such a sheet is looked at closely."""

_MERGED = b"mergeCell "
_MOST_MERGED = 200_000


class Part(NamedTuple):
    """A part of the archive: how far its cells reach, and whether it is to be looked at closely.

    An `odd` one says where cells stand in a way that is no cell's.
    """

    info: ZipInfo
    rows: int
    columns: int
    marked: bool
    sheet: bool
    odd: bool


def parts(file: IO[bytes], name: str) -> dict[str, Part]:
    """The parts of a workbook by their names, each unpacked once and found sound.

    Raises `Refused`: X401 damaged, X402 protected by a password, X404 larger than can be read.
    """
    found: dict[str, Part] = {}
    left = MOST_UNPACKED
    for info in _directory(file, name):
        part, size = _looked_through(file, info, name, left)
        left -= size
        found[info.filename] = part
    return found


def _directory(file: IO[bytes], name: str) -> list[ZipInfo]:
    """What the archive says is in it."""
    if file.seek(0, 2) > MOST_BYTES:
        raise too_large(name)
    file.seek(max(0, file.tell() - 65_557))
    tail = file.read()
    end = tail.rfind(_END)
    if end < 0 or len(tail) - end < 22:  # noqa: PLR2004 - the record's size
        raise damaged(name)
    if int.from_bytes(tail[end + 12 : end + 16], "little") > _MOST_DIRECTORY:
        raise too_large(name)
    try:
        with ZipFile(file) as archive:
            infos = archive.infolist()
    except (BadZipFile, ValueError, NotImplementedError, OSError, UnicodeError):
        raise damaged(name) from None
    if len(infos) > _MOST_PARTS:
        raise too_large(name)
    return infos


def unpacked(file: IO[bytes], info: ZipInfo, name: str) -> Iterator[bytes]:
    """A part in small pieces, whatever size it says it has. Raises `Refused` (X401, X402)."""
    method = _entered(file, info, name)
    if method == _STORED:
        yield from _packed(file, info.compress_size)
        return
    if method != _DEFLATED:
        raise damaged(name)
    inflating = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for packed in _packed(file, info.compress_size):
            rest = packed
            while rest and not inflating.eof:
                yield inflating.decompress(rest, _PIECE)
                rest = inflating.unconsumed_tail
        while not inflating.eof and (piece := inflating.decompress(b"", _PIECE)):
            yield piece
    except zlib.error:
        raise damaged(name) from None
    if not inflating.eof:
        raise damaged(name)


def _entered(file: IO[bytes], info: ZipInfo, name: str) -> int:
    """Go to where a part begins, and say how it is packed. Raises `Refused` (X401, X402)."""
    if info.flag_bits & _ENCRYPTED:
        raise refuse("X402", file=name)
    if not 0 <= info.header_offset <= MOST_BYTES:
        raise damaged(name)
    file.seek(info.header_offset)
    head = file.read(_LOCAL.size)
    if len(head) < _LOCAL.size:
        raise damaged(name)
    sign, _, method, named, extra = _LOCAL.unpack(head)
    if sign != b"PK\x03\x04" or method != info.compress_type:
        raise damaged(name)
    file.seek(named + extra, 1)
    return int(method)


def _packed(file: IO[bytes], size: int) -> Iterator[bytes]:
    while size > 0 and (piece := file.read(min(size, _PIECE))):
        size -= len(piece)
        yield piece


def _looked_through(file: IO[bytes], info: ZipInfo, name: str, left: int) -> tuple[Part, int]:
    """A part and its size. What it says of its size and its sum of control has to be true."""
    size, control, merged, before = 0, 0, 0, b""
    seen = Part(info, 0, 0, marked=False, sheet=False, odd=False)
    for piece in unpacked(file, info, name):
        if not size and piece.startswith(_WIDE):
            raise damaged(name)
        size += len(piece)
        if size > left or (size > _SMALL and size > _DENSEST * info.compress_size):
            raise too_large(name)
        control = zlib.crc32(piece, control)
        text = before + piece
        merged += piece.count(_MERGED)
        seen = _seen(seen, text)
        before = text[text.rfind(b"<") :] if b"<" in text else b""
        if len(before) > _LONGEST:
            seen, before = seen._replace(odd=True), b""
    if size != info.file_size or control != info.CRC:
        raise damaged(name)
    if merged > _MOST_MERGED:
        raise too_large(name)
    if seen.sheet and seen.odd:
        raise damaged(name)
    if seen.sheet:
        within(seen.rows, seen.columns, name)
    return seen, size


def _seen(part: Part, text: bytes) -> Part:
    """What is known of a part once `text` of it was looked at as well."""
    found = [_CELL.fullmatch(reference) for reference in _REFERENCE.findall(text)]
    across = {match[1] for match in found if match is not None}
    down = {match[2] for match in found if match is not None and match[2]}
    columns = max((column(name.decode()) + 1 for name in across), default=0)
    return part._replace(
        rows=max(part.rows, max(map(int, down), default=0)),
        columns=max(part.columns, columns),
        odd=part.odd or None in found,
        marked=part.marked or _is_marked(text),
        sheet=part.sheet or b"sheetData" in text,
    )


def _is_marked(text: bytes) -> bool:
    return any(mark in text for mark in _MARKS) or bool(
        _ENORMOUS.search(text) or _UNNAMED.search(text)
    )


def within(rows: int, columns: int, name: str) -> None:
    """Raises `Refused` (X404) for a sheet that reaches further than can be read."""
    if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
        raise too_large(name)


def damaged(name: str) -> Refused:
    """X401, ready to be raised."""
    return refuse("X401", file=name)


def too_large(name: str) -> Refused:
    """X404, ready to be raised."""
    return refuse("X404", file=name, most=MOST_ROWS, cells=MOST_CELLS)
