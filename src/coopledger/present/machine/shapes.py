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
Kind = Literal[
    "agreement", "delivery", "disbursement", "completion", "return", "activity",
    "answer", "supplement", "reversal", "close",
]  # fmt: skip
Adoption = Literal["first", "amendment", "correction", "restatement"]


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


class KeptHeadRecord(TypedDict):
    """A head as somebody kept it, with at least 20 digits of its hash."""

    book: str
    seq: Count
    hash: Annotated[str, Field(pattern=r"^[0-9a-f]{20,64}$")]


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
    """The figures of a pledge or a share; without a target some have no value.

    `claimed` is what the recording side said, `delivered` the figure that counts, `confirmed` what
    both sides have spoken for, and `disputed` what counts as nothing while it is disputed.
    """

    target: Decimal | None
    claimed: Decimal
    delivered: Decimal
    confirmed: Decimal
    disputed: Decimal
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
    confirmed: Decimal
    carried_forward: Decimal | None
    cumulative: Decimal
    remaining: Decimal | None


class TargetChangeRecord(TypedDict):
    """What an adoption changed of what is owed under a pledge: amounts with their unit."""

    entry: EntryName
    adoption: Adoption
    effective: Day
    document: str | None
    reason: str | None
    before: str | None
    after: str | None
    condition_met: bool


class YearFiguresRecord(TypedDict):
    """What was planned for a year, and what was delivered and confirmed in it.

    In a report the years are cut like the one that is reported, otherwise by the calendar.
    """

    year: Year
    planned: Decimal | None
    delivered: Decimal
    confirmed: Decimal


class PledgeRecord(StandingRecord):
    """A pledge and how far it is kept; every figure is in `unit` unless it names another.

    `completed` is said of works, `year` in a report. `returned` is what was given back, which the
    other figures are less of already; `undetermined` are parties that ceased to exist and have no
    successor in what is still open.
    """

    id: str
    title: WordsRecord
    form: Form
    by: Literal["provider", "recipient"]
    unit: str
    ceiling: CeilingRecord | None
    equivalent: WorthRecord | None
    completed: Decimal | None
    returned: Decimal
    history: list[TargetChangeRecord]
    undetermined: list[str]
    years: list[YearFiguresRecord]
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


class AgreementRecord(TypedDict):
    """The adoption that the terms go by, and the other side's answer to it."""

    entry: EntryName
    adoption: Adoption
    effective: Day
    document: str | None
    answered_by: Count | None
    disputed: bool


class EndedRecord(TypedDict):
    """A side that ceased to exist, and who followed it; no obligation moves by that."""

    party: str
    since: Day
    successors: list[str]


class WithoutValueRecord(TypedDict):
    """What was delivered under a pledge without any value being stated for it."""

    pledge: str
    unit: str
    quantity: Decimal


class ProgrammeRecord(TypedDict):
    """A programme and how far it is kept. Without a head its terms are only proposed.

    `money` is a total over what was paid and what goods were stated to be worth, by unit;
    `without_value` is what it leaves out.
    """

    id: str
    title: WordsRecord
    provider: str
    recipient: str
    period: YearsRecord
    as_of: Day
    head: HeadRecord | None
    proposed: bool
    agreement: AgreementRecord | None
    closed_through: Day | None
    pending: Count
    ended: list[EndedRecord]
    money: list[MoneyRecord]
    without_value: list[WithoutValueRecord]
    invented: bool
    pledges: Count
    fulfilled: Count
    content_areas: list[AreaRecord]


class StatusProgrammeRecord(ProgrammeRecord):
    """A programme today, and how its file differs from what was adopted."""

    differs: list[ChangeRecord]


class YearProgrammeRecord(ProgrammeRecord):
    """A programme in a year, with the entries that took effect in it.

    `late` are those registered in a time that was closed before, since the report before.
    """

    entries: list[EntryName]
    late: list[EntryName]


class StepsRecord(TypedDict):
    """An amount as it is kept: whole steps of a unit."""

    steps: int
    unit: str


class FileRecord(TypedDict):
    """A file that stands behind an entry."""

    name: str
    sha256: Hash
    size: Count


