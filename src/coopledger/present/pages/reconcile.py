"""`coop reconcile`: whether two books agree, how far apart their figures are, and by what."""

import shlex
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from coopledger.book.entry import Kind, Stage
from coopledger.book.tally import Measure
from coopledger.exchange.reconcile import Bridge, Difference, Fact, Field, Match, Proposal
from coopledger.exchange.reconcile.compare import total
from coopledger.exchange.reconcile.outcome import Outcome
from coopledger.present.page import Cell, Column, Page, Row, Sheet
from coopledger.present.pages.entries import short_sheet, what
from coopledger.present.remarks import party_name
from coopledger.present.say import Say
from coopledger.problem import Value
from coopledger.quantity import Quantity
from coopledger.terms import Terms

MOST_NAMED = 6
"""Entries that are named in a line; what is missing is listed below it."""

WHAT = 3
"""The column of pairs that says what happened, which takes what width is left."""

FIELDS = {
    Field.KIND: "kind", Field.DAY: "occurred_on", Field.QUANTITY: "quantity",
    Field.DOCUMENT: "document", Field.STAGE: "stage", Field.SHARE: "share",
    Field.DISPUTED: "disputed",
}  # fmt: skip
"""What is compared, by the field of an entry that says it."""

Blocks = Iterator[Cell | Sheet]


def page(outcome: Outcome, say: Say, *, everything: bool = False) -> Page:
    """The answer first, then figures, then entries; with `everything` also what agrees."""
    return Page(
        (
            *_summary(outcome, say),
            *_terms(outcome, say),
            *_bridges(outcome, say),
            *_pairs("differing", outcome.of.differing, outcome, say),
            *_only(outcome, say),
            *_pairs("disputed", outcome.of.disputed, outcome, say),
            *(_pairs("agreed", outcome.of.agreed, outcome, say) if everything else ()),
            *_proposals(outcome, say),
        )
    )


def names(outcome: Outcome, say: Say) -> dict[str, str]:
    """Who keeps our book, and who the other."""
    ours, theirs = outcome.party, outcome.source.party
    return {"ours": party_name(outcome.terms, ours, say),
            "theirs": party_name(outcome.terms, theirs, say)}  # fmt: skip


def counts(outcome: Outcome, say: Say) -> list[str]:
    """How much agrees, and how much of each kind does not."""
    of = outcome.of
    said = names(outcome, say)
    return [
        say(f"reconcile.count.{key}", count=len(facts), **said)
        for key, facts in of.found.items()
        if facts or key == "agreed"
    ]


def _summary(outcome: Outcome, say: Say) -> Blocks:
    of, said = outcome.of, names(outcome, say)
    yield Cell(say("reconcile.title", programme=of.ours.id, **said), "title")
    if outcome.terms.programme.invented:
        yield Cell(say("programme.invented"), "invented")
    yield Cell(say("reconcile.book", party=said["ours"], source=of.ours.head), "faint")
    yield Cell(say("reconcile.book", party=said["theirs"], source=str(outcome.source)), "faint")
    verdict = "agrees" if of.agrees else "disagrees"
    yield Cell(say(f"reconcile.{verdict}"), "good" if of.agrees else "bad")
    yield Cell(" · ".join(counts(outcome, say)), indent=2)
    if outcome.recorded:
        entries = tuple(entry.name for entry in outcome.recorded)
        yield Cell(say("reconcile.recorded", entries=entries), "good", indent=2)


def _terms(outcome: Outcome, say: Say) -> Blocks:
    """How what was promised differs between the two books."""
    if outcome.of.terms:
        yield Cell(say("reconcile.terms", **names(outcome, say)), "warn")
    for change in outcome.of.terms:
        yield Cell(say.value(change), "warn", indent=2)


# Figures


def _bridges(outcome: Outcome, say: Say) -> Blocks:
    if outcome.of.bridges:
        yield Cell("")
        yield Cell(say("reconcile.bridge"), "area")
        rows = (row for bridge in outcome.of.bridges for row in _bridge(bridge, outcome, say))
        yield Sheet((Column(""), Column("", right=True)), tuple(rows), flex=0)


def _bridge(bridge: Bridge, outcome: Outcome, say: Say) -> Iterator[Row]:
    """One figure in both books, or the way from one to the other."""
    title = account(bridge, outcome.terms, say)
    if not bridge.steps:
        yield Row((Cell(f"{title}, {say('reconcile.both')}"), Cell(say.value(bridge.ours))))
        return
    said = names(outcome, say)
    yield Row((Cell(title), Cell("")))
    yield _line(say("reconcile.of", party=said["ours"]), say.value(bridge.ours))
    left, right = (step.ours for step in bridge.steps), (step.theirs for step in bridge.steps)
    sides = tuple(zip(left, right, bridge.steps, strict=True))
    ours = [name(facts) for facts, other, _ in sides if not other]
    theirs = [name(facts) for other, facts, _ in sides if not other]
    unlike = [pair(one, other, say) for one, other, _ in sides if one and other]
    for key, entries, amount, party in (
        ("only", ours, bridge.only_ours, said["ours"]),
        ("only", theirs, bridge.only_theirs, said["theirs"]),
        ("unlike", unlike, bridge.differing, ""),
    ):
        if entries:
            text = say(f"reconcile.{key}", party=party, entries=_some(entries, say))
            yield _line(text, signed(amount, say.value(amount)))
    yield _line(say("reconcile.of", party=said["theirs"]), say.value(bridge.theirs))


def _line(text: str, amount: str) -> Row:
    return Row((Cell(text), Cell(amount)), indent=1)


def signed(amount: Quantity, text: str) -> str:
    """How a difference is written, with its sign."""
    return f"+{text}" if amount.steps > 0 else text


