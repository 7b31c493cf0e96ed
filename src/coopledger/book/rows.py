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
from coopledger.book.draft import NO_AMOUNT, Draft, Variant, counting, read_value
from coopledger.book.entry import Entry, Steps
from coopledger.book.form import BodyForm, Said
from coopledger.book.growing import Growing, Outcome
from coopledger.book.store import Row
from coopledger.problem import Refused, Remark
from coopledger.text import clean

MOST_KEPT = 10_000
"""Texts, and ways of saying the same, whose reading is remembered."""


class Placed(NamedTuple):
    """A row that has its place in the book, or the entry that stands there `already`."""

    day: "Day"
    row: Row | None
    already: Entry | None = None
    remarks: tuple[Remark, ...] = ()

    def outcome(self) -> Outcome:
        """What became of it, once its day was judged."""
        day, row, already, own = self
        remarks = () if row is None else day.remarks
        return Outcome(row, already, (*remarks, *own) if own else remarks)


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

    def place(self, variant: Variant, occurred_on: date) -> Placed:
        """Give one of the rows its place: it is chained, and counts with its day."""
        _, _, document, note, quantity, worth = variant
        amounts = self._amounts.get((quantity, worth)) or self._read_amounts(quantity, worth)
        day = self._days.get(occurred_on)
        if day is None:
            day = self._days[occurred_on] = Day(occurred_on, occurred_on.isoformat())
        growing = self.growing
        remarks: tuple[Remark, ...] = ()
        document = clean(document) or None if document is not None else None
        note = clean(note) or None if note is not None else None
        said = amounts.said(document, note, day.text, growing.next)
        if growing.book.told:
            entry = self._entry(said, occurred_on)
            if (same := growing.again(entry)) is not None:
                return Placed(day, None, same)
            remarks = growing.equal(entry)
        day.rows += 1
        day.steps += amounts.steps or 0
        day.worth += amounts.worth or 0
        return Placed(day, growing.chained(self._body(said), self.draft), None, remarks)

    def _read_amounts(self, quantity: str | None, value: str | None) -> "Amounts":
        """The amounts of a row; only positive ones add up to no less than each of them."""
        decimal, case = self.growing.circumstances.decimal, self._case
        amount = self._counting.amount(quantity, decimal) if self._counting else NO_AMOUNT
        worth = read_value(value, case.pledge, case.terms, decimal)
        if any(steps is not None and steps.steps <= 0 for steps in (amount.quantity, worth)):
            raise Refused([])
        if len(self._amounts) > MOST_KEPT:
            self._amounts.clear()
        read = self._amounts[quantity, value] = Amounts(
            amount.quantity.steps if amount.quantity is not None else None,
            worth.steps if worth is not None else None,
            clean(quantity) if quantity and amount.converted else None,
        )
        return read

    def _entry(self, said: Said, occurred_on: date) -> Entry:
        """The entry of a row, its number apart."""
        entry = self._case.entry
        return entry._replace(
            actual_value=_steps(entry.actual_value, said.actual_value),
            document=said.document,
            note=said.note,
            occurred_on=occurred_on,
            quantity=_steps(entry.quantity, said.quantity),
            stated=said.stated,
        )

    def _body(self, said: Said) -> str:
        present = said.present
        form = self._forms.get(present)
        if form is None:
            form = self._forms[present] = BodyForm(self._case.entry, present)
        return form.fill(said)

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
        self.growing.figures.add(Dossier(self._summed(day)), day.rows)

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

    def said(self, document: str | None, note: str | None, day: str, seq: int) -> Said:
        """What a row of these amounts says as entry `seq`."""
        return Said(self.worth, document, note, day, self.steps, seq, self.stated)


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
    return None if form is None or steps is None else form.of(steps)
