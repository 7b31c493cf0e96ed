"""docs/format.md is true, and enough for a stranger: its verifier comes to the verdicts of ours."""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from coopledger.book import entry as entries
from coopledger.book.body import read_body, write_body
from coopledger.book.chain import Head, link
from coopledger.book.entry import FIELDS, Entry, Evidence, Steps
from coopledger.book.schema import APPLICATION_ID, MIGRATIONS
from coopledger.book.seal import TITLE, read_seal, write_seal
from coopledger.ledger import Ledger
from tests.book.forgery import IN_A_FILE, FileForger, Forger, Told, head_of
from tests.book.history import HILLS, record
from tests.conftest import ROOT, Clock
from tests.engines import InFile

TEXT = (ROOT / "docs" / "format.md").read_text(encoding="utf-8")
MOST_LINES = 40


def block(language: str, holding: str = "") -> str:
    """The one block of the document in `language` that holds a text."""
    found: list[str] = re.findall(rf"(?ms)^```{language}\n(.*?)^```$", TEXT)
    (only,) = [text for text in found if holding in text]
    return only


# The verifier

VERIFIER = block("python")


def test_the_verifier_is_short_and_needs_nothing_but_python() -> None:
    assert len(VERIFIER.splitlines()) < MOST_LINES
    imported: set[str] = set()
    for node in ast.walk(ast.parse(VERIFIER)):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add(node.module or "")
    assert "sqlite3" in imported
    assert imported <= sys.stdlib_module_names


@pytest.fixture(scope="session")
def history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("format") / "workspace"
    record(folder, Clock())
    return folder


@pytest.fixture
def ledger(history: Path, tmp_path: Path, clock: Clock) -> Ledger:
    folder = shutil.copytree(history, tmp_path / "copy")
    return Ledger.open(folder, clock=clock, recorded_by="Nam")


@pytest.fixture
def forger(ledger: Ledger) -> FileForger:
    return FileForger(InFile(ledger.workspace.folder))


def run(program: Path, *files: Path) -> subprocess.CompletedProcess[str]:
    """Run a program where there is nothing but Python."""
    command = [sys.executable, "-I", "-S", *map(str, (program, *files))]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


Verify = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def verified(tmp_path: Path, forger: FileForger) -> Verify:
    """How the verifier ends, and what it says."""
    program = tmp_path / "verify.py"
    program.write_text(VERIFIER, encoding="utf-8")

    def verify(*seals: Path) -> tuple[int, list[str]]:
        done = run(program, forger.file, *seals)
        assert done.stderr == ""
        return done.returncode, done.stdout.splitlines()

    return verify


@pytest.fixture
def seal(ledger: Ledger, tmp_path: Path) -> Path:
    path = tmp_path / "seal.txt"
    text = write_seal(ledger.heads(), ["Niêm phong", "Bên hỗ trợ"])
    path.write_bytes(("\ufeff" + text).replace("\n", "\r\n").encode())
    return path


def test_a_stranger_finds_an_intact_ledger_intact(
    verified: Verify, ledger: Ledger, seal: Path
) -> None:
    heads = [f"{head.whole}: intact" for head in ledger.verify().heads]
    assert heads
    assert verified() == (0, heads)
    assert verified(seal) == (0, heads)


@pytest.mark.parametrize("told", IN_A_FILE.values(), ids=IN_A_FILE)
def test_a_stranger_comes_to_the_same_verdict_as_coop_verify(
    verified: Verify, forger: Forger, ledger: Ledger, seal: Path, told: Told
) -> None:
    heads = ledger.heads()
    told.deed(forger)
    code, said = verified(seal)
    assert (code, bool(ledger.verify(expected=heads).problems)) == (3, True)
    assert any(line.startswith(f"{named_by_a_stranger(told)}:") for line in said), said
    only_against_a_head = told.code in {"B831", "B832", "B833"}
    assert verified()[0] == (0 if only_against_a_head else 3)
    assert bool(ledger.verify().problems) == (not only_against_a_head)


