"""A book as it is read: its entries in order, the terms in force, what stands, the figures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from coopledger.book.chain import Head
from coopledger.book.dossier import Dossier, dossiers
from coopledger.book.entry import Adoption, Entry, Kind
from coopledger.book.tally import Figures, tally
from coopledger.problem import Problem, Refused
from coopledger.terms import Side, Terms, restore

AWAITING = frozenset(
    {Kind.AGREEMENT, Kind.DELIVERY, Kind.DISBURSEMENT, Kind.COMPLETION, Kind.RETURN}
)
"""What waits for the other side's word; activities and closes may be answered, and do not wait."""


class Agreement(NamedTuple):
    """Terms that were adopted, and the entry that says so.

    `mended` are the corrections and restatements of the same terms, in order: the last of them
    holds in the place of `terms`, from the same day.
    """

    entry: Entry
    terms: Terms
    mended: tuple[tuple[Entry, Terms], ...] = ()

    @property
    def in_force(self) -> Terms:
        return self.mended[-1][1] if self.mended else self.terms

    def before(self, seq: int) -> "Agreement":
        """As it was when entry `seq` was recorded."""
        return self._replace(mended=tuple(one for one in self.mended if one[0].seq < seq))


class Recorded(NamedTuple):
    """An entry with what is needed to show it.

    `voided` is the reversal of what it concerns, `awaits` the party whose answer is awaited,
    `closed` the entry that had closed its time before it was recorded, `alone` whether one person
    spoke for both sides.
    """

    dossier: Dossier
    terms: Terms
    hash: str
    concerned: Entry | None = None
    voided: Entry | None = None
    awaits: str | None = None
    closed: Entry | None = None
    alone: bool = False

    @property
    def entry(self) -> Entry:
        return self.dossier.entry

    @property
    def reversal(self) -> Entry | None:
        return self.dossier.reversal

    @property
    def stands(self) -> bool:
        """Whether it has effect: it is no reversal, nor reversed, nor about what is."""
        cancelled = self.reversal is not None or self.voided is not None
        return not cancelled and self.entry.kind is not Kind.REVERSAL


def terms_of(entry: Entry, name: str) -> Terms:
    """The terms `entry` keeps. Raises `Refused` (B827) where this version cannot read them."""
    assert entry.terms is not None
    try:
        return restore(entry.terms)
    except Refused as refused:
        values = {"entry": name, "code": refused.problems[0].code}
        raise Refused([Problem("B827", values)]) from None


