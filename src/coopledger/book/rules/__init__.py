"""What recording refuses, and what it accepts with a remark (DESIGN, sections 3 and 4).

Each rule is a pure function from the case to problems; all rules look at every entry, so a
refusal names everything that is wrong at once.
"""

from collections.abc import Callable, Iterator

from coopledger.book.rules import adoption, answers, support, times
from coopledger.book.rules.case import Case
from coopledger.book.rules.remarks import remarks
from coopledger.problem import Problem

__all__ = ["EXCESS", "RULES", "Case", "remarks"]

RULES: tuple[Callable[[Case], Iterator[Problem]], ...] = (
    times.party, times.day,
    support.known, support.quantity, support.document, support.form, support.share,
    support.target, support.ceiling, support.activity,
    answers.concerned, answers.answer, answers.returned, answers.returnable,
    answers.supplement, answers.reversal,
    adoption.adoption, adoption.dropped, adoption.countable, adoption.counted_since,
    times.close, times.closed,
)  # fmt: skip

EXCESS = frozenset({"B109", "B110"})
"""Facts can be above what was agreed: these two give way to `--allow-excess`, and are marked."""
