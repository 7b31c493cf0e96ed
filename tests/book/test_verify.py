"""What cannot stand in a ledger is found, and its entry named: columns, rows, bytes, the schema,
and entries that cannot be about what they are about.

Every field of every kind of entry, and what shows only against a head, is in `test_tamper.py`.
"""

import json
import random
import sqlite3
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from coopledger.book import store
from coopledger.book.body import read_body
from coopledger.book.chain import GENESIS, Head, link
from coopledger.book.entry import Entry, Kind
from coopledger.book.store import Apart, Row
from coopledger.book.verify import verify_book
from coopledger.ledger import Ledger
from coopledger.problem import Refused
from tests.book.drafts import BIM_SON, CEMENT, HAU_LOC, LAST
from tests.book.forgery import Forger, Statement, forger_at
from tests.engines import Engine, OnServer, on_both
from tests.postgres import ADMIN

Edit = tuple[str, str, tuple[Statement, ...]]
"""What is edited, the entry that verification has to name, and how it is done."""

NEXT = LAST[BIM_SON] + 1
"""The number of the next entry in the book of Bỉm Sơn."""

FLIPS = 100
"""How many of the file's bytes are flipped; a seed chooses which."""


@pytest.fixture
def forger(everything: Ledger, engine: Engine) -> Iterator[Forger]:
    assert everything
    forger = forger_at(engine)
    yield forger
    forger.restore()


@pytest.fixture
def auditor(everything: Ledger, engine: Engine) -> Ledger:
    """The same for who is shown every row, in whatever book it stands."""
    if not isinstance(engine, OnServer):
        return everything
    at = everything.workspace.with_ledger(engine.address(ADMIN))
    return Ledger(at, clock=everything._clock, recorded_by="")


def change(row: Row, **columns: object) -> Statement:
    """The edit that puts `columns` into `row`."""
    settings = ", ".join(f"{column} = ?" for column in columns)
    sql = f"UPDATE entry SET {settings} WHERE book = ? AND seq = ?"
    return sql, (*columns.values(), row.book, row.seq)


def insertion(*row: object) -> Statement:
    return "INSERT INTO entry (book, seq, body, hash) VALUES (?, ?, ?, ?)", row


def faults(ledger: Ledger, book: str | None = None) -> set[tuple[str, str]]:
    """What verification of a book, or of all, finds: each code with the entry it names."""
    problems = ledger.verify(book).problems
    return {(problem.code, str(problem.values.get("entry"))) for problem in problems}


def undetected(ledger: Ledger, forger: Forger, edits: Iterable[Edit]) -> list[str]:
    """The labels of those edits whose entry is not named when its book is verified."""
    missed, tried = [], 0
    for label, entry, statements in edits:
        forger.edit(*statements)
        if entry not in {named for _, named in faults(ledger, entry.rpartition("#")[0])}:
            missed.append(label)
        forger.restore()
        tried += 1
    assert tried
    assert faults(ledger) == set()
    return missed


@on_both
def test_an_unedited_ledger_verifies_clean(everything: Ledger, forger: Forger) -> None:
    verdict = everything.verify()
    assert verdict.problems == ()
    kept = {(row.book, row.seq, row.hash) for row in forger.rows}
    assert {head.book: head.seq for head in verdict.heads} == LAST
    assert {(head.book, head.seq, head.hash) for head in verdict.heads} <= kept
    assert verdict.files == 2, "one of them serves two entries"
    assert {one.entry.kind for one in everything.entries()} == set(Kind)


@on_both
def test_nothing_recorded_verifies_clean(ledger: Ledger) -> None:
    assert (ledger.verify().heads, ledger.verify().problems) == ((), ())


@on_both
def test_editing_and_putting_back_verifies_clean(everything: Ledger, forger: Forger) -> None:
    row = forger.rows[2]
    forger.edit(change(row, body=row.body + " "), change(row, body=row.body))
    assert faults(everything) == set()


