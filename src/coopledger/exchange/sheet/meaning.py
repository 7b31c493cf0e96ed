"""What a row is about: its kind of entry, its programme and pledge, looked up and never guessed.

The same few rows of words come again and again, so each is looked up once.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from coopledger.book.draft import Draft, counted_in
from coopledger.book.entry import Kind
from coopledger.book.resolve import resolve
from coopledger.book.spending import fits
from coopledger.problem import Problem, Refused, refuse
from coopledger.quantity import Unit
from coopledger.terms import Terms

_REMEMBERED = 4096
_SEVERAL = "B152"
"""The code of several pledges that fit."""


_OF_A_QUANTITY = (Kind.DELIVERY, Kind.COMPLETION, Kind.DISBURSEMENT)
"""What a quantity may be of; a sum of money is paid where no goods are counted by their worth."""


class About(NamedTuple):
    """What a row says that it is about; the kind is None where only a quantity says it."""

    kind: Kind | None
    programme: str | None
    pledge: str | None
    share: str | None
    party: str | None
    activity: str | None
    unit: str | None


class Meant(NamedTuple):
    """The same with ids, and the unit a bare figure is counted in."""

    kind: Kind
    programme: str | None
    pledge: str | None
    share: str | None
    party: str | None
    activity: str | None
    unit: Unit | None


class Meanings:
    """Looks up what rows are about among the terms of all programmes."""

    def __init__(self, terms: Sequence[Terms]) -> None:
        self._terms = {one.id: one for one in terms}
        self.of = lru_cache(_REMEMBERED)(self._of)

    def _of(self, about: About) -> Meant | tuple[Problem, ...]:
        try:
            return self._meant(about)
        except Refused as refused:
            return refused.problems

    def _meant(self, about: About) -> Meant:
        kind = about.kind or self._counted(about)
        draft = self._resolved(_draft(about, kind))
        share, unit = draft.share, None
        if draft.pledge is not None and draft.programme is not None:
            terms = self._terms[draft.programme]
            pledge = terms.pledges[draft.pledge]
            unit = counted_in(kind, pledge, terms)
            if not pledge.shares and share == terms.programme.recipient:
                share = None  # that the recipient receives goes without saying
        return Meant(kind, draft.programme, draft.pledge, share, draft.party, draft.activity, unit)

    def _counted(self, about: About) -> Kind:
        """What a quantity of the pledge is: a delivery, of works a completion, of money a payment.

        Raises `Refused`: X430 where both could be meant, and as `resolve` does where neither.
        """
        found = [kind for kind in _OF_A_QUANTITY if self._may_be(about, kind)]
        if len(found) > 1:
            raise refuse("X430", kinds=tuple(found))
        return found[0] if found else Kind.DELIVERY

    def _may_be(self, about: About, kind: Kind) -> bool:
        if kind is Kind.DISBURSEMENT and not self._is_money(about.unit):
            return False
        try:
            draft = self._resolved(_draft(about, kind))
        except Refused as refused:
            return about.pledge is None and any(p.code == _SEVERAL for p in refused.problems)
        assert draft.programme is not None
        assert draft.pledge is not None
        terms = self._terms[draft.programme]
        pledge = terms.pledges[draft.pledge]
        unit, counted = terms.units.get(about.unit or ""), counted_in(kind, pledge, terms)
        other = unit is not None and counted is not None and not unit.converts_to(counted)
        return fits(kind, pledge) and not other

    def _is_money(self, unit: str | None) -> bool:
        return any(unit == one.id for terms in self._terms.values() for one in terms.money)

    def _resolved(self, draft: Draft) -> Draft:
        return resolve(draft, tuple(self._terms.values()), ())


def _draft(about: About, kind: Kind) -> Draft:
    """As much of a draft as says what it is about."""
    draft = Draft(
        kind=kind,
        programme=about.programme,
        share=about.share,
        party=about.party,
        unit=about.unit,
        activity=about.activity if kind is Kind.ACTIVITY else None,
    )
    return draft if kind is Kind.ACTIVITY else replace(draft, pledge=about.pledge)
