"""What minutes are made of: goods or works that one side hands over and the other takes over."""

from typing import NamedTuple

from coopledger.book.book import Recorded
from coopledger.book.chain import Head
from coopledger.book.entry import Entry, Kind, Stage
from coopledger.problem import refuse
from coopledger.terms import Form, Pledge, Side, Terms


class Handover(NamedTuple):
    """What passes under `pledge` from `giver` to the other side.

    Of works `stage` says whether they are accepted as completed or handed over. `recorded` is the
    entry; without one it is yet to come, and nothing else is known. `head` is the state of the
    book.
    """

    terms: Terms
    pledge: Pledge
    giver: Side
    stage: Stage | None = None
    recorded: Recorded | None = None
    head: Head | None = None

    @property
    def entry(self) -> Entry | None:
        return self.recorded.entry if self.recorded is not None else None

    def party(self, side: Side) -> str:
        """Who speaks for a side here: the party whose share it is, else the main one."""
        concerned = self.recorded.concerned if self.recorded is not None else None
        about = concerned or self.entry
        return self.terms.voices(side, about.share if about is not None else None)[0]


def handover(recorded: Recorded, head: Head | None) -> Handover:
    """What an entry handed over.

    Raises `Refused`: B134 where it is void, B177 where it is of a kind of which no minutes are
    made.
    """
    entry, concerned = recorded.entry, recorded.concerned
    if (cancelled := recorded.reversal or recorded.voided) is not None:
        raise refuse("B134", entry=entry.name, reversal=cancelled.name)
    about = entry if entry.kind is not Kind.RETURN else concerned
    handed = about is not None and about.kind in {Kind.DELIVERY, Kind.COMPLETION}
    if about is None or about.pledge is None or not handed:
        raise refuse("B177", name=entry.name, kind=entry.kind)
    pledge = recorded.terms.pledges[about.pledge]
    giver = pledge.receiver if entry.kind is Kind.RETURN else pledge.receiver.other
    return Handover(recorded.terms, pledge, giver, entry.stage, recorded, head)


def expected(terms: Terms, pledge: Pledge, stage: Stage | None) -> Handover:
    """What is to be handed over under `pledge`: works, unless said otherwise, for good.

    Raises `Refused` (B177) where only money is promised.
    """
    if pledge.form is Form.MONEY:
        raise refuse("B177", name=pledge.id, kind=pledge.form)
    works = (stage or Stage.HANDED_OVER) if pledge.form is Form.WORKS else None
    return Handover(terms, pledge, pledge.receiver.other, works)
