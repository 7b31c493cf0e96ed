"""Two books held against each other, for machines: everything, whether it agrees or not."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from coopledger.exchange.reconcile import Bridge, Difference, Fact, Match, Proposal
from coopledger.exchange.reconcile.compare import net
from coopledger.exchange.reconcile.outcome import Outcome
from coopledger.present.machine.records import decimal, head, maybe, text
from coopledger.present.pages.reconcile import Cited, cited, command
from coopledger.present.say import Say
from coopledger.problem import Value
from coopledger.quantity.writing import plain

if TYPE_CHECKING:
    from coopledger.present.machine import shapes


def reconciliation(outcome: Outcome, say: Say) -> "shapes.Reconcile":
    of, source = outcome.of, outcome.source
    assert of.ours.head is not None
    words = cited(outcome, say)
    return {
        "programme": of.ours.id,
        "ours": {"party": outcome.party, "head": head(of.ours.head)},
        "theirs": {
            "party": source.party,
            "file": source.file,
            "head": head(source.head) if source.head is not None else None,
            "sha256": source.sha256,
        },
        "agrees": of.agrees,
        "agreed": len(of.agreed),
        "differing": len(of.differing),
        "disputed": len(of.disputed),
        "terms": [
            {"path": one.path, "ours": text(one.in_force), "theirs": text(one.proposed)}
            for one in of.terms
        ],
        "bridges": [_bridge(one) for one in of.bridges],
        "matches": [_match(one) for one in of.matches],
        "only_ours": [_fact(one, unknown=of.unknown_to_them(one)) for one in of.only_ours],
        "only_theirs": [_fact(one, unknown=of.unknown_to_us(one)) for one in of.only_theirs],
        "proposals": [_proposal(one, words) for one in outcome.proposals],
        "recorded": [entry.name for entry in outcome.recorded],
    }


def _fact(of: Fact, *, unknown: bool = False) -> "shapes.FactRecord":
    stage, counted = of.entry.stage, of.unit is not None
    return {
        "entry": of.entry.name,
        "kind": of.kind.value,
        "occurred_on": of.day.isoformat(),
        "pledge": of.pledge,
        "share": of.share,
        "activity": of.entry.activity,
        "content_area": of.entry.area,
        "stage": stage.value if stage is not None else None,
        "unit": of.unit.id if of.unit is not None else None,
        "claimed": plain(of.claimed) if counted else None,
        "counted": plain(of.counted) if counted else None,
        "documents": list(of.documents),
        "disputed": of.disputed,
        "unknown": unknown,
    }


def _match(of: Match) -> "shapes.MatchRecord":
    return {
        "result": of.result,
        "by": of.by.value,
        "ours": [_fact(one) for one in of.ours],
        "theirs": [_fact(one) for one in of.theirs],
        "differences": [_difference(one) for one in of.differences],
    }


def _difference(of: Difference) -> "shapes.DifferenceRecord":
    return {"field": of.field.value, "ours": _values(of.ours), "theirs": _values(of.theirs)}


def _values(said: Value) -> list[str]:
    """Everything one book says of a field; nothing where it says nothing."""
    several = said if isinstance(said, tuple) else (said,)
    return [_value(one) for one in several if one is not None]


def _value(said: object) -> str:
    match said:
        case bool():
            return str(said).lower()
        case date():
            return said.isoformat()
        case _:
            return text(said) or ""


def _bridge(of: Bridge) -> "shapes.BridgeRecord":
    return {
        "pledge": of.pledge,
        "share": of.share,
        "measure": cast("Any", of.measure.value),
        "unit": of.ours.unit.id,
        "ours": decimal(of.ours),
        "only_ours": decimal(of.only_ours),
        "only_theirs": decimal(of.only_theirs),
        "differing": decimal(of.differing),
        "theirs": decimal(of.theirs),
        "steps": [
            {
                "ours": _names(one.ours),
                "theirs": _names(one.theirs),
                "amount": decimal(one.amount),
            }
            for one in of.steps
        ],
    }


def _names(facts: Iterable[Fact]) -> list[str]:
    return [fact.entry.name for fact in facts]


def _proposal(of: Proposal, words: Cited) -> "shapes.ProposalRecord":
    quantity, figures = of.entry.quantity, of.figures
    return {
        "entry": of.entry.name,
        "party": of.party,
        "because": [entry.name for entry in of.because],
        "unit": quantity.unit if quantity is not None else None,
        "accepted": maybe(figures.get("accepted")),
        "short": maybe(figures.get("short")),
        "rejected": maybe(figures.get("rejected")),
        "over": maybe(figures.get("over")),
        "sent": maybe(figures.get("sent")),
        "command": command(of, words),
    }


def rows(outcome: Outcome) -> Iterator[dict[str, Any]]:
    """One row for what agrees, differs or is disputed, and for what only one book tells of."""
    of = outcome.of
    for match in of.matches:
        yield _row(match.result, match.ours, match.theirs, match.differences)
    for fact in of.only_ours:
        yield _row("only-ours", (fact,), (), ())
    for fact in of.only_theirs:
        yield _row("only-theirs", (), (fact,), ())


def _row(
    result: str, ours: Sequence[Fact], theirs: Sequence[Fact], differences: Sequence[Difference]
) -> dict[str, Any]:
    first, sides = (*ours, *theirs)[0], {"ours": ours, "theirs": theirs}
    return {
        "result": result,
        **{side: "; ".join(_names(facts)) for side, facts in sides.items()},
        "pledge": first.pledge,
        "activity": first.entry.activity,
        "unit": first.unit.id if first.unit is not None else None,
        **{
            f"{name}_{side}": "; ".join(dict.fromkeys(said(facts)))
            for name, said in _COMPARED.items()
            for side, facts in sides.items()
        },
        "differs": "; ".join(one.field.value for one in differences),
    }


_COMPARED: Mapping[str, Callable[[Sequence[Fact]], Iterable[str]]] = {
    "kind": lambda facts: (fact.kind.value for fact in facts),
    "occurred_on": lambda facts: (fact.day.isoformat() for fact in facts),
    "counted": lambda facts: (plain(amount) for unit, amount in net(facts).items() if unit),
    "document": lambda facts: (paper for fact in facts for paper in fact.documents),
    "stage": lambda facts: (fact.entry.stage.value for fact in facts if fact.entry.stage),
    "share": lambda facts: (fact.share for fact in facts if fact.share),
}
"""What stands in a row for either book, each value once."""
