"""Whatever is edited, deleted, added or moved in the file is found, and its entry named.

Two things nobody can find without a head in other hands are not looked for: a tail that was cut
off, and a book that was written anew as a whole.
"""

import json
import random
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from coopledger.book.chain import GENESIS, link
from coopledger.book.entry import Kind
from coopledger.book.store import Row
from coopledger.ledger import Ledger
from tests.book.drafts import BIM_SON, CEMENT, HAU_LOC

Statement = tuple[str, tuple[object, ...]]

FLIPS = 500
"""How many of the file's bytes are flipped; a seed chooses which."""


def rows(file: Path) -> list[Row]:
    with closing(sqlite3.connect(file)) as connection:
        found = connection.execute("SELECT book, seq, body, hash FROM entry ORDER BY book, seq")
        return [Row(*row) for row in found]


BARE = "CREATE TABLE entry (book, seq, body, hash, PRIMARY KEY (book, seq)) WITHOUT ROWID"
"""The table without anything that looks at what is put into it."""


def tamper(file: Path, *statements: Statement) -> None:
    """Edit the rows as one who knows SQLite would: afterwards the schema stands as before.

    Only an index that the rows do not allow any more is left out.
    """
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.executescript("PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY")
        schema = connection.execute("SELECT type, name, sql FROM sqlite_schema").fetchall()
        ((table,), guards) = (
            [sql for kind, _, sql in schema if kind == "table"],
            [row for row in schema if row[0] != "table"],
        )
        for kind, name, _ in guards:
            connection.execute(f"DROP {kind} {name}")
        redefine(connection, BARE)
        for sql, values in statements:
            assert connection.execute(sql, values).rowcount != 0
        redefine(connection, table)
        for _, _, sql in guards:
            with suppress(sqlite3.Error):
                connection.execute(sql)


def redefine(connection: sqlite3.Connection, table: str) -> None:
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("UPDATE sqlite_schema SET sql = ? WHERE name = 'entry'", (table,))
    connection.execute("PRAGMA writable_schema = RESET")


def change(row: Row, **columns: object) -> Statement:
    """The edit that puts `columns` into `row`."""
    settings = ", ".join(f"{column} = ?" for column in columns)
    sql = f"UPDATE entry SET {settings} WHERE book = ? AND seq = ?"
    return sql, (*columns.values(), row.book, row.seq)


def insertion(*row: object) -> Statement:
    return "INSERT INTO entry (book, seq, body, hash) VALUES (?, ?, ?, ?)", row


def faults(ledger: Ledger) -> set[tuple[str, str]]:
    """What verification finds: each code with the entry it names."""
    return {
        (problem.code, str(problem.values.get("entry"))) for problem in ledger.verify().problems
    }


def undetected(
    ledger: Ledger, file: Path, edits: Iterable[tuple[str, str, tuple[Statement, ...]]]
) -> list[str]:
    """The labels of those edits, each `(label, entry, statements)`, whose entry is not named."""
    pristine = file.read_bytes()
    missed, tried = [], 0
    for label, entry, statements in edits:
        tamper(file, *statements)
        if entry not in {named for _, named in faults(ledger)}:
            missed.append(label)
        file.write_bytes(pristine)
        tried += 1
    assert tried
    assert faults(ledger) == set()
    return missed


def test_an_unedited_ledger_verifies_clean(everything: Ledger, file: Path) -> None:
    verdict = everything.verify()
    assert verdict.problems == ()
    kept = {(row.book, row.seq, row.hash) for row in rows(file)}
    assert {(head.book, head.seq) for head in verdict.heads} == {(BIM_SON, 7), (HAU_LOC, 6)}
    assert {(head.book, head.seq, head.hash) for head in verdict.heads} <= kept
    assert {one.entry.kind for one in everything.entries()} == set(Kind)


def test_nothing_recorded_verifies_clean(ledger: Ledger) -> None:
    assert (ledger.verify().heads, ledger.verify().problems) == ((), ())


def test_editing_and_putting_back_verifies_clean(everything: Ledger, file: Path) -> None:
    row = rows(file)[2]
    tamper(file, change(row, body=row.body + " "), change(row, body=row.body))
    assert faults(everything) == set()


def test_one_book_can_be_verified_by_itself(everything: Ledger, file: Path) -> None:
    tamper(file, change(rows(file)[2], hash=GENESIS))
    assert [head.book for head in everything.verify(HAU_LOC).heads] == [HAU_LOC]
    assert everything.verify(HAU_LOC).problems == ()
    assert everything.verify(BIM_SON).problems != ()


# Every column of every row


