"""A book as it is read: its entries in order, the terms in force, what stands, the figures.

What a book is asked for is answered from a few questions (the first part of `Book`), so that one
that lies in the ledger reads only what is asked for (`kept.py`).
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from coopledger.book.chain import Head
from coopledger.book.dossier import Dossier, dossier
from coopledger.book.entry import Adoption, Entry, Kind
from coopledger.book.tally import Figures, Posting, change, is_answered, tally
from coopledger.problem import Problem, Refused
from coopledger.terms import Side, Terms, restore


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


def agreed(adoptions: Sequence[Entry]) -> tuple[Agreement, ...]:
    """Every adoption in order, each with what mended it. Raises `Refused` as `terms_of` does."""
    found: dict[int, Agreement] = {}
    for entry in adoptions:
        terms = terms_of(entry, entry.name)
        if entry.mends is None:
            found[entry.seq] = Agreement(entry, terms)
        else:
            mended = found[entry.mends]
            found[entry.mends] = mended._replace(mended=(*mended.mended, (entry, terms)))
    return tuple(found.values())


class Book:
    """The entries of one programme with their hashes; a book without entries has no head."""

    def __init__(self, id_: str, entries: Sequence[Entry] = (), hashes: Sequence[str] = ()) -> None:
        self.id = id_
        self._entries, self._hashes = tuple(entries), tuple(hashes)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Book) and (self.id, self.entries, self.hashes) == (
            other.id, other.entries, other.hashes,
        )  # fmt: skip

    def __hash__(self) -> int:
        return hash((self.id, self.head))

    def prefix(self, length: int) -> "Book":
        """The book as it was when it had `length` entries."""
        return Book(self.id, self.entries[:length], self.hashes[:length])

    def followed_by(self, entry: Entry, *hashes: str) -> "Longer":
        """The book with one more entry, and its hash if it has one already."""
        return Longer(self, (entry,), hashes)

    # What entries there are

    @property
    def whole(self) -> "Book":
        """The same book with all of its entries in memory."""
        return self

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All of them, in order."""
        return self._entries

    @property
    def hashes(self) -> tuple[str, ...]:
        """The hashes of all entries, in order."""
        return self._hashes

    @property
    def length(self) -> int:
        """How many entries there are."""
        return len(self._entries)

    @property
    def head(self) -> Head | None:
        hashes = self._hashes
        return Head(self.id, len(hashes), hashes[-1]) if hashes else None

    def find(self, seq: int) -> Entry | None:
        """The entry of this number, if there is one."""
        return self._entries[seq - 1] if 1 <= seq <= len(self._entries) else None

    def hash_of(self, seq: int) -> str:
        """The hash of the entry of this number."""
        return self._hashes[seq - 1]

    def concerning(self, seq: int) -> Sequence[Entry]:
        """The entries that are about that one, in order."""
        return self._about.get(seq, ())

    @cached_property
    def _about(self) -> Mapping[int, Sequence[Entry]]:
        found: dict[int, list[Entry]] = {}
        for entry in self._entries:
            if entry.concerns is not None:
                found.setdefault(entry.concerns, []).append(entry)
        return found

    @cached_property
    def adoptions(self) -> Sequence[Entry]:
        """The entries that adopted or mended terms, in order."""
        return [entry for entry in self._entries if entry.kind is Kind.AGREEMENT]

    @cached_property
    def closings(self) -> Sequence[Entry]:
        """The entries that closed a time, whether they stand or not, in order."""
        return [entry for entry in self._entries if entry.kind is Kind.CLOSE]

    def alike(self, entry: Entry) -> Sequence[Entry]:
        """The entries that tell of the same as `entry`, whether they stand or not, in order."""
        return self._happenings.get(entry.happening, ())

    @cached_property
    def _happenings(self) -> Mapping[tuple[object, ...], Sequence[Entry]]:
        found: dict[tuple[object, ...], list[Entry]] = {}
        for entry in self._entries:
            if entry.kind is not Kind.REVERSAL:
                found.setdefault(entry.happening, []).append(entry)
        return found

    def keyed(self, key: str) -> Entry | None:
        """The entry that was recorded under `key`."""
        return next((entry for entry in self._entries if entry.key == key), None)

    def filed(self, document: str) -> Sequence[Entry]:
        """The entries with this document number that have evidence, in order."""
        return [one for one in self._entries if one.document == document and one.evidence]

    def between(self, since: date, through: date) -> Sequence[Entry]:
        """The entries of the days from `since` to `through`, in the order of recording."""
        return [entry for entry in self._entries if since <= entry.occurred_on <= through]

    def behind(self, seq: int) -> Sequence[Entry]:
        """The entries that were recorded after that one, in order."""
        return self._entries[seq:]

    @cached_property
    def figures(self) -> Figures:
        """What the entries add up to."""
        return tally(self.dossier(entry.seq) for entry in self.entries)

    # The terms

    @cached_property
    def agreements(self) -> tuple[Agreement, ...]:
        """Every adoption in order, each with what mended it.

        Raises `Refused` (B827) for terms that this version cannot read.
        """
        return agreed(self.adoptions)

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
        if self.dossier(subject.seq).reversal is None:
            return self.terms_on(subject.occurred_on)
        return self.terms_before(subject.seq, subject.occurred_on)

    def terms_before(self, seq: int, day: date) -> Terms:
        """The terms in force on `day` as it was said before entry `seq` was recorded."""
        known = [one.before(seq) for one in self.agreements if one.entry.seq < seq]
        return self._agreement(known, day).in_force

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

    def dossier(self, seq: int) -> Dossier:
        """An entry with everything that was said of it since."""
        found = self._dossiers.get(seq)
        if found is None:
            found = self._dossiers[seq] = dossier(self, self.entry(seq))
        return found

    @cached_property
    def _dossiers(self) -> dict[int, Dossier]:
        return {}

    @property
    def standing(self) -> Iterator[Dossier]:
        """The entries that have effect: neither reversals nor reversed, nor about one that is."""
        return (self.dossier(entry.seq) for entry in self.entries if self.has_effect(entry))

    def has_effect(self, entry: Entry) -> bool:
        """Whether an entry is no reversal, nor reversed, nor about one that is."""
        return entry.kind is not Kind.REVERSAL and self.cancelled(entry) is None

    def entry(self, seq: int) -> Entry:
        """The entry of this number, which is there."""
        found = self.find(seq)
        assert found is not None, seq
        return found

    def stands(self, seq: int) -> bool:
        """Whether nothing has cancelled an entry, nor what it concerns."""
        return self.cancelled(self.entry(seq)) is None

    def cancelled(self, entry: Entry) -> Entry | None:
        """The reversal of `entry`, or of what it concerns, or of what that concerns in turn."""
        reversal = self.dossier(entry.seq).reversal
        if reversal is None and entry.concerns is not None:
            return self.cancelled(self.entry(entry.concerns))
        return reversal

    def subject(self, entry: Entry) -> Entry:
        """What an entry is about in the end: itself, or what the entry it concerns is about."""
        while entry.concerns is not None:
            entry = self.entry(entry.concerns)
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
                concerned = self.entry(entry.concerns)
                return self.effective(concerned) if concerned.kind is not Kind.AGREEMENT else None
            case _:
                return entry.occurred_on

    @property
    def told(self) -> bool:
        """Whether there is anything that an entry could tell of again."""
        return self.length > len(self.adoptions)

    @cached_property
    def closes(self) -> tuple[Entry, ...]:
        """The entries that closed a time and stand."""
        return tuple(close for close in self.closings if self.dossier(close.seq).reversal is None)

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

    def referring(self, entry: Entry) -> Sequence[Entry]:
        """The entries that speak of `entry`, in order."""
        seq = entry.seq
        about = self.concerning(entry.answers) if entry.answers is not None else ()
        found = (
            *self.concerning(seq),
            *(one for one in self.adoptions if one.mends == seq),
            *(one for one in about if one.corrects == seq),
            *(one for one in (self.find(seq - 1),) if one is not None and one.replaced_by == seq),
        )
        return sorted(found, key=lambda one: one.seq)

    def recorded(self, today: date) -> tuple[Recorded, ...]:
        """Every entry, ready to be shown; who is to answer goes by the terms of `today`."""
        return tuple(self.shown(entry, today) for entry in self.entries)

    def shown(self, entry: Entry, today: date) -> Recorded:
        """One entry, ready to be shown."""
        dossier = self.dossier(entry.seq)
        concerned = self.entry(entry.concerns) if entry.concerns is not None else None
        answer = dossier.answer
        return Recorded(
            dossier=dossier,
            terms=self.told_in(entry),
            hash=self.hash_of(entry.seq),
            concerned=concerned,
            voided=self.cancelled(concerned) if concerned is not None else None,
            awaits=self._awaits(dossier, today),
            closed=self.closed(entry),
            alone=answer is not None and answer.recorded_by == entry.recorded_by,
        )

    def _awaits(self, dossier: Dossier, today: date) -> str | None:
        """The party whose answer is awaited: of what moves figures or obligations, and stands."""
        entry = dossier.entry
        if not is_answered(entry) or not self.stands(entry.seq) or dossier.answer is not None:
            return None
        side = self.side(entry.party)
        share = self.subject(entry).share
        return self.terms_on(today).voices(side.other, share)[0] if side else None


