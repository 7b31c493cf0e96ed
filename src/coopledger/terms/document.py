"""From a document to the terms of its programmes, every problem with its place; and back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from coopledger.problem import Problem, Refused
from coopledger.quantity import Units
from coopledger.quantity.reading import DecimalSign
from coopledger.terms.fields import Id, Reading
from coopledger.terms.model import (
    Activity,
    Agreements,
    ContentArea,
    Party,
    Programme,
    UnitTerms,
    declared_units,
)
from coopledger.terms.pledge import Ceiling, Equivalent, Pledge, Share
from coopledger.terms.source import Node, Path
from coopledger.text import nearest

_FIELDS = sorted(
    field
    for model in (Activity, Agreements, Ceiling, ContentArea, Equivalent, Party, Pledge,
                  Programme, Share, UnitTerms)
    for field in model.model_fields
)  # fmt: skip

_CODES = {"missing": "T101", "extra_forbidden": "T102", "enum": "T109", "literal_error": "T109"}
"""Problems pydantic finds by itself; every other one means the value has the wrong shape."""


@dataclass(frozen=True)
class Terms:
    """What was agreed in one programme, with the parties and units it speaks of.

    `snapshot` is the same as a document of its own, its scalars as written: what an `agreement`
    entry keeps, and what `restore` turns back into these terms.
    """

    id: str
    programme: Programme
    parties: Mapping[str, Party]
    units: Units
    snapshot: Mapping[str, Any]

    @property
    def areas(self) -> Iterator[tuple[str, ContentArea]]:
        """The content areas by number, in order."""
        return iter(sorted(self.programme.content_areas.items()))

    @property
    def pledges(self) -> Mapping[str, Pledge]:
        return {pledge.id: pledge for _, area in self.areas for pledge in area.pledges}

    @property
    def activities(self) -> Mapping[str, tuple[str, Activity]]:
        """Each activity with the number of its content area."""
        return {act.id: (number, act) for number, area in self.areas for act in area.activities}

    @property
    def sides(self) -> tuple[str, str]:
        """Provider and recipient."""
        return self.programme.provider, self.programme.recipient

    def agrees_with(self, other: "Terms") -> bool:
        """Whether both say the same, judged by the model and never by formatting."""
        return (self.programme, self.parties, dict(self.units)) == (
            other.programme, other.parties, dict(other.units),
        )  # fmt: skip


def parse(document: Node, decimal: DecimalSign | None = None) -> tuple[Terms, ...]:
    """The terms of every programme in `document`.

    Raises `Refused` with every problem found, each with its place.
    """
    tree = document.tree()
    assert isinstance(tree, dict), "the reader refuses documents that are no mapping (T006)"
    agreements, units, problems = _validate(tree, decimal)
    if agreements is None:
        raise Refused(placed(problem, document) for problem in problems)
    return tuple(
        _terms(programme_id, agreements, units, tree) for programme_id in agreements.programmes
    )


def restore(snapshot: Mapping[str, Any]) -> Terms:
    """The terms an `agreement` entry keeps.

    Raises `Refused` where this version cannot read them; their path is in the value `at`.
    """
    agreements, units, problems = _validate(dict(snapshot), None)
    if agreements is None:
        raise Refused(problems)
    return _terms(next(iter(agreements.programmes)), agreements, units, snapshot)


def _validate(
    tree: dict[str, Any], decimal: DecimalSign | None
) -> tuple[Agreements | None, Units, list[Problem]]:
    """The validated document, or its problems, each with its path in the value `at`."""
    try:
        declared = TypeAdapter(dict[Id, UnitTerms]).validate_python(tree.get("units", {}))
        units, problems = declared_units(declared)
        reading = Reading(units, decimal)
        agreements = Agreements.model_validate(tree, context=reading)
        return (None if problems else agreements), units, list(problems)
    except ValidationError as error:
        at = ("units",) if error.title.startswith("dict") else ()
        return None, Units(()), [*problems_of(error, at)]


def problems_of(error: ValidationError, prefix: Path = ()) -> Iterator[Problem]:
    """What pydantic found, as problems with their path in the value `at`."""
    for found in error.errors(include_url=False):
        at = (*prefix, *found["loc"])
        if found["type"] == "rejected":
            for problem in found["ctx"]["problems"]:
                below = problem.values.get("at", ())
                yield Problem(problem.code, {**problem.values, "at": (*at, *below)})
        else:
            values: dict[str, Any] = {"at": at, "field": str(at[-1]) if at else ""}
            if found["type"] == "extra_forbidden":
                values["nearest"] = nearest(values["field"], _FIELDS)
            if "expected" in found.get("ctx", {}):
                values |= {"typed": found["input"], "expected": found["ctx"]["expected"]}
            yield Problem(_CODES.get(found["type"], "T103"), values)


def placed(problem: Problem, document: Node) -> Problem:
    """`problem` with its path turned into a place in the file."""
    values: dict[str, Any] = dict(problem.values)
    place = document.find(values.pop("at", ()), key=problem.code == "T102")
    return Problem(problem.code, values, place)


def _terms(
    programme_id: str, agreements: Agreements, units: Units, tree: Mapping[str, Any]
) -> Terms:
    programme = agreements.programmes[programme_id]
    rows = [row for row in agreements.succession if row.predecessor in _sides(programme)]
    named = {*_sides(programme), *(party for row in rows for party in row.successors)}
    snapshot = {
        "units": tree["units"],
        "parties": {
            party: tree["parties"][party] for party in agreements.parties if party in named
        },
        "programmes": {programme_id: tree["programmes"][programme_id]},
    }
    if rows:
        predecessors = {row.predecessor for row in rows}
        snapshot["succession"] = [
            row for row in tree["succession"] if row["predecessor"] in predecessors
        ]
    parties = {party: agreements.parties[party] for party in snapshot["parties"]}
    return Terms(programme_id, programme, parties, units, snapshot)


def _sides(programme: Programme) -> set[str]:
    """Every party the programme itself names."""
    shares = {
        share.party
        for area in programme.content_areas.values()
        for pledge in area.pledges
        for share in pledge.shares
    }
    return {programme.provider, programme.recipient, *shares}
