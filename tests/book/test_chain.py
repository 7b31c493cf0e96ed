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
    assert len(rows) == 7
    assert accepted(rows)


def test_a_stranger_finds_each_entry_that_was_edited(rows: Rows) -> None:
    for at, (book, seq, body, kept) in enumerate(rows):
        edited = (book, seq, body.replace("Lê Thị Mai", "Lê Thị Mai "), kept)
        assert not accepted([*rows[:at], edited, *rows[at + 1 :]])


def test_the_head_is_the_last_entry_and_its_hash(everything: Ledger, rows: Rows) -> None:
    book, seq, _, kept = rows[-1]
    head = Head(book, seq, kept)
    assert head in everything.verify().heads
    assert str(head) == f"bim-son-lang-chanh#7:{kept[:20]}"


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
