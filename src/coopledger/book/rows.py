"""Rows that are judged together: those that say the same but for day, amount, document and note.

They are judged as one entry a day, of what they add up to. What is counted only grows within a
batch, so where the sum is within a limit, every part of it is; and nothing but the day and the
amount makes a difference to a rule.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from coopledger.book.admission import judged, opened
from coopledger.book.dossier import Dossier
from coopledger.book.draft import NO_AMOUNT, Draft, counting, read_value
from coopledger.book.entry import Entry, Steps
from coopledger.book.form import BodyForm, Said
from coopledger.book.growing import Growing, Outcome
from coopledger.problem import Refused, Remark
from coopledger.text import clean

MOST_KEPT = 10_000
"""Texts, and ways of saying the same, whose reading is remembered."""


class Read(NamedTuple):
    """A row that was read: what it says, or the entry that stands there `already`."""

    rows: "Rows"
    day: "Day"
    amounts: "Amounts"
    document: str | None
    note: str | None
    already: Entry | None = None
    remarks: tuple[Remark, ...] = ()

    def outcome(self) -> Outcome:
        """The row appended."""
        if self.already is not None:
            return Outcome(already=self.already)
        rows, remarks = self.rows, self.day.remarks
        row = rows.growing.chained(rows.body(self.said(rows.growing.next)), rows.draft)
        return Outcome(row, None, (*remarks, *self.remarks) if self.remarks else remarks)

    def said(self, seq: int) -> Said:
        """What it says as entry `seq`."""
        steps, worth, stated = self.amounts
        return Said(worth, self.document, self.note, self.day.text, steps, seq, stated)


@dataclass(slots=True)
class Day:
    """What the rows of one day add up to, and the remarks on it."""

    occurred_on: date
    text: str
    rows: int = 0
    steps: int = 0
    worth: int = 0
    remarks: tuple[Remark, ...] = ()


class Rows:
    """Rows that are judged by the same terms, block by block.

    What was learned of them is kept from one block to the next; their sums are not. Raises
    `Refused`, here and below, where a row has to be looked at alone.
    """

    def __init__(self, growing: Growing, draft: Draft) -> None:
        case, unread = opened(draft, growing.book, growing.circumstances)
        if unread:
            raise Refused(unread)
        self.growing, self.draft, self._case = growing, draft, case
        self._counting = counting(draft, case.terms)
        self._amounts: dict[tuple[str | None, str | None], Amounts] = {}
        self._forms: dict[tuple[bool, ...], BodyForm] = {}
        self._remarks: dict[date, tuple[Remark, ...]] = {}
        self.begin()

    def begin(self) -> None:
        """Forget the rows of the block before."""
        self._days: dict[date, Day] = {}

    def read(self, draft: Draft, occurred_on: date) -> Read:
        """One of the rows."""
        typed = draft.quantity, draft.actual_value
        if (amounts := self._amounts.get(typed)) is None:
            if len(self._amounts) > MOST_KEPT:
                self._amounts.clear()
            amounts = self._amounts[typed] = self._read_amounts(draft)
        if (day := self._days.get(occurred_on)) is None:
            day = self._days[occurred_on] = Day(occurred_on, occurred_on.isoformat())
        read = Read(
            self,
            day,
            amounts,
            clean(draft.document) or None if draft.document is not None else None,
            clean(draft.note) or None if draft.note is not None else None,
        )
        if self.growing.book.told:
            entry = self._entry(read)
            if (same := self.growing.again(entry)) is not None:
                return read._replace(already=same)
            read = read._replace(remarks=self.growing.equal(entry))
        day.rows += 1
        day.steps += amounts.steps or 0
        day.worth += amounts.worth or 0
        return read

    def _read_amounts(self, draft: Draft) -> "Amounts":
        """The amounts of a row; only positive ones add up to no less than each of them."""
        decimal, case = self.growing.circumstances.decimal, self._case
        amount = self._counting.amount(draft.quantity, decimal) if self._counting else NO_AMOUNT
        worth = read_value(draft.actual_value, case.pledge, case.terms, decimal)
        if any(steps is not None and steps.steps <= 0 for steps in (amount.quantity, worth)):
            raise Refused([])
        return Amounts(
            amount.quantity.steps if amount.quantity is not None else None,
            worth.steps if worth is not None else None,
            clean(draft.quantity) if draft.quantity and amount.converted else None,
        )

    def _entry(self, read: Read) -> Entry:
        """The entry of a row, its number apart."""
        entry, (steps, worth, stated) = self._case.entry, read.amounts
        return entry._replace(
            actual_value=_steps(entry.actual_value, worth),
            document=read.document,
            note=read.note,
            occurred_on=read.day.occurred_on,
            quantity=_steps(entry.quantity, steps),
            stated=stated,
        )

    def body(self, said: Said) -> str:
        """The body of a row."""
        present = said.present
        if present not in self._forms:
            self._forms[present] = BodyForm(self._case.entry, present)
        return self._forms[present].fill(said)

    def judge(self) -> None:
        """Judge and count the rows: day by day, and of days that were judged before, the year."""
        before: dict[int, list[Day]] = {}
        for day in self._days.values():
            if not day.rows:  # all of them stand in the book
                continue
            known = self._remarks.get(day.occurred_on)
            if known is None:
                day.remarks = self._remarks[day.occurred_on] = self._judge(day)
                self._count(day)
            else:  # nothing but what it all adds up to is new
                day.remarks = known
                before.setdefault(day.occurred_on.year, []).append(day)
        for days in before.values():
            self._judge(_added(days))
            for day in days:
                self._count(day)

    def _judge(self, day: Day) -> tuple[Remark, ...]:
        case, remarks = judged(
            self._case._replace(entry=self._summed(day), figures=self.growing.figures)
        )
        if case.entry.excess:  # which is marked in some of them
            raise Refused([])
        return remarks

    def _count(self, day: Day) -> None:
        self.growing.figures.add(Dossier(self._summed(day)))

    def _summed(self, day: Day) -> Entry:
        """What the rows of a day add up to, as one entry."""
        entry = self._case.entry
        return entry._replace(
            occurred_on=day.occurred_on,
            quantity=_steps(entry.quantity, day.steps),
            actual_value=_steps(entry.actual_value, day.worth),
        )


class Amounts(NamedTuple):
    """Steps of a row's quantity and of its worth, and the quantity as it was typed."""

    steps: int | None
    worth: int | None
    stated: str | None


def _added(days: list[Day]) -> Day:
    """What the rows of several days add up to."""
    return Day(
        occurred_on=days[0].occurred_on,
        text=days[0].text,
        steps=sum(day.steps for day in days),
        worth=sum(day.worth for day in days),
    )


def _steps(form: Steps | None, steps: int | None) -> Steps | None:
    """So many steps of the unit of `form`, where there are any."""
    return None if form is None or steps is None else Steps(form.unit, steps)