def account(bridge: Bridge, terms: Terms, say: Say) -> str:
    """What a figure counts: `Cement: delivery`."""
    pledge = terms.pledges.get(bridge.pledge)
    title = say.value(pledge.title) if pledge is not None else bridge.pledge
    values = {"title": title, "measure": _measure_word(bridge.measure, say)}
    if bridge.share is None:
        return say("reconcile.figure", **values)
    return say("reconcile.figure.share", **values, share=party_name(terms, bridge.share, say))


def _measure_word(measure: Measure, say: Say) -> str:
    stages = {Measure.COMPLETED: Stage.COMPLETED, Measure.HANDED_OVER: Stage.HANDED_OVER}
    return say.value(stages[measure] if measure in stages else Kind(measure.value))


# Entries


def name(facts: Sequence[Fact]) -> str:
    """`#2`, or `#4, #5, #6` of several."""
    return ", ".join(f"#{fact.seq}" for fact in facts)


def pair(ours: Sequence[Fact], theirs: Sequence[Fact], say: Say) -> str:
    return say("reconcile.pair", ours=name(ours), theirs=name(theirs))


def _some(entries: Sequence[str], say: Say) -> str:
    """The first of `entries`, and how many there are."""
    if len(entries) <= MOST_NAMED:
        return ", ".join(entries)
    first = ", ".join(entries[:MOST_NAMED])
    return say("reconcile.more", entries=first, count=len(entries))


def told(fact: Fact, say: Say) -> str:
    """What a fact says happened, in one line."""
    concerned = fact.subject if fact.kind is Kind.RETURN else None
    return what(fact.entry, concerned, fact.terms, say)


def amount(facts: Sequence[Fact], say: Say) -> str:
    """What facts come to; nothing where that is no quantity."""
    counted = total(facts)
    return say.value(counted) if counted is not None else ""


def _pairs(key: str, matches: Sequence[Match], outcome: Outcome, say: Say) -> Blocks:
    if not matches:
        return
    said = names(outcome, say)
    columns = (
        Column(said["ours"]),
        Column(said["theirs"]),
        Column(say("column.day"), fold=1),
        Column(say("column.what"), fold=2, plain=True),
        Column(say("column.quantity"), fold=3, right=True),
    )
    yield Cell("")
    yield Cell(say(f"reconcile.{key}"), "area")
    rows = (_pair_row(match, outcome.terms, say) for match in matches)
    yield Sheet(columns, tuple(rows), flex=WHAT)


def _pair_row(match: Match, terms: Terms, say: Say) -> Row:
    first = match.ours[0]
    cells = (
        name(match.ours),
        name(match.theirs),
        say.value(first.day),
        told(first, say),
        amount(match.ours, say),
    )
    lines = (Cell(difference(one, terms, say), "warn") for one in match.differences)
    return Row(tuple(map(Cell, cells)), tuple(lines))


def difference(one: Difference, terms: Terms, say: Say) -> str:
    """`quantity: 500 t ≠ 480 t`, our side first."""
    ours, theirs = (_said(one.field, value, terms, say) for value in (one.ours, one.theirs))
    return say("reconcile.difference", field=field_word(one.field, say), ours=ours, theirs=theirs)


def field_word(field: Field, say: Say) -> str:
    return say(f"field.{FIELDS[field]}")


def _said(field: Field, value: Value, terms: Terms, say: Say) -> str:
    if field is Field.DISPUTED:
        return say("yes" if value else "reconcile.no")
    if field is Field.SHARE:
        parties = value if isinstance(value, tuple) else (value,)
        return ", ".join(party_name(terms, one, say) if one else "-" for one in parties)
    return say.value(value)


def _only(outcome: Outcome, say: Say) -> Blocks:
    """What one book alone tells of, as it stands there, and what the other cannot know."""
    of, said = outcome.of, names(outcome, say)
    sides = (
        (of.ours, of.only_ours, of.unknown_to_them, said["ours"], said["theirs"]),
        (of.theirs, of.only_theirs, of.unknown_to_us, said["theirs"], said["ours"]),
    )
    for book, facts, unknown, party, other in sides:
        if facts:
            yield Cell("")
            yield Cell(say("reconcile.only.title", party=party), "area")
            items = dict.fromkeys(fact.pledge or fact.entry.activity
                                  for fact in facts if unknown(fact))  # fmt: skip
            if items:
                yield Cell(say("reconcile.unknown", party=other, items=tuple(items)), "warn")
            recorded = book.recorded(outcome.today)
            yield short_sheet([recorded[fact.seq - 1] for fact in facts], say)


# What their book answers


def _proposals(outcome: Outcome, say: Say) -> Blocks:
    if outcome.proposals:
        party = names(outcome, say)["theirs"]
        yield Cell("")
        yield Cell(say("reconcile.proposals", party=party), "area")
        for proposal in outcome.proposals:
            yield Cell(command(proposal, cited(outcome, say)), "exact", indent=2)
        yield Cell(say("reconcile.apply"), "faint", indent=2)


class Cited(NamedTuple):
    """What an answer says it rests on: whose book, and which state of it."""

    note: str
    reason: str


def cited(outcome: Outcome, say: Say) -> Cited:
    party = names(outcome, say)["theirs"]
    note = say("reconcile.cited", party=party, source=str(outcome.source))
    return Cited(note, say("reconcile.reason", party=party))


def command(proposal: Proposal, words: Cited) -> str:
    """The command line that records a proposal, as it can be typed into a shell."""
    options = {"party": proposal.party, **proposal.typed(), "note": words.note}
    if proposal.reason:
        options["reason"] = words.reason
    typed = [part for option, text in options.items() for part in (f"--{option}", text)]
    return shlex.join(["coop", "confirm", proposal.entry.name, *typed])
