"""An entry: one thing that happened, as an immutable value.

`FIELDS` is the one place that says what an entry of each kind holds.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from operator import itemgetter
from typing import Any, NamedTuple


class Kind(StrEnum):
    """What an entry says happened (DESIGN, section 3)."""

    AGREEMENT = "agreement"
    DELIVERY = "delivery"
    DISBURSEMENT = "disbursement"
    COMPLETION = "completion"
    RETURN = "return"
    ACTIVITY = "activity"
    ANSWER = "answer"
    SUPPLEMENT = "supplement"
    REVERSAL = "reversal"
    CLOSE = "close"


class Adoption(StrEnum):
    """How terms came into force: first, by an annex, or as a mended rendering of earlier ones."""

    FIRST = "first"
    AMENDMENT = "amendment"
    CORRECTION = "correction"
    RESTATEMENT = "restatement"


CONCERNING = frozenset({Kind.ANSWER, Kind.RETURN, Kind.SUPPLEMENT, Kind.REVERSAL})
"""Kinds that are always about another entry."""

ANSWERABLE = frozenset(Kind) - {Kind.ANSWER, Kind.SUPPLEMENT, Kind.REVERSAL}
"""Kinds the other side may give its word on."""

AWAITING = frozenset(
    {Kind.AGREEMENT, Kind.DELIVERY, Kind.DISBURSEMENT, Kind.COMPLETION, Kind.RETURN}
)
"""What waits for the other side's word; activities and closes may be answered, and do not wait."""

RETURNABLE = frozenset({Kind.DELIVERY, Kind.DISBURSEMENT})
"""Kinds of which something can be given back."""

REVERSIBLE = frozenset(Kind) - {Kind.REVERSAL, Kind.AGREEMENT}
"""Kinds that can be cancelled; agreements are superseded."""


class Stage(StrEnum):
    """How far works are: accepted as completed, or handed over. Only the latter delivers."""

    COMPLETED = "completed"
    HANDED_OVER = "handed-over"


class Steps(NamedTuple):
    """An amount as it is kept: whole steps of a unit of the terms in force."""

    unit: str
    steps: int

    def of(self, steps: int) -> "Steps":
        """So many steps of the same unit."""
        return Steps(self.unit, steps)


class Evidence(NamedTuple):
    """A file that stands behind an entry: what it was called, its SHA-256 in hex, its bytes."""

    name: str
    sha256: str
    size: int


class Entry(NamedTuple):
    """One entry of a book; which fields an entry of a kind has stands in `FIELDS`."""

    book: str
    seq: int
    kind: Kind
    occurred_on: date
    recorded_at: datetime
    party: str
    recorded_by: str
    key: str | None = None
    document: str | None = None
    note: str | None = None
    evidence: tuple[Evidence, ...] | None = None
    adoption: Adoption | None = None
    terms: Mapping[str, Any] | None = None
    mends: int | None = None
    pledge: str | None = None
    share: str | None = None
    quantity: Steps | None = None
    stated: str | None = None
    actual_value: Steps | None = None
    excess: bool | None = None
    stage: Stage | None = None
    area: str | None = None
    activity: str | None = None
    title: str | None = None
    none_in: int | None = None
    returns: int | None = None
    answers: int | None = None
    accepted: Steps | None = None
    short: Steps | None = None
    rejected: Steps | None = None
    over: Steps | None = None
    sent: Steps | None = None
    disputed: bool | None = None
    corrects: int | None = None
    supplements: int | None = None
    through: date | None = None
    reverses: int | None = None
    replaced_by: int | None = None
    reason: str | None = None

    @property
    def name(self) -> str:
        """How people call it: `bim-son-lang-chanh#3`."""
        return f"{self.book}#{self.seq}"

    @property
    def concerns(self) -> int | None:
        """The number of the entry this one is about, where it is about one."""
        if self.kind not in CONCERNING:
            return None
        for number in (self.reverses, self.answers, self.returns, self.supplements):
            if number is not None:
                return number
        return None

    @property
    def refers(self) -> tuple[int | None, ...]:
        """The numbers of all entries it speaks of."""
        return self.concerns, self.replaced_by, self.mends, self.corrects

    @property
    def happening(self) -> tuple[object, ...]:
        """What makes two entries tell of the same thing, whoever tells it, by whatever number."""
        return (
            self.kind, self.occurred_on, self.pledge, self.share, self.quantity, self.stage,
            self.area, self.activity, self.title, self.none_in, self.returns,
        )  # fmt: skip

    @property
    def content(self) -> tuple[object, ...]:
        """What was said, apart from when and by whom it was written down, and what follows."""
        said = zip(self._fields, self, strict=True)
        return tuple(value for name, value in said if name not in _CIRCUMSTANCE)


def taking(*names: str) -> Callable[[Entry], tuple[Any, ...]]:
    """What takes these fields out of an entry at once, in less time than one by one."""
    return itemgetter(*map(Entry._fields.index, names))


def number_of(name: str) -> int:
    """The number in an entry's full name."""
    return int(name.rpartition("#")[2])


_CIRCUMSTANCE = {"seq", "recorded_at", "recorded_by", "excess", "corrects"}
_HEADER = {"book", "seq", "kind", "occurred_on", "recorded_at", "party", "recorded_by"}
_OPTIONAL_HEADER = {"key", "document", "note", "evidence", "reason"}
_SUPPORT = {"share", "stated", "excess"}
_FIGURES = {"accepted", "short", "rejected", "over", "sent"}

FIELDS: Mapping[Kind, tuple[set[str], set[str]]] = {
    Kind.AGREEMENT: ({"adoption", "terms"}, {"mends"}),
    Kind.DELIVERY: ({"pledge", "quantity"}, {*_SUPPORT, "actual_value"}),
    Kind.DISBURSEMENT: ({"pledge", "quantity"}, _SUPPORT),
    Kind.COMPLETION: ({"pledge", "quantity", "stage"}, _SUPPORT),
    Kind.RETURN: ({"returns", "quantity", "reason"}, {"stated"}),
    Kind.ACTIVITY: ({"area"}, {"activity", "title", "none_in"}),
    Kind.ANSWER: ({"answers"}, {*_FIGURES, "disputed", "corrects"}),
    Kind.SUPPLEMENT: ({"supplements"}, set()),
    Kind.REVERSAL: ({"reverses", "reason"}, {"replaced_by"}),
    Kind.CLOSE: ({"through"}, set()),
}
"""What an entry of each kind must hold and may hold beside the header."""


def fields_of(kind: Kind) -> tuple[set[str], set[str]]:
    """All that an entry of a kind must hold, and all that it may hold beside."""
    required, optional = FIELDS[kind]
    required = required | _HEADER
    return required, (optional | _OPTIONAL_HEADER) - required


MOST_NAME = 255
"""Bytes of a file's name that every file system takes."""

_NO_NAME = set("/\\:\0")


def is_file_name(name: str) -> bool:
    """Whether a file may be kept, and later put into any folder, under `name`."""
    return (
        name not in {"", ".", ".."} and not set(name) & _NO_NAME and len(name.encode()) <= MOST_NAME
    )
