"""What a sample of an error may be given beside files and commands, each by the words it uses."""

import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest
from xlsxwriter import Workbook

from coopledger.book import sqlite
from coopledger.book.evidence import Cabinet
from coopledger.book.postgres import shelf, store
from coopledger.book.postgres.store import PostgresStore
from coopledger.cli import environment
from coopledger.ledger import Ledger
from coopledger.terms import source
from tests.conftest import Clock
from tests.coop import Coop
from tests.postgres import OFFICE, Postgres, new_database, new_ledger, set_clock
from tests.without import without

LEDGER = "ledger.sqlite3"
SCAN = "scan.pdf"
TABLE = "deliveries.xlsx"


@dataclass(frozen=True)
class Situation:
    """What a given may change: the workspace, the clock, and the program around it."""

    coop: Coop
    clock: Clock
    patch: pytest.MonkeyPatch
    on_leaving: ExitStack
    postgres: Callable[[], Postgres]
    """Started when it is first asked for."""

    @property
    def folder(self) -> Path:
        return self.coop.folder

    def sql(self, *statements: str) -> None:
        connection = sqlite3.connect(self.folder / LEDGER, isolation_level=None)
        for statement in statements:
            connection.execute(statement)
        connection.close()


def _empty(at: Situation) -> None:
    (at.folder / "programmes.yaml").unlink()


def _too_large(at: Situation) -> None:
    (at.folder / "programmes.yaml").write_text("#" * (source.MOST_CHARACTERS + 1))


def _long_title(at: Situation) -> None:
    path = at.folder / "programmes.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("en: Cement}", f"en: {'cement ' * 572}}}"), encoding="utf-8")


def _few_are_listed(at: Situation) -> None:
    at.patch.setattr(source, "MOST_PROBLEMS", 2)


def _two_files(at: Situation) -> None:
    (at.folder / "programmes").mkdir()
    shutil.copy(at.folder / "programmes.yaml", at.folder / "programmes" / "again.yaml")


def _a_year_back(at: Situation) -> None:
    at.clock.advance(days=-365)


def _locked(at: Situation) -> None:
    at.patch.setattr(sqlite, "LOCK_SECONDS", 0)
    other = sqlite3.connect(at.folder / LEDGER, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    at.on_leaving.callback(other.close)


def _full(at: Situation) -> None:
    migrate = sqlite._migrate

    def limited(connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA max_page_count = 1")
        migrate(connection)

    at.patch.setattr(sqlite, "_migrate", limited)


def _newer(at: Situation) -> None:
    at.sql("PRAGMA user_version = 99")


def _folder_in_its_place(at: Situation) -> None:
    (at.folder / LEDGER).mkdir()


def _settings_are_a_folder(at: Situation) -> None:
    (at.folder / "workspace.yaml").mkdir()


def _cut_in_half(at: Situation) -> None:
    path = at.folder / LEDGER
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _no_home(at: Situation) -> None:
    at.patch.setattr("platformdirs.user_data_path", lambda *_, **__: Path("~/.local/share"))
    at.coop.data_folder = environment._data_folder


def _somebody_adopts(at: Situation) -> None:
    resolved = Ledger._resolved

    def adopted_meanwhile(ledger: Ledger, draft: object) -> object:
        found = resolved(ledger, draft)  # type: ignore[arg-type]
        at.patch.setattr(Ledger, "_resolved", resolved)
        path = at.folder / "programmes.yaml"
        kept = path.read_text(encoding="utf-8")
        path.write_text(kept.replace("id: cement", "id: xi-mang"), encoding="utf-8")
        other = Ledger.open(at.folder, clock=at.clock, recorded_by="an")
        from coopledger import Draft, Kind

        other.append(Draft(kind=Kind.DELIVERY, pledge="xi-mang", quantity="1 tonne"))
        path.write_text(kept, encoding="utf-8")
        return found

    at.patch.setattr(Ledger, "_resolved", adopted_meanwhile)


def _index_astray(at: Situation) -> None:
    at.sql(
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = replace(sql, 'key IS NOT NULL', 'key IS NULL')",
    )


def _dated_back(at: Situation) -> None:
    _unguarded(at)
    at.sql("UPDATE entry SET body = replace(body, 'at\":\"2026', 'at\":\"2025') WHERE seq = 2")


def _unguarded(at: Situation) -> None:
    names = ("changed", "removed")
    at.sql(
        *(f"DROP TRIGGER entry_is_never_{name}" for name in names),
        "DROP TRIGGER entry_is_only_appended",
    )


def _gone(at: Situation, seq: int) -> None:
    _unguarded(at)
    at.sql(f"DELETE FROM entry WHERE seq = {seq}")


def _lost(at: Situation) -> None:
    (at.folder / LEDGER).unlink()


def _evidence_lost(at: Situation) -> Path:
    """Takes the one file of evidence away, and says where it was."""
    (kept,) = (at.folder / "evidence").iterdir()
    kept.unlink()
    return kept


def _evidence_altered(at: Situation) -> None:
    _evidence_lost(at).write_bytes((at.folder / SCAN).read_bytes() + b"!")


def _folder_as_evidence(at: Situation) -> None:
    _evidence_lost(at).mkdir()


def _scan_grows(at: Situation) -> None:
    keep = Cabinet.keep

    def outrun(*arguments: Any, **named: Any) -> None:
        with (at.folder / SCAN).open("ab") as scan:
            scan.write(b"!")
        keep(*arguments, **named)

    at.patch.setattr(Cabinet, "keep", outrun)


def _archive(at: Situation, name: str) -> None:
    with zipfile.ZipFile(at.folder / "backup.zip", "w") as archive:
        archive.writestr(name, "?")


def _other_evidence(at: Situation) -> None:
    (kept,) = (at.folder / "evidence").iterdir()
    _archive(at, f"evidence/{kept.name}")
    _evidence_lost(at)


def _not_installed(at: Situation, module: str) -> None:
    without(module, at.patch)


def _protected(at: Situation) -> None:
    """As Excel saves it: a container that says no more than how it is encrypted."""
    encrypted = "EncryptedPackage".encode("utf-16-le")
    (at.folder / TABLE).write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016) + encrypted)


