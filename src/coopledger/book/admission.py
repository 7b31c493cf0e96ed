"""Admission: may this be appended? Judged inside the transaction that appends it."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from coopledger.book.book import Book
from coopledger.book.draft import Circumstances, Draft, occurred_on, read_draft
from coopledger.book.entry import Entry, Kind
from coopledger.book.rules import EXCESS, RULES, Case, remarks
from coopledger.problem import Problem, Refused, Remark, refuse
from coopledger.terms import Terms

CLOCK_TOLERANCE = timedelta(minutes=1)
"""How far the clock may lie behind the last entry; it is then taken to stand still."""


class Admission(NamedTuple):
    """What a draft comes to: the entries to append, or the one that already says it.

    `entry` is the one that answers the draft; with a replacement a reversal goes before it.
    """

    entry: Entry
    appended: tuple[Entry, ...]
    remarks: tuple[Remark, ...]

    @property
    def already(self) -> bool:
        return not self.appended

    @property
    def replaced(self) -> str | None:
        """The entry that was reversed to make room for this one."""
        reversal = next((entry for entry in self.appended if entry.replaced_by), None)
        return f"{reversal.book}#{reversal.reverses}" if reversal is not None else None


def adopt(terms: Terms, circumstances: Circumstances) -> Entry:
    """Entry 1 of a book: the terms as they stand in the file, from the programme's start.

    A party that is no side of it is refused with what it wanted recorded, and adopts nothing.
    """
    speaking = circumstances.party if circumstances.party in terms.sides else None
    return Entry(
        book=terms.id,
        seq=1,
        kind=Kind.AGREEMENT,
        occurred_on=terms.programme.period.starts,
        recorded_at=circumstances.now,
        party=speaking or terms.programme.provider,
        recorded_by=circumstances.recorded_by,
        document=terms.programme.document_number,
        adoption="first",
        terms=terms.snapshot,
    )


def admit(draft: Draft, book: Book, circumstances: Circumstances) -> Admission:
    """The admission of `draft` to `book`, which holds its terms.

    Raises `Refused` with every reason against it.
    """
    case, problems = _case(draft, book, circumstances)
    if not problems and (same := _same_key(case)) is not None:
        return Admission(same, (), ())
    reversal: Entry | None = None
    if draft.replaces is not None:
        reversal, against = _replacement(draft, case)
        problems += against
        if any(entry.seq == reversal.reverses for entry in book.standing):
            book = replace(book, entries=(*book.entries, reversal))
        case = case._replace(book=book, entry=case.entry._replace(seq=reversal.seq + 1))
    repeated, equal = (None, None) if problems else _repeats(case)
    if repeated is not None:
        return Admission(repeated, (), ())
    case, more = _judged(case)
    if problems or more:
        raise Refused([*problems, *more])
    said = (*remarks(case), *([Remark("R105", {"entry": equal.name})] if equal else []))
    return Admission(
        case.entry, (case.entry,) if reversal is None else (reversal, case.entry), said
    )


def _case(draft: Draft, book: Book, circumstances: Circumstances) -> tuple[Case, list[Problem]]:
    """What is to be judged, and what of the draft cannot be read."""
    recorded_at = _recorded_at(book, circumstances.now)
    try:
        terms = book.terms_on(occurred_on(draft, circumstances.today))
    except Refused:  # the day cannot be read: reported with everything else by read_draft
        terms = book.terms_on(circumstances.today)
    seq = len(book.entries) + 1
    entry, unread = read_draft(draft, terms, circumstances, seq, recorded_at)
    return Case(entry, draft, book, terms, circumstances), unread


def _recorded_at(book: Book, now: datetime) -> datetime:
    """`now`, or the last entry's time where the clock lies behind it by no more than a little."""
    last = book.entries[-1].recorded_at
    if now < last - CLOCK_TOLERANCE:
        raise refuse("B141", now=now, last=last, entry=book.entries[-1].name)
    return max(now, last)


def _replacement(draft: Draft, case: Case) -> tuple[Entry, list[Problem]]:
    """The reversal that makes room for the entry that replaces, and what speaks against it."""
    seq = len(case.book.entries) + 1
    reversing = Draft(
        kind=Kind.REVERSAL,
        party=draft.party,
        reverses=draft.replaces,
        reason=draft.reason,
    )
    entry, unread = read_draft(
        reversing, case.terms, case.circumstances, seq, case.entry.recorded_at
    )
    entry = entry._replace(replaced_by=seq + 1)
    judged = case._replace(draft=reversing, entry=entry)
    return entry, [*unread, *(problem for rule in RULES for problem in rule(judged))]


def _judged(case: Case) -> tuple[Case, list[Problem]]:
    """The case after all rules; an excess that is allowed is marked in the entry."""
    problems = [problem for rule in RULES for problem in rule(case)]
    if not case.draft.allow_excess:
        return case, problems
    others = [problem for problem in problems if problem.code not in EXCESS]
    if len(others) < len(problems):
        case = case._replace(entry=case.entry._replace(excess=True))
    return case, others


def _same_key(case: Case) -> Entry | None:
    """The entry recorded before under the same key, which then has to say the same."""
    key = case.entry.key
    same = next((entry for entry in case.book.entries if key and entry.key == key), None)
    if same is not None and same._replace(excess=None).content != case.entry.content:
        raise refuse("B130", key=key, entry=same.name)
    return same


def _repeats(case: Case) -> tuple[Entry | None, Entry | None]:
    """The standing entry this one repeats, and one it equals without being a certain repeat.

    Only a document number tells a second lorry from a second keystroke. Raises `Refused` (B131)
    where the other side has already recorded the same.
    """
    entry, equal = case.entry, None
    if case.draft.another or entry.kind is Kind.REVERSAL or entry.party not in case.terms.sides:
        return None, None
    alike = [other for other in case.book.standing if _said(other) == _said(entry)]
    for other in alike:
        if other.party != entry.party:
            continue
        if other.document == entry.document and (entry.document or entry.none_in):
            return other, None
        if other.document is None or entry.document is None:
            equal = other
    for other in alike:
        if other.party != entry.party:
            raise refuse("B131", entry=other.name, party=other.party)
    return None, equal


def _said(entry: Entry) -> tuple[object, ...]:
    """What makes two entries tell of the same thing, whoever tells it and under which number."""
    return (
        entry.kind, entry.occurred_on, entry.pledge, entry.share, entry.quantity, entry.stage,
        entry.area, entry.activity, entry.title, entry.none_in,
    )  # fmt: skip
