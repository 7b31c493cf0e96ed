"""JSON: decimals as text, ISO dates, and a schema name with a version at the top.

The version changes when a field changes its meaning.
"""

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from coopledger.book import Entry, Head, Recorded
from coopledger.book.body import write_body
from coopledger.book.chain import Growth
from coopledger.book.entry import Evidence
from coopledger.ledger import Receipt
from coopledger.present.remarks import remark_text
from coopledger.present.say import Say
from coopledger.progress import PledgeProgress, ProgrammeProgress, Standing, YearLine
from coopledger.progress.history import TargetChange
from coopledger.progress.pledge import CeilingProgress
from coopledger.progress.programme import ActivityProgress, AreaProgress
from coopledger.quantity import Quantity
from coopledger.quantity.writing import plain
from coopledger.terms import Pledge, Terms
from coopledger.terms.drift import Change
from coopledger.terms.fields import Words, Years
from coopledger.terms.pledge import Equivalent

if TYPE_CHECKING:
    from coopledger.book.handover import Handover
    from coopledger.book.postgres.grant import Grant
    from coopledger.book.verdict import Verdict
    from coopledger.exchange.backup import Backup
    from coopledger.exchange.copy import BroughtIn
    from coopledger.present.machine import shapes


def document(schema: str, record: Mapping[str, Any]) -> str:
    """A JSON document of the schema `coopledger.<schema>/1`."""
    return json.dumps({"schema": schema_name(schema), **record}, ensure_ascii=False, indent=2)


def schema_name(schema: str) -> str:
    return f"coopledger.{schema}/1"


def decimal(quantity: Quantity) -> str:
    """An amount in its pledge's unit, as text."""
    return plain(quantity.amount)


def maybe(quantity: Quantity | None) -> str | None:
    """The same where there may be none."""
    return decimal(quantity) if quantity is not None else None


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


def programme(view: ProgrammeProgress) -> "shapes.ProgrammeRecord":
    terms = view.terms.programme
    return {
        "id": view.terms.id,
        "title": _words(terms.title),
        "provider": terms.provider,
        "recipient": terms.recipient,
        "period": {"first": terms.period.first, "last": terms.period.last},
        "as_of": view.as_of.isoformat(),
        "head": head(view.head) if view.head else None,
        "proposed": view.head is None,
        "agreement": _agreement(view.agreement) if view.agreement else None,
        "closed_through": view.closed_through.isoformat() if view.closed_through else None,
        "pending": view.awaiting,
        "ended": [
            {"party": one.party, "since": one.since.isoformat(), "successors": list(one.successors)}
            for one in view.ended
        ],
        "money": [_money(total) for total in view.money.totals],
        "without_value": [
            {
                "pledge": one.pledge.id,
                "unit": one.quantity.unit.id,
                "quantity": decimal(one.quantity),
            }
            for one in view.money.left_out
        ],
        "invented": terms.invented,
        "pledges": len(view.pledges),
        "fulfilled": view.fulfilled,
        "content_areas": [_area(area) for area in view.areas],
    }


def status_programme(view: ProgrammeProgress) -> "shapes.StatusProgrammeRecord":
    return {**programme(view), "differs": [_change(change) for change in view.drift]}


def year_programme(view: ProgrammeProgress) -> "shapes.YearProgrammeRecord":
    return {
        **programme(view),
        "entries": [one.entry.name for one in view.entries],
        "late": [one.entry.name for one in view.late],
    }


def _change(of: Change) -> "shapes.ChangeRecord":
    return {"path": of.path, "in_force": text(of.in_force), "file": text(of.proposed)}


def _adoption(of: Entry) -> "shapes.Adoption":
    assert of.adoption is not None
    return of.adoption.value


def _agreement(of: Recorded) -> "shapes.AgreementRecord":
    answer = of.dossier.answer
    return {
        "entry": of.entry.name,
        "adoption": _adoption(of.entry),
        "effective": of.entry.occurred_on.isoformat(),
        "document": of.entry.document,
        "answered_by": answer.seq if answer else None,
        "disputed": bool(answer and answer.disputed),
    }


