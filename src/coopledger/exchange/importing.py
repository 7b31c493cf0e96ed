"""Importing: the rows of a table into the books, all or nothing, each judged as if typed."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from coopledger.book import Book, Entry
from coopledger.book.batch import Batch
from coopledger.book.chain import Growth
from coopledger.book.draft import Variant
from coopledger.book.growing import Outcome
from coopledger.exchange.field import Field
from coopledger.exchange.sheet import Layout, Line, Table, lines, place
from coopledger.ledger import Ledger
from coopledger.problem import Problem, Refused, Remark
from coopledger.terms.source import bounded

MOST_SHOWN = 1_000
"""Entries that are kept to be shown; of more rows the first are."""

_CELLS: Mapping[str, tuple[Field, ...]] = {
    **dict.fromkeys(("Q201", "Q202", "B102", "B103", "B142"), (Field.DATE,)),
    **dict.fromkeys(("B101", "B127", "B158"), (Field.PARTY,)),
    **dict.fromkeys(("B151", "B152", "B106", "B114"), (Field.PLEDGE, Field.ACTIVITY)),
    **dict.fromkeys(("B107", "B108"), (Field.SHARE,)),
    **dict.fromkeys(("B154", "B155"), (Field.PROGRAMME,)),
    **dict.fromkeys(("B118", "B131"), (Field.DOCUMENT,)),
    **dict.fromkeys(("B111",), (Field.TITLE,)),
    **dict.fromkeys(("B115",), (Field.AREA,)),
}
"""Which cell a rule speaks of; without one here, the figure's."""

Watch = Callable[[int], None]
"""Told how many rows were read."""


def unwatched(_number: int) -> None:
    """For who does not want to know how far a table is."""


class RefusedRow(NamedTuple):
    """A row that was not recorded, and why."""

    line: Line
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class Said:
    """A remark, the first row it is on, what that was recorded as, and on how many rows it is."""

    remark: Remark
    first: int
    entry: Entry
    rows: int = 0


class Imported(NamedTuple):
    """What an import came to, or would come to where nothing was `kept`.

    `recorded` and `repeated` count all rows; of those that were recorded, and that stood in the
    books already, the first `MOST_SHOWN` are kept. `refused` are the rows left out.
    """

    layout: Layout
    growth: tuple[Growth, ...]
    recorded: int
    repeated: int
    first: tuple[tuple[int, Outcome], ...]
    again: tuple[tuple[int, Outcome], ...]
    refused: tuple[RefusedRow, ...]
    remarks: tuple[Said, ...]
    kept: bool

    @property
    def entries(self) -> Sequence[tuple[int, Entry]]:
        """What was recorded, each with its row; read when somebody looks."""
        return _entries(self.first)

    @property
    def already(self) -> Sequence[tuple[int, Entry]]:
        """What stood in the books, each with its row."""
        return _entries(self.again)


def import_table(  # noqa: PLR0913 - what to import, and how
    ledger: Ledger,
    table: Table,
    layout: Layout,
    *,
    allow_excess: bool = False,
    skip_bad: bool = False,
    dry_run: bool = False,
    watch: Watch = unwatched,
) -> Imported:
    """Record every row of `table`; with `skip_bad` those against which nothing speaks.

    Rows that stand in the books already add nothing, so the same table may come again, with more
    rows in it. Raises `Refused` with the cell of everything that is wrong, at most so many as are
    listed of a file; then nothing has changed.
    """

    def run(batch: Batch) -> Imported:
        account = _Account()
        rows = judged(batch, table, layout, allow_excess=allow_excess, watch=watch)
        for line, outcome in rows:
            account.add(line, outcome)
        if account.refused and not skip_bad:
            problems = [problem for row in account.refused for problem in row.problems]
            raise Refused(bounded(problems))
        return account.imported(layout, batch.growth, kept=not dry_run)

    return ledger.append_all(run, dry_run=dry_run)


