"""From a document to the terms of its programmes, every problem with its place; and back."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from pydantic import ValidationError

from coopledger.problem import Place, Problem, Refused
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
from coopledger.terms.pledge import Pledge, Side
from coopledger.terms.source import Node, bounded

_ABOUT_KEYS = {"T102", "T204"}
"""Problems of a key rather than of what stands behind it."""


@dataclass(frozen=True)
class Terms:
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

    @cached_property
    def areas(self) -> tuple[tuple[str, ContentArea], ...]:
        """The content areas by number, in order."""
        return tuple(sorted(self.programme.content_areas.items()))

    @cached_property
    def pledges(self) -> Mapping[str, Pledge]:
        return {pledge.id: pledge for _, area in self.areas for pledge in area.pledges}

    @cached_property
    def activities(self) -> Mapping[str, tuple[str, Activity]]:
        """Each activity with the number of its content area."""
        return {act.id: (number, act) for number, area in self.areas for act in area.activities}

    @cached_property
    def money(self) -> tuple[Unit, ...]:
        """The units of money that are declared."""
        return tuple(unit for unit in self.units.values() if unit.dimension is Dimension.MONEY)

    @property
    def sides(self) -> tuple[str, str]:
        """Provider and recipient."""
        return self.programme.provider, self.programme.recipient

    @cached_property
    def speakers(self) -> Mapping[str, Side]:
        """Who speaks for which side: provider, recipient, and whoever has a share of a pledge.

        A share of those who followed the provider, or whom it followed, is a part of what is owed;
        every other is a part of what is received.
        """
        owing = self._family(self.programme.provider) - self._family(self.programme.recipient)
        return {
            share.party: Side.PROVIDER if share.party in owing else Side.RECIPIENT
            for pledge in self.pledges.values()
            for share in pledge.shares
        } | {self.programme.provider: Side.PROVIDER, self.programme.recipient: Side.RECIPIENT}

    def voices(self, side: Side, share: str | None = None) -> tuple[str, ...]:
        """Who may speak for `side`, of an entry under `share`: its party, if it has one there.

        The side's main party comes last and may always speak.
        """
        main = self.programme.provider if side is Side.PROVIDER else self.programme.recipient
        own = share is not None and share != main and self.speakers.get(share) is side
        return (share, main) if own and share is not None else (main,)

    def _family(self, party: str) -> set[str]:
        """`party` with everybody who followed it or whom it followed, however often."""
        family, more = {party}, {party}
        while more:
            rows = [{row.predecessor, *row.successors} for row in self.succession]
            more = set().union(*(row for row in rows if row & family)) - family
            family |= more
        return family

    def successors(self, party: str, through: date = date.max) -> tuple[str, ...]:
        """Who followed `party` by the day `through`, by the terms; nothing moves by that alone."""
        rows = (row for row in self.succession if row.predecessor == party)
        return tuple(name for row in rows if row.effective <= through for name in row.successors)


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
    assert isinstance(problem.place, Place)
    return problem.place.line, problem.place.column


def _terms(
    programme_id: str, agreements: Agreements, units: Units, tree: Mapping[str, Any]
) -> Terms:
    programme = agreements.programmes[programme_id]
    sides = _sides(programme)
    rows = tuple(row for row in agreements.succession if sides & {row.predecessor, *row.successors})
    named = sides.union(*({row.predecessor, *row.successors} for row in rows))
    snapshot = {
        "units": tree["units"],
        "parties": {
            party: tree["parties"][party] for party in agreements.parties if party in named
        },
        "programmes": {programme_id: tree["programmes"][programme_id]},
    }
    if rows:
        snapshot["succession"] = [
            typed
            for row, typed in zip(agreements.succession, tree["succession"], strict=True)
            if row in rows
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