def head(of: Head) -> "shapes.HeadRecord":
    return {"book": of.book, "seq": of.seq, "hash": of.hash}


def pledge(progress: PledgeProgress) -> "shapes.PledgeRecord":
    agreed = progress.pledge
    return {
        "id": agreed.id,
        "title": _words(agreed.title),
        "form": agreed.form.value,
        "by": agreed.by,
        "unit": agreed.unit.id,
        **standing(progress.standing),
        "disbursed": [_money(amount) for amount in progress.disbursed],
        "actual_value": [_money(amount) for amount in progress.value],
        "shares": [{"party": share.party, **standing(share.standing)} for share in progress.shares],
        "ceiling": _ceiling(progress.ceiling) if progress.ceiling else None,
        "equivalent": _worth(agreed.equivalent) if agreed.equivalent else None,
        "completed": maybe(progress.completed),
        "returned": decimal(progress.returned),
        "history": [_target_change(one) for one in progress.history],
        "undetermined": list(progress.undetermined),
        "years": [
            {
                "year": one.year,
                "planned": maybe(one.planned),
                "delivered": decimal(one.delivered),
                "confirmed": decimal(one.confirmed),
            }
            for one in progress.years
        ],
        "year": line(progress.line) if progress.line else None,
    }


def entry(recorded: Recorded) -> "shapes.EntryRecord":
    """The body as it was hashed, the hash, and what was said of it since."""
    record = {
        **json.loads(write_body(recorded.entry)),
        "hash": recorded.hash,
        "reversed_by": recorded.reversal.seq if recorded.reversal else None,
        "answered_by": recorded.dossier.answer.seq if recorded.dossier.answer else None,
        "awaits": recorded.awaits,
        "void": recorded.reversal is not None or recorded.voided is not None,
        "late": recorded.closed is not None,
    }
    return cast("shapes.EntryRecord", record)


def receipt(of: Receipt, say: Say) -> "shapes.Receipt":
    return {
        "entry": of.entry.name,
        "recorded": of.kept and not of.already,
        "already": of.already,
        "dry_run": not of.kept,
        "adopted": of.adopted,
        "replaces": of.replaces,
        "head": head(of.head),
        "remarks": [
            {"code": remark.code, "message": remark_text(remark, of.entry, of.terms, say)}
            for remark in of.remarks
        ],
        "pledge": pledge(of.progress) if of.progress else None,
        "changes": [_change(change) for change in of.changes],
    }


def verdict(of: "Verdict", problems: Sequence["shapes.ErrorRecord"]) -> "shapes.Verify":
    return {
        "intact": not of.problems,
        "heads": [head(one) for one in of.heads],
        "expected": [head(one) for one in of.expected],
        "files": of.files,
        "problems": list(problems),
    }


def minutes(of: "Handover", file: str) -> "shapes.Minutes":
    """What minutes were made of, and in which file they are."""
    return {
        "programme": of.terms.id,
        "pledge": of.pledge.id,
        "entry": of.entry.name if of.entry is not None else None,
        "stage": of.stage.value if of.stage is not None else None,
        "file": file,
    }


def brought_in(of: "BroughtIn") -> "shapes.ImportBook":
    return {
        "books": [grown(one) for one in of.books],
        "dry_run": not of.kept,
    }


def grown(of: Growth) -> "shapes.BroughtInRecord":
    """How a book has grown."""
    return {
        "book": of.head.book,
        "before": head(of.before) if of.before is not None else None,
        "head": head(of.head),
        "added": of.added,
    }


def backed_up(of: "Backup", file: str) -> "shapes.Backup":
    return {"file": file, "heads": [head(one) for one in of.heads], "files": of.files}


def restored(of: "Backup", workspace: str) -> "shapes.Restore":
    return {"workspace": workspace, "heads": [head(one) for one in of.heads], "files": of.files}


def evidence(recorded: Sequence[Recorded], extracted: Sequence[str]) -> "shapes.EvidenceList":
    """The files behind an entry and what refers to it."""
    return {
        "entry": recorded[0].entry.name,
        "files": [
            {"entry": one.entry.name, "document": one.entry.document, **_file(file)}
            for one in recorded
            for file in one.entry.evidence or ()
        ],
        "extracted": list(extracted),
    }


