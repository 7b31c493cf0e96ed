"""A pledge: support with a number, and exactly what would fulfil it. Nothing is implied."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import ValidationInfo, field_validator

from coopledger.problem import Problem, Refused
from coopledger.quantity import Dimension, Quantity, Unit
from coopledger.quantity.reading import read_date, read_year
from coopledger.terms.fields import (
    Amount,
    Flag,
    Id,
    Model,
    Period,
    Reading,
    Reads,
    Words,
    Years,
    read_amount,
    rejected,
)
from coopledger.terms.source import Path


class Form(StrEnum):
    """What kind of support is promised."""

    GOODS = "goods"
    WORKS = "works"
    MONEY = "money"
    SERVICES = "services"


@dataclass(frozen=True, slots=True)
class Instalment:
    """The part of a target that is planned for `year` and due on `due_on`."""

    year: int
    due_on: date
    quantity: Quantity


class Ceiling(Model):
    """What may not be exceeded, over all or each calendar year; never a target."""

    amount: Amount
    per: Literal["year"] | None = None


class Equivalent(Model):
    """An indicative worth; it informs and obliges nobody."""

    amount: Amount
    about: Flag = False
    over: Flag = False


def _schedule(
    value: object, whole: Quantity | None, reading: Reading | None
) -> tuple[Instalment, ...]:
    """Instalments as written: a quantity a year, `{quantity, due_on}`, or a list of those."""
    if not isinstance(value, dict):
        raise rejected(Problem("T108"))
    if whole is None or reading is None:
        return ()
    problems: list[Problem] = []
    instalments: list[Instalment] = []
    for year, parts in value.items():
        for part in parts if isinstance(parts, list) else [parts]:
            try:
                instalments.append(_instalment(year, part, whole.unit, reading))
            except Refused as refused:
                problems += [Problem(p.code, {**p.values, "at": (year,)}) for p in refused.problems]
    if problems:
        raise rejected(*problems)
    return tuple(sorted(instalments, key=lambda instalment: (instalment.due_on, instalment.year)))


def _instalment(typed_year: str, part: object, unit: Unit, reading: Reading) -> Instalment:
    fields = part if isinstance(part, dict) else {"quantity": part}
    quantity = fields.get("quantity")
    due_on = fields.get("due_on", f"{typed_year}-12-31")
    if not set(fields) <= {"quantity", "due_on"} or not isinstance(quantity, str):
        raise Refused([Problem("T108")])
    year = read_year(typed_year)
    amount = read_amount(quantity, reading, unit).to(unit)
    return Instalment(year=year, due_on=read_date(str(due_on)), quantity=amount)


def _schedule_of_share(value: object, info: ValidationInfo) -> tuple[Instalment, ...]:
    return _schedule(value, info.data.get("quantity"), info.context)


def _schedule_of_pledge(value: object, info: ValidationInfo) -> tuple[Instalment, ...]:
    if info.data.get("target") is None and "target" in info.data:
        raise rejected(Problem("T208"))
    return _schedule(value, info.data.get("target"), info.context)


class Share(Model):
    """One party's part of a pledge that several share."""

    party: Id
    quantity: Amount
    schedule: Annotated[tuple[Instalment, ...], Reads(_schedule_of_share)] = ()

    def problems(self) -> Iterator[Problem]:
        return _sum_problems(self.schedule, self.quantity)