@on_both
def test_one_book_can_be_verified_by_itself(everything: Ledger, forger: Forger) -> None:
    forger.edit(change(forger.rows[2], hash=GENESIS))
    assert [head.book for head in everything.verify(HAU_LOC).heads] == [HAU_LOC]
    assert everything.verify(HAU_LOC).problems == ()
    assert everything.verify(BIM_SON).problems != ()


# Every column of every row


def column_edits(row: Row) -> Iterator[Edit]:
    other = HAU_LOC if row.book == BIM_SON else BIM_SON
    replacements: dict[str, list[Any]] = {
        "book": ["another", f"{row.book} ", row.book.upper()],
        "seq": [row.seq + 100, -row.seq, 1 - row.seq],
        "body": ["", "{}", row.body + " ", row.body.replace(":", ": ", 1), row.body[:-1]],
        "hash": ["", GENESIS, row.hash.upper(), row.hash[:-1], row.hash + "0", "x" * 64],
    }
    for column, values in replacements.items():
        for value in values:
            at = row._replace(**{column: value})
            label = f"{row.book}#{row.seq} {column} = {value!r:.40}"
            yield label, f"{at.book}#{at.seq}", (change(row, **{column: value}),)
    moved = (change(row, book=other, seq=row.seq + 50),)
    yield f"{row.book}#{row.seq} moved", f"{other}#{row.seq + 50}", moved


@on_both
@pytest.mark.parametrize("place", range(3))
@pytest.mark.parametrize("book", [BIM_SON, HAU_LOC])
def test_an_edit_of_any_column_of_any_row_is_found(
    auditor: Ledger, forger: Forger, book: str, place: int
) -> None:
    """In rounds in which every third row of a book is edited, and its neighbours left alone."""
    edits = [list(column_edits(row)) for row in forger.book(book)[place::3]]
    assert edits
    for together in zip(*edits, strict=True):
        forger.edit(*(statement for _, _, statements in together for statement in statements))
        named = {entry for _, entry in faults(auditor)}
        assert [label for label, entry, _ in together if entry not in named] == []
        forger.restore()
    assert faults(auditor) == set()


# A link forged anew


@on_both
def test_an_entry_edited_and_hashed_anew_is_given_away_by_the_next(
    everything: Ledger, forger: Forger
) -> None:
    book = [row for row in forger.rows if row.book == BIM_SON]

    def edits() -> Iterator[Edit]:
        for before, row in pairwise(book[:-1]):
            body = row.body.replace("Lê Thị Mai", "Lê Thị Hoa")
            anew = change(row, body=body, hash=link(before.hash, body))
            yield f"#{row.seq}", f"{BIM_SON}#{row.seq + 1}", (anew,)

    assert undetected(everything, forger, edits()) == []


# Whole rows


@on_both
def test_a_row_inserted_with_a_forged_hash_is_found(everything: Ledger, forger: Forger) -> None:
    last = next(row for row in forger.rows if (row.book, row.seq) == (BIM_SON, NEXT - 1))
    body = last.body.replace(f'"seq":{NEXT - 1}', f'"seq":{NEXT}')
    for forged in (GENESIS, link(GENESIS, body), last.hash):
        forger.edit(insertion(BIM_SON, NEXT, body, forged))
        assert faults(everything) == {("B822", f"{BIM_SON}#{NEXT}")}
        forger.restore()


@on_both
def test_a_row_pushed_into_the_middle_is_found(everything: Ledger, forger: Forger) -> None:
    later = [row for row in forger.rows if row.book == BIM_SON and row.seq >= 4]
    moves = [change(row, seq=row.seq + 1) for row in reversed(later)]
    body = later[0].body
    forger.edit(*moves, insertion(BIM_SON, 4, body, later[0].hash))
    assert ("B822", f"{BIM_SON}#5") in faults(everything)


