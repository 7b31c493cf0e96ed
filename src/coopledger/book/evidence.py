"""Evidence: the files behind entries, kept by what is in them.

A file is kept under its SHA-256, whole or not at all, before the entry that names it: an entry
never speaks of a file that is not there. The same content is kept once, whatever it is called and
however many entries it serves.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from coopledger.book.entry import Evidence, is_file_name
from coopledger.book.shelf import (
    Shelf,
    Source,
    digest_of,
    opened,
    parts_of,
    writing_below,
)
from coopledger.files import Watch, is_there, make_folder, new_file, unwatched
from coopledger.problem import Problem, Refused, refuse
from coopledger.text import clean

_UNREAD = Evidence("", "", 0)
"""Stands in for a file that has a problem."""


class Cabinet:
    """The evidence of a ledger, on the shelf where it is kept."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def look(
        self, sources: Iterable[Path], watch: Watch = unwatched
    ) -> tuple[dict[Evidence, Path], tuple[Problem, ...]]:
        """What `sources` are, before anything is kept, and why some of them cannot be.

        The problems are S111 no file that can be read, Q303 a name that no folder takes, Q301 and
        Q302 as of any text. What has one is stood in for, so that all else can be judged.
        """
        found: dict[Evidence, Path] = {}
        problems: list[Problem] = []
        for source in sources:
            try:
                found[_described(source, watch)] = source
            except Refused as refused:
                found[_UNREAD] = source
                problems += refused.problems
        return found, tuple(problems)

    def keep(self, found: Mapping[Evidence, Path], watch: Watch = unwatched) -> None:
        """Keep copies, durably, of what was looked at.

        Raises `Refused`: S115 a file has changed since, S111 it is gone, S104, S105 the folder
        cannot be written to. What is kept without an entry that names it does no harm.
        """
        self.put({one: _source(path, one.name, watch) for one, path in found.items()}, watch)

    def put(self, found: Mapping[Evidence, Source], watch: Watch = unwatched) -> None:
        """The same of files from anywhere; what is there and intact is not read again."""
        once: dict[str, Evidence] = {}
        for one in found:
            once.setdefault(one.sha256, one)  # whatever it is called
        lacking = (one for one in once.values() if self._fault(one, watch) is not None)
        self._shelf.put({one: found[one] for one in lacking})

    def faults(
        self, files: Iterable[tuple[str, Evidence]], watch: Watch = unwatched
    ) -> Iterator[Problem]:
        """What is wrong with the files that entries name: B841 missing, B842 altered, B843 no file.

        Each is read once.
        """
        known: dict[str, Problem | None] = {}
        for entry, one in files:
            if one.sha256 not in known:
                known[one.sha256] = self._fault(one, watch)
            if (fault := known[one.sha256]) is not None:
                about = {"entry": entry, "name": one.name, "sha256": one.sha256}
                yield replace(fault, values={**fault.values, **about})

    def parts(self, evidence: Evidence, watch: Watch = unwatched) -> Iterator[bytes]:
        """What is in a kept file, piece by piece. Raises `Refused` (S111) if it cannot be read."""
        return self._shelf.parts(evidence, watch)

    def extract(
        self, files: Sequence[tuple[str, Evidence]], folder: Path, watch: Watch = unwatched
    ) -> tuple[Path, ...]:
        """Copy the files that entries name into `folder`, all or none; nothing is overwritten.

        Raises `Refused`: B841-B843 as `faults`, S114 a file of that name is there, S104, S105.
        """
        wanted = tuple(dict.fromkeys(one for _, one in files))
        targets = tuple(folder / name for name in _distinct(wanted))
        problems = list(self.faults(files, watch))
        problems += [Problem("S114", {"file": str(path)}) for path in targets if is_there(path)]
        if problems:
            raise Refused(problems)
        if wanted:
            make_folder(folder)
        with writing_below(folder), ExitStack() as undo:
            for one, target in zip(wanted, targets, strict=True):
                with new_file(target) as copy:
                    for part in self.parts(one, watch):
                        copy.write(part)
                undo.callback(target.unlink)
            undo.pop_all()
        return targets

    def _fault(self, evidence: Evidence, watch: Watch) -> Problem | None:
        try:
            if not self._shelf.holds(evidence):
                return Problem("B841")
            digest, _ = digest_of(self._shelf.parts(evidence, watch))
        except Refused as refused:
            (problem,) = refused.problems
            if problem.code != "S111":
                raise
            return Problem("B843", {"cause": problem.values["cause"]})
        return Problem("B842") if digest != evidence.sha256 else None


def _source(path: Path, name: str, watch: Watch) -> Source:
    def parts() -> Iterator[bytes]:
        with opened(path) as file:
            yield from parts_of(file, path, name, watch)

    return Source(str(path), parts)


def _described(source: Path, watch: Watch) -> Evidence:
    with opened(source) as file:
        name = clean(source.name)
        if not is_file_name(name):
            raise refuse("Q303", typed=name)
        return Evidence(name, *digest_of(parts_of(file, source, name, watch)))


def _distinct(files: Iterable[Evidence]) -> list[str]:
    """The names of `files`; where one repeats, with a number before its ending.

    Some file systems take capitals and small letters for the same.
    """
    names: dict[str, str] = {}
    for one in files:
        path, name, number = Path(one.name), one.name, 2
        while name.casefold() in names:
            name, number = f"{path.stem} ({number}){path.suffix}", number + 1
        names[name.casefold()] = name
    return list(names.values())
