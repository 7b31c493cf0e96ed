"""Files that only mean to exhaust the machine are refused, or read, in little memory and time.

Each is checked by a process of its own that the system ends where it takes more: a gigabyte with
the interpreter, and many times the processor time it needs.
"""

import os
import re
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from tests.terms.documents import GOOD, edited

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits are set as on Linux")

SIZE = int(os.environ.get("COOP_TEST_SIZE", "1"))
"""With 16 the files whose every value is wrong are as large as any file that is read."""

MEMORY = 2**30
PROCESSOR_SECONDS = 30

SCHEDULE = "schedule: {2022: 500, 2023: 500}"
SHARE = "              - {party: south, quantity: 30 house}\n"
ALSO = "plural: bags"
ACTIVITY = "          - id: visits\n            title: {vi: Thăm hỏi, en: Visits}\n"
SUCCESSORS = "successors: [east]"
UNIT = "u#: {equals: 2 tonne, step: 1, vi: u#, en: u#}"


def many(item: str, number: int, between: str = ",") -> str:
    """`item` so many times, each `#` in it a number."""
    return between.join(item.replace("#", str(n)) for n in range(number))


def instalments(items: str) -> tuple[str, str]:
    return SCHEDULE, f"schedule: {{2022: [{items}]}}"


def units(item: str, number: int) -> tuple[str, str]:
    return "units:\n", "units:\n" + many(f"  {item}\n", number, "")


def shares(item: str, number: int) -> tuple[str, str]:
    return SHARE, many(f"              - {item}\n", number, "")


def also(names: str) -> tuple[str, str]:
    return ALSO, f"{ALSO}, also: [{names}]"


def laughs() -> str:
    return "a: &a [x, x]\n" + "".join(
        f"{name}: &{name} [*{before}, *{before}]\n"
        for before, name in pairwise("abcdefghijklmnopqrstuvwxyz")
    )


@pytest.fixture
def check(tmp_path: Path) -> "Check":
    return Check(tmp_path)


class Check:
    """`coop check` of a programmes file, within the limits: its exit code and its codes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, text: str | bytes) -> tuple[int | None, set[str]]:
        written = text if isinstance(text, bytes) else text.encode()
        (self.folder / "programmes.yaml").write_bytes(written)
        code, said = self._limited("check", "--workspace", ".", "--lang", "en")
        assert "Traceback" not in said
        assert len(said) < 4_000_000
        return code, set(re.findall(r"^error\[(\w+)\]", said, re.MULTILINE))

    def _limited(self, *arguments: str) -> tuple[int | None, str]:
        """How `coop` ends, and what it says."""
        import resource

        from tests.forked import started

        limits = {resource.RLIMIT_AS: MEMORY, resource.RLIMIT_CPU: PROCESSOR_SECONDS}
        messages = self.folder / "messages"
        with messages.open("wb") as said:
            process = started(self.folder, arguments, said.fileno(), os.environ, limits)
        process.join()
        return process.exitcode, messages.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("codes", "text"),
    [
        ("T005", lambda: b"#" * 100_000_000),
        ("T005", lambda: "a:\n" + "- a\n" * 1_200_000),
        ("T005", lambda: many("k#: 1\n", 400_000, "")),
        ("Q302", lambda: "a: " + "x" * 4_900_000),
        ("T018", lambda: "a: " + "[" * 10_000),
        ("T002", laughs),
        ("T002 T022", lambda: "a: &a x\nb: [" + "*a," * 1_000_000 + "]"),
        ("T016 T022", lambda: "a: [" + "!a b," * 900_000 + "]"),
        ("T016", lambda: many("%TAG !#! tag:x\n", 250_000, "") + "---\na: b"),
        ("Q301", lambda: "a: " + "a" + "\u0301\u0323" * 1_600_000),
    ],
    ids=["a hundred megabytes", "items", "keys", "a line", "depth", "aliases of aliases",
         "aliases", "tags", "handles of tags", "accents"],
)  # fmt: skip
def test_what_only_the_reader_has_to_refuse_takes_little(
    check: Check, codes: str, text: Callable[[], str | bytes]
) -> None:
    assert check(text()) == (1, set(codes.split()))


@pytest.mark.parametrize(
    ("codes", "change"),
    [
        ("Q302", lambda: ("1000 tonne", "1" * 1_000_000 + " tonne")),
        ("Q302", lambda: ("id: visits", "id: " + "a" * 1_000_000)),
        ("T103 T022", lambda: also(many("[]", 12_000 * SIZE))),
        ("Q203 T022", lambda: (SCHEDULE, f"schedule: {{{many('#: 1', 6_000 * SIZE)}}}")),
        ("T205", lambda: instalments(many("1", 12_000 * SIZE))),
        ("T302 T022", lambda: shares("{party: p#, quantity: 1}", 2_400 * SIZE)),
        ("T304 T022", lambda: shares("{party: south, quantity: 1 house}", 2_400 * SIZE)),
        ("T304 T022", lambda: (ACTIVITY, many("          - {id: a}\n", 4_000 * SIZE, ""))),
        ("Q110 T022", lambda: instalments(many("1 hause#", 12_000 * SIZE))),
        ("Q110 T022", lambda: instalments(many(f"1 x# {'ba' * 1900}", 510))),
        ("T302 T022", lambda: (SUCCESSORS, f"successors: [{many('nort#', 12_000 * SIZE)}]")),
        ("Q110 T022", lambda: units(UNIT.replace("tonne", "tone#"), 1_200 * SIZE)),
        ("Q301 T022", lambda: also(many("a" + "\u0301\u0323" * 1_900, 1_200))),
    ],
    ids=["digits", "an id", "wrong values", "years", "instalments", "shares", "a share repeated",
         "an activity repeated", "misspelt units", "long misspelt units", "misspelt parties",
         "misspelt conversions", "accents"],
)  # fmt: skip
def test_what_is_wrong_everywhere_takes_little(
    check: Check, codes: str, change: Callable[[], tuple[str, str]]
) -> None:
    assert check(edited(change())) == (1, set(codes.split()))


def test_a_unit_is_looked_for_among_a_hundred_thousand_names(check: Check) -> None:
    names = also(many("house#", 100_000))

    assert check(edited(names, ("100 house", "100 hause"))) == (1, {"Q110"})


def test_thousands_of_units_and_many_quantities_in_them(check: Check) -> None:
    more = units(UNIT, 550 * SIZE)

    assert check(edited(more, instalments(many("1 Tấn", 6_000 * SIZE)))) == (1, {"T205"})


def test_many_programmes_are_read(check: Check) -> None:
    head, programme = GOOD.split("programmes:\n")
    text = "".join(programme.replace("north-south", f"p{n}") for n in range(63 * SIZE))

    assert check(f"{head}programmes:\n{text}") == (0, set())