@pytest.mark.parametrize(
    "forged",
    [b"\xff", b"{\xff}", b'{"note":"\xc3"}', b'{"note":"\xed\xa0\x80"}'],
    ids=["no text", "in JSON", "half a letter", "half a pair"],
)
def test_bytes_that_are_not_utf_8_are_found(
    everything: Ledger, forger: Forger, forged: bytes
) -> None:
    sql = "UPDATE entry SET {} = CAST(? AS TEXT) WHERE book = ? AND seq = 4"
    forger.edit((sql.format("body"), (forged, BIM_SON)))
    assert ("B822", f"{BIM_SON}#4") in faults(everything)
    forger.restore()
    forger.edit((sql.format("hash"), (forged, BIM_SON)))
    assert ("B822", f"{BIM_SON}#4") in faults(everything)


# Rows whose hash is right, but which nobody recorded


def forge(forger: Forger, *said: dict[str, object]) -> None:
    """Append entries to the book of Bỉm Sơn, each with the right hash, that say no more than this.

    What is None in `said` is left out of the header as well.
    """
    for one in said:
        last = [row for row in forger.kept() if row.book == BIM_SON][-1]
        header = {name: json.loads(last.body)[name] for name in HEADER}
        record = {**header, "seq": last.seq + 1, "occurred_on": "2023-09-01", **one}
        record = {name: value for name, value in record.items() if value is not None}
        body = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        forger.edit(insertion(BIM_SON, last.seq + 1, body, link(last.hash, body)))


HEADER = ("book", "party", "recorded_at", "recorded_by")
VISIT: dict[str, object] = {"kind": "activity", "area": "2", "title": "Hội chợ"}


@on_both
@pytest.mark.parametrize(
    ("said", "code"),
    [
        pytest.param({**VISIT, "kind": "gift"}, "B802", id="an unknown kind"),
        pytest.param({**VISIT, "kind": ["activity"]}, "B802", id="a kind that is a list"),
        pytest.param({**VISIT, "party": None}, "B803", id="nobody speaks"),
        pytest.param({**VISIT, "quantity": {"steps": 1, "unit": "t"}}, "B803", id="foreign field"),
        pytest.param({**VISIT, "seq": NEXT + 1}, "B823", id="another number"),
        pytest.param({**VISIT, "book": HAU_LOC}, "B823", id="another book"),
        pytest.param({**VISIT, "recorded_at": "2026-11-23T08:00:00.000000Z"}, "B825",
                     id="back in time"),
        pytest.param({"kind": "agreement", "terms": {}, "adoption": "amendment"}, "B827",
                     id="terms that say nothing"),
    ],
)  # fmt: skip
def test_a_forged_entry_that_breaks_a_rule_is_found(
    everything: Ledger, forger: Forger, said: dict[str, object], code: str
) -> None:
    forge(forger, said)
    assert faults(everything) == {(code, f"{BIM_SON}#{NEXT}")}
    assert refusals(everything) == {code}


def refusals(ledger: Ledger) -> set[str]:
    """With which codes everything that reads or records is refused."""
    asked: tuple[Callable[[], object], ...] = (
        ledger.entries, ledger.progress, ledger.terms,
        lambda: ledger.entry(f"{BIM_SON}#2"), lambda: ledger.append(CEMENT),
    )  # fmt: skip
    found: set[str] = set()
    for ask in asked:
        with pytest.raises(Refused) as refused:
            ask()
        found |= {problem.code for problem in refused.value.problems}
    return found


def figure(steps: int, unit: str = "tonne") -> dict[str, object]:
    return {"steps": steps, "unit": unit}


def answering(number: int, **said: object) -> dict[str, object]:
    return {"kind": "answer", "answers": number, **said}


def returning(number: int, steps: int = 1000, unit: str = "tonne") -> dict[str, object]:
    return {"kind": "return", "returns": number, "quantity": figure(steps, unit), "reason": "ẩm"}


