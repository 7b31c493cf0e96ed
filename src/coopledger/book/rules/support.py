"""What is refused of support and activities (DESIGN, section 4)."""

from collections.abc import Iterator, Mapping

from coopledger.book.dossier import Dossier
from coopledger.book.entry import Kind
from coopledger.book.rules.case import Case
from coopledger.book.spending import ceiling_years, fits, fulfilling, shares_of, spent
from coopledger.book.tally import Measure, measure_of, tally
from coopledger.problem import Problem, Value
from coopledger.quantity import Quantity
from coopledger.text import nearest


def known(case: Case) -> Iterator[Problem]:
    """The ids were looked up before the transaction; others may have adopted terms since."""
    entry, terms = case.entry, case.terms
    if entry.pledge is not None and case.pledge is None:
        yield Problem("B114", {"id": entry.pledge, "known": tuple(terms.pledges)})
    if entry.activity is not None and entry.activity not in terms.activities:
        yield Problem("B114", {"id": entry.activity, "known": tuple(terms.activities)})
    if entry.kind is Kind.ACTIVITY and entry.area not in terms.programme.content_areas:
        yield Problem("B115", {"area": entry.area})


def quantity(case: Case) -> Iterator[Problem]:
    entry = case.entry
    typed = ((case.draft.quantity, entry.quantity), (case.draft.actual_value, entry.actual_value))
    for text, amount in typed:
        if amount is not None and amount.steps <= 0:
            yield Problem("B104", {"typed": text})
    if case.pledge is not None and case.draft.quantity is None:
        yield Problem("B105", {"pledge": entry.pledge})


def document(case: Case) -> Iterator[Problem]:
    if case.pledge is not None and case.pledge.require_document and not case.entry.document:
        yield Problem("B118", {"pledge": case.pledge.id})


def form(case: Case) -> Iterator[Problem]:
    pledge, kind = case.pledge, case.entry.kind
    if pledge is not None and not fits(kind, pledge):
        yield Problem("B106", {"pledge": pledge.id, "form": pledge.form, "kind": kind})


def share(case: Case) -> Iterator[Problem]:
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


def target(case: Case) -> Iterator[Problem]:
    pledge, entry = case.pledge, case.entry
    if pledge is None or entry.quantity is None or not fits(entry.kind, pledge):
        return
    measure = measure_of(entry)
    counts = measure in {fulfilling(pledge), Measure.COMPLETED}
    if not counts or entry.quantity.unit != pledge.unit.id:
        return
    part = pledge.share(entry.share or "")
    wholes: list[tuple[Quantity, str | None]] = (
        [(pledge.target, None)] if pledge.target is not None else []
    )
    wholes += [(part.quantity, part.party)] if part is not None else []
    for whole, of in wholes:
        account = (pledge.id, measure, pledge.unit.id)
        taken = case.figures.total(*account, shares=shares_of(case.book, pledge, of)).taken
        values = {"pledge": pledge.id, "share": of}
        yield from _above("B109", values, taken, entry.quantity.steps, whole)


def ceiling(case: Case) -> Iterator[Problem]:
    pledge, entry = case.pledge, case.entry
    if pledge is None or pledge.ceiling is None:
        return
    more = spent(pledge, tally([Dossier(entry)])).taken
    since, through = ceiling_years(pledge, entry.occurred_on)
    before = spent(pledge, case.figures, since=since, through=through).taken
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


def activity(case: Case) -> Iterator[Problem]:
    entry = case.entry
    if entry.kind is not Kind.ACTIVITY:
        return
    if entry.none_in is None and not (case.draft.title or "").strip():
        yield Problem("B111")
    if entry.none_in is not None and entry.none_in not in case.terms.programme.period:
        yield Problem("B112", {"year": entry.none_in, "period": case.terms.programme.period})