def _headed(book: Any, name: str | None = None) -> Any:
    sheet = book.add_worksheet(name)
    sheet.write_row("A1", ("Date", "Document", "Quantity (t)"))
    return sheet


def _two_sheets(at: Situation) -> None:
    with Workbook(at.folder / TABLE) as book:
        for year in ("2022", "2023"):
            _headed(book, year).write_row("A2", (f"15/3/{year}", "12/BB", 500))


def _row(at: Situation, cells: Sequence[object]) -> None:
    """A sheet with one delivery; a `date` in it is a date of Excel."""
    with Workbook(at.folder / TABLE, {"default_date_format": "d/m/yyyy"}) as book:
        _headed(book).write_row("A2", cells)


def _formula(at: Situation) -> None:
    with Workbook(at.folder / TABLE) as book:
        sheet = _headed(book)
        sheet.write_row("A2", ("15/3/2023", "12/BB"))
        sheet.write_formula("C2", "=10000*0.05", value="")


def _far_cell(at: Situation) -> None:
    with Workbook(at.folder / TABLE) as book:
        _headed(book).write("XFD2000", "?")


# On a server

SHARED = "coop"
"""The database in which a ledger is shared."""


def _named(at: Situation, address: str) -> None:
    at.coop.more["COOP_LEDGER"] = address


def _at_once(at: Situation) -> None:
    """Whatever passes is not waited for."""
    at.patch.setattr(store, "_AT_FIRST", 0)
    at.patch.setattr(store, "PATIENCE", 0)


def _shared(at: Situation, login: str = OFFICE, database: str = SHARED) -> Postgres:
    """A ledger on a server, with `login` at `database` of it."""
    server = at.postgres()
    new_ledger(server, SHARED)
    set_clock(server, SHARED, at.clock.now)
    at.on_leaving.callback(server.ask, f"DROP DATABASE IF EXISTS {SHARED} WITH (FORCE)")
    _named(at, server.address(database, login))
    _at_once(at)
    return server


def _shared_after(*statements: str) -> Callable[[Situation], None]:
    """A ledger on a server, in whose database its superuser did something."""

    def bring_about(at: Situation) -> None:
        server = _shared(at)
        for statement in statements:
            server.ask(statement, database=SHARED)

    return bring_about


def _not_set_up(at: Situation) -> None:
    new_database(_shared(at), SHARED)


def _latin(at: Situation) -> None:
    server = _shared(at, "postgres")
    server.ask(f"DROP DATABASE {SHARED}")
    server.ask(f"CREATE DATABASE {SHARED} TEMPLATE template0 ENCODING 'LATIN1'")


def _nobody_there(at: Situation) -> None:
    _named(at, f"postgresql://{OFFICE}@127.0.0.1:1/{SHARED}")
    _at_once(at)


