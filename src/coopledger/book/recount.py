"""Counting a book anew, entry by entry, in one pass that keeps none of them.

What nothing was said about since is added up as it comes; what something was said about is looked
at once more in the end, with all of it.
"""

from collections.abc import Iterator
from typing import Any

from coopledger.book.book import Book
from coopledger.book.dossier import Dossier
from coopledger.book.entry import Entry, taking
from coopledger.book.store import Indexed
from coopledger.book.tally import Figures, Running, Sums, change
from coopledger.problem import Problem

_said = taking(
    "kind", "occurred_on", "pledge", "share", "stage", "area", "activity", "none_in", "adoption"
)


class Recount:
    """Counts entries that come in the order of their book."""

    def __init__(self) -> None:
        self._alike: dict[tuple[Any, ...], _Alike] = {}
        self._about: dict[int, int] = {}

    def add(self, entry: Entry) -> None:
        """One more entry."""
        if entry.concerns is not None:
            self._about[entry.seq] = self._about.get(entry.concerns, entry.concerns)
        elif entry.quantity is not None or entry.area is not None or entry.adoption is not None:
            quantity, worth = entry.quantity, entry.actual_value
            key = (*_said(entry), quantity and quantity.unit, worth and worth.unit)
            alike = self._alike.get(key)
            if alike is None:
                alike = self._alike[key] = _Alike(entry)
            alike.entries += 1
            alike.steps += quantity.steps if quantity is not None else 0
            alike.worth += worth.steps if worth is not None else 0

    def figures(self, book: Book) -> Figures:
        """What they add up to; `book`, which holds them, is asked what was said of which."""
        running = Running(Figures())
        for alike in self._alike.values():
            running.add(Dossier(alike.together), alike.entries)
        subjects = dict.fromkeys(self._about.values())
        return running.figures.changed(
            posting
            for seq in subjects
            for posting in change(Dossier(book.entry(seq)), book.dossier(seq))
        )


class _Alike:
    """Entries that are counted as one: what they say of one day differs in nothing but amounts."""

    __slots__ = ("entries", "first", "steps", "worth")

    def __init__(self, first: Entry) -> None:
        self.first, self.entries, self.steps, self.worth = first, 0, 0, 0

    @property
    def together(self) -> Entry:
        """One entry of all their amounts."""
        quantity, worth = self.first.quantity, self.first.actual_value
        return self.first._replace(
            quantity=quantity and quantity.of(self.steps),
            actual_value=worth and worth.of(self.worth),
        )


def miscounted(session: Indexed, book: str, figures: Figures) -> Iterator[Problem]:
    """Where the figures that are kept of a book are not what it adds up to: B828, by the day."""
    kept, found = session.figures(book), figures.days
    places = {(account, day) for days in (kept, found) for account in days for day in days[account]}
    for account, day in sorted(places, key=lambda place: (place[1], *map(str, place[0]))):
        said, counted = (days.get(account, {}).get(day, Sums()) for days in (kept, found))
        if said != counted:
            item = " ".join(filter(None, (account.item or book, account.share)))
            about = {"book": book, "item": item, "measure": account.measure, "day": day}
            yield Problem("B828", {**about, "kept": _shown(said), "found": _shown(counted)})


def _shown(sums: Sums) -> str:
    """Steps: claimed, delivered, confirmed, disputed."""
    return " / ".join(map(str, sums))
