"""The page as a whole: what is seen first, the pledges, then what stands behind them."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from coopledger.present.remarks import party_name
from coopledger.present.say import Say
from coopledger.present.web.books import Programme, programme
from coopledger.present.web.cards import Card, card
from coopledger.progress import ProgrammeProgress, State

ORDER = (
    State.OVERDUE, State.BEHIND, State.ON_TRACK, State.UNDER_WAY, State.NOT_STARTED,
    State.CONDITIONAL, State.FULFILLED, State.WITHDRAWN,
)  # fmt: skip
"""What asks for attention comes first."""


class Tile(NamedTuple):
    """A number that is read at a glance; without a state it counts something else."""

    number: int
    label: str
    state: State | None = None


class Overview(NamedTuple):
    """Everything on the page; `invented` where no figure on it is a real one."""

    title: str
    when: str
    subject: str
    invented: bool
    tiles: tuple[Tile, ...]
    attention: tuple[Card, ...]
    unanswered: str
    cards: tuple[Card, ...]
    programmes: tuple[Programme, ...]


def overview(views: Sequence[ProgrammeProgress], say: Say) -> Overview:
    by_area = [
        tuple(tuple(card(one, view, say) for one in area.pledges) for area in view.areas)
        for view in views
    ]
    cards = sorted(
        (card for areas in by_area for own in areas for card in own),
        key=lambda card: ORDER.index(card.state),
    )
    programmes = tuple(
        programme(view, own, _when(view, say), say)
        for view, own in zip(views, by_area, strict=True)
    )
    return Overview(
        title=say("web.title"),
        when=_when(views[0], say) if views else "",
        subject=programmes[0].heading if len(programmes) == 1 else "",
        invented=bool(views) and all(view.terms.programme.invented for view in views),
        tiles=_tiles(views, cards, say),
        attention=tuple(one for one in cards if one.missing),
        unanswered=_unanswered(views, say),
        cards=tuple(cards),
        programmes=programmes,
    )


def _when(view: ProgrammeProgress, say: Say) -> str:
    """The day, or the year that is reported."""
    if view.period is None:
        return say("programme.as_of", day=view.as_of)
    year, since, through = view.period
    return say("programme.year", year=str(year), since=since, through=through)


def _tiles(views: Sequence[ProgrammeProgress], cards: Sequence[Card], say: Say) -> tuple[Tile, ...]:
    states = Counter(card.state for card in cards)
    found = [Tile(states[one], say.value(one), one) for one in ORDER if states[one]]
    waiting = sum(view.awaiting for view in views)
    if waiting:
        found.append(Tile(waiting, say("web.awaiting")))
    return tuple(found)


def _unanswered(views: Sequence[ProgrammeProgress], say: Say) -> str:
    """Whose word is awaited on how many entries."""
    counts = Counter(
        party_name(view.terms, one.awaits, say)
        for view in views
        for one in view.pending
        if one.awaits is not None
    )
    parties = tuple(
        say("web.unanswered.party", party=name, count=count) for name, count in counts.items()
    )
    return say("web.unanswered", parties=parties) if parties else ""