class Pledge(Model):
    """What one party promised with a number, and what would fulfil it."""

    id: Id
    title: Words
    form: Form
    target: Amount | None = None
    ceiling: Ceiling | None = None
    equivalent: Equivalent | None = None
    window: Period | None = None
    schedule: Annotated[tuple[Instalment, ...], Reads(_schedule_of_pledge)] = ()
    shares: tuple[Share, ...] = ()
    condition: Words | None = None
    by: Literal["provider", "recipient"] = "provider"
    beneficiary: Words | None = None
    place: Words | None = None
    purpose: Words | None = None
    funding: Words | None = None
    not_stated: tuple[Words, ...] = ()

    @field_validator("ceiling", "equivalent", mode="before")
    @classmethod
    def _bare_amount(cls, value: Any) -> Any:
        """`ceiling: 4 tỷ đồng` says the same as `ceiling: {amount: 4 tỷ đồng}`."""
        return {"amount": value} if isinstance(value, str) else value

    def problems(self) -> Iterator[Problem]:
        return _pledge_problems(self)

    def instalments_outside(self, years: Years) -> Iterator[tuple[int, Path]]:
        """The years of instalments that are not in `years`, each with its place in the pledge."""
        schedules: list[tuple[Path, tuple[Instalment, ...]]] = [
            ((), self.schedule),
            *((("shares", at), share.schedule) for at, share in enumerate(self.shares)),
        ]
        for at, schedule in schedules:
            for instalment in schedule:
                if instalment.year not in years:
                    yield instalment.year, (*at, "schedule", str(instalment.year))

    @property
    def unit(self) -> Unit:
        """The unit this pledge is counted in: of its target, else its ceiling, else its worth."""
        measure = self.target
        if measure is None:
            stated = self.ceiling or self.equivalent
            assert stated is not None, "a pledge without any number is refused (T207)"
            measure = stated.amount
        return measure.unit

    @property
    def money_unit(self) -> Unit | None:
        """The unit money paid under this pledge is counted in, where the terms name one."""
        stated = (self.target, self.ceiling.amount if self.ceiling is not None else None)
        units = [amount.unit for amount in stated if amount is not None]
        return next((unit for unit in units if unit.dimension is Dimension.MONEY), None)

    @property
    def instalments(self) -> tuple[Instalment, ...]:
        """What is planned, by due date: the schedule, or those of the shares taken together.

        Without either the whole target is due on the last day of the window, and without a
        window never: no year is made up. Nothing is planned while a condition stands.
        """
        if self.target is None or self.condition is not None:
            return ()
        if not any(share.schedule for share in self.shares):
            return self.schedule or self._at_the_end(self.target)
        due: dict[tuple[date, int], Quantity] = {}
        for part in (part for share in self.shares for part in self.planned_for(share)):
            day = (part.due_on, part.year)
            due[day] = due.get(day, Quantity(0, self.unit)) + part.quantity
        return tuple(
            Instalment(year=year, due_on=due_on, quantity=quantity)
            for (due_on, year), quantity in sorted(due.items(), key=lambda item: item[0])
        )

    def planned_for(self, share: Share) -> tuple[Instalment, ...]:
        """What is planned for one share, by the same rule."""
        if self.condition is not None:
            return ()
        return share.schedule or self._at_the_end(share.quantity)

    def _at_the_end(self, whole: Quantity) -> tuple[Instalment, ...]:
        if self.window is None:
            return ()
        return (Instalment(year=self.window.last, due_on=self.window.ends, quantity=whole),)

    def share(self, party: str) -> Share | None:
        """What `party` has of this pledge."""
        return next((share for share in self.shares if share.party == party), None)


def _pledge_problems(pledge: Pledge) -> Iterator[Problem]:
    if pledge.target is None and pledge.ceiling is None and pledge.equivalent is None:
        yield Problem("T207", {"pledge": pledge.id})
        return
    if pledge.ceiling is not None:
        unit = pledge.ceiling.amount.unit
        if unit != pledge.unit and unit.converts_to(pledge.unit):
            yield Problem("T212", {"given": unit, "wanted": pledge.unit, "at": ("ceiling",)})
    if pledge.schedule and any(share.schedule for share in pledge.shares):
        yield Problem("T213", {"at": ("schedule",)})
    if pledge.form is Form.MONEY and pledge.unit.dimension is not Dimension.MONEY:
        yield Problem("T211", {"unit": pledge.unit, "at": ("form",)})
    if pledge.target is not None:
        yield from _sum_problems(pledge.schedule, pledge.target)
    if pledge.window is not None:
        for year, at in pledge.instalments_outside(pledge.window):
            yield Problem("T204", {"year": year, "years": pledge.window, "at": at})
    yield from _share_problems(pledge)


def _sum_problems(schedule: tuple[Instalment, ...], whole: Quantity) -> Iterator[Problem]:
    if schedule:
        planned = sum((instalment.quantity for instalment in schedule), Quantity(0, whole.unit))
        yield from _unequal("T203", "T205", planned, whole, "schedule")


def _unequal(less: str, more: str, found: Quantity, whole: Quantity, at: str) -> Iterator[Problem]:
    """A problem where `found` is less, or more, than `whole`."""
    if found != whole:
        missing = whole - found
        code, difference = (less, missing) if missing.steps > 0 else (more, -missing)
        values = {"sum": found, "target": whole, "difference": difference}
        yield Problem(code, {**values, "at": (at,)})


def _share_problems(pledge: Pledge) -> Iterator[Problem]:
    if not pledge.shares:
        return
    parties: set[str] = set()
    for position, share in enumerate(pledge.shares):
        if share.party in parties:
            yield Problem("T304", {"id": share.party, "at": ("shares", position, "party")})
        parties.add(share.party)
    if pledge.target is None:
        yield Problem("T209", {"at": ("shares",)})
        return
    units = [share.quantity.unit for share in pledge.shares]
    for position, unit in enumerate(units):
        if unit != pledge.target.unit:
            at = ("shares", position, "quantity")
            yield Problem("Q112", {"given": unit, "wanted": pledge.target.unit, "at": at})
    if set(units) != {pledge.target.unit}:
        return
    total = sum((share.quantity for share in pledge.shares), Quantity(0, pledge.target.unit))
    yield from _unequal("T206", "T210", total, pledge.target, "shares")
