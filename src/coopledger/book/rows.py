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
    said: Said | None = None
    already: Entry | None = None
    remarks: tuple[Remark, ...] = ()

    def outcome(self) -> Outcome:
        """The row appended."""
        if self.said is None:
            return Outcome(already=self.already)
        growing, remarks = self.rows.growing, self.day.remarks
        body = self.rows.body(self.said._replace(seq=growing.next))
        if self.remarks:
            remarks = (*remarks, *self.remarks)
        return Outcome(growing.chained(body, self.rows.draft), remarks=remarks)


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
    """Rows of one block that are judged by the same terms.

    Raises `Refused`, here and below, where a row has to be looked at alone.
    """

    def __init__(self, growing: Growing, draft: Draft) -> None:
        case, unread = opened(draft, growing.book, growing.circumstances)
        if unread:
            raise Refused(unread)
        self.growing, self.draft, self._case = growing, draft, case
        self._counting = counting(draft, case.terms)
        self._amounts: dict[tuple[str | None, str | None], _Amounts] = {}
        self._forms: dict[tuple[bool, ...], BodyForm] = {}
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
        said = Said(
            amounts.worth,
            clean(draft.document) or None if draft.document is not None else None,
            clean(draft.note) or None if draft.note is not None else None,
            day.text,
            amounts.steps,
            0,
            amounts.stated,
        )
        remarks: tuple[Remark, ...] = ()
        if self.growing.book.told:
            entry = self._entry(said, occurred_on)
            if (same := self.growing.again(entry)) is not None:
                return Read(self, day, already=same)
            remarks = self.growing.resembling(entry)
        day.rows += 1
        day.steps += amounts.steps or 0
        day.worth += amounts.worth or 0
        return Read(self, day, said, remarks=remarks)

    def _read_amounts(self, draft: Draft) -> "_Amounts":
        """The amounts of a row; only positive ones add up to no less than each of them."""
        decimal, case = self.growing.circumstances.decimal, self._case
        amount = self._counting.amount(draft.quantity, decimal) if self._counting else NO_AMOUNT
        worth = read_value(draft.actual_value, case.pledge, case.terms, decimal)
        if any(steps is not None and steps.steps <= 0 for steps in (amount.quantity, worth)):
            raise Refused([])
        return _Amounts(
            amount.quantity.steps if amount.quantity is not None else None,
            worth.steps if worth is not None else None,
            clean(draft.quantity) if draft.quantity and amount.converted else None,
        )

    def _entry(self, said: Said, day: date) -> Entry:
        """The entry of a row, its number apart."""
        entry = self._case.entry
        return entry._replace(
            actual_value=_steps(entry.actual_value, said.actual_value),
            document=said.document,
            note=said.note,
            occurred_on=day,
            quantity=_steps(entry.quantity, said.quantity),
            stated=said.stated,
        )

    def body(self, said: Said) -> str:
        """The body of a row."""
        present = said.present
        if present not in self._forms:
            self._forms[present] = BodyForm(self._case.entry, present)
        return self._forms[present].fill(said)

    def judge(self) -> None:
        """Judge and count the rows, day by day."""
        for day in self._days.values():
            if day.rows:  # and not all of them in the book
                self._judge(day)

    def _judge(self, day: Day) -> None:
        entry, growing = self._case.entry, self.growing
        entry = entry._replace(
            occurred_on=day.occurred_on,
            quantity=_steps(entry.quantity, day.steps),
            actual_value=_steps(entry.actual_value, day.worth),
        )
        case, day.remarks = judged(self._case._replace(entry=entry, figures=growing.figures))
        if case.entry.excess:  # which is marked in some of them
            raise Refused([])
        growing.figures.add(Dossier(entry))


class _Amounts(NamedTuple):
    """Steps of a row's quantity and of its worth, and the quantity as it was typed."""

    steps: int | None
    worth: int | None
    stated: str | None


def _steps(form: Steps | None, steps: int | None) -> Steps | None:
    """So many steps of the unit of `form`, where there are any."""
    return None if form is None or steps is None else Steps(form.unit, steps)