@dataclass(frozen=True)
class Book:
    """The entries of one programme with their hashes; a book without entries has no head."""

    id: str
    entries: tuple[Entry, ...] = ()
    hashes: tuple[str, ...] = ()

    @property
    def head(self) -> Head | None:
        return Head(self.id, len(self.hashes), self.hashes[-1]) if self.hashes else None

    def prefix(self, length: int) -> "Book":
        """The book as it was when it had `length` entries."""
        return Book(self.id, self.entries[:length], self.hashes[:length])

    def followed_by(self, entry: Entry, *hashes: str) -> "Book":
        """The book with one more entry, and its hash if it has one already."""
        longer = Book(self.id, (*self.entries, entry), (*self.hashes, *hashes))
        if entry.kind is not Kind.AGREEMENT:
            longer.__dict__["agreements"] = self.agreements  # read once, not again for each entry
        return longer

    # The terms

    @cached_property
    def agreements(self) -> tuple[Agreement, ...]:
        """Every adoption in order, each with what mended it.

        Raises `Refused` (B827) for terms that this version cannot read.
        """
        found: dict[int, Agreement] = {}
        for entry in self.entries:
            if entry.kind is not Kind.AGREEMENT or entry.terms is None:
                continue
            terms = terms_of(entry, entry.name)
            if entry.mends is None:
                found[entry.seq] = Agreement(entry, terms)
            else:
                mended = found[entry.mends]
                found[entry.mends] = mended._replace(mended=(*mended.mended, (entry, terms)))
        return tuple(found.values())

    def agreement_on(self, day: date) -> Agreement:
        """The adoption in force on `day`: the latest of those effective by then.

        Before any is effective the first applies. Raises ValueError for an empty book.
        """
        return self._agreement(self.agreements, day)

    def _agreement(self, known: Sequence[Agreement], day: date) -> Agreement:
        if not known:
            raise ValueError(f"book {self.id} has no terms: nothing was recorded in it")
        effective = [one for one in known if one.entry.occurred_on <= day]
        return effective[-1] if effective else known[0]

    def terms_on(self, day: date) -> Terms:
        """The terms in force on `day`."""
        return self.agreement_on(day).in_force

    def told_in(self, entry: Entry) -> Terms:
        """The terms that know what `entry` speaks of: those in force on its day.

        Of what was reversed those by which it was recorded, for later ones may have dropped it.
        """
        subject = self.subject(entry)
        if self.dossiers[subject.seq].reversal is None:
            return self.terms_on(subject.occurred_on)
        known = [one.before(subject.seq) for one in self.agreements if one.entry.seq < subject.seq]
        return self._agreement(known, subject.occurred_on).in_force

    def side(self, party: str) -> Side | None:
        """The side `party` speaks for, by the latest terms that know it."""
        return self._sides.get(party)

    @cached_property
    def _sides(self) -> Mapping[str, Side]:
        spoken = (one.in_force.speakers.items() for one in self.agreements)
        return {party: side for speakers in spoken for party, side in speakers}

    def receives(self, party: str, entry: Entry) -> bool:
        """Whether `party` is on the side that received what `entry` tells of, and not the giver.

        What is returned goes the other way. Without a pledge it makes no difference.
        """
        subject = self.subject(entry)
        pledge = self.terms_on(subject.occurred_on).pledges.get(subject.pledge or "")
        if pledge is None:
            return True
        receiver = pledge.receiver if entry.kind is not Kind.RETURN else pledge.receiver.other
        return self.side(party) in {receiver, None}

    def unshared(self, parties: Mapping[str, object]) -> str | None:
        """Whose share entries belong to that were recorded before a pledge had shares.

        It is the one of `parties` that was the recipient first, or else the provider.
        """
        first = [one.in_force.programme for one in self.agreements]
        sides = (*(one.recipient for one in first), *(one.provider for one in first))
        return next((side for side in sides if side in parties), None)

    # What stands

    @cached_property
    def dossiers(self) -> Mapping[int, Dossier]:
        """Every entry with what was said of it since, by number."""
        return dossiers(self.entries)

    @cached_property
    def figures(self) -> Figures:
        return tally(self.dossiers.values())

    @property
    def standing(self) -> Iterator[Dossier]:
        """The entries that have effect: neither reversals nor reversed, nor about one that is."""
        return (
            dossier
            for dossier in self.dossiers.values()
            if dossier.entry.kind is not Kind.REVERSAL and self.stands(dossier.entry.seq)
        )

    def stands(self, seq: int) -> bool:
        """Whether nothing has cancelled an entry, nor what it concerns."""
        return self.cancelled(self.entries[seq - 1]) is None

    def cancelled(self, entry: Entry) -> Entry | None:
        """The reversal of `entry`, or of what it concerns, or of what that concerns in turn."""
        reversal = self.dossiers[entry.seq].reversal
        if reversal is None and entry.concerns is not None:
            return self.cancelled(self.entries[entry.concerns - 1])
        return reversal

    def subject(self, entry: Entry) -> Entry:
        """What an entry is about in the end: itself, or what the entry it concerns is about."""
        while entry.concerns is not None:
            entry = self.entries[entry.concerns - 1]
        return entry

    def effective(self, entry: Entry) -> date | None:
        """The day from which an entry changes figures or terms; None where it changes neither."""
        match entry.kind:
            case Kind.SUPPLEMENT | Kind.CLOSE:
                return None
            case Kind.AGREEMENT if entry.adoption is Adoption.CORRECTION:
                return None
            case Kind.ANSWER | Kind.REVERSAL:
                assert entry.concerns is not None
                concerned = self.entries[entry.concerns - 1]
                return self.effective(concerned) if concerned.kind is not Kind.AGREEMENT else None
            case _:
                return entry.occurred_on

    def alike(self, entry: Entry) -> Sequence[Entry]:
        """The entries that tell of the same as `entry`, whether they stand or not, in order."""
        return self._happenings.get(entry.happening, ())

    @cached_property
    def told(self) -> bool:
        """Whether there is anything that an entry could tell of again."""
        return any(entry.kind is not Kind.AGREEMENT for entry in self.entries)

    @cached_property
    def _happenings(self) -> Mapping[tuple[object, ...], Sequence[Entry]]:
        found: dict[tuple[object, ...], list[Entry]] = {}
        for entry in self.entries:
            if entry.kind is not Kind.REVERSAL:
                found.setdefault(entry.happening, []).append(entry)
        return found

    @cached_property
    def closes(self) -> tuple[Entry, ...]:
        """The entries that closed a time and stand."""
        return tuple(
            one.entry
            for one in self.dossiers.values()
            if one.entry.through is not None and one.reversal is None
        )

    @property
    def closed_through(self) -> date | None:
        """The last day that is closed."""
        return max((one.through for one in self.closes if one.through is not None), default=None)

    def closed(self, entry: Entry) -> Entry | None:
        """The last entry that had closed the time in which `entry` has its effect, if one had."""
        day = self.effective(entry)
        before = (
            close
            for close in reversed(self.closes)
            if day is not None
            and close.through is not None
            and day <= close.through
            and close.seq < entry.seq
        )
        return next(before, None)

    def recorded(self, today: date) -> tuple[Recorded, ...]:
        """Every entry, ready to be shown; who is to answer goes by the terms of `today`."""
        return tuple(self._shown(dossier, today) for dossier in self.dossiers.values())

    def _shown(self, dossier: Dossier, today: date) -> Recorded:
        entry = dossier.entry
        concerned = self.find(entry.concerns) if entry.concerns is not None else None
        answer = dossier.answer
        return Recorded(
            dossier=dossier,
            terms=self.told_in(entry),
            hash=self.hashes[entry.seq - 1],
            concerned=concerned,
            voided=self.cancelled(concerned) if concerned is not None else None,
            awaits=self._awaits(dossier, today),
            closed=self.closed(entry),
            alone=answer is not None and answer.recorded_by == entry.recorded_by,
        )

    def _awaits(self, dossier: Dossier, today: date) -> str | None:
        """The party whose answer is awaited: of what moves figures or obligations, and stands."""
        entry = dossier.entry
        if entry.kind not in AWAITING or not self.stands(entry.seq) or dossier.answer is not None:
            return None
        if entry.adoption in {Adoption.FIRST, Adoption.CORRECTION}:
            return None
        side = self.side(entry.party)
        share = self.subject(entry).share
        return self.terms_on(today).voices(side.other, share)[0] if side else None

    def find(self, seq: int) -> Entry | None:
        return self.entries[seq - 1] if 1 <= seq <= len(self.entries) else None
