"""Tables of deliveries as offices keep them, XLSX and CSV, read as drafts.

    with opened(Path("giao-nhan.xlsx")) as table:
        layout = recognised(table, None, ledger.terms())
        for line in lines(table, layout):
            ...  # line.draft, or line.problems with the cell each is about

Nothing is guessed: a heading, a number, a day or a sum that leaves any doubt is a problem.
"""

from coopledger.exchange.field import Field
from coopledger.exchange.sheet.columns import ColumnsFile, read_columns
from coopledger.exchange.sheet.layout import Column, Ignored, Layout
from coopledger.exchange.sheet.lines import Line, lines, place
from coopledger.exchange.sheet.opening import opened
from coopledger.exchange.sheet.recognition import recognised
from coopledger.exchange.sheet.table import Row, Table

__all__ = [
    "Column",
    "ColumnsFile",
    "Field",
    "Ignored",
    "Layout",
    "Line",
    "Row",
    "Table",
    "lines",
    "opened",
    "place",
    "read_columns",
    "recognised",
]