def reversing(number: int) -> dict[str, object]:
    return {"kind": "reversal", "reverses": number, "reason": "x"}


def supplementing(number: int) -> dict[str, object]:
    return {"kind": "supplement", "supplements": number, "note": "x"}


def mending(number: int) -> dict[str, object]:
    return {"kind": "agreement", "adoption": "correction", "mends": number, "reason": "x"}


ABOUT: dict[str, Callable[[int], dict[str, object]]] = {
    "answer": answering, "return": returning, "reversal": reversing,
    "supplement": supplementing, "mending": mending,
}  # fmt: skip
OF_100, BACK = 8, 13
"""What of `everything` the forged entries are about: a delivery, and 2 tonnes of it given back."""


OF_2_TONNES: dict[str, dict[str, object]] = {
    "nothing": {},
    "less": {"accepted": figure(1999)},
    "more": {"accepted": figure(2001)},
    "more than there was": {"accepted": figure(2000), "short": figure(1)},
    "too little over": {"accepted": figure(2002), "over": figure(1)},
    "another unit": {"accepted": figure(2000, "kg")},
    "two units": {"accepted": figure(1000), "short": figure(1000, "kg")},
    "less than nothing": {"accepted": figure(2001), "short": figure(-1)},
    "both sides": {"accepted": figure(2000), "sent": figure(2000)},
    "what was sent and short": {"sent": figure(1999), "short": figure(1)},
    "what was sent in another unit": {"sent": figure(2000, "VND")},
    "less than nothing sent": {"sent": figure(-1)},
    "a dispute and figures": {"disputed": True, "accepted": figure(2000)},
    "a dispute and what was sent": {"disputed": True, "sent": figure(2000)},
}
"""Answers that do not account for them."""


def adopted(forger: Forger, said: dict[str, object]) -> dict[str, object]:
    """`said`, where it is an agreement with the terms that the book adopted first."""
    if said["kind"] != "agreement":
        return said
    first = next(row for row in forger.rows if (row.book, row.seq) == (BIM_SON, 1))
    return {**said, "terms": json.loads(first.body)["terms"]}


@pytest.mark.parametrize(
    ("before", "said"),
    [
        *(pytest.param([], about(number), id=f"{kind} of #{number}")
          for kind, about in ABOUT.items() for number in (99, NEXT, 0, -1)),
        pytest.param([], reversing(4), id="a reversal of a reversal"),
        pytest.param([], reversing(1), id="a reversal of the terms"),
        pytest.param([], reversing(17), id="a reversal of a correction"),
        pytest.param([], reversing(3), id="a second reversal"),
        pytest.param([], reversing(10), id="a second reversal of an answer"),
        pytest.param([], answering(9), id="an answer to an answer"),
        pytest.param([], answering(4), id="an answer to a reversal"),
        pytest.param([], answering(15), id="an answer to a supplement"),
        pytest.param([], answering(3, accepted=figure(100_000)), id="an answer to what is undone"),
        pytest.param([], answering(6, accepted=figure(480_000)), id="a second answer"),
        pytest.param([], answering(6, accepted=figure(480_000), corrects=9),
                     id="a second answer that says it corrects the first"),
        pytest.param([], answering(16, corrects=18), id="a second answer to an amendment"),
        pytest.param([], answering(BACK, accepted=figure(2000), corrects=9),
                     id="a first answer that corrects another's"),
        *(pytest.param([reversing(12)],
                       answering(OF_100, accepted=figure(100_000), corrects=number),
                       id=f"a third answer that corrects {number}")
          for number in (None, 9, 10, 11, 99)),
        *(pytest.param([], answering(BACK, **said), id=f"an answer of {name}")
          for name, said in OF_2_TONNES.items()),
        *(pytest.param(before, answering(number, **{name: figure(0)}), id=f"{name} of {what}")
          for before, number, what in (([], 17, "terms"), ([], 19, "a close"),
                                       ([VISIT], NEXT, "a visit"))
          for name in ("accepted", "short", "rejected", "over", "sent")),
        pytest.param([], returning(7), id="a return out of an activity"),
        pytest.param([], returning(9), id="a return out of an answer"),
        pytest.param([], returning(BACK), id="a return out of a return"),
        pytest.param([], returning(1), id="a return out of the terms"),
        pytest.param([], returning(3), id="a return out of what is reversed"),
        pytest.param([], returning(OF_100, unit="kg"), id="a return in another unit"),
        pytest.param([], supplementing(15), id="a supplement of a supplement"),
        pytest.param([], mending(2), id="terms that mend a delivery"),
        pytest.param([], mending(17), id="terms that mend what mends"),
        pytest.param([], mending(9), id="terms that mend an answer"),
    ],
)  # fmt: skip
def test_an_entry_about_another_of_which_it_cannot_be_is_found(
    everything: Ledger, forger: Forger, before: list[dict[str, object]], said: dict[str, object]
) -> None:
    """Whoever rebuilds the chain and drops an index; and nothing goes by such a book any more."""
    forge(forger, *before, adopted(forger, said))
    entry = f"{BIM_SON}#{NEXT + len(before)}"
    assert {fault for fault in faults(everything) if fault[0] != "B812"} == {("B826", entry)}
    assert refusals(everything) == {"B826"}