class Longer(Book):
    """A book and what was appended to it since, whether that is kept already or not."""

    def __init__(self, before: Book, tail: Sequence[Entry], hashes: Sequence[str]) -> None:
        super().__init__(before.id, tail, hashes)
        self._before, self._length = before, before.length

    def followed_by(self, entry: Entry, *hashes: str) -> "Longer":
        return Longer(self._before, (*self._entries, entry), (*self._hashes, *hashes))

    @property
    def whole(self) -> Book:
        return Longer(self._before.whole, self._entries, self._hashes)

    @property
    def entries(self) -> tuple[Entry, ...]:
        return (*self._before.entries, *self._entries)

    @property
    def hashes(self) -> tuple[str, ...]:
        return (*self._before.hashes, *self._hashes)

    @property
    def length(self) -> int:
        return self._length + len(self._entries)

    @property
    def head(self) -> Head | None:
        if not self._hashes:
            return self._before.head
        return Head(self.id, self._length + len(self._hashes), self._hashes[-1])

    def find(self, seq: int) -> Entry | None:
        return self._before.find(seq) if seq <= self._length else super().find(seq - self._length)

    def hash_of(self, seq: int) -> str:
        before = seq <= self._length
        return self._before.hash_of(seq) if before else super().hash_of(seq - self._length)

    def concerning(self, seq: int) -> Sequence[Entry]:
        return [*self._before.concerning(seq), *super().concerning(seq)]

    @cached_property
    def adoptions(self) -> Sequence[Entry]:
        tail = [entry for entry in self._entries if entry.kind is Kind.AGREEMENT]
        return [*self._before.adoptions, *tail]

    @cached_property
    def agreements(self) -> tuple[Agreement, ...]:
        same = len(self.adoptions) == len(self._before.adoptions)
        return self._before.agreements if same else agreed(self.adoptions)

    @cached_property
    def closings(self) -> Sequence[Entry]:
        tail = [entry for entry in self._entries if entry.kind is Kind.CLOSE]
        return [*self._before.closings, *tail]

    def alike(self, entry: Entry) -> Sequence[Entry]:
        return [*self._before.alike(entry), *super().alike(entry)]

    def keyed(self, key: str) -> Entry | None:
        return self._before.keyed(key) or super().keyed(key)

    def filed(self, document: str) -> Sequence[Entry]:
        return [*self._before.filed(document), *super().filed(document)]

    def between(self, since: date, through: date) -> Sequence[Entry]:
        return [*self._before.between(since, through), *super().between(since, through)]

    def behind(self, seq: int) -> Sequence[Entry]:
        before = self._before.behind(seq) if seq < self._length else ()
        return [*before, *super().behind(max(seq - self._length, 0))]

    @cached_property
    def figures(self) -> Figures:
        return self._before.figures.changed(self.change)

    @property
    def change(self) -> Iterator[Posting]:
        """What the figures have changed by since."""
        about = dict.fromkeys(self.subject(entry).seq for entry in self._entries)
        for seq in about:
            before = self._before.dossier(seq) if seq <= self._length else None
            yield from change(before, self.dossier(seq))
