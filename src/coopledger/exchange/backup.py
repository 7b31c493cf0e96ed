"""A backup: one archive that holds a whole workspace, as it stood at one moment.

The books are in it as a copy of them, so that it can be restored into any ledger, also by a
stranger: `books.jsonl`, `evidence/SHA-256`, and the workspace's own files.
"""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from coopledger.book.chain import Head
from coopledger.book.copying import Named, restored
from coopledger.book.evidence import Cabinet
from coopledger.book.shelf import FolderShelf
from coopledger.book.sqlite import SqliteStore
from coopledger.exchange.archive import Archive, write, write_evidence
from coopledger.exchange.copy import Copy, written
from coopledger.files import Watch, added_file, is_there, make_folder, new_folder, unwatched
from coopledger.ledger import Ledger
from coopledger.problem import Problem, refuse
from coopledger.terms.source import MOST_CHARACTERS
from coopledger.terms.workspace import (
    EVIDENCE,
    LEDGER,
    PROGRAMMES,
    SETTINGS,
    Workspace,
    is_workspace,
)

BOOKS = "books.jsonl"
"""The member that holds the entries of every book."""

_OWN = re.compile(rf"{re.escape(PROGRAMMES)}|{re.escape(SETTINGS)}|programmes/[^/\\:\0]+\.yaml")
"""The files of a workspace that people write themselves."""

_MOST_BYTES = 4 * MOST_CHARACTERS


class Backup(NamedTuple):
    """What a backup holds: the heads of its books, and of how many files it has the evidence.

    `faults` are those of evidence that was missing or altered, and is not in it.
    """

    heads: tuple[Head, ...]
    files: int
    faults: tuple[Problem, ...]


def back_up(ledger: Ledger, file: IO[bytes], watch: Watch = unwatched) -> Backup:
    """Write a backup of the ledger's workspace to `file`.

    Others may record meanwhile: the books are those of one moment, and evidence is kept before an
    entry names it. Raises `Refused` (X502) where the books are not intact.
    """
    with zipfile.ZipFile(file, "w") as archive:
        with ledger.kept() as kept:  # and no longer, for meanwhile nobody's commit gets through
            heads, named = kept.heads, kept.evidence
            if heads:
                write(archive, BOOKS, (line.encode() for line in written(kept.rows())), pack=True)
        for path in _own_files(ledger.workspace):
            name = path.relative_to(ledger.workspace.folder).as_posix()
            write(archive, name, [path.read_bytes()], pack=True)
        return _backup(heads, named, write_evidence(archive, ledger.cabinet, named, watch))


def _backup(heads: tuple[Head, ...], named: Named, faults: tuple[Problem, ...]) -> Backup:
    lacking = {fault.values["sha256"] for fault in faults}
    return Backup(heads, len({one.sha256 for _, one in named} - lacking), faults)


def _own_files(workspace: Workspace) -> Iterator[Path]:
    if not workspace.builtin:
        yield from workspace.sources
    if is_there(workspace.folder / SETTINGS):
        yield workspace.folder / SETTINGS


def restore(path: Path, folder: Path, watch: Watch = unwatched) -> Backup:
    """Make the workspace `folder` of the backup in `path`, as a whole or not at all.

    Raises `Refused`: S112 a workspace is there, S114 something else is; X506 no archive, or a
    damaged one, X507 no backup, X508 altered evidence, X501 and X502 as book copies are read.
    """
    if is_workspace(folder):
        raise refuse("S112", folder=str(folder))
    with Archive(path) as archive, new_folder(folder) as beside:
        if not archive.names:
            raise refuse("X506", file=str(path))
        own = [name for name in archive.names if _OWN.fullmatch(name)]
        archive.check([BOOKS, *own])
        for name in own:
            make_folder((beside / name).parent)
            with added_file(beside / name) as file:
                file.write(archive.content(name, _MOST_BYTES))
        if BOOKS not in archive.names:  # it was made before anything was recorded
            return Backup((), 0, ())
        copy = Copy(f"{path}: {BOOKS}", lambda: archive.opened(BOOKS)).kept()
        cabinet = Cabinet(FolderShelf(beside / EVIDENCE))
        archive.put_evidence(cabinet, copy.evidence, watch)
        SqliteStore(beside / LEDGER).written(lambda session: restored(session, copy))
        faults = tuple(cabinet.faults(copy.evidence, watch))
        return _backup(copy.heads, copy.evidence, faults)
