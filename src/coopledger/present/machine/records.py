"""JSON: decimals as text, ISO dates, and a schema name with a version at the top.

The version changes when a field changes its meaning.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from coopledger.book import Head, Recorded
from coopledger.book.entry import write_body
from coopledger.ledger import Receipt, Verdict
from coopledger.present.say import Say
from coopledger.progress import PledgeProgress, ProgrammeProgress, Standing, YearLine
from coopledger.progress.programme import ActivityProgress, AreaProgress
from coopledger.quantity import Quantity
from coopledger.quantity.writing import plain
from coopledger.terms import Pledge, Terms
from coopledger.terms.fields import Words, Years


def document(schema: str, **fields: Any) -> str:
    """A JSON document of the schema `coopledger.<schema>/1`."""
    record = {"schema": f"coopledger.{schema}/1", **fields}
    return json.dumps(record, ensure_ascii=False, indent=2)


def decimal(quantity: Quantity | None) -> str | None:
    """An amount in its pledge's unit, as text."""
    return plain(quantity.amount) if quantity is not None else None


def text(value: object) -> str | None:
    """A value of the terms as text: quantities with their unit, days in ISO form."""
    match value:
        case None:
            return None
        case Quantity():
            return f"{decimal(value)} {value.unit.id}"
        case Years():
            return f"{value.first}-{value.last}"
        case _:
            return str(value)


def programme(view: ProgrammeProgress) -> dict[str, Any]:
    terms = view.terms.programme
    return {
        "id": view.terms.id,
        "title": _words(terms.title),
        "provider": terms.provider,
        "recipient": terms.recipient,
        "period": {"first": terms.period.first, "last": terms.period.last},
        "as_of": view.as_of.isoformat(),
        "head": head(view.head),
        "proposed": view.head is None,
        "differs": [
            {"path": change.path, "in_force": text(change.in_force), "file": text(change.proposed)}
            for change in view.drift
        ],
        "invented": terms.invented,
        "pledges": len(view.pledges),
        "fulfilled": view.fulfilled,
        "content_areas": [_area(area) for area in view.areas],
    }


def head(of: Head | None) -> dict[str, Any] | None:
    return {"book": of.book, "seq": of.seq, "hash": of.hash} if of else None


def pledge(progress: PledgeProgress) -> dict[str, Any]:
    agreed = progress.pledge
    record: dict[str, Any] = {
        "id": agreed.id,
        "title": _words(agreed.title),
        "form": str(agreed.form),
        "by": agreed.by,
        "unit": agreed.unit.id,
        **standing(progress.standing),
    }
    if progress.ceiling is not None:
        ceiling = progress.ceiling
        record["ceiling"] = {
            "unit": ceiling.amount.unit.id,
            "amount": decimal(ceiling.amount),
            "per": ceiling.per,
            "spent": decimal(ceiling.spent),
            "headroom": decimal(ceiling.headroom),
        }
    if agreed.equivalent is not None:
        worth = agreed.equivalent
        record["equivalent"] = {
            **_money(worth.amount), "about": worth.about, "over": worth.over,
        }  # fmt: skip
    if progress.completed is not None:
        record["completed"] = decimal(progress.completed)
    record["disbursed"] = [_money(amount) for amount in progress.disbursed]
    record["actual_value"] = [_money(amount) for amount in progress.value]
    record["shares"] = [
        {"party": share.party, **standing(share.standing)} for share in progress.shares
    ]
    if progress.line is not None:
        record["year"] = line(progress.line)
    return record


def entry(recorded: Recorded) -> dict[str, Any]:
    """The body as it was hashed, the hash, and the reversal if there is one."""
    return {
        **json.loads(write_body(recorded.entry)),
        "hash": recorded.hash,
        "reversed_by": recorded.reversal.seq if recorded.reversal else None,
    }


def receipt(of: Receipt, say: Say) -> dict[str, Any]:
    return {
        "entry": of.entry.name,
        "recorded": of.kept and not of.already,
        "already": of.already,
        "dry_run": not of.kept,
        "adopted": of.adopted,
        "replaces": of.replaces,
        "head": head(of.head),
        "remarks": [
            {
                "code": remark.code,
                "message": say(remark.code, **{"this": of.entry.name, **remark.values}),
            }
            for remark in of.remarks
        ],
        "pledge": pledge(of.progress) if of.progress else None,
    }


def verdict(of: Verdict, problems: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "intact": not of.problems,
        "heads": [head(one) for one in of.heads],
        "problems": list(problems),
    }


def recordable(terms: Terms) -> dict[str, Any]:
    """A programme's activities and pledges with their ids."""
    return {
        "id": terms.id,
        "title": _words(terms.programme.title),
        "content_areas": [
            {
                "number": int(number),
                "title": _words(area.title),
                "activities": [
                    {"id": activity.id, "title": _words(activity.title)}
                    for activity in area.activities
                ],
                "pledges": [_agreed(one) for one in area.pledges],
            }
            for number, area in terms.areas
        ],
    }


def _agreed(of: Pledge) -> dict[str, Any]:
    return {
        "id": of.id,
        "title": _words(of.title),
        "form": str(of.form),
        "unit": of.unit.id,
        "target": decimal(of.target),
        "not_stated": [_words(item) for item in of.not_stated],
    }


def _area(of: AreaProgress) -> dict[str, Any]:
    return {
        "number": int(of.number),
        "title": _words(of.area.title),
        "activities": [_activity(activity) for activity in of.activities],
        "others": _occasions(of.others),
        "pledges": [pledge(one) for one in of.pledges],
    }


def _activity(of: ActivityProgress) -> dict[str, Any]:
    assert of.activity is not None
    return {
        "id": of.activity.id,
        "title": _words(of.activity.title),
        **_occasions(of),
    }


def _occasions(of: ActivityProgress) -> dict[str, Any]:
    return {
        "occasions": of.occasions,
        "last_on": of.last_on.isoformat() if of.last_on else None,
        "none_said": of.none_said,
    }


def standing(of: Standing) -> dict[str, Any]:
    """The figures of a pledge or a share."""
    return {
        "target": decimal(of.target),
        "claimed": decimal(of.claimed),
        "delivered": decimal(of.delivered),
        "confirmed": decimal(of.confirmed),
        "due": decimal(of.due),
        "remaining": decimal(of.remaining),
        "excess": decimal(of.excess),
        "percent": _percent(of),
        "state": str(of.state),
        "instalments": [
            {
                "year": part.year,
                "due_on": part.due_on.isoformat(),
                "planned": decimal(part.planned),
                "delivered": decimal(part.delivered),
            }
            for part in of.instalments
        ],
        "next_due": {
            "due_on": of.next_due.due_on.isoformat(),
            "quantity": decimal(of.next_due.quantity),
        }
        if of.next_due
        else None,
    }


def line(of: YearLine) -> dict[str, Any]:
    """A year's line."""
    names = ("brought_forward", "adjusted", "planned", "delivered", "carried_forward",
             "cumulative", "remaining")  # fmt: skip
    return {name: decimal(getattr(of, name)) for name in names}


def _percent(of: Standing) -> str | None:
    return f"{of.percent // 10}.{of.percent % 10}" if of.percent is not None else None


def _money(amount: Quantity) -> dict[str, Any]:
    return {"unit": amount.unit.id, "amount": decimal(amount)}


def _words(of: Words) -> dict[str, str]:
    return {"vi": of.vi, "en": of.en}
