"""A book copy holds the entries as they are kept, and is brought in as a whole or not at all."""

import json
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopledger import Draft, Kind
from coopledger.book import Book
from coopledger.book.body import canonical, write_body
from coopledger.book.chain import GENESIS, Head, link
from coopledger.book.store import Row, load
from coopledger.exchange.copy import MOST_IN_LINE, Copy, bring_in, written
from coopledger.ledger import Ledger
from coopledger.problem import Problem, Refused
from tests.book.drafts import BIM_SON, HAU_LOC
from tests.book.histories import Fact, histories, opened, told
from tests.book.test_order import cement
from tests.coop import Coop

Write = Callable[[Iterable[str]], Path]
Make = Callable[[], Ledger]


@pytest.fixture
def lines(everything: Ledger) -> list[str]:
    """The copy of two books in which everything there is was recorded."""
    return copied(everything)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a copy to a file."""

    def write(lines: Iterable[str]) -> Path:
        path = tmp_path / "copy.jsonl"
        path.write_text("".join(lines), encoding="utf-8", newline="")
        return path

    return write


@pytest.fixture
def other(tmp_path: Path, workspace: Path, everything: Ledger) -> Ledger:
    """A ledger somewhere else in which nothing was recorded."""
    folder = tmp_path / "other"
    folder.mkdir()
    (folder / "programmes.yaml").write_bytes((workspace / "programmes.yaml").read_bytes())
    return Ledger.open(folder, clock=everything._clock, recorded_by="Hà")


def copied(ledger: Ledger, programme: str | None = None) -> list[str]:
    with ledger.kept(programme) as kept:
        return list(written(kept.rows()))


def brought(ledger: Ledger, path: Path, *, dry_run: bool = False) -> list[int]:
    """How many entries came into each book."""
    return [one.added for one in bring_in(ledger, Copy.of(path).kept(), dry_run=dry_run).books]


def test_a_line_is_the_body_that_was_hashed_and_its_hash(lines: list[str]) -> None:
    previous = GENESIS
    for line in lines:
        body, _, tail = line.removeprefix('{"body":').rpartition(',"hash":"')
        if json.loads(body)["seq"] == 1:
            previous = GENESIS
        raw = b"coopledger entry 1\n" + bytes.fromhex(previous) + body.encode()
        previous = tail.removesuffix('"}\n')
        assert sha256(raw).hexdigest() == previous


def test_a_copy_of_one_book_holds_no_other(everything: Ledger) -> None:
    books = {json.loads(line)["body"]["book"] for line in copied(everything, "Hậu Lộc")}
    assert books == {HAU_LOC}


def test_what_is_copied_out_and_in_again_is_the_same(
    lines: list[str], write: Write, other: Ledger, everything: Ledger
) -> None:
    assert sum(brought(other, write(lines))) == len(lines)
    assert copied(other) == lines
    assert other.heads() == everything.heads()
    assert other.progress() == everything.progress()


@given(histories(), st.data())
def test_every_history_is_copied_exactly(
    tmp_path_factory: pytest.TempPathFactory, facts: list[Fact], data: st.DataObject
) -> None:
    book, _ = told(facts, range(len(facts)), opened(cement()))
    path = tmp_path_factory.mktemp("copies") / "copy.jsonl"
    lines = list(written(rows_of(book)))
    path.write_text("".join(lines), encoding=data.draw(st.sampled_from(("utf-8", "utf-16"))))
    copy = Copy.of(path)
    assert list(written(copy.kept().rows())) == lines
    assert copy.book(book.id).entries == book.entries
    assert load(copy, book.id).figures == book.figures


def rows_of(book: Book) -> list[Row]:
    rows, previous = [], GENESIS
    for entry in book.entries:
        body = write_body(entry)
        previous = link(previous, body)
        rows.append(Row(book.id, entry.seq, body, previous))
    return rows


def test_the_same_copy_again_adds_nothing(lines: list[str], write: Write, other: Ledger) -> None:
    path = write(lines)
    brought(other, path)
    assert brought(other, path) == [0, 0]
    assert copied(other) == lines


def test_a_later_copy_continues_the_book(lines: list[str], write: Write, other: Ledger) -> None:
    brought(other, write(lines[:4]))
    assert brought(other, write(lines)) == [
        len(books(lines)[BIM_SON]) - 4,
        len(books(lines)[HAU_LOC]),
    ]
    assert copied(other) == lines


def test_an_earlier_copy_adds_nothing(lines: list[str], write: Write, everything: Ledger) -> None:
    assert brought(everything, write(lines[:4])) == [0]
    assert copied(everything) == lines


def books(lines: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in lines:
        found.setdefault(json.loads(line)["body"]["book"], []).append(line)
    return found


def test_a_dry_run_says_what_would_be_added_and_makes_no_file(
    lines: list[str], write: Write, other: Ledger
) -> None:
    assert sum(brought(other, write(lines), dry_run=True)) == len(lines)
    assert not other.workspace.ledger.exists()


def test_a_book_that_parts_from_ours_is_refused_and_nothing_changes(
    write: Write, everything: Ledger, other: Ledger
) -> None:
    path = write(copied(everything, HAU_LOC))
    other.append(Draft(kind=Kind.ACTIVITY, activity="relics", title="Giao lưu", date="2023-05-01"))
    before = copied(other)
    found = refusal(lambda: brought(other, path))
    assert [(p.code, p.values["entry"]) for p in found] == [("X503", f"{HAU_LOC}#1")]
    assert copied(other) == before


def test_one_book_that_parts_keeps_the_other_out(
    lines: list[str], write: Write, other: Ledger
) -> None:
    other.append(Draft(kind=Kind.ACTIVITY, activity="relics", title="Giao lưu", date="2023-05-01"))
    before = copied(other)
    assert codes(lambda: brought(other, write(lines))) == ["X503"]
    assert copied(other) == before


def refusal(act: Callable[[], object]) -> tuple[Problem, ...]:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.problems


def codes(act: Callable[[], object]) -> list[str]:
    return [problem.code for problem in refusal(act)]


def altered(line: str, **fields: object) -> str:
    record = json.loads(line)
    record["body"].update(fields)
    return canonical(record) + "\n"


def forged(lines: list[str]) -> list[str]:
    """`lines` of one book with hashes that fit whatever stands in them."""
    rows, previous = [], GENESIS
    for line in lines:
        record = json.loads(line)
        record["hash"] = previous = link(previous, canonical(record["body"]))
        rows.append(canonical(record) + "\n")
    return rows


@pytest.mark.parametrize(
    ("tamper", "code"),
    {
        "a changed word": (
            lambda lines: [*lines[:2], altered(lines[2], note="x"), *lines[3:]],
            "B822",
        ),
        "a missing line": (lambda lines: [*lines[:2], *lines[3:]], "B821"),
        "a line twice": (lambda lines: [*lines[:2], lines[1], *lines[2:]], "B821"),
        "two lines exchanged": (lambda lines: [lines[0], lines[2], lines[1], *lines[3:]], "B821"),
        "no beginning": (lambda lines: lines[1:], "B821"),
        "a kind of a newer version": (
            lambda lines: forged([*lines, altered(lines[1], seq=len(lines) + 1, kind="audit")]),
            "B802",
        ),
        "a field of a newer version": (
            lambda lines: forged([*lines, altered(lines[1], seq=len(lines) + 1, colour="red")]),
            "B803",
        ),
    }.values(),
    ids=lambda value: None if callable(value) else value,
)
def test_what_was_tampered_with_is_refused(
    everything: Ledger,
    other: Ledger,
    write: Write,
    tamper: Callable[[list[str]], list[str]],
    code: str,
) -> None:
    lines = tamper(copied(everything, BIM_SON))
    found = codes(lambda: brought(other, write(lines)))
    assert found[0] == "X502"
    assert code in found[1:]
    assert not other.workspace.ledger.exists()


def test_a_book_cut_at_its_end_is_found_by_a_head_somebody_kept(
    lines: list[str], write: Write, everything: Ledger
) -> None:
    head = next(one for one in everything.heads() if one.book == BIM_SON)
    copy = Copy.of(write(lines[: head.seq - 1]))
    found = refusal(lambda: copy.kept(expected=[head]))
    assert [p.code for p in found] == ["X502", "B832"]
    assert Copy.of(write(lines)).kept(expected=[Head(head.book, head.seq, head.hash[:20])]).heads


def test_the_book_of_another_programme_is_not_the_one_that_is_meant(
    everything: Ledger, write: Write
) -> None:
    copy = Copy.of(write(copied(everything, HAU_LOC)))
    found = refusal(lambda: copy.kept(BIM_SON))
    assert [(p.code, p.values["books"]) for p in found] == [("X505", (HAU_LOC,))]


@pytest.mark.parametrize(
    "text",
    {
        "no JSON": "hash\n",
        "a list": "[]\n",
        "a number": "1\n",
        "no hash": '{"body":{"book":"a","seq":1}}\n',
        "more than body and hash": '{"body":{"book":"a","seq":1},"hash":"0","x":1}\n',
        "blanks": '{"body": {"book":"a","seq":1},"hash":"0"}\n',
        "numbers with a point": '{"body":{"book":"a","seq":1.50},"hash":"0"}\n',
        "a text for a number": '{"body":{"book":"a","seq":"1"},"hash":"0"}\n',
        "not a number": '{"body":{"book":"a","seq":NaN},"hash":"0"}\n',
        "half a character": '{"body":{"book":"\\ud800","seq":1},"hash":"0"}\n',
        "nested without end": '{"body":' + "[" * 100_000 + "\n",
        "a number of a million digits": '{"body":' + "9" * 1_000_000 + "}\n",
        "a NUL": "\0\n",
        "a line without end": "x" * (MOST_IN_LINE + 5),
    }.values(),
    ids=lambda text: f"{text[:30]!r}",
)
def test_a_line_that_is_no_entry_is_named(
    lines: list[str], write: Write, everything: Ledger, text: str
) -> None:
    path = write([*lines[:2], text, *lines[2:]])
    found = refusal(lambda: brought(everything, path))
    assert [(p.code, p.values["line"]) for p in found] == [("X501", 3)]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_a_file_without_entries_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "empty.jsonl"
    path.write_bytes(content)
    assert codes(lambda: Copy.of(path).kept()) == ["X504"]


def test_bytes_that_are_no_text_are_refused(tmp_path: Path, lines: list[str]) -> None:
    path = tmp_path / "copy.jsonl"
    path.write_bytes(lines[0].encode() + b"\xff\xfe\n")
    assert codes(lambda: Copy.of(path).kept()) == ["X501"]


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    assert codes(lambda: Copy.of(tmp_path).kept()) == ["S111"]
    assert codes(lambda: Copy.of(tmp_path / "nothing").kept()) == ["S111"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_copy_may_come_as_a_shell_wrote_it(
    lines: list[str], tmp_path: Path, other: Ledger, encoding: str, end: str
) -> None:
    path = tmp_path / "copy.jsonl"
    text = "".join(line.replace("\n", end) for line in lines)
    path.write_text(text, encoding=encoding, newline="")
    brought(other, path)
    assert copied(other) == lines


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_whatever_stands_in_a_file_it_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("any") / "copy.jsonl"
    path.write_bytes(content)
    with pytest.raises(Refused):
        Copy.of(path).kept()


def test_a_book_that_is_not_intact_is_not_copied_out(everything: Ledger, file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b'"steps":480000', b'"steps":490000'))
    assert codes(lambda: copied(everything))[:2] == ["X502", "B822"]


def test_only_the_book_that_is_not_intact_is_blamed(lines: list[str], write: Write) -> None:
    first = next(at for at, line in enumerate(lines) if json.loads(line)["body"]["seq"] == 2)
    path = write([*lines[:first], altered(lines[first], note="x"), *lines[first + 1 :]])
    found = refusal(lambda: Copy.of(path).kept())
    assert found[0].values["books"] == (json.loads(lines[first])["body"]["book"],)


def test_an_archive_that_is_there_already_keeps_the_copy_from_being_written(
    everything: Ledger, coop_in: Callable[[Path], Coop]
) -> None:
    coop = coop_in(everything.workspace.folder)
    (coop.folder / "papers.zip").write_bytes(b"kept")
    answer = coop("export", "--output", "copy.jsonl", "--evidence", "papers.zip")
    assert "S116" in answer.err
    assert not (coop.folder / "copy.jsonl").exists()
    assert (coop.folder / "papers.zip").read_bytes() == b"kept"
