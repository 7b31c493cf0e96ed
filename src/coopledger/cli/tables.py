"""What is said of the columns of a table, in a file and by options."""

from pathlib import Path

from coopledger.exchange.field import Field
from coopledger.exchange.sheet import ColumnsFile, read_columns


def columns_file(
    path: Path | None, programme: str | None, pledge: str | None, party: str | None
) -> ColumnsFile:
    """What is said of the columns, and of every row, in a file and by options."""
    said = read_columns(path) if path is not None else ColumnsFile()
    options = {Field.PROGRAMME: programme, Field.PLEDGE: pledge, Field.PARTY: party}
    given = {field: text for field, text in options.items() if text is not None}
    return said._replace(values={**said.values, **given})
