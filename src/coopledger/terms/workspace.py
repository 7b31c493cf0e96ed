"""The workspace: a folder with the programmes, the ledger and the settings."""

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import tzinfo
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from pydantic import ValidationError, field_validator

from coopledger.files import is_there, unreadable
from coopledger.problem import Cause, Problem, Refused, refuse
from coopledger.quantity.reading import DecimalSign
from coopledger.terms.document import Terms, parse, placed
from coopledger.terms.fields import Id, Model, problems_of, rejected, suggested
from coopledger.terms.issuer import NOBODY, Issuer
from coopledger.terms.source import EMPTY, MOST_CHARACTERS, Node, has_password, read, too_large

PROGRAMMES = "programmes.yaml"
LEDGER = "ledger.sqlite3"
EVIDENCE = "evidence"
SETTINGS = "workspace.yaml"

_TELLING = 100
"""Bytes in which a file of two-byte characters cannot hide that it is one."""


class Settings(Model):
    """What `workspace.yaml` may say; all of it optional."""

    party: Id | None = None
    recorder: str | None = None
    language: Literal["vi", "en"] | None = None
    time_zone: str = "Asia/Ho_Chi_Minh"
    decimal: DecimalSign | None = None
    ledger: str | None = None
    issuer: Issuer = NOBODY

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (KeyError, OSError, ValueError):
            raise rejected(Problem("T501", {"typed": name})) from None
        return name

    @field_validator("ledger")
    @classmethod
    def _without_password(cls, address: str | None) -> str | None:
        if address is not None and has_password(address):
            raise rejected(Problem("T502"))
        return address

    @property
    def zone(self) -> tzinfo:
        """Where "today" is."""
        return ZoneInfo(self.time_zone)


DEFAULTS = Settings.model_construct()
"""The settings where nobody set anything."""


class Workspace(NamedTuple):
    """A workspace that was found; `builtin` where it has no programmes file of its own.

    `problems` are those of its settings, which are then the default ones.
    """

    folder: Path
    sources: tuple[Path, ...]
    settings: Settings
    builtin: bool = False
    problems: tuple[Problem, ...] = ()

    @property
    def ledger(self) -> Path:
        """The file of the ledger, unless the settings say that a server has it."""
        return self.folder / LEDGER

    def with_ledger(self, address: str) -> "Workspace":
        """The same with the ledger on the server of an address."""
        return self._replace(settings=self.settings.model_copy(update={"ledger": address}))

    @property
    def evidence(self) -> Path:
        return self.folder / EVIDENCE


def locate(explicit: Path | None, start: Path, fallback: Callable[[], Path]) -> Workspace:
    """The workspace `explicit`, or the nearest at or above `start`, or `fallback()`.

    A folder is one if it, or its `data/`, holds programmes or a ledger. `fallback()` needs nothing
    in it: the built-in programmes serve until somebody puts others there. Raises `Refused` where
    `explicit` is no workspace (S110) or may not be looked into (S111).
    """
    if explicit is not None:
        return workspace_in(explicit)
    for around in (start, *start.parents):
        folder = None
        with suppress(Refused):  # what may not be looked into is nobody's workspace
            folder = _at(around)
        if folder is not None:
            return _workspace(folder)
    return _workspace(fallback())


def workspace_in(folder: Path) -> Workspace:
    """The workspace `folder`, or the one in its `data/`. Raises `Refused` as `locate` does."""
    found = _at(folder)
    if found is None:
        raise refuse("S110", folder=str(folder))
    return _workspace(found)


def builtin_programmes() -> Path:
    """The programmes that ship with coopledger."""
    shipped = Path(__file__).parents[1] / "data" / PROGRAMMES
    # In a checkout they stand where people look for them, at the top.
    return shipped if shipped.exists() else Path(__file__).parents[3] / "data" / PROGRAMMES


MOST_BYTES = 4 * MOST_CHARACTERS
"""Of a file: as many as its characters may take."""

Proposed = tuple[tuple[Terms, ...], tuple[Problem, ...]]
"""Terms in files, and every problem of these."""


