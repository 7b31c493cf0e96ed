"""A batch: many entries appended in one transaction, at a cost that does not grow with the book.

Each is judged by all that stood before it, as if it were recorded alone, and the book says the same
to the byte. Rows that say much the same are judged together first (`rows.py`); only where something
speaks against one of them, those of a block are judged one by one.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

from coopledger.book.book import Book
from coopledger.book.chain import Growth
from coopledger.book.draft import Circumstances, Draft, Pattern, Variant, occurred_on
from coopledger.book.growing import Growing, Outcome
from coopledger.book.rows import MOST_KEPT, Placed, Rows
from coopledger.book.store import Inserting, Session
from coopledger.problem import Refused
from coopledger.terms import Terms

BLOCK = 20_000
"""Drafts that are looked at together: as many as are ever held in memory."""


class _Meaning(NamedTuple):
    """What a draft means that names things so."""

    growing: Growing
    names: dict[str, Any]


class Batch:
    """Entries that are appended in one transaction; drafts are of what happened, without keys.

    Content is identity: of equal rows as many are recorded as there are more of than stand in the
    book already, reversed or not. `opened` is a book of the session, by its id; `resolve` finds
    what a draft means, `proposal` are the terms that a book without entries adopts.
    """

    def __init__(
        self,
        session: Inserting,
        opened: Callable[[str], Book],
        circumstances: Circumstances,
        resolve: Callable[[Draft], Draft],
        proposal: Callable[[str], Terms],
    ) -> None:
        self._session, self._circumstances = session, circumstances
        self._resolve, self._proposal = resolve, proposal
        self._opened = opened
        self._books: dict[str, Growing] = {}
        self._meanings: dict[tuple[object, ...], _Meaning] = {}
        self._rows: dict[tuple[object, ...], Rows] = {}
        self._known: dict[tuple[Pattern, str | None], tuple[Rows, date]] = {}

    @property
    def growth(self) -> tuple[Growth, ...]:
        """How each book has grown."""
        grown = (one.growth for one in self._books.values())
        return tuple(one for one in grown if one is not None)

    def count(self, session: Session) -> tuple[Book, ...]:
        """Keep the figures of the books that have grown beside them; these, with their terms."""
        grown = [one for one in self._books.values() if one.growth is not None]
        for one in grown:
            one.count(session)
        return tuple(one.book for one in grown)

    def append(self, drafts: Iterable[Variant]) -> Iterator[Outcome]:
        """What becomes of each draft, in their order."""
        rest = iter(drafts)
        while block := list(islice(rest, BLOCK)):
            if max(len(self._rows), len(self._known)) > MOST_KEPT:
                self._rows.clear()
                self._known.clear()
            together = self._together(block)
            yield from together if together is not None else map(self._alone, block)

    def _alone(self, variant: Variant) -> Outcome:
        draft = variant.draft
        try:
            meaning = self._meaning(draft)
            return meaning.growing.one(replace(draft, **meaning.names))
        except Refused as refused:
            return Outcome(problems=refused.problems)

    def _together(self, block: list[Variant]) -> list[Outcome] | None:
        """The outcomes of a block if nothing speaks against any of it."""
        marks = {name: one.mark for name, one in self._books.items()}
        for rows in self._rows.values():
            rows.begin()
        try:
            placed = [self._placed(variant) for variant in block]
            for rows in self._rows.values():
                rows.judge()
        except Refused:
            for name, one in self._books.items():
                one.back_to(marks.get(name))
            return None
        outcomes = [one.outcome() for one in placed]
        for book in self._books.values():
            book.insert()
        return outcomes

    def _placed(self, variant: Variant) -> Placed:
        key = variant.pattern, variant.date
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._judged_with(variant.draft)
        rows, day = known
        return rows.place(variant, day)

    def _judged_with(self, draft: Draft) -> tuple[Rows, date]:
        """The rows that a draft is judged with, and its day."""
        naming = _naming(draft)
        meaning = self._meanings.get(naming) or self._meaning(draft)
        day = occurred_on(draft, self._circumstances.today)
        key = (*naming, *_alike(draft), meaning.growing.terms_since(day))
        if (rows := self._rows.get(key)) is None:
            rows = self._rows[key] = Rows(meaning.growing, replace(draft, **meaning.names))
        return rows, day

    def _meaning(self, draft: Draft) -> _Meaning:
        key = _naming(draft)
        if key not in self._meanings:
            meant = self._resolve(draft)
            if len(self._meanings) >= MOST_KEPT:
                self._meanings.clear()
            names = ("programme", "pledge", "activity", "party", "share")
            found = {name: getattr(meant, name) for name in names}
            self._meanings[key] = _Meaning(self._growing(meant), found)
        return self._meanings[key]

    def _growing(self, draft: Draft) -> Growing:
        name = draft.programme
        assert name is not None, "a draft that was resolved names its programme"
        if name not in self._books:
            self._session.hold(name)
            book = self._opened(name)
            proposal = self._proposal(name) if not book.length else None
            self._books[name] = Growing(self._session, book, proposal, self._circumstances)
        return self._books[name]


def _naming(draft: Draft) -> tuple[object, ...]:
    """What decides which programme, pledge, activity and parties a draft means."""
    return (
        draft.kind, draft.programme, draft.pledge, draft.share, draft.party, draft.activity,
        draft.area, draft.unit, (draft.quantity or "").partition(" ")[2],
    )  # fmt: skip


def _alike(draft: Draft) -> tuple[object, ...]:
    """What else rows have in common that are judged together: all but what `Said` holds."""
    return (
        draft.stage, draft.title, draft.none_in, draft.reason, draft.allow_excess,
        draft.quantity is None, draft.actual_value is None,
        (draft.actual_value or "").partition(" ")[2], not (draft.document or "").strip(),
    )  # fmt: skip
