"""What an import came to, for machines; and the rows that were left out, to be corrected."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coopledger.book import Entry
from coopledger.exchange.importing import Imported
from coopledger.exchange.sheet.table import Value, column, shown
from coopledger.present.machine.records import grown
from coopledger.present.machine.rows import table
from coopledger.present.pages.imported import terms_of
from coopledger.present.problems import data, sentence
from coopledger.present.remarks import remark_text
from coopledger.present.say import Say
from coopledger.quantity import Quantity
from coopledger.quantity.writing import plain
from coopledger.terms import Terms

if TYPE_CHECKING:
    from coopledger.present.machine import shapes

_AMBIGUOUS = 3
"""Decimals after which a number in text could be one of thousands."""


def record(of: Imported, file: str, say: Say, here: Path) -> "shapes.Import":
    """The whole of it."""
    terms = terms_of(of)
    return {
        "file": file,
        "dry_run": not of.kept,
        "recorded": of.recorded,
        "already": of.repeated,
        "books": [grown(one) for one in of.growth],
        "columns": [
            {"column": one.letters, "heading": one.heading, "field": str(one.field)}
            for one in of.layout.columns
        ],
        "ignored": [{"column": one.letters, "heading": one.heading} for one in of.layout.ignored],
        "hidden": of.layout.hidden,
        "remarks": [
            {
                "code": said.remark.code,
                "message": remark_text(said.remark, said.entry, terms[said.entry.book], say),
                "rows": said.rows,
                "first_row": said.first,
            }
            for said in of.remarks
        ],
        "rows": [_row(row, entry, terms[entry.book]) for row, entry in (*of.entries, *of.already)],
        "refused": [
            {"row": row.line.row, "problems": [data(one, say, here) for one in row.problems]}
            for row in of.refused
        ],
    }


def _row(row: int, entry: Entry, terms: Terms) -> "shapes.ImportedRow":
    """An entry as it was recorded, with the row it came from."""
    amounts = {
        name: Quantity(steps.steps, terms.units[steps.unit]) if steps is not None else None
        for name, steps in (("quantity", entry.quantity), ("value", entry.actual_value))
    }
    quantity, value = amounts["quantity"], amounts["value"]
    return {
        "row": row,
        "entry": entry.name,
        "kind": entry.kind.value,
        "occurred_on": entry.occurred_on.isoformat(),
        "party": entry.party,
        "pledge": entry.pledge,
        "share": entry.share,
        "quantity": plain(quantity.amount) if quantity is not None else None,
        "unit": quantity.unit.id if quantity is not None else None,
        "actual_value": plain(value.amount) if value is not None else None,
        "stage": entry.stage.value if entry.stage is not None else None,
        "activity": entry.activity,
        "title": entry.title,
        "document": entry.document,
        "note": entry.note,
    }


def rows(of: Imported) -> Iterator[dict[str, Any]]:
    """Row by row: what became of it."""
    terms = terms_of(of)
    for outcome, found in (("recorded", of.entries), ("already", of.already)):
        for row, entry in found:
            yield {"outcome": outcome, **_row(row, entry, terms[entry.book]), "problems": ""}
    blank = dict.fromkeys(_FIELDS)
    for refused in of.refused:
        codes = " ".join(problem.code for problem in refused.problems)
        yield {"outcome": "refused", **blank, "row": refused.line.row, "problems": codes}


_FIELDS = (
    "row", "entry", "kind", "occurred_on", "party", "pledge", "share", "quantity", "unit",
    "actual_value", "stage", "activity", "title", "document", "note",
)  # fmt: skip


def refused_table(of: Imported, say: Say, here: Path) -> str:
    """The rows that were left out as CSV under their headings, each with the reason.

    Once corrected it can be imported as it is: the column of reasons is passed over.
    """
    headings = _headings(of)
    why = say("import.why")
    return table(
        {
            **{name: _cell(row.line.source.cells, at) for at, name in headings.items()},
            why: "; ".join(sentence(problem, say, here) for problem in row.problems),
        }
        for row in of.refused
    )


def _headings(of: Imported) -> Mapping[int, str]:
    """What stands above each column that has a heading, with its unit where that stood apart."""
    found = {column(one.letters): one.heading for one in of.layout.ignored}
    for one in of.layout.columns:
        unit = one.measure
        apart = unit is not None and "(" not in one.heading and unit.amount == 1
        found[one.at] = f"{one.heading} ({unit.unit.id})" if apart and unit else one.heading
    return dict(sorted(found.items()))


def _cell(cells: Any, at: int) -> str:
    value: Value = cells[at] if at < len(cells) else None
    text = shown(value)
    if isinstance(value, Decimal) and len(text.partition(".")[2]) == _AMBIGUOUS:
        return text + "0"
    return text