def column_edits(row: Row) -> Iterator[tuple[str, str, tuple[Statement, ...]]]:
    other = HAU_LOC if row.book == BIM_SON else BIM_SON
    replacements: dict[str, list[Any]] = {
        "book": ["another", f"{row.book} ", row.book.upper()],
        "seq": [row.seq + 100, -row.seq, 0],
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


@pytest.mark.parametrize("kind", Kind)
def test_an_edit_of_any_column_is_found(everything: Ledger, file: Path, kind: Kind) -> None:
    of_kind = [row for row in rows(file) if json.loads(row.body)["kind"] == kind]
    edits = (edit for row in of_kind for edit in column_edits(row))
    assert undetected(everything, file, edits) == []


# Every field of every body


def edited(value: Any, at: str) -> Iterator[tuple[str, Any]]:
    """`value` with one thing in it changed, deleted or added, for every such thing."""
    match value:
        case dict():
            yield f"add {at}.x", {**value, "x": "x"}
            for name, below in value.items():
                yield f"delete {at}.{name}", {key: value[key] for key in value if key != name}
                for label, other in edited(below, f"{at}.{name}"):
                    yield label, {**value, name: other}
        case list():
            yield f"add {at}[]", [*value, "x"]
            for place, below in enumerate(value):
                yield f"delete {at}[{place}]", value[:place] + value[place + 1 :]
                for label, other in edited(below, f"{at}[{place}]"):
                    yield label, [*value[:place], other, *value[place + 1 :]]
        case str():
            yield f"edit {at}", value + "0"
        case _:
            yield f"edit {at}", value + 1


def field_edits(row: Row) -> Iterator[tuple[str, str, tuple[Statement, ...]]]:
    for label, record in edited(json.loads(row.body), row.book + f"#{row.seq}"):
        body = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        yield label, f"{row.book}#{row.seq}", (change(row, body=body),)


@pytest.mark.parametrize("kind", Kind)
def test_an_edit_of_any_field_is_found(everything: Ledger, file: Path, kind: Kind) -> None:
    of_kind = [row for row in rows(file) if json.loads(row.body)["kind"] == kind]
    if kind is Kind.AGREEMENT:  # hundreds of fields each: one will do
        of_kind = of_kind[:1]
    edits = (edit for row in of_kind for edit in field_edits(row))
    assert undetected(everything, file, edits) == []


def test_an_entry_edited_and_hashed_anew_is_given_away_by_the_next(
    everything: Ledger, file: Path
) -> None:
    book = [row for row in rows(file) if row.book == BIM_SON]

    def edits() -> Iterator[tuple[str, str, tuple[Statement, ...]]]:
        for before, row in pairwise(book[:-1]):
            body = row.body.replace("Lê Thị Mai", "Lê Thị Hoa")
            anew = change(row, body=body, hash=link(before.hash, body))
            yield f"#{row.seq}", f"{BIM_SON}#{row.seq + 1}", (anew,)

    assert undetected(everything, file, edits()) == []


# Whole rows


@pytest.mark.parametrize("seq", range(1, 7))
def test_a_row_deleted_in_the_middle_is_found(everything: Ledger, file: Path, seq: int) -> None:
    tamper(file, ("DELETE FROM entry WHERE book = ? AND seq = ?", (BIM_SON, seq)))
    following = f"{BIM_SON}#{seq + 1}"
    assert {("B821", following), ("B822", following)} <= faults(everything)


@pytest.mark.parametrize("seq", range(1, 7))
def test_two_rows_swapped_are_found(everything: Ledger, file: Path, seq: int) -> None:
    first, second = (row for row in rows(file) if row.book == BIM_SON and row.seq in {seq, seq + 1})
    tamper(
        file,
        change(first, seq=1000),
        change(second, seq=first.seq),
        change(first._replace(seq=1000), seq=second.seq),
    )
    found = faults(everything)
    for row in (first, second):
        assert {("B822", f"{BIM_SON}#{row.seq}"), ("B823", f"{BIM_SON}#{row.seq}")} <= found


@pytest.mark.parametrize("seq", [1, 4, 6, 7])
def test_a_row_duplicated_at_the_end_is_found(everything: Ledger, file: Path, seq: int) -> None:
    row = next(row for row in rows(file) if row.book == BIM_SON and row.seq == seq)
    tamper(file, insertion(BIM_SON, 8, row.body, row.hash))
    last = f"{BIM_SON}#8"
    assert {("B822", last), ("B823", last)} <= faults(everything)


def test_a_row_inserted_with_a_forged_hash_is_found(everything: Ledger, file: Path) -> None:
    body = rows(file)[6].body.replace('"seq":7', '"seq":8')
    for forged in (GENESIS, link(GENESIS, body), rows(file)[6].hash):
        with_row = file.read_bytes()
        tamper(file, insertion(BIM_SON, 8, body, forged))
        assert faults(everything) == {("B822", f"{BIM_SON}#8")}
        file.write_bytes(with_row)


def test_a_row_pushed_into_the_middle_is_found(everything: Ledger, file: Path) -> None:
    later = [row for row in rows(file) if row.book == BIM_SON and row.seq >= 4]
    moves = [change(row, seq=row.seq + 1) for row in reversed(later)]
    body = later[0].body
    tamper(file, *moves, insertion(BIM_SON, 4, body, later[0].hash))
    assert ("B822", f"{BIM_SON}#5") in faults(everything)


@pytest.mark.parametrize(
    "forged",
    [b"\xff", b"{\xff}", b'{"note":"\xc3"}', b'{"note":"\xed\xa0\x80"}'],
    ids=["no text", "in JSON", "half a letter", "half a pair"],
)
def test_bytes_that_are_not_utf_8_are_found(everything: Ledger, file: Path, forged: bytes) -> None:
    sql = "UPDATE entry SET {} = CAST(? AS TEXT) WHERE book = ? AND seq = 4"
    pristine = file.read_bytes()
    tamper(file, (sql.format("body"), (forged, BIM_SON)))
    assert ("B822", f"{BIM_SON}#4") in faults(everything)
    file.write_bytes(pristine)
    tamper(file, (sql.format("hash"), (forged, BIM_SON)))
    assert ("B822", f"{BIM_SON}#4") in faults(everything)


# Rows whose hash is right, but which nobody recorded


def forge(file: Path, **said: object) -> None:
    """Append to the book of Bỉm Sơn, with the right hash, its last entry with changes in it."""
    last = next(row for row in rows(file) if row.book == BIM_SON and row.seq == 7)
    record = {**json.loads(last.body), "seq": 8, **said}
    record = {name: value for name, value in record.items() if value is not None}
    body = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    tamper(file, insertion(BIM_SON, 8, body, link(last.hash, body)))


REVERSING = {"kind": "reversal", "reason": "x", "area": None, "title": None}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        pytest.param({"kind": "gift"}, "B802", id="an unknown kind"),
        pytest.param({"kind": ["activity"]}, "B802", id="a kind that is a list"),
        pytest.param({"party": None}, "B803", id="nobody speaks"),
        pytest.param({"quantity": {"steps": 1, "unit": "t"}}, "B803", id="a foreign field"),
        pytest.param({"seq": 9}, "B823", id="another number"),
        pytest.param({"book": HAU_LOC}, "B823", id="another book"),
        pytest.param({"recorded_at": "2026-11-23T08:00:00.000000Z"}, "B825", id="back in time"),
        pytest.param({**REVERSING, "reverses": 99}, "B826", id="reverses nothing"),
        pytest.param({**REVERSING, "reverses": 8}, "B826", id="reverses itself"),
        pytest.param({**REVERSING, "reverses": 4}, "B826", id="reverses a reversal"),
        pytest.param({**REVERSING, "reverses": 1}, "B826", id="reverses the terms"),
        pytest.param(
            {"kind": "agreement", "terms": {}, "adoption": "amendment", "area": None,
             "title": None},
            "B827",
            id="terms that say nothing",
        ),
    ],
)  # fmt: skip
def test_a_forged_entry_that_breaks_a_rule_is_found(
    everything: Ledger, file: Path, said: dict[str, object], code: str
) -> None:
    forge(file, **said)
    assert faults(everything) == {(code, f"{BIM_SON}#8")}