@pytest.mark.parametrize(
    "said",
    [
        pytest.param([answering(BACK, accepted=figure(2000))], id="all of it"),
        pytest.param([answering(BACK, accepted=figure(0), short=figure(1500),
                                rejected=figure(500))], id="none of it"),
        pytest.param([answering(BACK, accepted=figure(2002), over=figure(2))], id="more than it"),
        pytest.param([answering(BACK, sent=figure(0))], id="nothing sent"),
        pytest.param([answering(BACK, disputed=True)], id="a dispute"),
        pytest.param([answering(17)], id="terms confirmed"),
        pytest.param([answering(19, disputed=True)], id="a close disputed"),
        pytest.param([VISIT, answering(NEXT)], id="a visit confirmed"),
        pytest.param([reversing(12), answering(OF_100, accepted=figure(100_000), corrects=12)],
                     id="a third answer"),
        pytest.param([reversing(12), answering(OF_100, disputed=True, corrects=12),
                      reversing(NEXT + 1), answering(OF_100, sent=figure(1), corrects=NEXT + 1)],
                     id="a fourth answer"),
        pytest.param([returning(OF_100)], id="a second return"),
        *(pytest.param([supplementing(number)], id=f"a paper for #{number}")
          for number in (3, 4, 9, BACK, 16)),
        pytest.param([mending(1)], id="the first terms mended"),
        pytest.param([mending(16)], id="terms mended twice"),
        *(pytest.param([reversing(number)], id=f"#{number} reversed")
          for number in (6, 7, 9, BACK, 15, LAST[BIM_SON])),
    ],
)  # fmt: skip
def test_an_entry_about_another_of_which_it_can_be_is_no_fault(
    everything: Ledger, forger: Forger, said: list[dict[str, object]]
) -> None:
    forge(forger, *(adopted(forger, one) for one in said))
    assert faults(everything) == set()
    assert len(everything.entries(programme=BIM_SON)) == LAST[BIM_SON] + len(said)


