"""What recording refuses, and what it accepts with a remark (DESIGN, section 4).

Each rule is a pure function from the case to problems; all rules look at every entry, so a
refusal names everything that is wrong at once.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from coopledger.book.book import Book
from coopledger.book.draft import Circumstances, Draft
from coopledger.book.entry import Entry, Kind
from coopledger.book.spending import ceiling_years, fulfilling, spent
from coopledger.book.tally import Measure, measure_of, tally
from coopledger.problem import Problem, Remark, Value
from coopledger.quantity import Dimension, Quantity
from coopledger.terms import Form, Pledge, Terms
from coopledger.text import nearest


class Case(NamedTuple):
    """An entry that asks to be admitted, with all it is judged by."""

    entry: Entry
    draft: Draft
    book: Book
    terms: Terms
    circumstances: Circumstances

    @property
    def pledge(self) -> Pledge | None:
        return self.terms.pledges.get(self.entry.pledge or "")


def _party(case: Case) -> Iterator[Problem]:
    entry, sides = case.entry, case.terms.sides
    if entry.party not in sides:
        meant = nearest(entry.party, list(sides))
        yield Problem("B101", {"party": entry.party, "sides": sides, "nearest": meant})


def _day(case: Case) -> Iterator[Problem]:
    day, starts = case.entry.occurred_on, case.terms.programme.period.starts
    if day > case.circumstances.today:
        yield Problem("B102", {"day": day, "today": case.circumstances.today})
    if day < starts:
        yield Problem("B103", {"day": day, "starts": starts})


def _known(case: Case) -> Iterator[Problem]:
    """The ids were looked up before the transaction; others may have adopted terms since."""
    entry, terms = case.entry, case.terms
    if entry.pledge is not None and case.pledge is None:
        yield Problem("B114", {"id": entry.pledge, "known": tuple(terms.pledges)})
    if entry.activity is not None and entry.activity not in terms.activities:
        yield Problem("B114", {"id": entry.activity, "known": tuple(terms.activities)})
    if entry.kind is Kind.ACTIVITY and entry.area not in terms.programme.content_areas:
        yield Problem("B115", {"area": entry.area})


def _quantity(case: Case) -> Iterator[Problem]:
    entry = case.entry
    typed = ((case.draft.quantity, entry.quantity), (case.draft.actual_value, entry.actual_value))
    for text, amount in typed:
        if amount is not None and amount.steps <= 0:
            yield Problem("B104", {"typed": text})
    if case.pledge is not None and case.draft.quantity is None:
        yield Problem("B105", {"pledge": entry.pledge})


def fits(kind: Kind, pledge: Pledge) -> bool:
    """Whether entries of `kind` can be recorded under `pledge`.

    Money can be paid where money is promised, for works, and under a ceiling in money; goods
    that are counted by their worth are delivered, so that nothing is counted twice.
    """
    in_money = pledge.unit.dimension is Dimension.MONEY
    match kind:
        case Kind.DELIVERY:
            return pledge.form in {Form.GOODS, Form.SERVICES}
        case Kind.COMPLETION:
            return pledge.form is Form.WORKS and not in_money
        case Kind.DISBURSEMENT if pledge.form in {Form.MONEY, Form.WORKS}:
            return True
        case Kind.DISBURSEMENT:
            return pledge.money_unit is not None and not in_money
        case _:
            return False


def _form(case: Case) -> Iterator[Problem]:
    pledge, kind = case.pledge, case.entry.kind
    if pledge is not None and not fits(kind, pledge):
        yield Problem("B106", {"pledge": pledge.id, "form": pledge.form, "kind": kind})


def _share(case: Case) -> Iterator[Problem]:
    pledge, share = case.pledge, case.entry.share
    if pledge is None:
        return
    parties = tuple(part.party for part in pledge.shares)
    if share is None and parties:
        yield Problem("B107", {"pledge": pledge.id, "parties": parties})
    elif share is not None and share not in parties:
        meant = nearest(share, list(parties))
        values = {"share": share, "pledge": pledge.id, "parties": parties, "nearest": meant}
        yield Problem("B108", values)


def _target(case: Case) -> Iterator[Problem]:
    pledge, entry = case.pledge, case.entry
    if pledge is None or entry.quantity is None or not fits(entry.kind, pledge):
        return
    measure = measure_of(entry)
    counts = measure in {fulfilling(pledge), Measure.COMPLETED}
    if not counts or entry.quantity.unit != pledge.unit.id:
        return
    share = pledge.share(entry.share or "")
    wholes: list[tuple[Quantity, str | None]] = (
        [(pledge.target, None)] if pledge.target is not None else []
    )
    wholes += [(share.quantity, share.party)] if share is not None else []
    for whole, of in wholes:
        claimed = case.book.figures.total(pledge.id, measure, pledge.unit.id, share=of).claimed
        values = {"pledge": pledge.id, "share": of}
        yield from _above("B109", values, claimed, entry.quantity.steps, whole)


def _ceiling(case: Case) -> Iterator[Problem]:
    pledge, entry = case.pledge, case.entry
    if pledge is None or pledge.ceiling is None:
        return
    more = spent(pledge, tally([entry])).claimed
    since, through = ceiling_years(pledge, entry.occurred_on)
    before = spent(pledge, case.book.figures, since=since, through=through).claimed
    if more > 0:
        values = {"pledge": pledge.id, "per": pledge.ceiling.per}
        yield from _above("B110", values, before, more, pledge.ceiling.amount)


def _above(
    code: str, about: Mapping[str, Value], before: int, more: int, limit: Quantity
) -> Iterator[Problem]:
    """A problem where `before` and `more` steps together are above `limit`."""
    if before + more > limit.steps:
        figures = {
            "limit": limit,
            "before": Quantity(before, limit.unit),
            "more": Quantity(more, limit.unit),
            "excess": Quantity(before + more - limit.steps, limit.unit),
        }
        yield Problem(code, {**about, **figures})


def _activity(case: Case) -> Iterator[Problem]:
    entry = case.entry
    if entry.kind is not Kind.ACTIVITY:
        return
    if entry.none_in is None and not (case.draft.title or "").strip():
        yield Problem("B111")
    if entry.none_in is not None and entry.none_in not in case.terms.programme.period:
        yield Problem("B112", {"year": entry.none_in, "period": case.terms.programme.period})


def _reversal(case: Case) -> Iterator[Problem]:
    entry, book = case.entry, case.book
    if entry.kind is not Kind.REVERSAL:
        return
    assert entry.reverses is not None
    if not (case.draft.reason or "").strip():
        yield Problem("B121", {"entry": f"{book.id}#{entry.reverses}"})
    reversed_ = book.find(entry.reverses)
    if reversed_ is None:
        last = book.entries[-1].name if book.entries else None
        yield Problem("B122", {"entry": f"{book.id}#{entry.reverses}", "last": last})
    elif reversed_.kind in {Kind.REVERSAL, Kind.AGREEMENT}:
        yield Problem("B123", {"entry": reversed_.name, "kind": reversed_.kind})
    elif (earlier := book.reversals.get(reversed_.seq)) is not None:
        by = f"{book.id}#{earlier.replaced_by}" if earlier.replaced_by else None
        yield Problem("B124", {"entry": reversed_.name, "reversal": earlier.name, "by": by})
    elif reversed_.party != entry.party:
        yield Problem("B125", {"entry": reversed_.name, "party": reversed_.party,
                               "asking": entry.party})  # fmt: skip


RULES: tuple[Callable[[Case], Iterator[Problem]], ...] = (
    _party, _day, _known, _quantity, _form, _share, _target, _ceiling, _activity, _reversal,
)  # fmt: skip

EXCESS = frozenset({"B109", "B110"})
"""Facts can be above what was agreed: these two give way to `--allow-excess`, and are marked."""


def remarks(case: Case) -> Iterator[Remark]:
    """What is worth saying about an entry that is admitted."""
    entry, programme = case.entry, case.terms.programme
    if case.draft.party is None and case.circumstances.party is None:
        yield Remark("R106", {"party": entry.party})
    if entry.kind is Kind.REVERSAL:
        return
    pledge = case.pledge
    window = pledge.window if pledge is not None and pledge.window else programme.period
    if entry.occurred_on > window.ends:
        yield Remark("R101", {"day": entry.occurred_on, "ends": window.ends})
    if programme.signing is not None and entry.occurred_on < programme.signing.date:
        yield Remark("R102", {"day": entry.occurred_on, "signed": programme.signing.date})
    if entry.document is None:
        yield Remark("R103")
    for side in case.terms.sides:
        party = case.terms.parties[side]
        if party.until is not None and entry.occurred_on > party.until:
            yield Remark("R104", {"party": side, "until": party.until})
        if party.since is not None and entry.occurred_on < party.since:
            yield Remark("R108", {"party": side, "since": party.since})
    if entry.excess:
        yield Remark("R107")