class EntryRecord(TypedDict):
    """The body of an entry as it was hashed, its hash, and what was said of it since.

    `awaits` is the party whose answer is awaited; `void` says that the entry, or what it concerns,
    was reversed; `late` that it was registered in a time that was closed.
    """

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
    evidence: NotRequired[list[FileRecord]]
    adoption: NotRequired[Adoption]
    terms: NotRequired[dict[str, Any]]
    mends: NotRequired[Count]
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
    returns: NotRequired[Count]
    answers: NotRequired[Count]
    accepted: NotRequired[StepsRecord]
    short: NotRequired[StepsRecord]
    rejected: NotRequired[StepsRecord]
    over: NotRequired[StepsRecord]
    sent: NotRequired[StepsRecord]
    disputed: NotRequired[Literal[True]]
    corrects: NotRequired[Count]
    supplements: NotRequired[Count]
    through: NotRequired[Day]
    reverses: NotRequired[Count]
    replaced_by: NotRequired[Count]
    reason: NotRequired[str]
    hash: Hash
    reversed_by: Count | None
    answered_by: Count | None
    awaits: str | None
    void: bool
    late: bool


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


class CellRecord(TypedDict):
    """A cell of a table, as `Sheet1!C17`; the line its row begins in, in a file that has lines."""

    file: str
    cell: str
    line: Annotated[int, Field(ge=1)] | None
    excerpt: str
    start: Annotated[int, Field(ge=1)]
    length: Count


class ErrorRecord(TypedDict):
    """Something that is wrong, where, and what to type instead."""

    code: Code
    message: str
    label: str | None
    help: list[str]
    place: PlaceRecord | CellRecord | None


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
    programmes: list[StatusProgrammeRecord]


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
    """What recording came to; `changes` is what an agreement changed of the terms."""

    entry: EntryName
    recorded: bool
    already: bool
    dry_run: bool
    adopted: bool
    replaces: EntryName | None
    head: HeadRecord
    remarks: list[RemarkRecord]
    pledge: PledgeRecord | None
    changes: list[ChangeRecord]


class Check(TypedDict):
    """`coop check`: the files, and the programmes they describe without a problem."""

    files: list[str]
    programmes: list[str]


class Verify(TypedDict):
    """`coop verify`: the head of every book, and everything that is wrong.

    `expected` are the heads they were held against, `files` how much evidence was read.
    """

    intact: bool
    heads: list[HeadRecord]
    expected: list[KeptHeadRecord]
    files: Count
    problems: list[ErrorRecord]


class Seal(TypedDict):
    """`coop seal`: the heads to sign."""

    heads: list[HeadRecord]


class EntryFileRecord(FileRecord):
    """A file, and the entry that names it."""

    entry: EntryName
    document: str | None


class EvidenceList(TypedDict):
    """`coop evidence`: the files behind an entry, and those that were copied out."""

    entry: EntryName
    files: list[EntryFileRecord]
    extracted: list[str]


class GrantRecord(TypedDict):
    """What a login may do: as a party if it says one, and all `kinds` unless some are listed."""

    login: str
    person: str | None
    party: str | None
    kinds: list[Kind] | None
    reads_all: bool
    admin: bool
    granted_by: str | None
    granted_at: Instant | None


class ServerGrants(TypedDict):
    """`coop server`: every login, once for each party it speaks for."""

    grants: list[GrantRecord]


class Minutes(TypedDict):
    """`coop minutes`: what the minutes were made of; without an entry they are to be filled in."""

    programme: str
    pledge: str
    entry: EntryName | None
    stage: Literal["completed", "handed-over"] | None
    file: str


class Init(TypedDict):
    """`coop init`: the workspace that was made."""

    workspace: str
    demo: bool


class BroughtInRecord(TypedDict):
    """What a copy added to one book; `before` is its head until then, if it was here."""

    book: str
    before: HeadRecord | None
    head: HeadRecord
    added: Count


class ImportBook(TypedDict):
    """`coop import-book`: book by book; `dry_run` where nothing was kept."""

    books: list[BroughtInRecord]
    dry_run: bool


class ColumnRecord(TypedDict):
    """A column of a table, and what it was read as."""

    column: str
    heading: str
    field: str


class IgnoredColumnRecord(TypedDict):
    """A column that was not read."""

    column: str
    heading: str


class ImportedRow(TypedDict):
    """A row of a table as the entry it became, or that stood there already."""

    row: Count
    entry: EntryName
    kind: str
    occurred_on: Day
    party: str
    pledge: str | None
    share: str | None
    quantity: Decimal | None
    unit: str | None
    actual_value: Decimal | None
    stage: Literal["completed", "handed-over"] | None
    activity: str | None
    title: str | None
    document: str | None
    note: str | None


class RefusedRowRecord(TypedDict):
    """A row that was left out, and why."""

    row: Count
    problems: list[ErrorRecord]


