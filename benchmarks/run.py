"""Time `coop` by the ratios of DESIGN section 9, and beside its peers: `python benchmarks/run.py`.

Everything takes turns, so that a machine which slows down slows down all of it; what is quoted is
the median, and the ratios within the same run. `--quick` is the same at smaller sizes. `--gate` is
what CI asks: the ratios to the floor, and of a ledger of 20,000 entries to one of 10; it ends with
1 where one is above what is allowed, never because of seconds. Needs coopledger installed; a peer
that is missing is left out and named.
"""

import argparse
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import importing
import peers
import verifying
import workspaces
from ratios import Ratio, of_memory, of_time, table
from timing import COOP, PYTHON, ROUND, Command, Figures, interleaved, machine

LEAST = 10
"""Entries in the ledger that larger ones are held against."""

SLACK = 1.15
"""How far above what is allowed the gate lets a ratio be, for machines that others use too."""

FLOOR = str(Path(__file__).with_name("floor.py"))

FROM_THE_FLOOR: Mapping[str, tuple[tuple[str, ...], float | None]] = {
    "coop --help": (("--help",), 1.0),
    "coop status": (("status",), 1.25),
    "coop report --year 2023": (("report", "--year", "2023"), None),
}
"""What is held against the floor, and the ratio DESIGN allows it."""

GROWING: Mapping[str, tuple[str, ...]] = {
    "coop status": ("status",),
    "coop report --year 2025": ("report", "--year", "2025"),
    "coop record-delivery": (
        *("record-delivery", "--tonnes", "20", "--date", "2024-06-30"),
        *("--document", f"{ROUND}/GN"),
    ),
}
"""What may take hardly longer in a large ledger than in a small one. The last one lets it grow."""

GROWTH_ALLOWED, PROGRAMMES_ALLOWED = 1.2, 1.5

_START, _GROWTH = ("start", "floor"), ("entries", f"{LEAST} entries")
"""What is held against what, above the tables."""

OTHERS: Sequence[Callable[[Path, int, int], list[Ratio]]] = (importing.ratios, verifying.ratios)
"""Ratios of other benchmarks: of a folder to work in, the number of entries, and of rounds."""


class Sizes(NamedTuple):
    """How large everything is that is measured, and in how many rounds.

    `entries` are the sizes of the ledger with the rounds beside the peers, of which the slowest
    takes most of the time; `programmes` few and many; `others` the entries of other benchmarks.
    """

    entries: Mapping[int, int]
    programmes: tuple[int, int]
    others: int
    start: int = 21
    growth: int = 11


WHOLE = Sizes(
    entries={LEAST: 9, 1_000: 9, 10_000: 7, 20_000: 5, 100_000: 3, 1_000_000: 3},
    programmes=(2, 1_000),
    others=100_000,
)
QUICK = Sizes(
    entries={LEAST: 5, 1_000: 5, 20_000: 3},
    programmes=(2, 100),
    others=20_000,
    start=11,
    growth=7,
)


def start(root: Path, rounds: int) -> list[Ratio]:
    """What starting costs, with the built-in programmes and nothing recorded."""
    folder = root / "start"
    folder.mkdir()
    commands = {
        name: Command((*COOP, *words), folder) for name, (words, _) in FROM_THE_FLOOR.items()
    }
    found = interleaved({"floor": Command((PYTHON, FLOOR), folder), **commands}, rounds)
    floor = found.pop("floor")
    times = [of_time(name, of, floor, FROM_THE_FLOOR[name][1]) for name, of in found.items()]
    return times + [of_memory(f"{name}, memory", of, floor) for name, of in found.items()]


def growth(folders: Mapping[int, Path], rounds: int) -> list[Ratio]:
    """What larger ledgers cost beyond the least: first the times, then the memory."""
    commands = {
        (name, size): Command((*COOP, *words), folder)
        for name, words in GROWING.items()
        for size, folder in folders.items()
    }
    found = interleaved(commands, rounds)
    larger = {of: figures for of, figures in found.items() if of[1] != LEAST}
    return [
        held(f"{name}, {size:,} entries{suffix}", of, found[name, LEAST], GROWTH_ALLOWED)
        for held, suffix in ((of_time, ""), (of_memory, ", memory"))
        for (name, size), of in larger.items()
    ]


