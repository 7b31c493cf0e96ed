"""Time `coop import` against bare sqlite3: `python benchmarks/importing.py [ROWS]`.

The table is generated, the same each time. Both sides insert the very same rows, bodies and hashes,
into the same tables, durably; of bare sqlite3 nothing but that is counted, of coop everything: the
start of the process, reading, judging, writing and hashing. The two take turns. Peak memory is that
of the whole process, beside that of a tenth of the rows. Needs coopledger installed.
"""

import os
import platform
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from coopledger.book.schema import MIGRATIONS
from coopledger.terms.workspace import builtin_programmes

ROWS, ROUNDS, ALLOWED = 100_000, 5, 4.0
FIRST, DAYS = date(2022, 1, 1), 1_460


def write_table(path: Path, rows: int) -> None:
    """Deliveries of up to 20 t on any day of four years, each by a paper of its own."""
    chance = random.Random(2022)  # noqa: S311 - a table of lorries, not a secret
    lines = ["Ngày;Số biên bản;Khối lượng (tấn);Ghi chú"]
    for number in range(rows):
        day = FIRST + timedelta(days=chance.randrange(DAYS))
        tonnes = f"{chance.randint(1, 200) / 10:.1f}".replace(".", ",")
        note = f"xe {chance.randrange(40)}" if number % 3 == 0 else ""
        lines.append(f"{day:%d/%m/%Y};{number}/BB-UBND;{tonnes};{note}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def workspace(folder: Path, rows: int) -> None:
    """A workspace whose pledge has room for all of it."""
    text = builtin_programmes().read_text(encoding="utf-8")
    text = text.replace("target: 2000 tonne", "target: 2000000000 tonne")
    text = text.replace(
        "schedule: {2022: 500, 2023: 500, 2024: 500, 2025: 500}",
        "schedule: {2022: 500000000, 2023: 500000000, 2024: 500000000, 2025: 500000000}",
    )
    folder.mkdir()
    (folder / "programmes.yaml").write_text(text, encoding="utf-8")
    write_table(folder / "giao-nhan.csv", rows)


def imported(folder: Path) -> tuple[float, int]:
    """Seconds of the whole command, and the KiB it needed at most."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-m", "coopledger", "import", "giao-nhan.csv"]
    start = time.perf_counter()
    running = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    taken = time.perf_counter() - start
    if running.returncode:
        raise SystemExit(f"coop import ended with {running.returncode}")
    return taken, used.ru_maxrss


def inserted(ledger: Path, target: Path) -> float:
    """Seconds in which bare sqlite3 inserts the rows of `ledger` into a file of the same schema."""
    with sqlite3.connect(ledger) as connection:
        rows = connection.execute("SELECT book, seq, body, hash FROM entry ORDER BY seq").fetchall()
    connection = sqlite3.connect(target, isolation_level=None)
    for statements in MIGRATIONS:
        for statement in statements:
            connection.execute(statement)
    connection.execute("PRAGMA synchronous = EXTRA")
    start = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("INSERT INTO entry (book, seq, body, hash) VALUES (?, ?, ?, ?)", rows)
    connection.execute("COMMIT")
    taken = time.perf_counter() - start
    connection.close()
    return taken


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    coop: list[float] = []
    bare: list[float] = []
    peaks: dict[int, int] = {}
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        for count in (rows // 10, *[rows] * ROUNDS):
            folder = root / "workspace"
            workspace(folder, count)
            taken, peak = imported(folder)
            peaks[count] = max(peak, peaks.get(count, 0))
            if count == rows:
                coop.append(taken)
                bare.append(inserted(folder / "ledger.sqlite3", root / "bare.sqlite3"))
                (root / "bare.sqlite3").unlink()
            shutil.rmtree(folder)
    ratio = statistics.median(coop) / statistics.median(bare)
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores")
    print(f"{rows} rows of CSV, {ROUNDS} interleaved runs; medians")
    print(f"bare sqlite3, the same rows  {statistics.median(bare):7.2f} s")
    print(f"coop import, whole command   {statistics.median(coop):7.2f} s")
    print(f"ratio                        {ratio:7.2f}   (allowed {ALLOWED:.1f})")
    for count, peak in peaks.items():
        print(f"peak memory, {count:>9} rows {peak / 1024:7.0f} MiB")


if __name__ == "__main__":
    main()