def _breaks_in_the_commit(at: Situation) -> None:
    def broken(of: PostgresStore, connection: psycopg.Connection[Any]) -> None:
        store._close([connection, *of._idle])
        of.address = of.address._replace(parameters={**of.address.parameters, "port": "1"})
        raise psycopg.OperationalError("server closed the connection unexpectedly")

    at.patch.setattr(PostgresStore, "_commit", broken)


def _only_small_files(at: Situation) -> None:
    _shared(at)
    at.patch.setattr(shelf, "MOST_BYTES", 10)


def _no_standby(at: Situation) -> None:
    server = _shared(at)
    at.patch.setattr(store, "_REPLICATED", 0.1)
    server.ask(f"ALTER DATABASE {SHARED} SET synchronous_commit = on")
    _stands_by(server, "nobody")
    at.on_leaving.callback(_stands_by, server, "")


def _stands_by(server: Postgres, names: str) -> None:
    server.ask(f"ALTER SYSTEM SET synchronous_standby_names = '{names}'")
    server.ask("SELECT pg_reload_conf()")


GIVEN: dict[str, tuple[str, Callable[[Situation], object]]] = {
    "a folder with nothing in it": ("thư mục chưa có gì", _empty),
    "the same programmes in programmes/again.yaml": (
        "programmes/again.yaml ghi lại đúng các chương trình đó",
        _two_files,
    ),
    "the clock is set back a year": ("đồng hồ máy bị lùi một năm", _a_year_back),
    "another program holds the ledger": ("một chương trình khác đang giữ sổ", _locked),
    "the disk is full": ("đĩa đã đầy", _full),
    "a newer version made the ledger": ("sổ do phiên bản mới hơn tạo", _newer),
    "ledger.sqlite3 is a folder": ("ledger.sqlite3 là thư mục", _folder_in_its_place),
    "workspace.yaml is a folder": ("workspace.yaml là thư mục", _settings_are_a_folder),
    "ledger.sqlite3 is cut in half": ("ledger.sqlite3 bị cắt mất một nửa", _cut_in_half),
    "the user has no home folder": ("người dùng không có thư mục riêng", _no_home),
    "somebody else adopts other terms at the same moment": (
        "đúng lúc đó người khác xác lập văn bản khác",
        _somebody_adopts,
    ),
    "the triggers were dropped": ("các khóa bảo vệ (trigger) đã bị bỏ", _unguarded),
    "programmes.yaml has five million characters and one": (
        "programmes.yaml có năm triệu lẻ một ký tự",
        _too_large,
    ),
    "the title of the cement has 4003 letters": ("tên cam kết xi măng dài 4003 ký tự", _long_title),
    "no more than 2 problems are listed": ("chỉ liệt kê tối đa 2 lỗi", _few_are_listed),
    "entry 2 is dated back a year": ("bút toán 2 bị sửa lùi một năm", _dated_back),
    "an index does not match the entries": ("một chỉ mục không khớp các bút toán", _index_astray),
    "entry 1 was deleted": ("bút toán 1 đã bị xóa", partial(_gone, seq=1)),
    "entry 2 was deleted": ("bút toán 2 đã bị xóa", partial(_gone, seq=2)),
    "ledger.sqlite3 is lost": ("ledger.sqlite3 bị mất", _lost),
    "the evidence is lost": ("tài liệu kèm theo bị mất", _evidence_lost),
    "the evidence is altered": ("tài liệu kèm theo bị sửa", _evidence_altered),
    "a folder is in the place of the evidence": (
        "tài liệu kèm theo bị thay bằng một thư mục",
        _folder_as_evidence,
    ),
    "backup.zip holds ../../.profile": (
        "backup.zip chứa ../../.profile",
        partial(_archive, name="../../.profile"),
    ),
    "backup.zip holds other evidence than the book names": (
        "backup.zip chứa tài liệu khác với tài liệu ghi trong sổ",
        _other_evidence,
    ),
    "python-docx is not installed": (
        "chưa cài python-docx",
        partial(_not_installed, module="docx"),
    ),
    "python-calamine is not installed": (
        "chưa cài python-calamine",
        partial(_not_installed, module="python_calamine"),
    ),
    "deliveries.xlsx is protected by a password": (
        "deliveries.xlsx được đặt mật khẩu",
        _protected,
    ),
    "deliveries.xlsx has the sheets 2022 and 2023": (
        "deliveries.xlsx có hai trang tính 2022 và 2023",
        _two_sheets,
    ),
    "deliveries.xlsx has something in cell XFD2000": (
        "deliveries.xlsx có chữ ở ô XFD2000",
        _far_cell,
    ),
    "deliveries.xlsx has a formula without a result in C2": (
        "ô C2 của deliveries.xlsx là công thức chưa có kết quả",
        _formula,
    ),
    "deliveries.xlsx has the number 45000 in its column of dates": (
        "cột ngày của deliveries.xlsx ghi số 45000",
        partial(_row, cells=(45000, "12/BB", 500)),
    ),
    "deliveries.xlsx has a date in its column of documents": (
        "cột số biên bản của deliveries.xlsx ghi một ngày",
        partial(_row, cells=("15/3/2023", date(2023, 3, 12), 500)),
    ),
    "COOP_LEDGER is ledger.sqlite3": (
        "COOP_LEDGER là ledger.sqlite3",
        partial(_named, address="ledger.sqlite3"),
    ),
    "COOP_LEDGER asks for no encryption": (
        "COOP_LEDGER yêu cầu không mã hóa",
        partial(_named, address="postgresql://mai@db.example/coop?sslmode=disable"),
    ),
    "psycopg is not installed": ("chưa cài psycopg", partial(_not_installed, module="psycopg")),
    "COOP_LEDGER names a ledger on a server": ("COOP_LEDGER chỉ sổ trên một máy chủ", _shared),
    "COOP_LEDGER names it, with the login of who looks after it": (
        "COOP_LEDGER chỉ sổ trên một máy chủ, với tài khoản của người quản lý",
        partial(_shared, login="postgres"),
    ),
    "COOP_LEDGER names a port at which nobody listens": (
        "COOP_LEDGER chỉ một cổng không ai nghe",
        _nobody_there,
    ),
    "COOP_LEDGER names a login that is unknown": (
        "COOP_LEDGER ghi một tài khoản không có",
        partial(_shared, login="ming"),
    ),
    "COOP_LEDGER names a database that is unknown": (
        "COOP_LEDGER ghi một cơ sở dữ liệu không có",
        partial(_shared, database="coup"),
    ),
    "COOP_LEDGER names a database without a ledger": (
        "COOP_LEDGER ghi một cơ sở dữ liệu chưa có sổ",
        _not_set_up,
    ),
    "COOP_LEDGER names a database encoded in LATIN1": (
        "COOP_LEDGER ghi một cơ sở dữ liệu dùng bảng mã LATIN1",
        _latin,
    ),
    "the database takes no more connections": (
        "cơ sở dữ liệu không nhận thêm kết nối",
        _shared_after(f"ALTER DATABASE {SHARED} CONNECTION LIMIT 0"),
    ),
    "the database was made read-only": (
        "cơ sở dữ liệu được đặt chỉ cho đọc",
        _shared_after(f"ALTER DATABASE {SHARED} SET default_transaction_read_only = on"),
    ),
    "an older version set the ledger up": (
        "sổ do phiên bản cũ hơn lập",
        _shared_after("UPDATE coopledger.version SET number = 0"),
    ),
    "a trigger of somebody else refuses entries": (
        "một trigger của người khác từ chối bút toán",
        _shared_after(
            "CREATE FUNCTION public.refuse() RETURNS trigger LANGUAGE plpgsql AS"
            " $$BEGIN RAISE 'maintenance until Monday'; END$$",
            "CREATE TRIGGER refuse BEFORE INSERT ON coopledger.entry EXECUTE FUNCTION refuse()",
        ),
    ),
    "a superuser let office change entries": (
        "quản trị máy chủ cho office sửa bút toán",
        _shared_after(f"GRANT UPDATE ON coopledger.entry TO {OFFICE}"),
    ),
    "office looks after the ledger, and may make no logins": (
        "office quản lý sổ nhưng không được tạo tài khoản",
        _shared_after(f"UPDATE coopledger.member SET admin = true WHERE login = '{OFFICE}'"),
    ),
    "the connection breaks in the moment of recording and does not come back": (
        "kết nối đứt đúng lúc ghi và không trở lại",
        _breaks_in_the_commit,
    ),
    "COOP_LEDGER names a ledger on a server that keeps files of 10 bytes": (
        "COOP_LEDGER chỉ sổ trên một máy chủ chỉ nhận tệp 10 byte",
        _only_small_files,
    ),
    "the server waits for a standby that does not answer": (
        "máy chủ chờ một máy dự phòng không trả lời",
        _no_standby,
    ),
    "scan.pdf grows while it is read": ("scan.pdf dài thêm trong lúc đang đọc", _scan_grows),
}
"""What may be given: in English, in Vietnamese, and how it comes about."""