def among(root: Path, sizes: Sizes) -> list[Ratio]:
    """What one programme costs among many, against among few."""
    few, many = sizes.programmes
    commands = {}
    for count in sizes.programmes:
        folder = root / f"programmes-{count}"
        name = workspaces.programmes(folder, count)[0]
        commands[count] = Command((*COOP, "status", "--programme", name), folder)
    found = interleaved(commands, sizes.growth)
    name = f"coop status --programme X, {many:,} programmes"
    return [
        of_time(name, found[many], found[few], PROGRAMMES_ALLOWED),
        of_memory(f"{name}, memory", found[many], found[few]),
    ]


def ledgers(root: Path, sizes: Iterable[int]) -> dict[int, Path]:
    """A workspace with a ledger of each size."""
    folders = {size: root / f"ledger-{size}" for size in sizes}
    for size, folder in folders.items():
        workspaces.table(folder, size)
        workspaces.imported(folder)
    return folders


def beside_peers(
    folders: Mapping[int, Path], rounds: Mapping[int, int]
) -> Mapping[int, Mapping[str, Figures]]:
    """Figures of coop and each peer at every size, after all have answered alike."""
    programs = peers.installed()
    found = {}
    for size, folder in folders.items():
        peers.write_journals(folder, size)
        peers.check(programs, folder, size)
        asked = {program.name: peers.question(program, folder) for program in programs}
        found[size] = interleaved(asked, rounds[size], warm=True)
    return found


def peers_table(
    what: str, found: Mapping[int, Mapping[str, Figures]], cell: Callable[[Figures, Figures], str]
) -> Iterator[str]:
    """The lines of a Markdown table: of each size what `cell` says of a program, beside coop."""
    names = list(next(iter(found.values())))
    yield f"| {what}, entries | {' | '.join(names)} |"
    yield f"|---:{'|---:' * len(names)}|"
    for size, of in found.items():
        yield f"| {size:,} | {' | '.join(cell(of[name], of['coop']) for name in names)} |"


def _time(of: Figures, coop: Figures) -> str:
    ratio = "" if of is coop else f" ({of.seconds / coop.seconds:.2f} x)"
    return f"{of.seconds:.2f} s{ratio}"


def _memory(of: Figures, _: Figures) -> str:
    return f"{of.mebibytes:.0f} MiB"


def everything(root: Path, sizes: Sizes) -> None:
    """Print all tables, each as soon as it is known."""
    versions = dict.fromkeys(peers.version(one, root) for one in peers.installed())
    say(machine(), "; ".join(versions))
    say(*(f"{name}: not installed" for name in peers.missing()), "")
    say(*table(_START, start(root, sizes.start)), "")
    few, _ = sizes.programmes
    say(*table(("programmes", f"{few} programmes"), among(root, sizes)), "")
    for ratios in OTHERS:
        say(*table(("many entries", "against"), ratios(root, sizes.others, 5)), "")
    folders = ledgers(root, sizes.entries)
    # Before any of the ledgers grows beyond what stands in the journals.
    found = beside_peers(folders, sizes.entries)
    say(*peers_table("time", found, _time), "", *peers_table("memory", found, _memory), "")
    say(*table(_GROWTH, growth(folders, sizes.growth)))


def gate(root: Path) -> int:
    """Print what CI asks, and how many ratios are above what is allowed."""
    started = start(root, WHOLE.start)
    grown = growth(ledgers(root, (LEAST, 20_000)), WHOLE.growth)
    say(machine(), "", *table(_START, started), "", *table(_GROWTH, grown), "")
    above = [one for one in (*started, *grown) if one.exceeds(SLACK)]
    say(*(f"{one.name}: {one.value:.2f}, allowed {one.allowed} x {SLACK}" for one in above))
    return len(above)


def say(*lines: str) -> None:
    for line in lines:
        print(line, flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description="Time coop by the ratios of DESIGN section 9.")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--quick", action="store_true", help="smaller sizes, fewer rounds")
    which.add_argument("--gate", action="store_true", help="what CI asks; 1 if above allowed")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        if given.gate:
            return int(gate(Path(name)) > 0)
        everything(Path(name), QUICK if given.quick else WHOLE)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
