"""What each login counts for itself, and counts on where others have appended."""

from collections.abc import Iterator

import pytest

from coopledger.book import kept
from coopledger.book.chain import Head
from coopledger.book.postgres.store import PostgresStore
from coopledger.book.store import Indexed, load
from coopledger.book.tally import tally
from coopledger.ledger import Ledger
from tests.book.drafts import BIM_SON, CEMENT, cement
from tests.book.postgres.conftest import AUDITOR, Opened
from tests.postgres import Postgres

OFFICES = ("of-bim-son", "of-lang-chanh")


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The books that were read from beginning to end."""
    found: list[str] = []

    def loading(session: Indexed, book: str) -> object:
        found.append(book)
        return load(session, book)

    monkeypatch.setattr(kept, "load", loading)
    return found


def delivered(ledger: Ledger, number: int) -> None:
    party = "bim-son" if number % 2 else "lang-chanh"
    ledger.append(cement(quantity=f"{number} tonne", document=f"{number}/BB", party=party))


def sums(ledger: Ledger) -> object:
    """The figures of a book, as they are kept."""
    with ledger._store.reading() as session:
        return kept.opened(session, BIM_SON).figures.days


def folded(ledger: Ledger) -> object:
    """The same, of all entries."""
    with ledger._store.reading() as session:
        book = load(session, BIM_SON)
    return tally(book.dossier(entry.seq) for entry in book.entries).days


def counted(ledger: Ledger) -> Head | None:
    with ledger._store.reading() as session:
        return session.counted(BIM_SON)


def head(ledger: Ledger) -> Head | None:
    with ledger._store.reading() as session:
        last = session.last(BIM_SON)
    return Head(BIM_SON, last.seq, last.hash) if last is not None else None


def turns(opened: Opened, last: int) -> Iterator[Ledger]:
    for number in range(1, last):
        ledger = opened(OFFICES[(number + 1) % 2])
        delivered(ledger, number)
        yield ledger


def test_offices_that_append_by_turns_read_what_the_other_appended_and_no_more(
    opened: Opened, loaded: list[str]
) -> None:
    for ledger in turns(opened, 9):
        assert sums(ledger) == folded(ledger)
    assert loaded == [BIM_SON]  # when the second office first came to it


def test_who_only_reads_reads_all_of_it_once(opened: Opened, loaded: list[str]) -> None:
    delivered(opened(OFFICES[0]), 1)
    for number in (2, 3, 4):
        auditor = opened(AUDITOR)
        assert sums(auditor) == folded(auditor)
        assert counted(auditor) == head(auditor)
        delivered(opened(OFFICES[0]), 2 * number + 1)
    assert loaded == [BIM_SON]


def test_where_nothing_can_be_kept_it_is_read_all_the_same(
    opened: Opened, loaded: list[str], postgres: Postgres, database: str
) -> None:
    opened(OFFICES[0]).append(CEMENT)
    postgres.ask(
        f"ALTER DATABASE {database} SET default_transaction_read_only = on", database=database
    )
    for _ in range(2):
        auditor = opened(AUDITOR)
        assert sums(auditor) == folded(auditor)
    assert loaded == [BIM_SON, BIM_SON]


def test_who_was_overtaken_while_counting_keeps_nothing(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = opened(OFFICES[0])
    delivered(office, 1)
    auditor = opened(AUDITOR)
    keep = PostgresStore._catch_up
    slow: list[object] = []
    monkeypatch.setattr(PostgresStore, "_catch_up", lambda _, caught: slow.extend(caught))
    sums(auditor)
    monkeypatch.setattr(PostgresStore, "_catch_up", keep)
    delivered(office, 3)
    sums(opened(AUDITOR))
    keep(auditor._store, slow)  # type: ignore[arg-type]
    assert counted(auditor) == head(auditor)
    assert sums(auditor) == folded(auditor)


def test_figures_of_what_no_longer_stands_are_counted_anew(
    opened: Opened, loaded: list[str], postgres: Postgres, database: str
) -> None:
    office = opened(OFFICES[0])
    delivered(office, 1)
    postgres.ask("UPDATE coopledger.counted SET hash = repeat('0', 64)", database=database)
    delivered(opened(OFFICES[0]), 3)
    assert sums(office) == folded(office)
    assert loaded == [BIM_SON]
