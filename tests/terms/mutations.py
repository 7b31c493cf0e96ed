"""How a good programmes file is broken: its lines, its letters, its values, or two files mixed.

Whoever breaks it hands in where chance comes from: Hypothesis, or a fuzzer that runs for hours.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from random import Random

import yaml

from tests.conftest import PROGRAMMES, ROOT
from tests.terms.documents import GOOD

FILES = (
    GOOD,
    PROGRAMMES.read_text(encoding="utf-8"),
    (ROOT / "tests" / "elsewhere" / "programmes.yaml").read_text(encoding="utf-8"),
)

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

SIGNS = "-?:,[]{}#&*!|>'\"%@`~<=\\/.+_()$^; 0159aeoTNđẠộ"
UNSEEN = "\t\0\x07\x1b\x7f\x85\xa0\xad\u200b\u200e\u202e\u2066\u2028\u2029\u3000\ufeff\ufffe"
FOREIGN = "\u0300\u0323\u0344\u0f73\u1100\u1161\u11a8字\uff21\U0001f600\ud800\udfff\ue000\uffff"
BREAKS = "\n\r"
LETTERS = (*SIGNS, *UNSEEN, *FOREIGN, *BREAKS, "\r\n", "\n  ", "\n- ", ": ", ", ", "\u0301" * 40)

SCALARS = (
    "on", "no", "yes", "~", "null", "true", "false", ".inf", ".nan", "NaN", "=", "<<", "",
    "1.500", "1,500", "1.5", "0123", "12:30", "4_000_000_000", "1e9", "1e999999999", "0x10", "-1",
    "-0", "+5", "0", "0.0000001", "1" * 31, "1" * 5_000, "9" * 16, "\u0661\u0662", "\u00b2", "½",
    "2023-03-15", "2023-02-30", "31/12/2024", "1/1/23", "0001-01-01", "9999-12-31", "2022",
    "2022-2023", "2025-2021", "1000-2999", "2021\u20132025", "2022 - 2023", "10 000",
    "500", "500 t", "500 tấn", "1.5 tỷ đồng", "3 tỷ", "tấn", "1 bag", "20000 bag", "0.05 tonne",
    "VND 3", "1 house", "0 house", "100 house", "tonne", "kg", "house", "north", "south", "east",
    "cement", "houses", "visits", "goods", "works", "money", "services", "mass", "count", "year",
    "provider", "recipient", "a", "A-1", "-a", "a" * 64, "a" * 65, "x" * 4_001, "id", "units",
    "'", '"', "''", "'it''s'", '"\\u202e"', '"\\ufffe"', '"\\x"', '"a\\\n  b"', "|", ">-\n  a",
    "&a b", "*a", "!!int 5", "!x", "!!python/object:os.system x", "%", "@", "`", "a: b", "a, b",
    "# a", "- a", "? a", "---", "...", "\u0301" * 31, "a" + "\u0301\u0323" * 15,
)  # fmt: skip
SHAPES = (
    "[]", "{}", "[a]", "[a, [b]]", "{a: b}", "{vi: a, en: b}", "{vi: a, b, en: c}", "{vi: a}",
    "[{vi: a, en: b}]", "[~]", "{~: a}", "{[a]: b}", "{quantity: 5, due_on: 2022-06-30}",
    "{amount: 5 VND}", "{2022: 5}", "{2022: [1, 2]}", "{2022: 400, 2023: 600}", "{1: {}}",
    "[" * 40, "{a: " * 40, "[[[[[[]]]]]]", "\n  - a\n  - b", "\n    vi: a\n    en: b", "\n\ta: b",
)  # fmt: skip
"""What may stand where a single value stood."""


def lines(text: str, random: Random) -> str:
    """A line dropped, repeated, put elsewhere, indented otherwise, or cut."""
    broken = text.split("\n")
    at, other = random.randrange(len(broken)), random.randrange(len(broken))
    line = broken[at]
    match random.randrange(6):
        case 0:
            del broken[at]
        case 1:
            broken.insert(other, line)
        case 2:
            broken[at], broken[other] = broken[other], line
        case 3:
            broken[at] = " " * random.randrange(20) + line.lstrip()
        case 4:
            broken[at] = line[: random.randrange(len(line) + 1)]
        case _:
            del broken[at : at + random.randrange(20)]
    return "\n".join(broken)


def letters(text: str, random: Random) -> str:
    """A letter put in, taken away, or in the place of others."""
    at = random.randrange(len(text) + 1)
    put = random.choice(LETTERS) if random.randrange(4) else ""
    return text[:at] + put + text[at + random.choice((0, 0, 1, 1, 2, 10)) :]


def values(text: str, random: Random) -> str:
    """A scalar, key or value, in the place of which something else stands."""
    start, end = random.choice(_scalars(text) or [(0, 0)])
    put = random.choice(SCALARS if random.randrange(3) else SHAPES)
    if random.randrange(8) == 0:
        put = f'"{put}"'
    return text[:start] + put + text[end:]


def mixed(text: str, random: Random) -> str:
    """The start of one file and the end of another, cut between lines or anywhere."""
    other = random.choice(FILES)
    cut = _between_lines if random.randrange(2) else _anywhere
    return text[: cut(text, random)] + other[cut(other, random) :]


MUTATIONS: tuple[Callable[[str, Random], str], ...] = (lines, letters, values, mixed)


def _between_lines(text: str, random: Random) -> int:
    return random.choice([0, *(found.end() for found in re.finditer("\n", text))])


def _anywhere(text: str, random: Random) -> int:
    return random.randrange(len(text) + 1)


@lru_cache
def _scalars(text: str) -> list[tuple[int, int]]:
    """Where scalars start and end; of a file that is broken already, those before the break."""
    found: list[tuple[int, int]] = []
    try:
        for event in yaml.parse(text, _Loader):
            if isinstance(event, yaml.ScalarEvent):
                assert event.start_mark is not None
                assert event.end_mark is not None
                found.append((event.start_mark.index, event.end_mark.index))
    except (yaml.YAMLError, UnicodeError):
        pass
    return found
