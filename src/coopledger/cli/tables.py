"""Tables that are read: what reads workbooks is an extra, and what columns mean may be said."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coopledger.cli.documents import installed
from coopledger.exchange.field import Field
from coopledger.exchange.sheet import ColumnsFile, Table, opened, read_columns


@contextmanager
def table_in(path: Path, sheet: str | None) -> Iterator[Table]:
    """The table in a file. Raises `Refused`: X301 where what reads it is not installed."""
    with installed("xlsx"), opened(path, sheet) as table:
        yield table


def columns_file(
    path: Path | None, programme: str | None, pledge: str | None, party: str | None
) -> ColumnsFile:
    """What is said of the columns, and of every row, in a file and by options."""
    said = read_columns(path) if path is not None else ColumnsFile()
    options = {Field.PROGRAMME: programme, Field.PLEDGE: pledge, Field.PARTY: party}
    given = {field: text for field, text in options.items() if text is not None}
    return said._replace(values={**said.values, **given})
