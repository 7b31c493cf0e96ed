"""The shape of everything `--format json` shows: a contract, in the names of DESIGN 2 to 4.

`records.py` builds these and mypy holds it to them; `coop schema` prints them as JSON Schemas. So
there is one description, and it cannot drift from what is written. Numbers that count something
promised or delivered are decimals as text, in the unit named beside them; days are ISO dates.
"""

from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict  # pydantic needs this one before Python 3.12

Decimal = Annotated[str, Field(pattern=r"^-?[0-9]+(\.[0-9]+)?$")]
Percent = Annotated[str, Field(pattern=r"^[0-9]+\.[0-9]$")]
Day = Annotated[str, Field(json_schema_extra={"format": "date"})]
Instant = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Code = Annotated[str, Field(pattern=r"^[A-Z][0-9]{3}$")]
EntryName = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]+#[1-9][0-9]*$")]
Year = Annotated[int, Field(ge=1000, le=2999)]
Count = Annotated[int, Field(ge=0)]
Area = Annotated[int, Field(ge=1, le=4)]
State = Literal[
    "fulfilled", "overdue", "behind", "not-started",
    "on-track", "under-way", "conditional", "withdrawn",
]  # fmt: skip
Form = Literal["goods", "works", "money", "services"]
Kind = Literal["agreement", "delivery", "disbursement", "completion", "activity", "reversal"]


class WordsRecord(TypedDict):
    """A text in both languages."""

    vi: str
    en: str


class YearsRecord(TypedDict):
    """The years from first to last, both included."""

    first: Year
    last: Year


class HeadRecord(TypedDict):
    """The last entry of a book, and the hash that covers everything up to it."""

    book: str
    seq: Count
    hash: Hash


class MoneyRecord(TypedDict):
    """An amount in a unit of money."""

    unit: str
    amount: Decimal


class WorthRecord(MoneyRecord):
    """An indicative worth; it obliges nobody."""

    about: bool
    over: bool


class InstalmentRecord(TypedDict):
    """A part of the target, and how much of it was delivered, oldest first."""

    year: Year
    due_on: Day
    planned: Decimal
    delivered: Decimal


class NextDueRecord(TypedDict):
    """What is still open of the next instalment."""

    due_on: Day
    quantity: Decimal


class StandingRecord(TypedDict):
    """The figures of a pledge or a share; without a target some have no value."""

    target: Decimal | None
    claimed: Decimal
    delivered: Decimal
    confirmed: Decimal
    due: Decimal | None
    remaining: Decimal | None
    excess: Decimal | None
    percent: Percent | None
    state: State
    instalments: list[InstalmentRecord]
    next_due: NextDueRecord | None


class ShareRecord(StandingRecord):
    """One party's part of a pledge."""

    party: str


class CeilingRecord(TypedDict):
    """What may not be exceeded, and what is left under it; the headroom may be negative."""

    unit: str
    amount: Decimal
    per: Literal["year"] | None
    spent: Decimal
    headroom: Decimal


class YearLineRecord(TypedDict):
    """brought_forward + adjusted + planned - delivered = carried_forward."""

    brought_forward: Decimal | None
    adjusted: Decimal | None
    planned: Decimal | None
    delivered: Decimal
    carried_forward: Decimal | None
    cumulative: Decimal
    remaining: Decimal | None


class PledgeRecord(StandingRecord):
    """A pledge and how far it is kept; every figure is in `unit` unless it names another.

    `completed` is said of works, `year` in a report.
    """

    id: str
    title: WordsRecord
    form: Form
    by: Literal["provider", "recipient"]
    unit: str
    ceiling: CeilingRecord | None
    equivalent: WorthRecord | None
    completed: Decimal | None
    disbursed: list[MoneyRecord]
    actual_value: list[MoneyRecord]
    shares: list[ShareRecord]
    year: YearLineRecord | None


class OccasionsRecord(TypedDict):
    """How often something took place, and whether somebody said that it did not."""

    occasions: Count
    last_on: Day | None
    none_said: bool


class ActivityRecord(OccasionsRecord):
    """Something to do together."""

    id: str
    title: WordsRecord


class AreaRecord(TypedDict):
    """One of the four content areas; `others` are occasions of none of its activities."""

    number: Area
    title: WordsRecord
    activities: list[ActivityRecord]
    others: OccasionsRecord
    pledges: list[PledgeRecord]


class ChangeRecord(TypedDict):
    """A part in which the programmes file differs from the terms in force."""

    path: str
    in_force: str | None
    file: str | None


class ProgrammeRecord(TypedDict):
    """A programme and how far it is kept. Without a head its terms are only proposed."""

    id: str
    title: WordsRecord
    provider: str
    recipient: str
    period: YearsRecord
    as_of: Day
    head: HeadRecord | None
    proposed: bool
    differs: list[ChangeRecord]
    invented: bool
    pledges: Count
    fulfilled: Count
    content_areas: list[AreaRecord]


