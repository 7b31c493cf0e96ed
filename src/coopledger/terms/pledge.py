"""A pledge: support with a number, and exactly what would fulfil it. Nothing is implied."""

from collections.abc import Iterator, Mapping
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
    under,
)


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


class Side(StrEnum):
    """The two sides of a programme; each may speak through several parties."""

    PROVIDER = "provider"
    RECIPIENT = "recipient"

    @property
    def other(self) -> "Side":
        return Side.RECIPIENT if self is Side.PROVIDER else Side.PROVIDER


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
                problems += [under((year,), problem) for problem in refused.problems]
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
    return _adding_up(_schedule(value, info.data.get("quantity"), info.context), info, "quantity")


def _schedule_of_pledge(value: object, info: ValidationInfo) -> tuple[Instalment, ...]:
    if info.data.get("target") is None and "target" in info.data:
        raise rejected(Problem("T208"))
    return _adding_up(_schedule(value, info.data.get("target"), info.context), info, "target")


def _adding_up(
    schedule: tuple[Instalment, ...], info: ValidationInfo, of: str
) -> tuple[Instalment, ...]:
    """`schedule`, which has to add up to the field `of` and to lie in the window.

    Judged as soon as it is read, so that nothing that is wrong beside it hides it.
    """
    whole, window = info.data.get(of), info.data.get("window")
    problems = list(_outside(schedule, window)) if window is not None else []
    if schedule and whole is not None:
        planned = sum((instalment.quantity for instalment in schedule), Quantity(0, whole.unit))
        problems += _unequal("T203", "T205", planned, whole)
    if problems:
        raise rejected(*problems)
    return schedule


class Share(Model):
    """One party's part of a pledge that several share."""

    party: Id
    quantity: Amount
    schedule: Annotated[tuple[Instalment, ...], Reads(_schedule_of_share)] = ()


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
    require_document: Flag = False
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

    @field_validator("shares")
    @classmethod
    def _check_shares(cls, shares: tuple[Share, ...], info: ValidationInfo) -> tuple[Share, ...]:
        if problems := list(_share_problems(shares, info.data)):
            raise rejected(*problems)
        return shares

    def problems(self) -> Iterator[Problem]:
        return _pledge_problems(self)

    @property
    def receiver(self) -> Side:
        """The side that receives what is promised."""
        return Side(self.by).other

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


def _outside(schedule: tuple[Instalment, ...], years: Years) -> Iterator[Problem]:
    for instalment in schedule:
        if instalment.year not in years:
            values = {"year": instalment.year, "years": years}
            yield Problem("T204", {**values, "at": (str(instalment.year),)})


def _unequal(less: str, more: str, found: Quantity, whole: Quantity) -> Iterator[Problem]:
    """A problem where `found` is less, or more, than `whole`."""
    if found != whole:
        missing = whole - found
        code, difference = (less, missing) if missing.steps > 0 else (more, -missing)
        yield Problem(code, {"sum": found, "target": whole, "difference": difference})


def _share_problems(shares: tuple[Share, ...], beside: Mapping[str, Any]) -> Iterator[Problem]:
    """What is wrong with the shares, given what could be read `beside` them."""
    parties: set[str] = set()
    for position, share in enumerate(shares):
        if share.party in parties:
            yield Problem("T304", {"id": share.party, "at": (position, "party")})
        parties.add(share.party)
        if (window := beside.get("window")) is not None:
            for problem in _outside(share.schedule, window):
                yield under((position, "schedule"), problem)
    target = beside.get("target")
    if target is None:
        if shares and "target" in beside:
            yield Problem("T209")
        return
    units = [share.quantity.unit for share in shares]
    for position, unit in enumerate(units):
        if unit != target.unit:
            values = {"given": unit, "wanted": target.unit}
            yield Problem("Q112", {**values, "at": (position, "quantity")})
    if set(units) == {target.unit}:
        total = sum((share.quantity for share in shares), Quantity(0, target.unit))
        yield from _unequal("T206", "T210", total, target)
