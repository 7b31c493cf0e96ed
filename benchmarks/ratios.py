"""Ratios of figures taken in the same run, beside what DESIGN section 9 allows."""

import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from timing import Figures, machine


class Ratio(NamedTuple):
    """A figure, and the one it is held against, both in `unit`; `allowed` is what it may come to.

    `None` is shown and judged by nobody.
    """

    name: str
    figure: float
    base: float
    unit: str
    allowed: float | None = None

    @property
    def value(self) -> float:
        return self.figure / self.base

    def exceeds(self, slack: float = 1.0) -> bool:
        """Whether it is more than what is allowed, and `slack` times as much."""
        return self.allowed is not None and self.value > self.allowed * slack


def of_time(name: str, of: Figures, base: Figures, allowed: float | None = None) -> Ratio:
    """The seconds of one command against those of another."""
    return Ratio(name, of.seconds * 1000, base.seconds * 1000, "ms", allowed)


def of_memory(name: str, of: Figures, base: Figures, allowed: float | None = None) -> Ratio:
    """The peak memory of one command against that of another."""
    return Ratio(name, of.mebibytes, base.mebibytes, "MiB", allowed)


def table(heading: tuple[str, str], ratios: Iterable[Ratio]) -> Iterator[str]:
    """The lines of a Markdown table; `heading` says what is held against what."""
    yield f"| {heading[0]} | | {heading[1]} | ratio | allowed |"
    yield "|---|---:|---:|---:|---:|"
    for one in ratios:
        allowed = "" if one.allowed is None else f"{one.allowed:.2f}"
        mark = " **above**" if one.exceeds() else ""
        yield (
            f"| {one.name} | {one.figure:,.0f} {one.unit} | {one.base:,.0f} {one.unit} "
            f"| {one.value:.2f}{mark} | {allowed} |"
        )


def by_itself(
    name: str, ratios: Callable[[Path, int, int], list[Ratio]], rows: int, rounds: int
) -> None:
    """Print the ratios of one benchmark, of as many rows as the command line says, else `rows`."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else rows
    with tempfile.TemporaryDirectory() as folder:
        found = ratios(Path(folder), rows, rounds)
    print(machine())
    print(f"{rounds} rounds in which they take turns; medians", end="\n\n")
    print("\n".join(table((name, "against"), found)))
