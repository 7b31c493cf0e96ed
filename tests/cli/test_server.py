"""A ledger on a server from the command line: two offices, and who looks after it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.coop import Answer, Coop
from tests.postgres import PARTIES, Postgres, new_ledger, set_clock
from tests.refusals import codes

DELIVERY = ("record-delivery", "--tonnes", "500", "--date", "2023-03-15", "--document", "12/BB")


@dataclass
class Shared:
    """A ledger that offices share; `at` says who is logged in."""

    coop: Coop
    server: Postgres
    database: str

    def at(self, login: str, *arguments: str, lang: str = "en") -> Answer:
        self.coop.more["COOP_LEDGER"] = self.server.address(self.database, login)
        return self.coop(*arguments, "--lang", lang)


@pytest.fixture
def shared(coop: Coop, postgres: Postgres) -> Shared:
    database = new_ledger(postgres)
    set_clock(postgres, database, NOW)
    shared = Shared(coop, postgres, database)
    for party in PARTIES:
        grant = ("server", "grant", f"of-{party}", "--person", f"An ({party})", "--party", party)
        assert shared.at("postgres", *grant).code == 0
    return shared


def test_what_one_office_records_the_other_confirms(shared: Shared) -> None:
    recorded = shared.at("of-bim-son", *DELIVERY)
    assert (recorded.code, recorded.out.splitlines()[0][:8]) == (0, "Recorded")
    assert "500" in shared.at("of-lang-chanh", "status").out
    assert shared.at("of-lang-chanh", "confirm", "bim-son-lang-chanh#2").code == 0
    told = shared.at("of-bim-son", "show", "bim-son-lang-chanh#3").out
    assert "An (lang-chanh)" in told
    assert shared.at("of-bim-son", "verify").code == 0


def test_who_speaks_is_who_is_logged_in(shared: Shared) -> None:
    shared.coop.person = "somebody else"
    (shared.coop.folder / "workspace.yaml").write_text("party: lang-chanh\nrecorder: Chu Văn B\n")
    assert shared.at("of-bim-son", *DELIVERY).code == 0
    told = shared.at("of-bim-son", "show", "bim-son-lang-chanh#2").out
    assert "An (bim-son)" in told
    assert "Chu Văn B" not in told
    forged = shared.at("of-bim-son", *DELIVERY[:4], "2023-04-15", "--party", "lang-chanh")
    assert (codes(forged.err), forged.code) == (["S140"], 4)


@pytest.mark.parametrize(
    ("lang", "said"), [("vi", "sổ: postgresql://"), ("en", "ledger: postgresql://")]
)
def test_where_the_ledger_is_is_said(lang: str, said: str, shared: Shared) -> None:
    assert said in shared.at("of-bim-son", "status", lang=lang).err


def test_the_server_may_stand_in_the_settings(shared: Shared) -> None:
    address = shared.server.address(shared.database, "of-bim-son")
    (shared.coop.folder / "workspace.yaml").write_text(f"ledger: {address}\n")
    del shared.coop.more["COOP_LEDGER"]
    assert shared.coop(*DELIVERY, "--lang", "en").code == 0
    assert "500" in shared.at("of-lang-chanh", "status").out
    assert not (shared.coop.folder / "ledger.sqlite3").exists()


def test_a_third_party_sees_nothing_of_it(shared: Shared) -> None:
    shared.at("of-bim-son", *DELIVERY)
    assert "12/BB" not in shared.at("of-hau-loc", "entries").out
    refused = shared.at("of-hau-loc", "show", "bim-son-lang-chanh#2")
    assert refused.code == 1
    assert shared.at("of-hau-loc", *DELIVERY).code == 4


def test_what_was_backed_up_there_is_restored_here(
    shared: Shared, coop_in: Callable[[Path], Coop]
) -> None:
    address = shared.server.address(shared.database, "of-bim-son")
    (shared.coop.folder / "workspace.yaml").write_text(f"ledger: {address}\n")
    del shared.coop.more["COOP_LEDGER"]
    assert shared.coop(*DELIVERY).code == 0
    heads = shared.coop("seal").out
    assert shared.coop("backup", "backup.zip").code == 0
    restored = shared.coop("restore", "backup.zip", "restored", "--lang", "en")
    assert (restored.code, "unset COOP_LEDGER" in restored.err) == (0, True)
    folder = shared.coop.folder / "restored"
    (folder / "workspace.yaml").write_text("")
    here = coop_in(folder)
    here.lang = shared.coop.lang
    assert here("seal").out == heads
    assert "500" in here("status").out
