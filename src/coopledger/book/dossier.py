"""A dossier: an entry with everything that was said of it since, and that still stands."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

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


class Told(Protocol):
    """What knows which entries are about another one."""

    def concerning(self, seq: int) -> Sequence[Entry]: ...


class _Among:
    """A few entries."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._about: dict[int, list[Entry]] = defaultdict(list)
        for entry in entries:
            if entry.concerns is not None:
                self._about[entry.concerns].append(entry)

    def concerning(self, seq: int) -> Sequence[Entry]:
        return self._about.get(seq, ())


def dossiers(entries: Sequence[Entry]) -> Mapping[int, Dossier]:
    """The dossier of each of a few entries, by number."""
    among = _Among(entries)
    return {entry.seq: dossier(among, entry) for entry in entries}


def dossier(told: Told, entry: Entry) -> Dossier:
    """The dossier of an entry of `told`."""
    about = told.concerning(entry.seq)
    said = [dossier(told, other) for other in about if other.reverses is None]
    standing = [one for one in said if one.reversal is None]
    answers = [one.entry for one in standing if one.entry.kind is Kind.ANSWER]
    return Dossier(
        entry,
        next((one for one in about if one.reverses is not None), None),
        answers[-1] if answers else None,
        tuple(one for one in standing if one.entry.kind is Kind.RETURN),
        tuple(one.entry for one in standing if one.entry.kind is Kind.SUPPLEMENT),
    )
