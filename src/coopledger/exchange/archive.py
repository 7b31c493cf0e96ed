"""Archives: zip files that are written the same each time, and read without trusting them.

Nothing is ever put where a name in an archive says: what is wanted is asked for by name, as much of
it as is expected, and its content is held against what a book says of it.
"""

import re
import zipfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from io import BufferedReader, RawIOBase
from lzma import LZMAError
from pathlib import Path
from struct import error as StructError  # noqa: N812 - these modules call their exceptions so
from typing import IO, Any, Self
from zlib import error as ZlibError  # noqa: N812

from coopledger.book.copying import Named
from coopledger.book.entry import Evidence
from coopledger.book.evidence import Cabinet
from coopledger.book.shelf import Source
from coopledger.files import Watch, unreadable, unwatched
from coopledger.problem import Cause, Problem, refuse
from coopledger.terms.workspace import EVIDENCE

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The earliest time an archive knows."""

_CHUNK = 1 << 20

_DAMAGE = (
    zipfile.BadZipFile, ZlibError, LZMAError, StructError, EOFError, NotImplementedError,
    RuntimeError, ValueError,
)  # fmt: skip
"""What reading raises for a file that is no zip, cut, altered, or locked with a password."""


def member(name: str) -> zipfile.ZipInfo:
    """A member of an archive, of which nothing says where it was made, nor when."""
    info = zipfile.ZipInfo(name, _EARLIEST)
    info.create_system = 0
    return info


def write(archive: zipfile.ZipFile, name: str, parts: Iterable[bytes], *, pack: bool) -> None:
    """Write a member; `pack` compresses it, which does nothing for scans and photographs."""
    info = member(name)
    info.compress_type = zipfile.ZIP_DEFLATED if pack else zipfile.ZIP_STORED
    with archive.open(info, "w", force_zip64=True) as file:
        for part in parts:
            file.write(part)


def write_evidence(
    archive: zipfile.ZipFile, cabinet: Cabinet, named: Named, watch: Watch = unwatched
) -> tuple[Problem, ...]:
    """Write the files that entries name, each under its digest.

    What is missing or altered is left out, and returned as `Cabinet.faults` says it.
    """
    faults = tuple(cabinet.faults(named, watch))
    lacking = {fault.values["sha256"] for fault in faults}
    for digest, one in sorted({one.sha256: one for _, one in named}.items()):
        if digest not in lacking:
            write(archive, f"{EVIDENCE}/{digest}", cabinet.parts(one, watch), pack=False)
    return faults


def pack_evidence(
    file: IO[bytes], cabinet: Cabinet, named: Named, watch: Watch = unwatched
) -> tuple[Problem, ...]:
    """An archive of nothing but the files that entries name; returns as `write_evidence`."""
    with zipfile.ZipFile(file, "w") as archive:
        return write_evidence(archive, cabinet, named, watch)


_FILE = re.compile(rf"{EVIDENCE}/[0-9a-f]{{64}}")


class Archive:
    """A zip file that is read. Raises `Refused`: S111 it cannot be, X506 it is none, or damaged."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> Self:
        if (cause := unreadable(self.path)) is not None:
            raise refuse("S111", file=str(self.path), cause=cause)
        with _reading(self.path):
            self._archive = zipfile.ZipFile(self.path)
        return self

    def __exit__(self, *_: object) -> None:
        self._archive.close()

    @property
    def names(self) -> tuple[str, ...]:
        """What its members are called; folders are none."""
        return tuple(name for name in self._archive.namelist() if not name.endswith("/"))

    def check(self, others: Collection[str]) -> None:
        """Raises `Refused` (X507) for a member that is neither evidence nor one of `others`.

        What is there twice is no less strange: which of them would be meant?
        """
        names = self.names
        known = [name for name in names if name in others or _FILE.fullmatch(name)]
        if len(set(known)) < len(names):
            strange = next((n for n in names if n not in known or names.count(n) > 1), "")
            raise refuse("X507", file=str(self.path), member=strange)

    def opened(self, name: str) -> IO[bytes]:
        """A member, to be read from its beginning."""
        with _reading(self.path):
            return BufferedReader(_Member(self._archive.open(name), self.path), _CHUNK)

    def content(self, name: str, most: int) -> bytes:
        """A member of at most `most` bytes. Raises `Refused` (X507) for a longer one."""
        with self.opened(name) as member:
            content = member.read(most + 1)
        if len(content) > most:
            raise refuse("X507", file=str(self.path), member=name)
        return content

    def put_evidence(self, cabinet: Cabinet, named: Named, watch: Watch = unwatched) -> None:
        """Put into `cabinet` what is here of the files that entries name.

        Raises `Refused` (X508) for a file that is not what its digest says.
        """
        there = set(self.names)
        sources = {
            one: Source(str(self.path), partial(self._parts, one, watch), altered="X508")
            for one in {one.sha256: one for _, one in named}.values()
            if f"{EVIDENCE}/{one.sha256}" in there
        }
        if sources:
            cabinet.put(sources, watch)

    def _parts(self, one: Evidence, watch: Watch) -> Iterator[bytes]:
        """What is in a file, and no more of it than an entry says it has."""
        with self.opened(f"{EVIDENCE}/{one.sha256}") as member:
            done = 0
            while done <= one.size and (part := member.read(_CHUNK)):
                yield part
                done += len(part)
                watch(one.name, done, one.size)


class _Member(RawIOBase):
    """A member whose damage is a problem, and no accident of whoever reads it."""

    def __init__(self, member: IO[bytes], path: Path) -> None:
        self._member, self._path = member, path

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        with _reading(self._path):
            part = self._member.read(len(buffer))
        buffer[: len(part)] = part
        return len(part)

    def close(self) -> None:
        self._member.close()
        super().close()


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except _DAMAGE:
        raise refuse("X506", file=str(path)) from None
    except OSError as error:
        raise refuse("S111", file=str(path), cause=Cause.of(error)) from None