class RowsRemarkRecord(TypedDict):
    """A remark on rows: on how many, and the first of them."""

    code: str
    message: str
    rows: Count
    first_row: Count


class Import(TypedDict):
    """`coop import`: what the rows of a table came to, or would with `dry_run`.

    `recorded` and `already` count all; of more than a thousand of either, `rows` has the first.
    """

    file: str
    dry_run: bool
    recorded: Count
    already: Count
    books: list[BroughtInRecord]
    columns: list[ColumnRecord]
    ignored: list[IgnoredColumnRecord]
    hidden: Count
    remarks: list[RowsRemarkRecord]
    rows: list[ImportedRow]
    refused: list[RefusedRowRecord]


class Template(TypedDict):
    """`coop import --template`: the file that was made."""

    file: str


class Backup(TypedDict):
    """`coop backup`: the file that was made, the books and how much evidence is in it."""

    file: str
    heads: list[HeadRecord]
    files: Count


class Restore(TypedDict):
    """`coop restore`: the workspace that was made."""

    workspace: str
    heads: list[HeadRecord]
    files: Count


class OurBookRecord(TypedDict):
    """Our book, and who keeps it."""

    party: str
    head: HeadRecord


class TheirBookRecord(TypedDict):
    """The other book, who keeps it, and the file it was read from: a copy has a head."""

    party: str
    file: str
    head: HeadRecord | None
    sha256: Hash | None


class TermsDifferenceRecord(TypedDict):
    """A part in which the terms of two books differ."""

    path: str
    ours: str | None
    theirs: str | None


class FactRecord(TypedDict):
    """An entry that tells of something that happened.

    `claimed` is what the recording side said and `counted` what counts after the other side's
    answer, in `unit`, a unit that others are converted into. `unknown` says that the terms of
    the other book never knew what it is about.
    """

    entry: EntryName
    kind: Kind
    occurred_on: Day
    pledge: str | None
    share: str | None
    activity: str | None
    content_area: str | None
    stage: Literal["completed", "handed-over"] | None
    unit: str | None
    claimed: Decimal | None
    counted: Decimal | None
    documents: list[str]
    disputed: bool
    unknown: bool


class DifferenceRecord(TypedDict):
    """What two books say differently; of several entries there may be several values."""

    field: Literal["kind", "day", "quantity", "document", "stage", "share", "disputed"]
    ours: list[str]
    theirs: list[str]


class MatchRecord(TypedDict):
    """Entries that tell of the same thing, by what they were found, and how they differ."""

    result: Literal["agreed", "differing", "disputed"]
    by: Literal["entry", "key", "document", "content", "day"]
    ours: list[FactRecord]
    theirs: list[FactRecord]
    differences: list[DifferenceRecord]


class StepRecord(TypedDict):
    """By how much entries lead from our figure to theirs."""

    ours: list[EntryName]
    theirs: list[EntryName]
    amount: Decimal


class BridgeRecord(TypedDict):
    """Our figure, what only one book tells of and what differs, and theirs: it adds up."""

    pledge: str
    share: str | None
    measure: Literal["delivery", "disbursement", "completed", "handed-over"]
    unit: str
    ours: Decimal
    only_ours: Decimal
    only_theirs: Decimal
    differing: Decimal
    theirs: Decimal
    steps: list[StepRecord]


class ProposalRecord(TypedDict):
    """An answer that the other book gives; figures only where it is not all that was claimed."""

    entry: EntryName
    party: str
    because: list[EntryName]
    unit: str | None
    accepted: Decimal | None
    short: Decimal | None
    rejected: Decimal | None
    over: Decimal | None
    sent: Decimal | None
    command: str


class Reconcile(TypedDict):
    """`coop reconcile`: two books of one programme held against each other."""

    programme: str
    ours: OurBookRecord
    theirs: TheirBookRecord
    agrees: bool
    agreed: Count
    differing: Count
    disputed: Count
    terms: list[TermsDifferenceRecord]
    bridges: list[BridgeRecord]
    matches: list[MatchRecord]
    only_ours: list[FactRecord]
    only_theirs: list[FactRecord]
    proposals: list[ProposalRecord]
    recorded: list[EntryName]


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
    "seal": Seal,
    "evidence": EvidenceList,
    "server": ServerGrants,
    "minutes": Minutes,
    "init": Init,
    "import": Import,
    "template": Template,
    "import-book": ImportBook,
    "backup": Backup,
    "restore": Restore,
    "reconcile": Reconcile,
    "schemas": Schemas,
    "errors": Errors,
}
"""The results by the name that stands in `schema`: `coopledger.<name>/1`."""
