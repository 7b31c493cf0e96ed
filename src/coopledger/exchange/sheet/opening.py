"""Opening a file that somebody handed in as a table, whatever it really is."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from coopledger.exchange.sheet.csv_table import CsvTable
from coopledger.exchange.sheet.table import Table
from coopledger.exchange.sheet.xlsx_table import workbook
from coopledger.files import unreadable
from coopledger.problem import Cause, refuse

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How the files of older Excel begin, and workbooks that a password protects."""

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xltx", ".xls", ".xlsb", ".ods"})
_DIRECTORY = 1 << 20


@contextmanager
def opened(path: Path, sheet: str | None = None) -> Iterator[Table]:
    """The table in `path`: a sheet of a workbook, or a CSV file.

    What it is, is told by what stands in it and not by its name. Raises `Refused`: S111 it cannot
    be read; X401-X406 and X419 as a workbook, X404, X407-X412 and X444 as CSV.
    """
    if (cause := unreadable(path)) is not None:
        raise refuse("S111", file=str(path), cause=cause)
    try:
        file = path.open("rb")
    except OSError as error:
        raise refuse("S111", file=str(path), cause=Cause.of(error)) from None
    with file:
        start = file.read(len(_OLE))
        if start.startswith(_ZIP):
            with workbook(file, str(path)) as book:
                yield book.table(sheet)
            return
        _refuse_other(file, path, start)
    if sheet is not None:
        raise refuse("X444", file=str(path))
    yield CsvTable(path)


def _refuse_other(file: IO[bytes], path: Path, start: bytes) -> None:
    """Raises `Refused` where it is a workbook by its name or its kind, and none that is read."""
    if start == _OLE:
        file.seek(0)
        if _ENCRYPTED in file.read(_DIRECTORY) or path.suffix.lower() in {".xlsx", ".xlsm"}:
            raise refuse("X402", file=str(path))
        raise refuse("X403", file=str(path))
    if path.suffix.lower() in _WORKBOOKS:
        web = start.lstrip().lower().startswith((b"<html", b"<!doc", b"<table", b"<?xml"))
        raise refuse("X403" if web else "X401", file=str(path))