class YearProgrammeRecord(ProgrammeRecord):
    """A programme in a year, with the entries that took effect in it."""

    entries: list[EntryName]


class StepsRecord(TypedDict):
    """An amount as it is kept: whole steps of a unit."""

    steps: int
    unit: str


class EntryRecord(TypedDict):
    """The body of an entry as it was hashed, its hash, and the entry that reversed it."""

    book: str
    seq: Count
    kind: Kind
    occurred_on: Day
    recorded_at: Instant
    party: str
    recorded_by: str
    key: NotRequired[str]
    document: NotRequired[str]
    note: NotRequired[str]
    adoption: NotRequired[str]
    terms: NotRequired[dict[str, Any]]
    pledge: NotRequired[str]
    share: NotRequired[str]
    quantity: NotRequired[StepsRecord]
    stated: NotRequired[str]
    actual_value: NotRequired[StepsRecord]
    excess: NotRequired[Literal[True]]
    stage: NotRequired[Literal["completed", "handed-over"]]
    area: NotRequired[str]
    activity: NotRequired[str]
    title: NotRequired[str]
    none_in: NotRequired[Year]
    reverses: NotRequired[Count]
    replaced_by: NotRequired[Count]
    reason: NotRequired[str]
    hash: Hash
    reversed_by: Count | None


class RemarkRecord(TypedDict):
    """Something worth saying about what was accepted."""

    code: Code
    message: str


class PlaceRecord(TypedDict):
    """Where something stands: line and column of the file, and where in the excerpt that is."""

    file: str
    line: Annotated[int, Field(ge=1)]
    column: Annotated[int, Field(ge=1)]
    excerpt: str
    start: Annotated[int, Field(ge=1)]
    length: Count


class ErrorRecord(TypedDict):
    """Something that is wrong, where, and what to type instead."""

    code: Code
    message: str
    label: str | None
    help: list[str]
    place: PlaceRecord | None


class ActivityItemRecord(TypedDict):
    """An activity that can be recorded against."""

    id: str
    title: WordsRecord


class PledgeItemRecord(ActivityItemRecord):
    """A pledge that can be recorded against; `not_stated` is what its document leaves open."""

    form: Form
    unit: str
    target: Decimal | None
    not_stated: list[WordsRecord]


class AreaItemsRecord(TypedDict):
    """What can be recorded against in one content area."""

    number: Area
    title: WordsRecord
    activities: list[ActivityItemRecord]
    pledges: list[PledgeItemRecord]


class ProgrammeItemsRecord(TypedDict):
    """What can be recorded against in one programme."""

    id: str
    title: WordsRecord
    content_areas: list[AreaItemsRecord]


class Status(TypedDict):
    """`coop status`: how far each programme is kept."""

    as_of: Day
    workspace: str
    programmes: list[ProgrammeRecord]


class Report(TypedDict):
    """`coop report`: a year, from `since` to `through`."""

    year: Year
    since: Day
    through: Day
    workspace: str
    programmes: list[YearProgrammeRecord]


class Entries(TypedDict):
    """`coop entries`: the books."""

    entries: list[EntryRecord]


class Show(TypedDict):
    """`coop show`: one entry whole, and those that refer to it."""

    entry: EntryRecord
    referring: list[EntryRecord]


class Pledges(TypedDict):
    """`coop pledges`: what can be recorded against."""

    programmes: list[ProgrammeItemsRecord]


class Receipt(TypedDict):
    """What recording or reversing came to."""

    entry: EntryName
    recorded: bool
    already: bool
    dry_run: bool
    adopted: bool
    replaces: EntryName | None
    head: HeadRecord
    remarks: list[RemarkRecord]
    pledge: PledgeRecord | None


class Check(TypedDict):
    """`coop check`: the files, and the programmes they describe without a problem."""

    files: list[str]
    programmes: list[str]


class Verify(TypedDict):
    """`coop verify`: the head of every book, and everything that is wrong."""

    intact: bool
    heads: list[HeadRecord]
    problems: list[ErrorRecord]


class Init(TypedDict):
    """`coop init`: the workspace that was made."""

    workspace: str
    demo: bool


class Schemas(TypedDict):
    """`coop schema`: the results that have a schema."""

    results: list[str]


class Errors(TypedDict):
    """What any command says on standard output when it refuses."""

    errors: list[ErrorRecord]


RESULTS: dict[str, type] = {
    "status": Status,
    "report": Report,
    "entries": Entries,
    "entry": Show,
    "pledges": Pledges,
    "receipt": Receipt,
    "check": Check,
    "verify": Verify,
    "init": Init,
    "schemas": Schemas,
    "errors": Errors,
}
"""The results by the name that stands in `schema`: `coopledger.<name>/1`."""
