"""A dossier: an entry with everything that was said of it since, and that still stands."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from coopledger.book.entry import Entry, Kind


class Dossier(NamedTuple):
    """An entry, the reversal that cancelled it, and the answer, returns and papers that stand.

    What concerns a reversed entry has no effect any more; it stays in the dossier to be shown.
    """

    entry: Entry
    reversal: Entry | None = None
    answer: Entry | None = None
    returns: tuple["Dossier", ...] = ()
    supplements: tuple[Entry, ...] = ()


def dossiers(entries: Sequence[Entry]) -> Mapping[int, Dossier]:
    """The dossier of each of a book's entries, by number."""
    reversals = {entry.reverses: entry for entry in entries if entry.reverses is not None}
    about: dict[int, list[Entry]] = defaultdict(list)
    found: dict[int, Dossier] = {}
    for entry in reversed(entries):  # what concerns an entry stands behind it
        said = [found[other.seq] for other in reversed(about.pop(entry.seq, ()))]
        standing = [one for one in said if one.reversal is None]
        answers = [one.entry for one in standing if one.entry.kind is Kind.ANSWER]
        found[entry.seq] = Dossier(
            entry,
            reversals.get(entry.seq),
            answers[-1] if answers else None,
            tuple(one for one in standing if one.entry.kind is Kind.RETURN),
            tuple(one.entry for one in standing if one.entry.kind is Kind.SUPPLEMENT),
        )
        if entry.concerns is not None and entry.kind is not Kind.REVERSAL:
            about[entry.concerns].append(entry)
    return {entry.seq: found[entry.seq] for entry in entries}
