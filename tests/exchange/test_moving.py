"""Books move between a file and a server, either way, and stay the same to the byte."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings

from coopledger import Draft, Kind
from coopledger.book import Book
from coopledger.book.body import write_body
from coopledger.book.chain import GENESIS, link
from coopledger.book.copying import Kept, restored
from coopledger.book.kept import opened
from coopledger.book.store import Apart, Row
from coopledger.book.stores import store_at
from coopledger.ledger import Ledger
from tests.book.drafts import BIM_SON, CEMENT, LAST
from tests.book.test_kept import answers
from tests.conftest import ServerClock
from tests.coop import Coop
from tests.engines import InFile, OnServer
from tests.exchange.happenings import books
from tests.postgres import ADMIN
from tests.refusals import refused

FEWER = settings(max_examples=settings().max_examples // 5)
"""For what is put into a database each time."""


@pytest.fixture
def server(shared: OnServer) -> OnServer:
    """A server with a ledger in which nothing was recorded."""
    shared.empty()
    return shared


@pytest.fixture
def keeper(server: OnServer, everything: Ledger, coop_in: Callable[[Path], Coop]) -> Coop:
    """Who looks after the ledger on the server, at work in the workspace of the file."""
    coop = coop_in(everything.workspace.folder)
    coop.more["COOP_LEDGER"] = server.address(ADMIN)
    return coop


def done(coop: Coop, *arguments: str) -> str:
    answer = coop(*arguments)
    assert answer.code == 0, answer
    return answer.out


def exported(coop: Coop) -> tuple[bytes, bytes]:
    """The copy of all books, and the archive of what stands behind them, which stay there."""
    done(coop, "export", "--output", "copy.jsonl", "--evidence", "papers.zip", "--force")
    return tuple((coop.folder / name).read_bytes() for name in ("copy.jsonl", "papers.zip"))  # type: ignore[return-value]


IMPORT = ("import-book", "copy.jsonl", "--evidence", "papers.zip", "--expect", "seal.txt")


def test_books_move_to_a_server_and_back(
    coop: Coop, keeper: Coop, server: OnServer, tmp_path: Path, coop_in: Callable[[Path], Coop]
) -> None:
    copies = exported(coop)
    done(coop, "seal", "--output", "seal.txt")
    done(keeper, *IMPORT)
    assert server.rows() == InFile(coop.folder).rows()
    assert exported(keeper) == copies

    back = coop_in(tmp_path / "back")
    done(coop, "init", str(back.folder))
    for name in ("copy.jsonl", "papers.zip", "seal.txt"):
        (back.folder / name).write_bytes((keeper.folder / name).read_bytes())
    done(back, *IMPORT)
    assert InFile(back.folder).rows() == server.rows()
    assert exported(back) == copies
    for one in (coop, keeper, back):
        assert one("verify", "--expect", "seal.txt").code == 0
    assert shown(coop) == shown(keeper) == shown(back)


def shown(coop: Coop) -> list[dict[str, object]]:
    """What is said of the books, wherever they are."""
    reports = ("report", "--year", "2023"), ("entries",), ("seal",)
    said = [json.loads(done(coop, *report, "--format", "json")) for report in reports]
    return [{name: one[name] for name in one if name != "workspace"} for one in said]


def test_a_backup_of_a_server_is_one_of_a_file(
    coop: Coop, keeper: Coop, server: OnServer, tmp_path: Path
) -> None:
    exported(coop)
    done(coop, "backup", str(tmp_path / "file.zip"))
    done(coop, "seal", "--output", "seal.txt")
    done(keeper, *IMPORT)
    done(keeper, "backup", str(tmp_path / "server.zip"))
    assert (tmp_path / "server.zip").read_bytes() == (tmp_path / "file.zip").read_bytes()
    done(keeper, "restore", str(tmp_path / "server.zip"), str(tmp_path / "restored"))
    assert InFile(tmp_path / "restored").rows() == server.rows()


def test_what_was_recorded_on_the_server_since_is_brought_back(
    everything: Ledger, server: OnServer
) -> None:
    """And what was recorded in the file after it is brought to the server."""
    server.bring(everything.workspace.folder)
    clock = ServerClock(server.server, server.database)
    clock.now = everything._clock()
    office, keeper = (
        Ledger(everything.workspace.with_ledger(at), clock=clock, recorded_by="")
        for at in (server.address(), server.address(ADMIN))
    )
    office.append(CEMENT)
    with office.kept() as kept:
        assert [one.added for one in everything.restore(kept)] == [1, 0]
    answer = Draft(kind=Kind.ANSWER, concerns=f"{BIM_SON}#{LAST[BIM_SON] + 1}", party="lang-chanh")
    everything.append(replace(answer, quantity=None))
    with everything.kept() as kept:
        assert [one.added for one in keeper.restore(kept)] == [1, 0]
    assert office.verify().problems == everything.verify().problems == ()
    assert office.heads() == everything.heads()
    day = date(2025, 12, 31)
    assert office.progress(day, detailed=False) == everything.progress(day, detailed=False)


def test_who_does_not_look_after_the_ledger_brings_nothing_in(
    coop: Coop, keeper: Coop, server: OnServer
) -> None:
    exported(coop)
    keeper.more["COOP_LEDGER"] = server.address()
    refused(keeper, ("import-book", "copy.jsonl"), "S140", 4)
    assert server.rows() == []


def chained(book: Book) -> Iterator[Row]:
    """The rows of a book."""
    previous = GENESIS
    for entry in book.entries:
        body = write_body(entry)
        previous = link(previous, body)
        yield Row(book.id, entry.seq, body, previous)


@FEWER
@given(book=books())
def test_whatever_a_book_says_is_kept_by_both_and_answered_alike(
    shared: OnServer, tmp_path_factory: pytest.TempPathFactory, book: Book
) -> None:
    shared.empty()
    copy = Apart()
    copy.insert(chained(book))
    file = store_at(tmp_path_factory.mktemp("file") / "ledger.sqlite3")
    server = store_at(shared.address(ADMIN))
    for store in (file, server):
        store.written(lambda session: restored(session, Kept(copy, [book.id])))
    assert shared.rows() == [*copy.rows(book.id)]
    with file.reading() as in_file, server.reading() as on_server:
        assert in_file.figures(book.id) == on_server.figures(book.id)
        kept, other = (opened(session, book.id) for session in (in_file, on_server))
        assert answers(other, book) == answers(kept, book)
