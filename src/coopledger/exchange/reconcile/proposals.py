"""Answers that the other side's book gives already, and that ours still waits for."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Any, NamedTuple

from coopledger.book.answer import RECEIVED, SENT
from coopledger.book.book import Book
from coopledger.book.draft import Draft
from coopledger.book.entry import Entry, Kind, Steps
from coopledger.exchange.reconcile.compare import Field
from coopledger.exchange.reconcile.facts import Fact, in_base
from coopledger.exchange.reconcile.match import Match
from coopledger.exchange.reconcile.reconciliation import Reconciliation
from coopledger.exchange.reconcile.source import Source
from coopledger.quantity import Quantity
from coopledger.quantity.writing import plain

_THOUSANDTHS = 3
"""Decimals that could be taken for a group of thousands."""


class Proposal(NamedTuple):
    """The answer that would settle one of our entries.

    `party` is who is to answer it, `because` what their book says of it, and `figures` what is
    said beside plain consent, by the names of `answer.RECEIVED` and `answer.SENT`. With `reason`
    one has to be given: it is not all that was claimed, or its time is closed.
    """

    entry: Entry
    party: str
    because: tuple[Entry, ...]
    figures: Mapping[str, Quantity] = MappingProxyType({})
    reason: bool = False

    def typed(self) -> dict[str, str]:
        """The figures as they can be typed in any workspace: no reading of them is in doubt."""
        return {name: _typed(figure.amount) for name, figure in self.figures.items()}

    def draft(self, source: Source, note: str, reason: str) -> Draft:
        """What is to be recorded, with `note`, and with `reason` where one has to be given.

        Its key is made of the state of their book and of the entry, so that it is recorded once.
        """
        figures: dict[str, Any] = dict(self.typed())
        return Draft(
            kind=Kind.ANSWER,
            concerns=self.entry.name,
            party=self.party,
            note=note,
            reason=reason if self.reason else None,
            key=f"reconcile {source} {self.entry.name}",
            **figures,
        )


def proposals(of: Reconciliation, today: date) -> tuple[Proposal, ...]:
    """The answers that their book gives to entries of ours that await one on `today`.

    Only where nothing is disputed and nothing but a quantity differs, and only by what the side
    that has to answer says itself: what merely stands in a copy of our book is nobody's consent.
    """
    awaited = {one.entry.seq: one.awaits for one in of.ours.recorded(today) if one.awaits}
    return tuple(
        proposal
        for match in of.matches
        if not match.disputed and {one.field for one in match.differences} <= {Field.QUANTITY}
        for proposal in _proposals(match, of, awaited)
    )


def _proposals(match: Match, of: Reconciliation, awaited: Mapping[int, str]) -> Iterator[Proposal]:
    """What a match settles; of several entries only if they agree with theirs together."""
    waiting = [fact for fact in match.ours if fact.seq in awaited]
    alone = len(match.ours) == 1
    one_kind = len({fact.kind for fact in (*match.ours, *match.theirs)}) == 1
    if not waiting or not one_kind or not (alone or match.agreed):
        return
    for fact in waiting:
        words = [_word(other, fact, of, awaited[fact.seq]) for other in match.theirs]
        if None in words:
            continue
        figures = _figures(fact, match, of.ours, awaited[fact.seq], words) if alone else {}
        if figures is not None:
            closed = of.ours.closed_through
            late = closed is not None and fact.day <= closed
            because = tuple(other.entry for other in match.theirs)
            party = awaited[fact.seq]
            yield Proposal(fact.entry, party, because, figures, bool(figures) or late)


class _Word(NamedTuple):
    """What the side that has to answer says of one of their entries, in the base unit.

    `answer` is its own answer, where it answered there what the other side had recorded.
    """

    amount: Fraction
    answer: Entry | None = None


def _word(other: Fact, fact: Fact, of: Reconciliation, party: str) -> _Word | None:
    """The word of `party`'s side on one of their entries, if it has spoken."""
    side = of.ours.side(party)
    if of.theirs.side(other.entry.party) is side:
        return _Word(other.claimed)
    answer = of.theirs.dossier(other.seq).answer
    if answer is None:
        return None
    if not of.ours.receives(party, fact.entry):
        sent = _amount(answer.sent, other)
        return _Word(other.claimed if sent is None else sent, answer)
    return _Word(other.counted, answer)


def _figures(
    fact: Fact, match: Match, book: Book, party: str, words: Sequence[_Word | None]
) -> Mapping[str, Quantity] | None:
    """What an answer has to say so that it accounts for `fact`; None where it cannot be said.

    Nothing where it is all that was claimed. The figures of their own answer to the same claim
    are taken over as they are.
    """
    said = [word for word in words if word is not None]
    assert fact.entry.quantity is not None
    unit = fact.terms.units[fact.entry.quantity.unit]

    def quantity(amount: Fraction) -> Quantity | None:
        steps = amount / unit.in_base / unit.step
        return Quantity(int(steps), unit) if steps.denominator == 1 else None

    total = sum((word.amount for word in said), Fraction())
    receives = book.receives(party, fact.entry)
    answer = said[0].answer if len(said) == 1 else None
    parts: dict[str, Fraction]
    if not receives:
        parts = {SENT: total} if total != fact.claimed else {}
    elif answer is not None and match.theirs[0].claimed == fact.claimed:
        given = {name: _amount(getattr(answer, name), match.theirs[0]) for name in RECEIVED}
        parts = {name: amount for name, amount in given.items() if amount is not None}
        parts = parts if set(parts) != {"accepted"} else {}
    else:
        parts = _accounted(fact.claimed, total)
    figures = {name: quantity(amount) for name, amount in parts.items()}
    known = {name: figure for name, figure in figures.items() if figure is not None}
    return known if len(known) == len(figures) else None


def _accounted(claimed: Fraction, received: Fraction) -> dict[str, Fraction]:
    """What was received of a claim, and what is missing of it or goes beyond it."""
    if received == claimed:
        return {}
    short, over = max(claimed - received, Fraction()), max(received - claimed, Fraction())
    rest = {"short": short} if short else {"over": over}
    return {"accepted": received, **rest}


def _amount(steps: Steps | None, of: Fact) -> Fraction | None:
    return in_base(steps.steps, of.terms.units[steps.unit]) if steps is not None else None


def _typed(amount: Fraction) -> str:
    text = plain(amount)
    return text + "0" if len(text.partition(".")[2]) == _THOUSANDTHS else text