def test_a_second_reversal_is_found_where_the_index_was_dropped(
    everything: Ledger, file: Path
) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DROP INDEX entry_reversed_once")
    forge(file, **REVERSING, reverses=3)
    assert ("B826", f"{BIM_SON}#8") in faults(everything)


def test_a_book_that_does_not_begin_with_its_terms_is_found(everything: Ledger, file: Path) -> None:
    record = {**json.loads(rows(file)[1].body), "book": "forged", "seq": 1}
    body = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    tamper(file, insertion("forged", 1, body, link(GENESIS, body)))
    assert faults(everything) == {("B824", "forged#1")}


# The tables themselves


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER entry_is_never_changed",
        "DROP TRIGGER entry_is_never_removed",
        "DROP TRIGGER entry_is_only_appended",
        "DROP INDEX entry_key",
        "DROP INDEX entry_reversed_once",
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
    everything: Ledger, file: Path, column: str, value: object
) -> None:
    """Such a file is damaged: its rows cannot be gone through."""
    tamper(file, change(rows(file)[3], **{column: value}))
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
    everything: Ledger, file: Path, compact: bytes
) -> None:
    chosen = random.Random(2022)  # noqa: S311
    recorded = [
        place
        for row in rows(file)
        for text in (row.body, row.hash)
        for place in places(compact, text.encode())
    ]
    assert len(recorded) == sum(len(row.body.encode()) + 64 for row in rows(file))
    missed = []
    for place in chosen.sample(recorded, FLIPS):
        file.write_bytes(flipped(compact, place, chosen.randrange(1, 256)))
        if not everything.verify().problems:
            missed.append(place)
    assert missed == []


def test_a_flipped_byte_anywhere_is_found_or_changes_nothing(
    everything: Ledger, file: Path, compact: bytes
) -> None:
    """Room that is not used, and SQLite's counters, may differ: no entry does."""
    chosen, kept = random.Random(2025), rows(file)  # noqa: S311
    for place in chosen.sample(range(len(compact)), FLIPS):
        file.write_bytes(flipped(compact, place, chosen.randrange(1, 256)))
        if not everything.verify().problems:
            assert rows(file) == kept, place


def test_what_verifies_can_be_recorded_in(everything: Ledger) -> None:
    assert everything.append(CEMENT).kept
    assert faults(everything) == set()