def granted(grants: "Sequence[Grant]") -> "shapes.ServerGrants":
    """What every login may do."""
    return {"grants": [_grant(one) for one in grants]}


def _grant(of: "Grant") -> "shapes.GrantRecord":
    return {
        "login": of.login,
        "person": of.person,
        "party": of.party,
        "kinds": [kind.value for kind in of.kinds] if of.kinds is not None else None,
        "reads_all": of.everything,
        "admin": of.admin,
        "granted_by": of.by,
        "granted_at": of.at.isoformat() if of.at is not None else None,
    }


def _file(of: Evidence) -> "shapes.FileRecord":
    return {"name": of.name, "sha256": of.sha256, "size": of.size}


def _target_change(of: TargetChange) -> "shapes.TargetChangeRecord":
    before = of.before.target if of.before else None
    return {
        "entry": of.entry.name,
        "adoption": _adoption(of.entry),
        "effective": of.entry.occurred_on.isoformat(),
        "document": of.entry.document,
        "reason": of.entry.reason,
        "before": text(before),
        "after": text(of.after.target),
        "condition_met": of.condition_met,
    }


def recordable(terms: Terms) -> "shapes.ProgrammeItemsRecord":
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


def _agreed(of: Pledge) -> "shapes.PledgeItemRecord":
    return {
        "id": of.id,
        "title": _words(of.title),
        "form": of.form.value,
        "unit": of.unit.id,
        "target": maybe(of.target),
        "not_stated": [_words(item) for item in of.not_stated],
    }


def _area(of: AreaProgress) -> "shapes.AreaRecord":
    return {
        "number": int(of.number),
        "title": _words(of.area.title),
        "activities": [_activity(activity) for activity in of.activities],
        "others": _occasions(of.others),
        "pledges": [pledge(one) for one in of.pledges],
    }


def _activity(of: ActivityProgress) -> "shapes.ActivityRecord":
    assert of.activity is not None
    return {
        "id": of.activity.id,
        "title": _words(of.activity.title),
        **_occasions(of),
    }


def _occasions(of: ActivityProgress) -> "shapes.OccasionsRecord":
    return {
        "occasions": of.occasions,
        "last_on": of.last_on.isoformat() if of.last_on else None,
        "none_said": of.none_said,
    }


def standing(of: Standing) -> "shapes.StandingRecord":
    """The figures of a pledge or a share."""
    return {
        "target": maybe(of.target),
        "claimed": decimal(of.claimed),
        "delivered": decimal(of.delivered),
        "confirmed": decimal(of.confirmed),
        "disputed": decimal(of.disputed),
        "due": maybe(of.due),
        "remaining": maybe(of.remaining),
        "excess": maybe(of.excess),
        "percent": _percent(of),
        "state": of.state.value,
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


def line(of: YearLine) -> "shapes.YearLineRecord":
    """A year's line."""
    return {
        "brought_forward": maybe(of.brought_forward),
        "adjusted": maybe(of.adjusted),
        "planned": maybe(of.planned),
        "delivered": decimal(of.delivered),
        "confirmed": decimal(of.confirmed),
        "carried_forward": maybe(of.carried_forward),
        "cumulative": decimal(of.cumulative),
        "remaining": maybe(of.remaining),
    }


def _ceiling(of: CeilingProgress) -> "shapes.CeilingRecord":
    return {
        "unit": of.amount.unit.id,
        "amount": decimal(of.amount),
        "per": of.per,
        "spent": decimal(of.spent),
        "headroom": decimal(of.headroom),
    }


def _worth(of: Equivalent) -> "shapes.WorthRecord":
    return {**_money(of.amount), "about": of.about, "over": of.over}


def _percent(of: Standing) -> str | None:
    return f"{of.percent // 10}.{of.percent % 10}" if of.percent is not None else None


def _money(amount: Quantity) -> "shapes.MoneyRecord":
    return {"unit": amount.unit.id, "amount": decimal(amount)}


def _words(of: Words) -> "shapes.WordsRecord":
    return {"vi": of.vi, "en": of.en}