def named_by_a_stranger(told: Told) -> str:
    """The entry that differs; where only a head shows it, the entry of that head."""
    return "hills#24" if told.code in {"B831", "B833"} else told.named


def test_a_stranger_takes_no_shortened_head_for_one(
    verified: Verify, forger: Forger, tmp_path: Path
) -> None:
    row = head_of(forger.book(HILLS)[4])
    for digits, code in ((19, 3), (20, 0), (64, 0)):
        head = Head(row.book, row.seq, row.hash[:digits])
        path = tmp_path / f"{digits}.txt"
        path.write_text(f"{TITLE}\n{head.whole}\n", encoding="utf-8")
        assert verified(path)[0] == code, digits


@pytest.mark.parametrize("text", ["", f"{TITLE}\n", "coopledger seal 2\nhills#1:00\n"],
                         ids=["empty", "no head", "another format"])  # fmt: skip
def test_a_stranger_takes_no_other_file_for_a_seal(
    tmp_path: Path, ledger: Ledger, text: str
) -> None:
    program, path = tmp_path / "verify.py", tmp_path / "seal.txt"
    program.write_text(VERIFIER, encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    done = run(program, ledger.workspace.ledger, path)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "this is no seal\n")


# The tables of fields


def rows_of(*headings: str) -> Iterator[list[str]]:
    """The cells of the table with these headings."""
    head = f"| {' | '.join(headings)} |\n"
    assert TEXT.count(head) == 1
    for line in TEXT.split(head)[1].splitlines()[1:]:
        if not line.startswith("|"):
            return
        yield [cell.strip() for cell in line.split("|")[1:-1]]


def coded(cell: str) -> set[str]:
    return set(re.findall(r"`([^`]+)`", cell))


TYPES: dict[Any, str] = {
    str: "text", int: "number", bool: "true", date: "day", datetime: "instant", Steps: "amount",
}  # fmt: skip


def type_of(hint: Any) -> str:
    """What the document calls the type of a field."""
    (kind,) = {one for one in get_args(hint) if one is not type(None)} or {hint}
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return "word"
    return TYPES.get(kind, "files" if Evidence in get_args(kind) else "terms")


def test_every_field_is_described_with_its_type() -> None:
    described = {name.strip("`"): kind for name, kind, _ in rows_of("field", "type", "says")}
    assert described == {name: type_of(hint) for name, hint in get_type_hints(Entry).items()}


def test_the_fields_of_every_kind_are_those_that_are_read_and_written() -> None:
    described = {kind.strip("`"): (coded(has), coded(may))
                 for kind, has, may in rows_of("kind", "has", "may have")}  # fmt: skip
    assert described == {str(kind): fields for kind, fields in FIELDS.items()}


def test_the_fields_of_every_entry_are_as_described() -> None:
    said = re.search(r"Every entry has (.*?), and may have\s(.*?)\. ", TEXT, re.DOTALL)
    assert said is not None
    always, optional = map(coded, said.groups())
    assert (always, optional) == (entries._HEADER, entries._OPTIONAL_HEADER)


# What else is said


def test_the_example_of_a_hash_is_right() -> None:
    body = block("json").removesuffix("\n")
    assert write_body(read_body(body)) == body
    (hash_,) = re.findall(r"have the hash `([0-9a-f]{64})`", TEXT)
    assert link("5e" * 32, body) == hash_
    assert Head.read(f"bim-son-lang-chanh#2:{hash_[:20]}") is not None
    assert f"`bim-son-lang-chanh#2:{hash_[:20]}`" in TEXT


def test_the_example_of_a_seal_is_one() -> None:
    (head,) = read_seal(block("text", TITLE), "seal.txt")
    assert head.whole in TEXT
    assert f"`{TITLE}`" in TEXT


def test_the_numbers_of_the_database_are_right() -> None:
    assert f"`0x{APPLICATION_ID:X}`" in TEXT
    assert f"`PRAGMA user_version`, now {len(MIGRATIONS)}," in TEXT
    columns = [name.strip("`") for name, _ in rows_of("column", "holds")]
    assert columns == ["book", "seq", "body", "hash"]