def book_of(ledger: Ledger, programme: str, table: Table, layout: Layout) -> Book:
    """The book that `table` would come to by itself, under the terms in force; nothing is kept.

    Raises `Refused` with the cell of everything that is wrong.
    """

    def run(batch: Batch) -> None:
        rows = judged(batch, table, layout, allow_excess=True)
        problems = [problem for _, outcome in rows for problem in outcome.problems]
        if problems:
            raise Refused(bounded(problems))

    return ledger.apart(programme, run)


def judged(
    batch: Batch,
    table: Table,
    layout: Layout,
    *,
    allow_excess: bool,
    watch: Watch = unwatched,
) -> Iterator[tuple[Line, Outcome]]:
    """Every row with what becomes of it; problems have their cells."""
    waiting: deque[Line] = deque()

    def drafts() -> Iterator[Variant]:
        read = lines(table, layout, allow_excess=allow_excess)
        for number, line in enumerate(read, start=1):
            watch(number)
            waiting.append(line)
            if line.variant is not None:
                yield line.variant

    for outcome in batch.append(drafts()):
        while (line := waiting.popleft()).variant is None:
            yield line, Outcome(problems=line.problems)
        if outcome.problems:
            placed = (_placed(problem, table, layout, line) for problem in outcome.problems)
            outcome = outcome._replace(problems=tuple(placed))  # noqa: PLW2901
        yield line, outcome
    for line in waiting:
        yield line, Outcome(problems=line.problems)


def _placed(problem: Problem, table: Table, layout: Layout, line: Line) -> Problem:
    fields = _CELLS.get(problem.code, ())
    return replace(problem, place=problem.place or place(table, layout, line, *fields))


@dataclass(slots=True)
class _Remarked:
    """Rows with the same remarks: the first of them, what became of it, and how many they are."""

    first: int
    outcome: Outcome
    rows: int = 0


class _Account:
    """What the rows came to so far."""

    def __init__(self) -> None:
        self.refused: list[RefusedRow] = []
        self._recorded: list[tuple[int, Outcome]] = []
        self._already: list[tuple[int, Outcome]] = []
        self._counts = [0, 0]
        self._remarked: dict[int, _Remarked] = {}

    def add(self, line: Line, outcome: Outcome) -> None:
        if outcome.problems:
            self.refused.append(RefusedRow(line, outcome.problems))
            return
        repeated = outcome.already is not None
        self._counts[repeated] += 1
        shown = self._already if repeated else self._recorded
        if len(shown) < MOST_SHOWN:
            shown.append((line.row, outcome))
        if outcome.remarks:  # mostly the very same ones as on other rows of the day
            known = self._remarked.get(id(outcome.remarks))
            if known is None:
                known = self._remarked[id(outcome.remarks)] = _Remarked(line.row, outcome)
            known.rows += 1

    def _said(self) -> tuple[Said, ...]:
        """Each remark once, with the first row it is on."""
        said: dict[str, Said] = {}
        for one in sorted(self._remarked.values(), key=lambda one: one.first):
            for remark in one.outcome.remarks:
                if (kept := said.get(remark.code)) is None:
                    assert one.outcome.entry is not None, "what is remarked on was recorded"
                    kept = said[remark.code] = Said(remark, one.first, one.outcome.entry)
                kept.rows += one.rows
        return tuple(said[code] for code in sorted(said))

    def imported(self, layout: Layout, growth: tuple[Growth, ...], *, kept: bool) -> Imported:
        recorded, repeated = self._counts
        return Imported(
            layout=layout,
            growth=growth,
            recorded=recorded,
            repeated=repeated,
            first=tuple(self._recorded),
            again=tuple(self._already),
            refused=tuple(self.refused),
            remarks=self._said(),
            kept=kept,
        )


def _entries(outcomes: Sequence[tuple[int, Outcome]]) -> tuple[tuple[int, Entry], ...]:
    return tuple((row, one.entry) for row, one in outcomes if one.entry is not None)
