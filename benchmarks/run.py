"""Time `coop` against the floor of DESIGN section 9: `python benchmarks/run.py`.

The commands take turns, so that a machine which slows down slows down all of them; what is
quoted is the median, and the ratios to the floor in the same run. Needs coopledger installed.
"""

import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROUNDS = 21
FLOOR = "floor"
COOP = (sys.executable, "-m", "coopledger")

COMMANDS: Mapping[str, tuple[Sequence[str], float | None]] = {
    FLOOR: ((sys.executable, str(Path(__file__).with_name("floor.py"))), None),
    "coop --help": ((*COOP, "--help"), 1.0),
    "coop status": ((*COOP, "status"), 1.25),
    "coop report --year 2023": ((*COOP, "report", "--year", "2023"), None),
}
"""Each command, and the ratio to the floor that DESIGN allows it."""


def seconds(command: Sequence[str], folder: Path) -> float:
    """How long one whole run of `command` takes, of which nothing is printed."""
    # Compiled files have to be kept, else every run pays for compiling coopledger again.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "LANG": "C.UTF-8"}
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=folder, env=environment)
    return time.perf_counter() - start


def main() -> None:
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    with tempfile.TemporaryDirectory() as folder:
        for round_ in range(ROUNDS + 1):
            for name, (command, _) in COMMANDS.items():
                taken = seconds(command, Path(folder))
                if round_:  # the first is the warm-up
                    times[name].append(taken)
    floor = statistics.median(times[FLOOR])
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores")
    print(f"{ROUNDS} interleaved runs after one warm-up; medians")
    print(f"{'command':26}{'ms':>8}{'x floor':>10}{'allowed':>10}")
    for name, (_, allowed) in COMMANDS.items():
        median = statistics.median(times[name])
        limit = f"{allowed:.2f}" if allowed else ""
        print(f"{name:26}{median * 1000:8.0f}{median / floor:10.2f}{limit:>10}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"peak memory of any run: {peak:.0f} MiB")


if __name__ == "__main__":
    main()