def delivering(unit: str = "tonne", pledge: str = "cement") -> dict[str, object]:
    return {"kind": "delivery", "pledge": pledge, "quantity": figure(2000, unit)}


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        pytest.param([delivering("load"), answering(NEXT, accepted=figure(2000, "load"))],
                     ["quantity", "accepted"], id="an answer in the same unit"),
        pytest.param([delivering("load"), returning(NEXT, unit="load")], ["quantity", "quantity"],
                     id="a return in the same unit"),
        pytest.param([delivering("load", "rice"), {**VISIT, "activity": "feast"}],
                     ["pledge", "quantity", "activity"], id="all that one names, and another"),
        pytest.param([delivering("load"), reversing(NEXT)], ["quantity"], id="what is reversed"),
        pytest.param([delivering("load"), supplementing(NEXT)], ["quantity"], id="with a paper"),
    ],
)  # fmt: skip
def test_each_entry_that_speaks_of_what_the_terms_do_not_know_is_named_in_order(
    everything: Ledger, forger: Forger, said: list[dict[str, object]], fields: list[str]
) -> None:
    forge(forger, *said)
    found = everything.verify().problems
    assert {problem.code for problem in found} == {"B803"}
    assert [problem.values["field"] for problem in found] == fields
    with pytest.raises(Refused) as refused:
        everything.entries()
    assert refused.value.problems == found, "reading the book refuses it for the same"


# Large books


class Long:
    """A book of the terms and `length` deliveries, each made when it is asked for."""

    def __init__(self, forger: Forger, length: int) -> None:
        self._first, self._second = [row for row in forger.rows if row.book == BIM_SON][:2]
        self._length = length

    def books(self) -> tuple[str, ...]:
        return (BIM_SON,)

    def rows(self, book: str) -> Iterator[Row]:
        yield self._first
        before = self._first.hash
        for seq in range(2, self._length + 2):
            said = self._second.body.replace('"seq":2}', f'"seq":{seq}}}')
            before = link(before, said)
            yield Row(book, seq, said, before)


