"""The document: units, parties, and programmes with exactly four content areas each."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from fractions import Fraction
from typing import Any

from coopledger.problem import Problem, Refused, refuse
from coopledger.quantity import Dimension, Unit, Units
from coopledger.quantity.reading import read_number
from coopledger.terms.fields import (
    Day,
    Flag,
    Id,
    Model,
    Number,
    Period,
    Words,
    Years,
    read_years,
    under,
)
from coopledger.terms.pledge import Pledge
from coopledger.terms.source import Path
from coopledger.text import Misspelt, some

AREA_NUMBERS = ("1", "2", "3", "4")


class UnitTerms(Model):
    """A unit as a document declares it: alone with a dimension, or equal to so much of another."""

    vi: str
    en: str
    step: Number
    dimension: Dimension | None = None
    equals: str | None = None
    plural: str | None = None
    also: tuple[str, ...] = ()


class Party(Model):
    """A public body; `since`/`until` bound its existence, `code` is its official number."""

    name: Words
    type: Words
    province: Words | None = None
    code: str | None = None
    since: Day | None = None
    until: Day | None = None
    note: Words | None = None


class Person(Model):
    """Somebody named in the agreement, with the position held then."""

    name: str
    position: Words


class Document(Model):
    """A paper the agreement rests on."""

    title: Words
    number: str | None = None
    date: Day | None = None
    issuer: Words | None = None


class Signing(Model):
    """When, where and before whom the programme was signed."""

    date: Day
    place: Words
    chaired_by: tuple[Person, ...] = ()
    draft_presented_by: Person | None = None


class Activity(Model):
    """Something to do together; it has no number attached."""

    id: Id
    title: Words


class ContentArea(Model):
    """One of the four parts of a programme."""

    title: Words
    activities: tuple[Activity, ...] = ()
    pledges: tuple[Pledge, ...] = ()


class Succession(Model):
    """Who followed a party that ceased to exist; moves no obligation by itself."""

    predecessor: Id
    successors: tuple[Id, ...]
    effective: Day
    by: tuple[Document, ...]


class Programme(Model):
    """What provider and recipient agreed on for a period."""

    title: Words
    provider: Id
    recipient: Id
    period: Period
    document_number: str | None = None
    signing: Signing | None = None
    legal_basis: tuple[Document, ...] = ()
    content_areas: dict[str, ContentArea]
    not_stated: tuple[Words, ...] = ()
    invented: Flag = False

    @classmethod
    def problems_typed(cls, tree: dict[str, Any], /) -> Iterator[Problem]:
        if "provider" in tree and tree["provider"] == tree.get("recipient"):
            yield Problem("T301", {"party": tree["provider"], "at": ("recipient",)})
        yield from _area_problems(tree.get("content_areas"))
        yield from _id_problems(tree)
        if (period := _readable_years(tree.get("period"))) is not None:
            for pledge, at in _pledges(tree, ()):
                yield from _period_problems(period, pledge, at)


class Agreements(Model):
    """A whole programmes file, and equally the snapshot an `agreement` entry keeps."""

    units: dict[Id, UnitTerms]
    parties: dict[Id, Party]
    succession: tuple[Succession, ...] = ()
    programmes: dict[Id, Programme]

    @classmethod
    def problems_typed(cls, tree: dict[str, Any], /) -> Iterator[Problem]:
        if isinstance(declared := tree.get("parties"), dict):
            known = some(declared)
            for party, at in _parties_named(tree):
                if isinstance(party, str) and party not in declared:
                    values = {"parties": known, "nearest": Misspelt(party, declared)}
                    yield Problem("T302", {"party": party, **values, "at": at})
        if tree.get("programmes") == {}:
            yield Problem("T307", {"at": ("programmes",)})


def declared_units(declared: Mapping[str, UnitTerms]) -> tuple[Units, tuple[Problem, ...]]:
    """The units of a document, and what is wrong with them (T401-T403, and as numbers are read)."""
    known = Units()
    problems: list[Problem] = []
    for unit_id, terms in sorted(declared.items(), key=lambda item: item[1].equals is not None):
        try:
            known.declare(_unit(unit_id, terms, known))
        except Refused as refused:
            problems += [under(("units", unit_id), problem) for problem in refused.problems]
    return known, tuple(problems)


def _unit(unit_id: str, terms: UnitTerms, known: Units) -> Unit:
    if (terms.dimension is None) == (terms.equals is None):
        raise refuse("T401", unit=unit_id)
    if terms.step <= 0:
        raise refuse("T402", unit=unit_id)
    base, in_base, dimension = unit_id, Fraction(1), terms.dimension
    if terms.equals is not None:
        number, _, name = terms.equals.partition(" ")
        whole = known.named(name, Misspelt)
        if whole.base != whole.id:
            raise refuse("T403", unit=unit_id, base=whole.base)
        base, in_base, dimension = whole.id, Fraction(read_number(number)), whole.dimension
        if in_base <= 0:
            raise refuse("T401", unit=unit_id)
    assert dimension is not None
    return Unit(
        id=unit_id,
        dimension=dimension,
        step=Fraction(terms.step),
        vi=terms.vi,
        en=terms.en,
        plural=terms.plural or terms.en,
        base=base,
        in_base=in_base,
        also=terms.also,
    )


def _mapping(tree: Any) -> dict[str, Any]:
    """`tree` where it is a mapping; what it is otherwise is found when it is read."""
    return tree if isinstance(tree, dict) else {}


def _listed(tree: Any, key: str, at: Path) -> Iterator[tuple[Any, Path]]:
    """What is listed under `key`, each with its place."""
    listed = _mapping(tree).get(key)
    for position, item in enumerate(listed if isinstance(listed, list) else ()):
        yield item, (*at, key, position)


def _items(tree: Any, key: str, at: Path) -> Iterator[tuple[dict[str, Any], Path]]:
    """The mappings listed under `key`, each with its place."""
    for item, place in _listed(tree, key, at):
        yield _mapping(item), place


def _area_problems(areas: Any) -> Iterator[Problem]:
    if not isinstance(areas, dict):
        return
    for number in areas:
        if number not in AREA_NUMBERS:
            yield Problem("T303", {"area": number, "at": ("content_areas", number)})
    missing = tuple(number for number in AREA_NUMBERS if number not in areas)
    if missing:
        yield Problem("T305", {"areas": missing, "at": ("content_areas",)})


def _id_problems(programme: dict[str, Any]) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, area in _mapping(programme.get("content_areas")).items():
        for key in ("activities", "pledges"):
            for item, at in _items(area, key, ("content_areas", number)):
                item_id = item.get("id")
                if not isinstance(item_id, str):
                    continue
                if item_id in seen:
                    yield Problem("T304", {"id": item_id, "at": (*at, "id")})
                seen.add(item_id)


def _period_problems(period: Years, pledge: dict[str, Any], at: Path) -> Iterator[Problem]:
    """A window, or where there is none the years of a schedule, outside the programme's period."""
    if "window" in pledge:
        window = _readable_years(pledge["window"])
        if window is not None and not (window.first in period and window.last in period):
            yield Problem("T306", {"years": window, "period": period, "at": (*at, "window")})
        return
    for whose, place in ((pledge, at), *_items(pledge, "shares", at)):
        for typed in _mapping(whose.get("schedule")):
            year = _readable_years(typed)
            if year is not None and year.first not in period:
                values = {"year": year.first, "years": period}
                yield Problem("T204", {**values, "at": (*place, "schedule", typed)})


def _readable_years(typed: Any) -> Years | None:
    """Years as typed, where they can be read; if not, that is found with all the rest."""
    with suppress(Refused):
        return read_years(typed) if isinstance(typed, str) else None
    return None


def _pledges(programme: Any, at: Path) -> Iterator[tuple[dict[str, Any], Path]]:
    """Every pledge of a programme as typed, with its place."""
    for number, area in _mapping(_mapping(programme).get("content_areas")).items():
        yield from _items(area, "pledges", (*at, "content_areas", number))


def _parties_named(tree: dict[str, Any]) -> Iterator[tuple[Any, Path]]:
    """Every mention of a party, with its place in the document."""
    for programme_id, programme in _mapping(tree.get("programmes")).items():
        at: Path = ("programmes", programme_id)
        for side in ("provider", "recipient"):
            yield _mapping(programme).get(side), (*at, side)
        for pledge, place in _pledges(programme, at):
            for share, below in _items(pledge, "shares", place):
                yield share.get("party"), (*below, "party")
    for succession, at in _items(tree, "succession", ()):
        yield succession.get("predecessor"), (*at, "predecessor")
        yield from _listed(succession, "successors", at)
