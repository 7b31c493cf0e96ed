"""Where the files behind entries are kept: each under its SHA-256, whole or not at all."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from stat import S_IMODE, S_ISREG, S_IWGRP, S_IWOTH, S_IWUSR
from typing import IO, NamedTuple, Protocol

from coopledger.book.entry import Evidence
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
from coopledger.problem import Cause, refuse

CHUNK = 1 << 20
_INCOMING = ".incoming-"
_WRITABLE = S_IWUSR | S_IWGRP | S_IWOTH

_ABANDONED = 24 * 60 * 60
"""Seconds in which a file that is being copied was written to, unless who copied it is gone."""


class Source(NamedTuple):
    """Where a file comes from: its name, and what is in it, piece by piece.

    `altered` is the code of the problem that it is not what was expected.
    """

    name: str
    parts: Callable[[], Iterable[bytes]]
    altered: str = "S115"


class Shelf(Protocol):
    """A place for files. The same content is kept once, whatever it is called."""

    def holds(self, evidence: Evidence) -> bool:
        """Whether something is kept there in its place."""
        ...

    def parts(self, evidence: Evidence, watch: Watch = unwatched) -> Iterator[bytes]:
        """What is kept of it, piece by piece. Raises `Refused` (S111) if it cannot be read."""
        ...

    def put(self, found: Mapping[Evidence, Source]) -> None:
        """Keep copies, durably, in the place of what may be there. Raises as `Cabinet.keep`."""
        ...


class FolderShelf:
    """A folder of a workspace."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def holds(self, evidence: Evidence) -> bool:
        return is_there(self._path(evidence))

    def parts(self, evidence: Evidence, watch: Watch = unwatched) -> Iterator[bytes]:
        with opened(self._path(evidence), follow=False) as file:
            yield from parts_of(file, self._path(evidence), evidence.name, watch)

    def put(self, found: Mapping[Evidence, Source]) -> None:
        make_folder(self.folder)
        try:
            for evidence, source in found.items():
                self._put(evidence, source)
            with writing_below(self.folder):
                for folder in (self.folder, self.folder.parent):
                    sync_folder(folder)
        finally:
            self._clear()

    def _path(self, evidence: Evidence) -> Path:
        return self.folder / evidence.sha256

    def _put(self, evidence: Evidence, source: Source) -> None:
        """Copy a file beside its place, and put it there once it is whole and on the disk."""
        incoming = self.folder / f"{_INCOMING}{token_hex(8)}"
        with writing_below(self.folder):
            try:
                with new_file(incoming) as copy:
                    digest, _ = digest_of(source.parts(), copy)
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


def opened(path: Path, *, follow: bool = True) -> IO[bytes]:
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


def parts_of(file: IO[bytes], path: Path, name: str, watch: Watch) -> Iterator[bytes]:
    """What is in `file`, which lies at `path`, piece by piece."""
    done, size = 0, os.fstat(file.fileno()).st_size
    while part := _read(file, path):
        yield part
        done += len(part)
        watch(name, done, size)


def _read(file: IO[bytes], path: Path) -> bytes:
    """The next piece of `file`. Raises `Refused` (S111) where it can be opened and not read."""
    try:
        return file.read(CHUNK)
    except OSError as error:
        raise refuse("S111", file=str(path), cause=Cause.of(error)) from None


def digest_of(parts: Iterable[bytes], copy: IO[bytes] | None = None) -> tuple[str, int]:
    """The SHA-256 of `parts` and how many bytes they are, while they are written to `copy`."""
    digest, size = sha256(), 0
    for part in parts:
        digest.update(part)
        size += len(part)
        if copy is not None:
            copy.write(part)
    return digest.hexdigest(), size


@contextmanager
def writing_below(folder: Path) -> Iterator[None]:
    """Writing below `folder`. Raises `Refused`: S104 the disk is full, S105 for other reasons."""
    try:
        yield
    except OSError as error:
        raise unwritten(folder, error) from None
