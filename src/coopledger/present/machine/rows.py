"""CSV: flat rows, for Excel as well as for programs."""

import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from coopledger.book import Recorded, Steps
from coopledger.book.answer import RECEIVED, SENT
from coopledger.book.body import write_body
from coopledger.present.machine.records import brought_in as brought_in_record
from coopledger.present.machine.records import granted as granted_record
from coopledger.present.machine.records import line, maybe, standing
from coopledger.progress import ProgrammeProgress, Standing
from coopledger.quantity import Quantity
from coopledger.terms import Pledge, Terms
from coopledger.terms.fields import Words

if TYPE_CHECKING:
    from coopledger.book.postgres.grant import Grant
    from coopledger.exchange.copy import BroughtIn

BOM = "\ufeff"
"""Excel takes a CSV file for UTF-8 only if it starts with this."""


def table(rows: Iterable[Mapping[str, Any]]) -> str:
    """Flat rows as CSV with their keys as heading; None is an empty cell."""
    import csv  # every command can answer in CSV, and few are asked to

    rows = list(rows)
    out = io.StringIO()
    if rows:
        writer = csv.DictWriter(out, list(rows[0]), lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)
    return BOM + out.getvalue()


def flat(record: Mapping[str, Any]) -> dict[str, str]:
    """A record as one row: a head as it is written, a problem or remark as its code."""
    return {name: _cell(value) for name, value in record.items()}


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case {"book": book, "seq": seq, "hash": hash_}:
            return f"{book}#{seq}:{hash_}"
        case {"code": name} | {"id": name} | {"path": name}:
            return str(name)
        case list():
            return "; ".join(map(_cell, value))
        case _:
            return str(value)


def progress(views: Sequence[ProgrammeProgress]) -> Iterator[dict[str, Any]]:
    """One row a pledge, and one for each share of it."""
    for view in views:
        for area in view.areas:
            for one in area.pledges:
                about = {
                    "as_of": view.as_of.isoformat(),
                    "head": view.head.whole if view.head else "",
                    "programme": view.terms.id,
                    "content_area": area.number,
                    "pledge": one.pledge.id,
                    "share": "",
                    "unit": one.pledge.unit.id,
                }
                year = _prefixed(line(one.line)) if one.line else {}
                yield {**about, **_row(one.standing), **year}
                for share in one.shares:
                    blank = dict.fromkeys(year, "")
                    yield {**about, "share": share.party, **_row(share.standing), **blank}


def brought_in(of: "BroughtIn") -> Iterator[dict[str, Any]]:
    return (flat(one) for one in brought_in_record(of)["books"])


def entries(recorded: Iterable[Recorded]) -> Iterator[dict[str, Any]]:
    for one in recorded:
        said, kept = one.entry, one.entry.quantity
        yield {
            "entry": said.name,
            "kind": str(said.kind),
            "occurred_on": said.occurred_on.isoformat(),
            "recorded_at": json.loads(write_body(said))["recorded_at"],
            "party": said.party,
            "recorded_by": said.recorded_by,
            "pledge": said.pledge,
            "share": said.share,
            "activity": said.activity,
            "content_area": said.area,
            "stage": said.stage,
            "quantity": _steps(kept, one.terms),
            "unit": kept.unit if kept else "",
            "document": said.document,
            "title": said.title,
            "note": said.note,
            "concerns": said.concerns,
            **{name: _steps(getattr(said, name), one.terms) for name in (*RECEIVED, SENT)},
            "disputed": "true" if said.disputed else "",
            "adoption": said.adoption,
            "through": said.through.isoformat() if said.through else None,
            "reason": said.reason,
            "evidence": "; ".join(file.name for file in said.evidence or ()),
            "reversed_by": one.reversal.seq if one.reversal else "",
            "answered_by": one.dossier.answer.seq if one.dossier.answer else None,
            "awaits": one.awaits,
            "late": "true" if one.closed else "",
            "hash": one.hash,
        }


def _steps(amount: Steps | None, terms: Terms) -> str | None:
    """An amount as it is kept, in its unit."""
    return maybe(Quantity(amount.steps, terms.units[amount.unit]) if amount else None)


def evidence(recorded: Iterable[Recorded]) -> Iterator[dict[str, Any]]:
    for one in recorded:
        for file in one.entry.evidence or ():
            yield {"entry": one.entry.name, "document": one.entry.document, **file._asdict()}


def granted(grants: "Iterable[Grant]") -> Iterator[dict[str, Any]]:
    for one in grants:
        row = granted_record([one])["grants"][0]
        yield {**row, "kinds": " ".join(row["kinds"] or ())}


def recordable(terms: Iterable[Terms]) -> Iterator[dict[str, Any]]:
    for one in terms:
        for number, area in one.areas:
            for activity in area.activities:
                yield _item_row(one, number, activity.id, activity.title)
            for agreed in area.pledges:
                yield _item_row(one, number, agreed.id, agreed.title, agreed)


def _item_row(
    terms: Terms, number: str, item: str, title: Words, agreed: Pledge | None = None
) -> dict[str, Any]:
    return {
        "programme": terms.id,
        "content_area": number,
        "id": item,
        "title_vi": title.vi,
        "title_en": title.en,
        "form": str(agreed.form) if agreed else "activity",
        "target": maybe(agreed.target) if agreed else None,
        "unit": agreed.unit.id if agreed else "",
    }


def _row(of: Standing) -> dict[str, Any]:
    record: Mapping[str, Any] = standing(of)
    names = (
        "target", "claimed", "delivered", "confirmed", "disputed", "due", "remaining", "percent",
        "state",
    )  # fmt: skip
    soon = record["next_due"] or {"due_on": "", "quantity": ""}
    figures = {name: record[name] for name in names}
    return {**figures, "next_due_on": soon["due_on"], "next_due": soon["quantity"]}


def _prefixed(figures: Mapping[str, Any]) -> dict[str, Any]:
    return {f"year_{name}": value for name, value in figures.items()}
