"""The workspace: a folder with the programmes, the ledger and the settings."""

from collections.abc import Callable, Iterator
from datetime import tzinfo
from pathlib import Path
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from pydantic import ValidationError, field_validator

from coopledger.problem import Problem, Refused, refuse
from coopledger.quantity.reading import DecimalSign
from coopledger.terms.document import Terms, parse, placed
from coopledger.terms.fields import Id, Model, problems_of, rejected
from coopledger.terms.source import Node, read

PROGRAMMES = "programmes.yaml"
LEDGER = "ledger.sqlite3"
SETTINGS = "workspace.yaml"


class Settings(Model):
    """What `workspace.yaml` may say; all of it optional."""

    party: Id | None = None
    recorder: str | None = None
    language: Literal["vi", "en"] | None = None
    time_zone: str = "Asia/Ho_Chi_Minh"
    decimal: DecimalSign | None = None

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (KeyError, OSError, ValueError):
            raise rejected(Problem("T501", {"typed": name})) from None
        return name

    @property
    def zone(self) -> tzinfo:
        """Where "today" is."""
        return ZoneInfo(self.time_zone)


class Workspace(NamedTuple):
    """A workspace that was found; `builtin` where it has no programmes file of its own."""

    folder: Path
    sources: tuple[Path, ...]
    settings: Settings
    builtin: bool = False

    @property
    def ledger(self) -> Path:
        return self.folder / LEDGER


def locate(explicit: Path | None, start: Path, fallback: Callable[[], Path]) -> Workspace:
    """The workspace `explicit`, or the nearest at or above `start`, or `fallback()`.

    A folder is one if it, or its `data/`, holds programmes or a ledger. `fallback()` needs nothing
    in it: the built-in programmes serve until somebody puts others there. Raises `Refused`: S110
    where `explicit` is no workspace, and the problems of its settings.
    """
    if explicit is not None:
        return workspace_in(explicit)
    for around in (start, *start.parents):
        if (folder := _at(around)) is not None:
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


def proposed_terms(workspace: Workspace) -> tuple[tuple[Terms, ...], tuple[Problem, ...]]:
    """The terms in the workspace's files, and every problem of every file."""
    terms: list[Terms] = []
    problems: list[Problem] = []
    for source in workspace.sources:
        try:
            document = read_file(source)
            found = parse(document)
        except Refused as refused:
            problems += refused.problems
            continue
        for item in found:
            if any(other.id == item.id for other in terms):
                at = {"id": item.id, "at": ("programmes", item.id)}
                problems.append(placed(Problem("T308", at), document))
            else:
                terms.append(item)
    return tuple(terms), tuple(problems)


def read_file(path: Path) -> Node:
    """The YAML document in `path`.

    Raises `Refused`: S111 not readable, T009 not UTF-8, and as `source.read` does.
    """
    try:
        return read(path.read_text(encoding="utf-8"), str(path))
    except UnicodeDecodeError as error:
        raise refuse("T009", file=str(path), position=error.start) from None
    except OSError as error:
        raise refuse("S111", file=str(path), reason=error.strerror) from None


def is_workspace(folder: Path) -> bool:
    """Whether `folder` or its `data/` holds programmes or a ledger."""
    return _at(folder) is not None


def _at(folder: Path) -> Path | None:
    return next((f for f in (folder, folder / "data") if _has_any(f)), None)


def _has_any(folder: Path) -> bool:
    return (folder / LEDGER).is_file() or any(_sources(folder))


def _sources(folder: Path) -> Iterator[Path]:
    if (folder / PROGRAMMES).is_file():
        yield folder / PROGRAMMES
    yield from sorted((folder / "programmes").glob("*.yaml"))


def _workspace(folder: Path) -> Workspace:
    own = tuple(_sources(folder))
    settings = _settings(folder / SETTINGS)
    return Workspace(folder, own or (builtin_programmes(),), settings, builtin=not own)


def _settings(path: Path) -> Settings:
    if not path.is_file() or _only_comments(path):
        return Settings.model_construct()  # the defaults: nothing is there to be read
    document = read_file(path)
    try:
        return Settings.model_validate(document.tree())
    except ValidationError as error:
        raise Refused(placed(problem, document) for problem in problems_of(error)) from None


def _only_comments(path: Path) -> bool:
    lines = path.read_bytes().splitlines()
    return all(not line.strip() or line.lstrip().startswith(b"#") for line in lines)