class ProgrammesFile:
    """A file of programmes, which is parsed when somebody asks for what is in it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def digest(self) -> str | None:
        """Its SHA-256 in hex, as it was when somebody first asked; None if unreadable."""
        return self.digest_now()

    def digest_now(self) -> str | None:
        """Its SHA-256 as it is now; None where it cannot be read, or is larger than what is."""
        try:
            if not self.path.is_file() or self.path.stat().st_size > MOST_BYTES:
                return None
            return sha256(self.path.read_bytes()).hexdigest()
        except OSError:
            return None

    @cached_property
    def proposed(self) -> Proposed:
        """The terms in it, or what is wrong with it."""
        try:
            return terms_in(self.path), ()
        except Refused as refused:
            return (), refused.problems


def proposed_terms(workspace: Workspace) -> Proposed:
    """The terms in the workspace's files, and every problem of every file."""
    return together([ProgrammesFile(source) for source in workspace.sources])


def together(files: Iterable[ProgrammesFile]) -> Proposed:
    """The terms in all of `files`, and every problem; no id may stand in two of them (T308)."""
    terms: dict[str, Terms] = {}
    problems: list[Problem] = []
    for file in files:
        found, wrong = file.proposed
        problems += wrong
        for item in found:
            if item.id in terms:
                at = {"id": item.id, "at": ("programmes", item.id)}
                problems.append(placed(Problem("T308", at), read_file(file.path)))
            terms.setdefault(item.id, item)
    return tuple(terms.values()), tuple(problems)


def terms_in(source: Path) -> tuple[Terms, ...]:
    """The terms in one file. Raises `Refused` with everything that is wrong with it."""
    return parse(read_file(source))


def read_file(path: Path) -> Node:
    """The YAML document in `path`.

    Raises `Refused`: S111 not readable, T009 not UTF-8, T020 UTF-16, and as `source.read` does.
    """
    if (cause := unreadable(path)) is not None:
        raise refuse("S111", file=str(path), cause=cause)
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise refuse("S111", file=str(path), cause=Cause.of(error)) from None
    if len(raw) > MOST_BYTES:
        raise too_large(str(path))
    if raw.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) or b"\0" in raw[:_TELLING]:
        raise refuse("T020", file=str(path))
    try:
        return read(raw.decode(), str(path))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise refuse("T009", file=str(path), line=line) from None


def is_workspace(folder: Path) -> bool:
    """Whether `folder` or its `data/` holds programmes or a ledger."""
    return _at(folder) is not None


def _at(folder: Path) -> Path | None:
    return next((f for f in (folder, folder / "data") if _has_any(f)), None)


def _has_any(folder: Path) -> bool:
    """Whether `folder` is a workspace. Raises `Refused` (S111) where nobody may look into it."""
    return is_there(folder / LEDGER) or any(_sources(folder))


def _sources(folder: Path) -> Iterator[Path]:
    if is_there(folder / PROGRAMMES):
        yield folder / PROGRAMMES
    several = folder / "programmes"
    try:
        yield from sorted(path for path in several.iterdir() if path.match("*.yaml"))
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise refuse("S111", file=str(several), cause=Cause.of(error)) from None


def _workspace(folder: Path) -> Workspace:
    own = tuple(_sources(folder))
    sources = own or (builtin_programmes(),)
    try:
        return Workspace(folder, sources, _settings(folder / SETTINGS), builtin=not own)
    except Refused as refused:
        return Workspace(folder, sources, DEFAULTS, builtin=not own, problems=refused.problems)


def _settings(path: Path) -> Settings:
    """The settings in `path`, if any. Raises `Refused` with all that is wrong with them."""
    if not is_there(path):
        return DEFAULTS
    try:
        document = read_file(path)
    except Refused as refused:
        if [problem.code for problem in refused.problems] == [EMPTY]:
            return DEFAULTS
        raise
    try:
        return Settings.model_validate(document.tree())
    except ValidationError as error:
        problems = suggested(problems_of(error))
        raise Refused(placed(problem, document) for problem in problems) from None
