"""From a document to the terms of its programmes, every problem with its place; and back."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from pydantic import ValidationError

from coopledger.problem import Problem, Refused
from coopledger.quantity import Dimension, Unit, Units
from coopledger.terms.fields import Reading, problems_of, suggested
from coopledger.terms.model import (
    Activity,
    Agreements,
    ContentArea,
    Party,
    Programme,
    Succession,
    UnitTerms,
    declared_units,
)
from coopledger.terms.pledge import Pledge
from coopledger.terms.source import Node, bounded

_ABOUT_KEYS = {"T102", "T204"}
"""Problems of a key rather than of what stands behind it."""


class Terms(NamedTuple):
    """What was agreed in one programme, with the parties and units it speaks of.

    `snapshot` is the same as a document of its own, its scalars as written: what an `agreement`
    entry keeps, and what `restore` turns back into these terms.
    """

    id: str
    programme: Programme
    parties: Mapping[str, Party]
    succession: tuple[Succession, ...]
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
    def money(self) -> tuple[Unit, ...]:
        """The units of money that are declared."""
        return tuple(unit for unit in self.units.values() if unit.dimension is Dimension.MONEY)

    @property
    def sides(self) -> tuple[str, str]:
        """Provider and recipient."""
        return self.programme.provider, self.programme.recipient


def parse(document: Node) -> tuple[Terms, ...]:
    """The terms of every programme in `document`.

    Raises `Refused` with every problem found, each with its place.
    """
    tree = document.tree()
    assert isinstance(tree, dict), "the reader refuses documents that are no mapping (T006)"
    try:
        agreements, units = _validate(tree)
    except Refused as refused:
        found = [placed(problem, document) for problem in refused.problems]
        raise Refused(bounded(sorted(found, key=_in_order))) from None
    return tuple(
        _terms(programme_id, agreements, units, tree) for programme_id in agreements.programmes
    )


def restore(snapshot: Mapping[str, Any]) -> Terms:
    """The terms an `agreement` entry keeps.

    Raises `Refused` where this version cannot read them; their path is in the value `at`.
    """
    agreements, units = _validate(dict(snapshot))
    return _terms(next(iter(agreements.programmes)), agreements, units, snapshot)


def _validate(tree: dict[str, Any]) -> tuple[Agreements, Units]:
    """The validated document. Raises `Refused`; a problem's path is in its value `at`."""
    declared = tree.get("units")
    declared = declared if isinstance(declared, dict) else {}
    units, problems = declared_units(dict(_readable_units(declared)))
    try:
        agreements = Agreements.model_validate(tree, context=Reading(units))
    except ValidationError as error:
        problems = (*problems, *problems_of(error))
    if problems:
        raise Refused(suggested(_causes(problems, set(declared) - set(units))))
    return agreements, units


def _readable_units(declared: dict[str, Any]) -> Iterator[tuple[str, UnitTerms]]:
    """The units that can be read; what is wrong with the others is found with all the rest."""
    for unit_id, tree in declared.items():
        with suppress(ValidationError):
            yield unit_id, UnitTerms.model_validate(tree)


def _causes(problems: tuple[Problem, ...], unread: set[str]) -> tuple[Problem, ...]:
    """`problems` without those that only follow from a unit that could not be read."""
    causes = (p for p in problems if p.code != "Q110" or p.values["typed"] not in unread)
    return tuple(causes) or problems


def placed(problem: Problem, document: Node) -> Problem:
    """`problem` with its path turned into a place in the file."""
    values: dict[str, Any] = dict(problem.values)
    place = document.find(values.pop("at", ()), key=problem.code in _ABOUT_KEYS)
    return Problem(problem.code, values, place)


def _in_order(problem: Problem) -> tuple[int, int]:
    assert problem.place is not None
    return problem.place.line, problem.place.column


def _terms(
    programme_id: str, agreements: Agreements, units: Units, tree: Mapping[str, Any]
) -> Terms:
    programme = agreements.programmes[programme_id]
    sides = _sides(programme)
    rows = tuple(row for row in agreements.succession if row.predecessor in sides)
    named = sides.union(*(row.successors for row in rows))
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
    return Terms(programme_id, programme, parties, rows, units, snapshot)


def _sides(programme: Programme) -> set[str]:
    """Every party the programme itself names."""
    shares = {
        share.party
        for area in programme.content_areas.values()
        for pledge in area.pledges
        for share in pledge.shares
    }
    return {programme.provider, programme.recipient, *shares}
