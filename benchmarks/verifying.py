"""Time `coop verify` against the least there is to do: `python benchmarks/verifying.py [ROWS]`.

That is to read the very same rows, to hash them into their chain and to read each body with
`json.loads` (`benchmarks/reading.py`); of it nothing but that is counted. Of coop it is everything:
the start of the process, SQLite's own check, judging each entry by those before it, and counting
the figures anew. A line of its own has the books alone, without start and SQLite's check. They take
turns. Peak memory is that of the whole process, beside that of a tenth of the rows. Needs
coopledger installed.
"""

import statistics
from pathlib import Path

import workspaces
from ratios import Ratio, by_itself, of_memory
from timing import COOP, PYTHON, Command, Run, figures, run

ROWS, ROUNDS, ALLOWED = 100_000, 5, 3.0
"""What is allowed is said of so many rows; of fewer, starting is too large a part."""

READING = str(Path(__file__).with_name("reading.py"))


def ratios(root: Path, rows: int = ROWS, rounds: int = ROUNDS) -> list[Ratio]:
    """What verifying `rows` takes against reading them, in workspaces made in the folder `root`."""
    tenth, whole = root / "verifying-tenth", root / "verifying"
    for folder, count in ((tenth, rows // 10), (whole, rows)):
        workspaces.table(folder, count)
        workspaces.imported(folder)
    little = figures([run(Command((*COOP, "verify"), tenth))])
    coop: list[Run] = []
    bare: list[float] = []
    alone: list[float] = []
    for _ in range(rounds):
        coop.append(run(Command((*COOP, "verify"), whole)))
        said = run(Command((PYTHON, READING, "ledger.sqlite3"), whole)).said
        for taken, seconds in zip((bare, alone), map(float, said.split()), strict=True):
            taken.append(seconds * 1000)
    command, least = figures(coop), statistics.median(bare)
    allowed = ALLOWED if rows >= ROWS else None
    against = f"verifying {rows:,} entries, against reading, hashing and json.loads"
    return [
        Ratio(against, command.seconds * 1000, least, "ms", allowed),
        Ratio("the books alone", statistics.median(alone), least, "ms"),
        of_memory("its peak memory, against a tenth of the entries", command, little),
    ]


if __name__ == "__main__":
    by_itself("verify", ratios, ROWS, ROUNDS)
