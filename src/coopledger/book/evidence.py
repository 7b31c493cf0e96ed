"""Evidence: the files behind entries, kept by what is in them.

A file is kept in the folder under its SHA-256, whole or not at all, before the entry that names
it: an entry never speaks of a file that is not there. The same content is kept once, whatever it
is called and however many entries it serves.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from stat import S_IMODE, S_ISREG, S_IWGRP, S_IWOTH, S_IWUSR
from typing import IO, NamedTuple

from coopledger.book.entry import Evidence, is_file_name
from coopledger.files import (
    Watch,
    is_there,
    make_folder,
    new_file,
    sync_folder,
    unreadable,
    unwatched,
    unwritten,
)
from coopledger.problem import Cause, Problem, Refused, refuse
from coopledger.text import clean

_CHUNK = 1 << 20
_INCOMING = ".incoming-"
_WRITABLE = S_IWUSR | S_IWGRP | S_IWOTH

_ABANDONED = 24 * 60 * 60
"""Seconds in which a file that is being copied was written to, unless who copied it is gone."""

_UNREAD = Evidence("", "", 0)
"""Stands in for a file that has a problem."""


class Source(NamedTuple):
    """Where a file comes from: its name, and what is in it, piece by piece.

    `altered` is the code of the problem that it is not what was expected.
    """

    name: str
    parts: Callable[[], Iterable[bytes]]
    altered: str = "S115"


class Cabinet:
    """The folder where evidence is kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

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
        make_folder(self.folder)
        try:
            for evidence, source in found.items():
                if self._fault(evidence, watch) is not None:
                    self._put(evidence, source)
            with _writing(self.folder):
                for folder in (self.folder, self.folder.parent):
                    sync_folder(folder)
        finally:
            self._clear()

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
        with _opened(self._path(evidence), follow=False) as file:
            yield from _parts(file, self._path(evidence), evidence.name, watch)

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
        with _writing(folder), ExitStack() as undo:
            for one, target in zip(wanted, targets, strict=True):
                with new_file(target) as copy:
                    for part in self.parts(one, watch):
                        copy.write(part)
                undo.callback(target.unlink)
            undo.pop_all()
        return targets

    def _path(self, evidence: Evidence) -> Path:
        return self.folder / evidence.sha256

    def _fault(self, evidence: Evidence, watch: Watch) -> Problem | None:
        path = self._path(evidence)
        try:
            if not is_there(path):
                return Problem("B841")
            with _opened(path, follow=False) as file:
                digest, _ = _digest(_parts(file, path, evidence.name, watch))
        except Refused as refused:
            return Problem("B843", {"cause": refused.problems[0].values["cause"]})
        return Problem("B842") if digest != evidence.sha256 else None

    def _put(self, evidence: Evidence, source: Source) -> None:
        """Copy a file beside its place, and put it there once it is whole and on the disk."""
        incoming = self.folder / f"{_INCOMING}{token_hex(8)}"
        with _writing(self.folder):
            try:
                with new_file(incoming) as copy:
                    digest, _ = _digest(source.parts(), copy)
                if digest != evidence.sha256:
                    raise refuse(source.altered, file=source.name)
                incoming.chmod(S_IMODE(incoming.stat().st_mode) & ~_WRITABLE)
                incoming.replace(self._path(evidence))
            finally:
                incoming.unlink(missing_ok=True)

    def _clear(self) -> None:
        """Remove what others had copied half-way when they were killed.

        The folder knows how late it is, for something has just come into it or gone. Who is still
        there after all is refused, and records nothing.
        """
        with suppress(OSError):
            now = self.folder.stat().st_mtime
            for left in self.folder.glob(f"{_INCOMING}*"):
                if left.lstat().st_mtime < now - _ABANDONED:
                    left.unlink()


def _source(path: Path, name: str, watch: Watch) -> Source:
    def parts() -> Iterator[bytes]:
        with _opened(path) as file:
            yield from _parts(file, path, name, watch)

    return Source(str(path), parts)


def _described(source: Path, watch: Watch) -> Evidence:
    with _opened(source) as file:
        name = clean(source.name)
        if not is_file_name(name):
            raise refuse("Q303", typed=name)
        return Evidence(name, *_digest(_parts(file, source, name, watch)))


def _opened(path: Path, *, follow: bool = True) -> IO[bytes]:
    """`path`, which has to be an ordinary file, or if links are followed lead to one.

    Raises `Refused` (S111). It is looked at before it is opened, for to open is to do something to
    some devices, and again afterwards; a pipe that came in between is not waited for.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    flags |= 0 if follow else getattr(os, "O_NOFOLLOW", 0)
    cause = unreadable(path, follow=follow)
    if cause is None:
        try:
            file = os.fdopen(os.open(path, flags), "rb")
        except OSError as error:
            cause = Cause.of(error)
        else:
            if S_ISREG(os.fstat(file.fileno()).st_mode):
                return file
            file.close()
            cause = Cause("NOT_A_FILE", "")
    raise refuse("S111", file=str(path), cause=cause)


def _parts(file: IO[bytes], path: Path, name: str, watch: Watch) -> Iterator[bytes]:
    """What is in `file`, which lies at `path`, piece by piece."""
    done, size = 0, os.fstat(file.fileno()).st_size
    while part := _read(file, path):
        yield part
        done += len(part)
        watch(name, done, size)


def _read(file: IO[bytes], path: Path) -> bytes:
    """The next piece of `file`. Raises `Refused` (S111) where it can be opened and not read."""
    try:
        return file.read(_CHUNK)
    except OSError as error:
        raise refuse("S111", file=str(path), cause=Cause.of(error)) from None


def _digest(parts: Iterable[bytes], copy: IO[bytes] | None = None) -> tuple[str, int]:
    """The SHA-256 of `parts` and how many bytes they are, while they are written to `copy`."""
    digest, size = sha256(), 0
    for part in parts:
        digest.update(part)
        size += len(part)
        if copy is not None:
            copy.write(part)
    return digest.hexdigest(), size


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """Writing below `folder`. Raises `Refused`: S104 the disk is full, S105 for other reasons."""
    try:
        yield
    except OSError as error:
        raise unwritten(folder, error) from None


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
