"""A stranger can verify a book with SHA-256 and a few lines."""

import json
import sqlite3
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopledger.book import chain
from coopledger.book.chain import GENESIS, Head, link
from coopledger.ledger import Ledger
from tests.book.drafts import BIM_SON, LAST

TAG = b"coopledger entry 1\n"
Rows = list[tuple[str, int, str, str]]


def accepted(rows: Rows) -> bool:
    """Whether `rows`, the whole of one book, are an unbroken chain; knows nothing of ours."""
    previous = bytes(32)
    for expected, (book, seq, body, kept) in enumerate(rows, start=1):
        previous = sha256(TAG + previous + body.encode()).digest()
        said = json.loads(body)
        if (said["book"], said["seq"], seq, kept) != (book, expected, expected, previous.hex()):
            return False
    return True


@pytest.fixture
def rows(everything: Ledger, file: Path) -> Rows:
    assert everything.entries()
    with sqlite3.connect(file) as connection:
        found = connection.execute(
            "SELECT book, seq, body, hash FROM entry WHERE book = 'bim-son-lang-chanh' ORDER BY seq"
        ).fetchall()
    connection.close()
    return found


def test_a_stranger_accepts_a_recorded_book(rows: Rows) -> None:
    assert len(rows) == LAST[BIM_SON]
    assert accepted(rows)


def test_a_stranger_finds_each_entry_that_was_edited(rows: Rows) -> None:
    for at, (book, seq, body, kept) in enumerate(rows):
        edited = (book, seq, body.replace("Lê Thị Mai", "Lê Thị Mai "), kept)
        assert not accepted([*rows[:at], edited, *rows[at + 1 :]])


def test_the_head_is_the_last_entry_and_its_hash(everything: Ledger, rows: Rows) -> None:
    book, seq, _, kept = rows[-1]
    head = Head(book, seq, kept)
    assert head in everything.verify().heads
    assert str(head) == f"{BIM_SON}#{LAST[BIM_SON]}:{kept[:20]}"
    assert head.whole == f"{BIM_SON}#{LAST[BIM_SON]}:{kept}"


class Input:
    """Stands for SHA-256 and gives away what was to be hashed."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw

    def hexdigest(self) -> str:
        return self.raw.hex()


@given(previous=st.binary(min_size=32, max_size=32), body=st.text())
def test_no_two_histories_share_an_input(previous: bytes, body: str) -> None:
    """Previous hash and body can be had back from what is hashed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chain, "sha256", Input)
        hashed = bytes.fromhex(link(previous.hex(), body))
    assert hashed.startswith(TAG)
    assert (hashed[len(TAG) :][:32], hashed[len(TAG) + 32 :].decode()) == (previous, body)


def test_a_body_is_hashed_as_utf_8() -> None:
    assert link(GENESIS, "Lê Thị Mai") == link(GENESIS, "Lê Thị Mai".encode())


# Heads that somebody kept

KEPT = "0123456789abcdef" * 4


@pytest.mark.parametrize("digits", [20, 21, 64])
def test_a_head_is_read_with_the_digits_it_was_kept_with(digits: int) -> None:
    head = Head(BIM_SON, 14, KEPT[:digits])
    assert Head.read(head.whole) == Head.read(f" {head.whole}\n") == head
    assert Head.read(str(head)) == Head(BIM_SON, 14, KEPT[:20])


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param(f"{BIM_SON}#14:{KEPT[:19]}", id="19 digits"),
        pytest.param(f"{BIM_SON}#14:{KEPT}0", id="65 digits"),
        pytest.param(f"{BIM_SON}#14:{KEPT.upper()}", id="capitals"),
        pytest.param(f"{BIM_SON}#0:{KEPT}", id="number 0"),
        pytest.param(f"{BIM_SON}#014:{KEPT}", id="a zero in front"),
        pytest.param(f"{BIM_SON}#1٤:{KEPT}", id="digits of another script"),
        pytest.param(f"#14:{KEPT}", id="no book"),
        pytest.param(f"{BIM_SON}#14", id="no digits"),
        pytest.param(f"{BIM_SON}#14:{KEPT} {KEPT}", id="two"),
        pytest.param("2023-12-31", id="a day"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_is_no_head_is_not_read_as_one(typed: str) -> None:
    assert Head.read(typed) is None


def test_a_head_stands_in_a_book_that_still_says_the_same() -> None:
    hashes = ["1" * 64, KEPT, "3" * 64]
    for digits in (20, 64):
        assert Head(BIM_SON, 2, KEPT[:digits]).stands_in(hashes)
        assert not Head(BIM_SON, 1, KEPT[:digits]).stands_in(hashes)
        assert not Head(BIM_SON, 4, KEPT[:digits]).stands_in(hashes)
        assert not Head(BIM_SON, 2, KEPT[:digits]).stands_in(hashes[:1])
