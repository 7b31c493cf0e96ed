"""Time `coop import` against bare sqlite3: `python benchmarks/importing.py [ROWS]`.

The table is generated, the same each time. Both sides insert the very same rows, bodies and hashes,
into the same tables, durably; of bare sqlite3 nothing but that is counted, of coop everything: the
start of the process, reading, judging, writing and hashing. The two take turns. Peak memory is that
of the whole process, beside that of a tenth of the rows. Needs coopledger installed.
"""

import shutil
import statistics
from pathlib import Path

import workspaces
from ratios import Ratio, by_itself, of_memory
from timing import PYTHON, Command, figures, run

ROWS, ROUNDS, ALLOWED = 100_000, 5, 4.0
"""What is allowed is said of so many rows; of fewer, starting is too large a part."""

BARE = str(Path(__file__).with_name("bare.py"))


def ratios(root: Path, rows: int = ROWS, rounds: int = ROUNDS) -> list[Ratio]:
    """What importing `rows` takes against inserting them; nothing is left in the folder `root`."""
    folder, target = root / "importing", root / "bare.sqlite3"
    workspaces.table(folder, rows // 10)
    tenth = figures([workspaces.imported(folder)])
    shutil.rmtree(folder)
    coop, bare = [], []
    for _ in range(rounds):
        workspaces.table(folder, rows)
        coop.append(workspaces.imported(folder))
        inserting = (PYTHON, BARE, str(folder / "ledger.sqlite3"), str(target))
        bare.append(float(run(Command(inserting, root)).said))
        target.unlink()
        shutil.rmtree(folder)
    whole = figures(coop)
    return [
        Ratio(
            f"importing {rows:,} rows, against bare sqlite3",
            whole.seconds * 1000, statistics.median(bare) * 1000, "ms",
            ALLOWED if rows >= ROWS else None,
        ),
        of_memory("its peak memory, against a tenth of the rows", whole, tenth),
    ]  # fmt: skip


if __name__ == "__main__":
    by_itself("import", ratios, ROWS, ROUNDS)
