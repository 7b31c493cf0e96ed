"""Entries of every kind, and bodies that hold none: for whatever writes and reads them."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st

from coopledger.book.body import write_body
from coopledger.book.entry import (
    FIELDS,
    MOST_NAME,
    Adoption,
    Entry,
    Evidence,
    Kind,
    Stage,
    Steps,
    is_file_name,
)

HEADER: dict[str, Any] = {
    "book": "bim-son-lang-chanh",
    "seq": 2,
    "occurred_on": date(2023, 3, 15),
    "recorded_at": datetime(2026, 11, 23, 8, 0, tzinfo=UTC),
    "party": "bim-son",
    "recorded_by": "Lê Thị Mai",
}
DIGEST = "0f" * 32
SLIP: dict[str, Any] = {"name": "phiếu cân.pdf", "sha256": DIGEST, "size": 2048}
OPTIONAL = {"key", "document", "note", "evidence", "reason"}
"""What an entry of any kind may say."""

SAMPLES: dict[str, Any] = {
    "key": "import-1",
    "document": "12/BB-UBND",
    "note": "đợt 1",
    "evidence": (Evidence("phiếu cân.pdf", DIGEST, 2048), Evidence("anh.jpg", "e3" * 32, 0)),
    "adoption": Adoption.FIRST,
    "terms": {"units": {"tonne": {"step": "0.001"}}},
    "mends": 1,
    "pledge": "cement",
    "share": "xa-giao-an",
    "quantity": Steps("tonne", 500_000),
    "stated": "10000 bag",
    "actual_value": Steps("VND", 750_000_000),
    "excess": True,
    "stage": Stage.HANDED_OVER,
    "area": "2",
    "activity": "relics",
    "title": "Hội chợ",
    "none_in": 2022,
    "returns": 2,
    "answers": 2,
    "accepted": Steps("tonne", 480_000),
    "short": Steps("tonne", 15_000),
    "rejected": Steps("tonne", 5_000),
    "over": Steps("tonne", 1_000),
    "sent": Steps("tonne", 470_000),
    "disputed": True,
    "corrects": 3,
    "supplements": 2,
    "through": date(2023, 12, 31),
    "reverses": 1,
    "replaced_by": 3,
    "reason": "ghi nhầm",
}

most = 2**53 - 1
texts = st.text(max_size=20)
ascii_keys = st.text(st.characters(min_codepoint=1, max_codepoint=126), max_size=8)
trees = st.recursive(texts, lambda below: st.lists(below) | st.dictionaries(ascii_keys, below))
amounts = st.builds(Steps, texts, st.integers(-most, most))
numbers = st.integers(0, most)
files = st.builds(
    Evidence,
    st.text(max_size=20).filter(is_file_name),
    st.text("0123456789abcdef", min_size=64, max_size=64),
    numbers,
)
STRATEGIES: dict[str, st.SearchStrategy[Any]] = {
    "seq": st.integers(1, most),
    "occurred_on": st.dates(),
    "recorded_at": st.datetimes(min_value=datetime(1970, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    "terms": st.dictionaries(ascii_keys, trees),
    "evidence": st.lists(files, min_size=1, max_size=3).map(tuple),
    "adoption": st.sampled_from(Adoption),
    "excess": st.just(value=True),
    "disputed": st.just(value=True),
    "stage": st.sampled_from(Stage),
    "through": st.dates(),
    **dict.fromkeys(("quantity", "actual_value"), amounts),
    **dict.fromkeys(("accepted", "short", "rejected", "over", "sent"), amounts),
    **dict.fromkeys(("none_in", "mends", "returns", "answers", "corrects"), numbers),
    **dict.fromkeys(("supplements", "reverses", "replaced_by"), numbers),
}


few = settings(max_examples=settings().max_examples * 2 // 5)
"""As many examples as are enough of each kind, where all kinds are tried."""


@st.composite
def entries(draw: st.DrawFn, kind: Kind) -> Entry:
    """Any entry of a kind: all it must hold, and some of what it may."""
    required, optional = FIELDS[kind]
    may = sorted((optional | OPTIONAL) - required)
    chosen = draw(st.lists(st.sampled_from(may), unique=True))
    values = {name: draw(STRATEGIES.get(name, texts)) for name in [*HEADER, *required, *chosen]}
    return Entry(kind=kind, **values)


def plain(kind: Kind) -> Entry:
    """An entry that holds no more than it must."""
    return Entry(kind=kind, **HEADER, **{name: SAMPLES[name] for name in FIELDS[kind][0]})


def full(kind: Kind) -> Entry:
    """An entry that holds all that it may."""
    said = {name: SAMPLES[name] for name in set().union(*FIELDS[kind], OPTIONAL)}
    return Entry(kind=kind, **HEADER, **said)


GOOD = write_body(plain(Kind.DELIVERY))

NOT_CANONICAL = [
    pytest.param("", id="nothing"),
    pytest.param("{", id="not JSON"),
    pytest.param("[]", id="a list"),
    pytest.param("1", id="a number"),
    pytest.param(GOOD + "\n", id="a line end behind it"),
    pytest.param("\ufeff" + GOOD, id="a byte order mark"),
    pytest.param(GOOD.replace(":", ": ", 1), id="a blank"),
    pytest.param(GOOD.replace("cement", "\\u0063ement"), id="a letter escaped"),
    pytest.param(GOOD[:-1] + ',"book":"a"}', id="a key twice"),
    pytest.param('{"seq":2,"book":"a"}', id="keys out of order"),
    pytest.param(GOOD.replace(":2}", ":NaN}"), id="not a number"),
    pytest.param(GOOD.replace(":2}", ":" + "9" * 5000 + "}"), id="5,000 digits"),
    pytest.param(GOOD.replace(":2}", ":02}"), id="a nought before a number"),
    pytest.param(GOOD.replace(":2}", ":-0}"), id="less than nought"),
    pytest.param(GOOD.replace('"steps":5', '"steps":05'), id="a nought before an amount"),
    pytest.param("[" * 100_000, id="100,000 deep"),
]
"""Bodies that say an entry, or nothing, in another form."""

NO_VALUES: list[tuple[Kind, str, object]] = [
    (Kind.DELIVERY, "seq", "2"),
    (Kind.DELIVERY, "seq", True),
    (Kind.DELIVERY, "party", 1),
    (Kind.DELIVERY, "note", None),
    (Kind.DELIVERY, "occurred_on", "20230315"),
    (Kind.DELIVERY, "occurred_on", "2023-02-30"),
    (Kind.DELIVERY, "occurred_on", 20230315),
    (Kind.DELIVERY, "recorded_at", "2026-11-23T08:00:00Z"),
    (Kind.DELIVERY, "recorded_at", "2026-11-23T08:00:00.000000+07:00"),
    (Kind.DELIVERY, "recorded_at", "2026-11-23T08:00:00.000000"),
    (Kind.DELIVERY, "recorded_at", "2026-11-23T08:00:00.000000+00:00"),
    (Kind.DELIVERY, "recorded_at", "0001-01-01T00:00:00.000000+07:00"),
    (Kind.DELIVERY, "recorded_at", "2026-11-23T24:00:00.000000Z"),
    (Kind.DELIVERY, "recorded_at", "2026-11-23T08:00:60.000000Z"),
    (Kind.DELIVERY, "recorded_at", "2026-11-23T08:00:00,000000Z"),
    (Kind.DELIVERY, "recorded_at", "2026-W48-1T08:00:00.000000Z"),
    (Kind.DELIVERY, "recorded_at", 0),
    (Kind.DELIVERY, "quantity", 500),
    (Kind.DELIVERY, "quantity", []),
    (Kind.DELIVERY, "quantity", {"steps": 1}),
    (Kind.DELIVERY, "quantity", {"steps": "1", "unit": "tonne"}),
    (Kind.DELIVERY, "quantity", {"steps": 1, "unit": "tonne", "price": 1}),
    (Kind.DELIVERY, "excess", False),
    (Kind.COMPLETION, "stage", "half"),
    (Kind.COMPLETION, "stage", []),
    (Kind.ACTIVITY, "none_in", "2022"),
    (Kind.REVERSAL, "reverses", "1"),
    (Kind.RETURN, "returns", "2"),
    (Kind.RETURN, "quantity", {"steps": 1.5, "unit": "tonne"}),
    (Kind.ANSWER, "answers", True),
    (Kind.ANSWER, "answers", [2]),
    (Kind.ANSWER, "corrects", "2"),
    (Kind.ANSWER, "disputed", False),
    (Kind.ANSWER, "disputed", 1),
    (Kind.ANSWER, "disputed", "true"),
    (Kind.ANSWER, "accepted", 480),
    (Kind.ANSWER, "accepted", {"steps": 480}),
    (Kind.ANSWER, "short", {"steps": "15", "unit": "tonne"}),
    (Kind.ANSWER, "rejected", {"steps": 5, "unit": 5}),
    (Kind.ANSWER, "over", {"steps": 5, "unit": "tonne", "why": ""}),
    (Kind.ANSWER, "sent", {"steps": True, "unit": "tonne"}),
    (Kind.SUPPLEMENT, "supplements", None),
    (Kind.CLOSE, "through", "31/12/2023"),
    (Kind.CLOSE, "through", "2023-W52-7"),
    (Kind.CLOSE, "through", "2023-02-29"),
    (Kind.CLOSE, "through", 2023),
    (Kind.AGREEMENT, "adoption", "annex"),
    (Kind.AGREEMENT, "adoption", []),
    (Kind.AGREEMENT, "mends", "1"),
    (Kind.DELIVERY, "evidence", None),
    (Kind.DELIVERY, "evidence", []),
    (Kind.DELIVERY, "evidence", {}),
    (Kind.DELIVERY, "evidence", SLIP),
    (Kind.DELIVERY, "evidence", [None]),
    (Kind.DELIVERY, "evidence", ["phiếu cân.pdf"]),
    (Kind.DELIVERY, "evidence", [SLIP, "anh.jpg"]),
    (Kind.AGREEMENT, "terms", []),
    (Kind.AGREEMENT, "terms", {"programmes": {"x": [{"target": 1.5}]}}),
    (Kind.AGREEMENT, "terms", {"programmes": None}),
]
"""A value that a field does not have, in an entry of a kind that has the field."""

NO_FILES: list[tuple[str, object]] = [
    *(("name", name) for name in ("", ".", "..", "../x", "a/b", "/etc/passwd", "a\\b")),
    *(("name", name) for name in ("c:x", "a\0b", "x" * (MOST_NAME + 1), "ế" * 86, "a\udcff")),
    *(("name", name) for name in (None, 5)),
    *(("sha256", digest) for digest in ("", DIGEST[1:], DIGEST + "0", DIGEST.upper())),
    *(("sha256", digest) for digest in ("g" * 64, f"{DIGEST}\n", "٣" * 64, None, 5)),
    *(("size", size) for size in (-1, "2048", None, True, 2048.5, 2**53)),
    ("kept", "2026-11-23"),
]
"""What of a file that stands behind an entry makes it none."""
