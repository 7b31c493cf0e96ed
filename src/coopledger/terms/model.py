"""The document: units, parties, and programmes with exactly four content areas each."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from pydantic import model_validator

from coopledger.problem import Problem, Refused, refuse
from coopledger.quantity import Dimension, Unit, Units
from coopledger.quantity.reading import read_number
from coopledger.terms.fields import Day, Flag, Id, Model, Number, Period, Words, Years, rejected
from coopledger.terms.pledge import Pledge
from coopledger.text import nearest

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
    """A public body; `from`/`until` bound its existence, `code` is its official number."""

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

    @model_validator(mode="after")
    def _check(self) -> "Programme":
        problems = tuple(_programme_problems(self))
        if problems:
            raise rejected(*problems)
        return self


class Agreements(Model):
    """A whole programmes file, and equally the snapshot an `agreement` entry keeps."""

    units: dict[Id, UnitTerms]
    parties: dict[Id, Party]
    succession: tuple[Succession, ...] = ()
    programmes: dict[Id, Programme]

    @model_validator(mode="after")
    def _check(self) -> "Agreements":
        problems = tuple(_party_problems(self))
        if problems:
            raise rejected(*problems)
        return self


def declared_units(declared: Mapping[str, UnitTerms]) -> tuple[Units, tuple[Problem, ...]]:
    """The units of a document, and what is wrong with them (T401-T403, and as numbers are read)."""
    known: dict[str, Unit] = {}
    problems: list[Problem] = []
    for unit_id, terms in sorted(declared.items(), key=lambda item: item[1].equals is not None):
        try:
            known[unit_id] = _unit(unit_id, terms, Units(known.values()))
        except Refused as refused:
            at = ("units", unit_id)
            problems += [Problem(p.code, {**p.values, "at": at}) for p in refused.problems]
    return Units(known.values()), tuple(problems)


def _unit(unit_id: str, terms: UnitTerms, known: Units) -> Unit:
    if (terms.dimension is None) == (terms.equals is None):
        raise refuse("T401", unit=unit_id)
    if terms.step <= 0:
        raise refuse("T402", unit=unit_id)
    base, in_base, dimension = unit_id, Fraction(1), terms.dimension
    if terms.equals is not None:
        number, _, name = terms.equals.partition(" ")
        whole = known.named(name)
        if whole.base != whole.id:
            raise refuse("T403", unit=unit_id, base=whole.base)
        base, in_base, dimension = whole.id, Fraction(read_number(number)), whole.dimension
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


def _programme_problems(programme: Programme) -> Iterator[Problem]:
    if programme.provider == programme.recipient:
        yield Problem("T301", {"party": programme.provider, "at": ("recipient",)})
    yield from _area_problems(programme)
    seen: set[str] = set()
    for item_id, at in _ids(programme):
        if item_id in seen:
            yield Problem("T304", {"id": item_id, "at": at})
        seen.add(item_id)
    for number, area in programme.content_areas.items():
        for position, pledge in enumerate(area.pledges):
            at = ("content_areas", number, "pledges", position)
            yield from _period_problems(programme.period, pledge, at)


def _area_problems(programme: Programme) -> Iterator[Problem]:
    for number in programme.content_areas:
        if number not in AREA_NUMBERS:
            yield Problem("T303", {"area": number, "at": ("content_areas", number)})
    missing = tuple(n for n in AREA_NUMBERS if n not in programme.content_areas)
    if missing:
        yield Problem("T305", {"areas": missing, "at": ("content_areas",)})


def _ids(programme: Programme) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    for number, area in programme.content_areas.items():
        for position, activity in enumerate(area.activities):
            yield activity.id, ("content_areas", number, "activities", position, "id")
        for position, pledge in enumerate(area.pledges):
            yield pledge.id, ("content_areas", number, "pledges", position, "id")


def _period_problems(period: Years, pledge: Pledge, at: tuple[str | int, ...]) -> Iterator[Problem]:
    if pledge.window and not (pledge.window.first in period and pledge.window.last in period):
        yield Problem("T306", {"years": pledge.window, "period": period, "at": (*at, "window")})
    for instalment in pledge.schedule:
        if not pledge.window and instalment.year not in period:
            values = {"year": instalment.year, "years": period}
            yield Problem("T204", {**values, "at": (*at, "schedule", str(instalment.year))})


def _party_problems(document: Agreements) -> Iterator[Problem]:
    for party, at in _parties_named(document):
        if party not in document.parties:
            known = list(document.parties)
            values = {"party": party, "parties": tuple(known), "nearest": nearest(party, known)}
            yield Problem("T302", {**values, "at": at})
    if not document.programmes:
        yield Problem("T307", {"at": ("programmes",)})


def _parties_named(document: Agreements) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Every mention of a party, with its place in the document."""
    for programme_id, programme in document.programmes.items():
        at: tuple[str | int, ...] = ("programmes", programme_id)
        yield programme.provider, (*at, "provider")
        yield programme.recipient, (*at, "recipient")
        for number, area in programme.content_areas.items():
            for place, pledge in enumerate(area.pledges):
                for position, share in enumerate(pledge.shares):
                    yield share.party, (*at, "content_areas", number, "pledges", place,
                                        "shares", position, "party")  # fmt: skip
    for row, succession in enumerate(document.succession):
        yield succession.predecessor, ("succession", row, "predecessor")
        for position, party in enumerate(succession.successors):
            yield party, ("succession", row, "successors", position)