def peak(book: Long, *heads: Head) -> int:
    """Bytes that verifying takes at most."""
    tracemalloc.start()
    assert verify_book(book, BIM_SON, heads).problems == ()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def test_of_each_entry_only_a_few_bytes_are_kept(
    everything: Ledger, forger: Forger, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert everything
    monkeypatch.setattr(store, "read_body", read_body)
    peak(Long(forger, 200))
    less, more = peak(Long(forger, 2000)), peak(Long(forger, 12_000))
    assert (more - less) / 10_000 < 64


def test_hashes_are_kept_of_heads_and_of_the_last_entry(everything: Ledger, forger: Forger) -> None:
    assert everything
    heads = [Head(BIM_SON, 7, "x"), Head(BIM_SON, 99, "x"), Head(HAU_LOC, 3, "x")]
    found = verify_book(Long(forger, 9), BIM_SON, heads)
    assert {*found.hashes} == {7, 10}
    assert found.head == Head(BIM_SON, 10, found.hashes[10])
    assert verify_book(Apart(), BIM_SON, heads).head is None


def test_whoever_listens_hears_every_entry_that_can_be_read(
    everything: Ledger, forger: Forger
) -> None:
    assert everything
    book = Apart()
    book.insert(
        row if row.seq != 3 else row._replace(body="{}") for row in Long(forger, 4).rows(BIM_SON)
    )
    heard: list[Entry] = []
    found = verify_book(book, BIM_SON, hear=heard.append)
    assert [entry.seq for entry in heard] == [1, 2, 4, 5]
    assert found.problems


@on_both
def test_a_book_that_does_not_begin_with_its_terms_is_found(
    auditor: Ledger, forger: Forger
) -> None:
    record = {**json.loads(forger.rows[1].body), "book": "forged", "seq": 1}
    body = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    forger.edit(insertion("forged", 1, body, link(GENESIS, body)))
    assert faults(auditor) == {("B824", "forged#1")}


# The tables themselves


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER entry_is_never_changed",
        "DROP TRIGGER entry_is_never_removed",
        "DROP TRIGGER entry_is_only_appended",
        "DROP INDEX entry_key",
        "DROP INDEX entry_reversed_once",
        "DROP INDEX entry_answered_once",
        "CREATE TABLE another (x)",
        "CREATE VIEW another AS SELECT * FROM entry",
        "CREATE TRIGGER another AFTER INSERT ON entry BEGIN SELECT 1; END",
        "ALTER TABLE entry ADD COLUMN price TEXT",
        "UPDATE sqlite_schema SET sql = replace(sql, 'STRICT, ', '') WHERE name = 'entry'",
        "UPDATE sqlite_schema SET sql = replace(sql, '<> 1 +', '< 1 +') WHERE type = 'trigger'",
    ],
)
def test_an_altered_schema_is_found(everything: Ledger, file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(statement)
    assert "B812" in {code for code, _ in faults(everything)}


@pytest.mark.parametrize(
    ("column", "value"),
    [
        *(("book", value) for value in (b"a", 5, 5.5)),
        *(("seq", value) for value in ("4", b"4", 5.5)),
        *((column, value) for column in ("body", "hash") for value in (b"{}", 5, 5.5, None)),
    ],
    ids=str,
)
def test_what_is_not_of_its_type_is_found(
    everything: Ledger, forger: Forger, column: str, value: object
) -> None:
    """Such a file is damaged: its rows cannot be gone through."""
    forger.edit(change(forger.rows[3], **{column: value}))
    assert "S106" in {code for code, _ in faults(everything)}


def test_an_index_that_does_not_say_what_the_entries_say_is_found(
    everything: Ledger, file: Path
) -> None:
    content = file.read_bytes()
    in_index = content.replace(b'"key":"import-1"', b'"key":"________"').index(b"import-1")
    file.write_bytes(content[:in_index] + b"imp0rt-1" + content[in_index + 8 :])
    assert {code for code, _ in faults(everything)} == {"B811"}


# The bytes of the file


def places(content: bytes, text: bytes) -> list[int]:
    """Where in the file the bytes of `text` are, which may lie on several pages."""
    found: list[int] = []
    while text:
        start = content.index(text[:32])
        length = next(
            (
                n
                for n, byte in enumerate(text)
                if content[start + n : start + n + 1] != bytes([byte])
            ),
            len(text),
        )
        found += range(start, start + length)
        text = text[length:]
    return found


def flipped(content: bytes, place: int, by: int) -> bytes:
    return content[:place] + bytes([content[place] ^ by]) + content[place + 1 :]


@pytest.fixture
def compact(everything: Ledger, file: Path) -> bytes:
    """The file with each row in it once, without what older pages left behind."""
    assert everything
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("VACUUM")
    return file.read_bytes()


def test_a_flipped_byte_of_a_body_or_hash_is_found(
    everything: Ledger, forger: Forger, file: Path, compact: bytes
) -> None:
    chosen = random.Random(2022)  # noqa: S311
    recorded = [
        place
        for row in forger.rows
        for text in (row.body, row.hash)
        for place in places(compact, text.encode())
    ]
    assert len(recorded) == sum(len(row.body.encode()) + 64 for row in forger.rows)
    missed = []
    for place in chosen.sample(recorded, FLIPS):
        file.write_bytes(flipped(compact, place, chosen.randrange(1, 256)))
        if not everything.verify().problems:
            missed.append(place)
    assert missed == []


def test_a_flipped_byte_anywhere_is_found_or_changes_nothing(
    everything: Ledger, forger: Forger, file: Path, compact: bytes
) -> None:
    """Room that is not used, and SQLite's counters, may differ: no entry does."""
    chosen, kept = random.Random(2025), forger.rows  # noqa: S311
    for place in chosen.sample(range(len(compact)), FLIPS):
        file.write_bytes(flipped(compact, place, chosen.randrange(1, 256)))
        if not everything.verify().problems:
            assert forger.kept() == kept, place


@on_both
def test_what_verifies_can_be_recorded_in(everything: Ledger) -> None:
    assert everything.append(CEMENT).kept
    assert faults(everything) == set()
