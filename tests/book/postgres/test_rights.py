"""What logins try by raw SQL: each is refused by the database, whatever their program would say."""

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import psycopg
import pytest

from coopledger.book.body import canonical
from coopledger.book.chain import GENESIS, link
from coopledger.book.entry import Kind
from coopledger.book.postgres.grant import Grant
from coopledger.book.postgres.server import Server
from coopledger.book.postgres.store import PostgresStore
from coopledger.book.stores import server_at
from tests.book.drafts import BIM_SON, CEMENT, HAU_LOC, ROOMS
from tests.book.postgres.conftest import AUDITOR, opening, shared
from tests.conftest import NOW, PROGRAMMES, ServerClock
from tests.postgres import Postgres

OURS, THEIRS = "of-bim-son", "of-hau-loc"
"""Who attacks, and whose book it has no say in. Both have one with Lang Chánh."""

KEEPER = "keeper"
"""Who looks after the ledger day by day, and is no superuser."""

Asked = Callable[..., list[tuple[Any, ...]]]
Body = dict[str, Any]


@pytest.fixture(scope="module")
def database(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Two books of two entries each, which all attacks leave as they are, and sound."""
    database, folder = shared(postgres), tmp_path_factory.mktemp("workspace")
    shutil.copy(PROGRAMMES, folder)
    clock = ServerClock(postgres, database)
    opened = opening(postgres, database, folder, clock)
    opened(OURS).append(CEMENT)
    opened(THEIRS).append(ROOMS)
    clock.advance(hours=1)
    server_at(postgres.address(database)).grant(Grant(KEEPER, "Trần Văn Giữ", admin=True))
    yield database
    verdict = opened("postgres").verify()
    assert (verdict.problems, [head.seq for head in verdict.heads]) == ((), [2, 2])


@pytest.fixture(scope="module")
def rows(postgres: Postgres, database: str) -> Iterator[Callable[[], object]]:
    """What stands in the books, as a superuser sees it."""
    everything = "SELECT book, seq, body, hash FROM coopledger.entry ORDER BY book, seq"
    with postgres.connected(database) as connection:
        yield lambda: connection.execute(everything).fetchall()


@pytest.fixture(scope="module")
def before(rows: Callable[[], object]) -> object:
    return rows()


@pytest.fixture
def asked(
    postgres: Postgres, database: str, rows: Callable[[], object], before: object
) -> Iterator[Asked]:
    """Ask as a login; whatever was tried, the books are what they were."""

    def asked(query: str, values: Any = None, login: str = OURS) -> list[tuple[Any, ...]]:
        return postgres.ask(query, values, database=database, login=login)

    yield asked
    assert rows() == before


def state(refusal: pytest.ExceptionInfo[psycopg.Error]) -> str | None:
    return refusal.value.sqlstate


# Reading

BOOKS = "SELECT DISTINCT book FROM coopledger.entry ORDER BY book"


@pytest.mark.parametrize(
    ("query", "login", "found"),
    [
        (BOOKS, OURS, [(BIM_SON,)]),
        (BOOKS, THEIRS, [(HAU_LOC,)]),
        (BOOKS, "of-lang-chanh", [(BIM_SON,), (HAU_LOC,)]),
        (BOOKS, AUDITOR, [(BIM_SON,), (HAU_LOC,)]),
        (f"SELECT seq FROM coopledger.entry WHERE book = '{HAU_LOC}'", OURS, []),
        ("SELECT coopledger.readable()", OURS, [(BIM_SON,)]),
        ("SELECT login FROM coopledger.granted()", OURS, [(OURS,)]),
        ("SELECT parties FROM coopledger.speaking()", OURS, [(["bim-son"],)]),
        ("SELECT DISTINCT login FROM coopledger.counted", OURS, [(OURS,)]),
        ("SELECT DISTINCT login FROM coopledger.figure", OURS, [(OURS,)]),
        ("SELECT DISTINCT login FROM coopledger.agreed", THEIRS, [(THEIRS,)]),
        ("SELECT DISTINCT login FROM coopledger.file", THEIRS, [(THEIRS,)]),
        ("SELECT tablename FROM pg_stats WHERE tablename = 'entry'", OURS, []),
    ],
)  # fmt: skip
def test_a_login_sees_its_own(
    query: str, login: str, found: list[tuple[Any, ...]], asked: Asked
) -> None:
    assert asked(query, login=login) == found


@pytest.mark.parametrize(
    "table", ["member", "speaks", "book", "speaker", "keeper", "exhibit", "form", "field"]
)
@pytest.mark.parametrize("login", [OURS, AUDITOR])
def test_a_login_does_not_look_into_the_other_tables(table: str, login: str, asked: Asked) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        asked(f"SELECT * FROM coopledger.{table}", login=login)


def test_a_function_of_ones_own_is_shown_no_others_rows(asked: Asked) -> None:
    asked(
        "CREATE FUNCTION pg_temp.leak(text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS"
        " $$ BEGIN RAISE NOTICE '%', $1; RETURN true; END $$;"
        " CREATE TEMP TABLE seen AS"
        " SELECT book FROM coopledger.entry WHERE pg_temp.leak(body)"
    )
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        asked(
            "CREATE FUNCTION pg_temp.leak(text) RETURNS boolean LANGUAGE sql LEAKPROOF AS"
            " $$ SELECT true $$"
        )


# Changing


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE coopledger.entry SET body = body",
        "UPDATE coopledger.entry SET hash = '' WHERE false",
        "DELETE FROM coopledger.entry",
        "TRUNCATE coopledger.entry",
        "TRUNCATE coopledger.entry CASCADE",
        f"INSERT INTO coopledger.entry (book, seq, body, hash) VALUES ('{BIM_SON}', 3, '{{}}', '')",
        "INSERT INTO coopledger.entry VALUES ('', 1) ON CONFLICT (book, seq) DO UPDATE SET seq = 2",
        "WITH gone AS (DELETE FROM coopledger.entry RETURNING *) SELECT count(*) FROM gone",
        "COPY coopledger.entry (book, seq, body, hash) FROM PROGRAM 'true'",
        "ALTER TABLE coopledger.entry DISABLE TRIGGER ALL",
        "ALTER TABLE coopledger.entry DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE coopledger.entry OWNER TO SESSION_USER",
        "DROP TABLE coopledger.entry",
        "DROP SCHEMA coopledger CASCADE",
        "CREATE TRIGGER late BEFORE INSERT ON coopledger.entry EXECUTE FUNCTION pg_catalog.now()",
        "CREATE RULE none AS ON INSERT TO coopledger.entry DO INSTEAD NOTHING",
        "CREATE POLICY all_of_it ON coopledger.entry USING (true)",
        "CREATE TABLE coopledger.mine (one text)",
        "CREATE FUNCTION coopledger.is_admin() RETURNS boolean LANGUAGE sql AS 'SELECT true'",
        "ALTER FUNCTION coopledger.readable() OWNER TO SESSION_USER",
        "UPDATE coopledger.version SET number = 9",
        "INSERT INTO coopledger.member VALUES ('of-bim-son', 'x', true, true, 'x', now())",
        "UPDATE coopledger.speaks SET party = 'hau-loc'",
        "INSERT INTO coopledger.speaker VALUES ('hau-loc-lang-chanh', 'bim-son')",
        "INSERT INTO coopledger.form VALUES ('anything', '{}', '{}')",
        "DELETE FROM coopledger.book",
        "SET ROLE coopledger_owner",
        "SET SESSION AUTHORIZATION postgres",
        "SET session_replication_role = replica",
        "GRANT coopledger_owner TO SESSION_USER",
        "ALTER ROLE SESSION_USER SUPERUSER",
        'SET ROLE "of-hau-loc"',
        'SET SESSION AUTHORIZATION "of-hau-loc"',
        "SELECT set_config('role', 'coopledger_owner', false)",
        "SELECT set_config('session_authorization', 'postgres', false)",
        "SET row_security = off; SELECT book FROM coopledger.entry",
        "SET row_security = off; SELECT book FROM coopledger.figure",
        "ALTER ROLE SESSION_USER BYPASSRLS",
        "ALTER ROLE SESSION_USER CREATEROLE",
        "ALTER ROLE SESSION_USER SET session_replication_role = replica",
        'ALTER ROLE "of-hau-loc" SET search_path = pg_temp',
        "ALTER ROLE coopledger_owner SET search_path = pg_temp",
        "ALTER ROLE ALL SET search_path = pg_temp",
        "ALTER SYSTEM SET row_security = off",
        'DROP ROLE "of-hau-loc"',
        "DROP OWNED BY coopledger_owner",
        "REASSIGN OWNED BY coopledger_owner TO SESSION_USER",
        'GRANT coopledger_member TO "of-hau-loc"',
        'REVOKE coopledger_member FROM "of-hau-loc"',
        "ALTER DEFAULT PRIVILEGES FOR ROLE coopledger_owner GRANT ALL ON TABLES TO PUBLIC",
        "COPY coopledger.entry (book, seq, body, hash) FROM STDIN",
        "COPY coopledger.entry FROM '/dev/null'",
        "COPY coopledger.entry TO '/dev/null'",
        "COPY coopledger.entry TO PROGRAM 'true'",
        "BEGIN; LOCK TABLE coopledger.entry",
        "BEGIN; LOCK TABLE coopledger.entry IN ROW SHARE MODE",
        "BEGIN; LOCK TABLE coopledger.book IN ACCESS SHARE MODE",
        "BEGIN; LOCK TABLE coopledger.version",
        "SELECT * FROM coopledger.entry FOR UPDATE",
        "SELECT * FROM coopledger.entry FOR KEY SHARE",
        "SELECT * FROM coopledger.version FOR SHARE",
        "CREATE TRIGGER late BEFORE INSERT ON coopledger.figure EXECUTE FUNCTION pg_catalog.now()",
        "CREATE RULE none AS ON INSERT TO coopledger.figure DO INSTEAD NOTHING",
        "CREATE POLICY all_of_it ON coopledger.figure USING (true)",
        "ALTER POLICY readable ON coopledger.entry USING (true)",
        "DROP POLICY readable ON coopledger.entry",
        "CREATE INDEX ON coopledger.entry (body)",
        "CREATE STATISTICS mine ON book, seq FROM coopledger.entry",
        "CREATE TEMP TABLE mine () INHERITS (coopledger.entry)",
        "CREATE PUBLICATION mine FOR TABLE coopledger.entry",
        "CREATE EVENT TRIGGER mine ON sql_drop EXECUTE FUNCTION coopledger.never()",
        "CREATE CAST (text AS jsonb) WITH INOUT AS IMPLICIT",
        "CREATE FUNCTION pg_catalog.mine() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        "CREATE OPERATOR pg_catalog.= (LEFTARG = text, RIGHTARG = text, FUNCTION = textne)",
        "ALTER FUNCTION coopledger.readable() SECURITY INVOKER",
        "ALTER FUNCTION coopledger.append(text, text[], text[]) RESET search_path",
        "SELECT lo_import('/dev/null')",
        "SELECT coopledger.chain('bim-son-lang-chanh', '{}', '{}')",
        "SELECT coopledger.is_admin()",
        "SELECT coopledger.link('', '')",
    ],
)
@pytest.mark.parametrize("login", [OURS, AUDITOR, KEEPER])
def test_nothing_is_changed_but_by_the_functions(attack: str, login: str, asked: Asked) -> None:
    with pytest.raises(psycopg.errors.Error) as refusal:
        asked(attack, login=login)
    assert state(refusal) in {"42501", "42809", "0LP01"}  # not allowed, no such thing


@pytest.mark.parametrize(
    "does",
    [
        "MATCHED THEN UPDATE SET body = ''",
        "MATCHED THEN DELETE",
        f"NOT MATCHED THEN INSERT (book, seq, body, hash) VALUES ('{BIM_SON}', 3, '{{}}', '')",
    ],
)
@pytest.mark.parametrize("login", [OURS, AUDITOR, KEEPER])
def test_nothing_is_merged_into_entries(
    does: str, login: str, asked: Asked, postgres: Postgres
) -> None:
    with postgres.connected() as connection:
        if connection.info.server_version < 150000:
            pytest.skip("this server has no MERGE")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        asked(f"MERGE INTO coopledger.entry USING (SELECT 2) AS n (n) ON seq = n WHEN {does}",
              login=login)  # fmt: skip


@pytest.fixture
def settled(postgres: Postgres) -> Iterator[None]:
    """What a login sets for its later sessions is gone afterwards."""
    yield
    postgres.ask(f'ALTER ROLE "{OURS}" RESET ALL')


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize(
    "setting",
    [
        "search_path = pg_temp",
        "role = coopledger_owner",
        "session_authorization = postgres",
        "default_transaction_isolation = serializable",
    ],
)
def test_a_login_sees_no_more_whatever_it_sets_for_its_later_sessions(
    setting: str, asked: Asked
) -> None:
    asked(f"ALTER ROLE SESSION_USER SET {setting}")
    assert asked(BOOKS) == [(BIM_SON,)]
    assert asked("SELECT current_user::text, session_user::text") == [(OURS, OURS)]


def test_nobody_grants_itself_what_it_does_not_have(asked: Asked) -> None:
    asked("GRANT ALL ON coopledger.entry TO SESSION_USER")  # which warns that it did nothing
    assert asked("SELECT has_table_privilege('coopledger.entry', 'INSERT')") == [(False,)]


@pytest.mark.parametrize("login", [OURS, AUDITOR, KEEPER])
@pytest.mark.parametrize(
    "attack",
    ["DROP OWNED BY coopledger_member CASCADE", "DROP OWNED BY SESSION_USER CASCADE",
     "REASSIGN OWNED BY coopledger_member TO SESSION_USER"],
)  # fmt: skip
def test_nobody_takes_from_others_what_the_role_has(
    attack: str, login: str, asked: Asked, postgres: Postgres, database: str
) -> None:
    """A role's rights are those of whoever is in it: also to drop what is for that role alone."""
    asked(attack, login=login)
    assert asked(BOOKS, login=THEIRS) == [(HAU_LOC,)]
    assert PostgresStore(postgres.address(database)).faults() == ()


@pytest.mark.parametrize("table", ["counted", "figure", "file", "agreed"])
def test_nobody_reaches_what_another_login_has_counted(table: str, asked: Asked) -> None:
    count = f"SELECT count(*) FROM coopledger.{table}"
    before = asked(count, login=THEIRS)
    assert before != [(0,)]
    asked(f"DELETE FROM coopledger.{table}")
    assert asked(count, login=THEIRS) == before
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        asked(
            "INSERT INTO coopledger.counted (login, book, seq, hash)"
            f" VALUES ('{THEIRS}', '{HAU_LOC}', 9, '')"
        )


# What only those may do that look after the ledger


@pytest.mark.parametrize(
    "attack",
    [
        "SELECT coopledger.grant_to(session_user::text, 'x', true, true, 'hau-loc', NULL)",
        "SELECT coopledger.revoke_from('of-hau-loc', NULL)",
        "SELECT coopledger.revoke_from(session_user::text, 'bim-son')",
        "SELECT coopledger.restore('hau-loc-lang-chanh', '{}', '{}')",
    ],
)
@pytest.mark.parametrize("login", [OURS, AUDITOR])
def test_only_who_looks_after_it_grants_and_restores(attack: str, login: str, asked: Asked) -> None:
    with pytest.raises(psycopg.errors.Error) as refusal:
        asked(attack, login=login)
    assert state(refusal) == "CL006"


# Appending

MINUTE = timedelta(minutes=1)
LATER = NOW + 60 * MINUTE
"""What time it is; the books were recorded at the time that tests begin with."""


def at(when: datetime) -> str:
    return f"{when:%Y-%m-%dT%H:%M:%S.%f}Z"


Last = tuple[Body, str]

APPEND = "SELECT coopledger.append(%s, %s, %s)"


@pytest.fixture
def last(postgres: Postgres, database: str) -> Last:
    """What the last entry of our book says, and its hash."""
    query = "SELECT body, hash FROM coopledger.entry WHERE book = %s ORDER BY seq DESC LIMIT 1"
    ((body, hash_),) = postgres.ask(query, (BIM_SON,), database=database)
    return json.loads(body), hash_


def following(last: Last, **forged: Any) -> Body:
    """The delivery that may come next, but for what is forged in it; without what is None."""
    said = {**last[0], "seq": 3, "document": "13/BB", "recorded_at": at(LATER), **forged}
    return {name: value for name, value in said.items() if value is not None}


def chained(last: Last, *bodies: str) -> tuple[str, list[str], list[str]]:
    hashes = [last[1]]
    for body in bodies:
        hashes.append(link(hashes[-1], body))
    return BIM_SON, list(bodies), hashes[1:]


@pytest.fixture
def connection(postgres: Postgres, database: str) -> Iterator[psycopg.Connection[Any]]:
    """A transaction of `OURS`, of which nothing stays."""
    with (
        postgres.connected(database, OURS) as connection,
        connection.transaction(force_rollback=True),
    ):
        yield connection


def test_what_is_right_is_taken_from_any_program(
    last: Last, connection: psycopg.Connection[Any]
) -> None:
    right = chained(last, canonical(following(last)))
    connection.execute(APPEND, right)
    count = "SELECT count(*) FROM coopledger.entry"
    assert connection.execute(count).fetchone() == (3,)


@pytest.mark.parametrize(
    ("forged", "expected"),
    [
        ({"party": "lang-chanh"}, "CL001"),
        ({"party": "hau-loc"}, "CL001"),
        ({"party": None}, "CL001"),
        ({"party": "BIM-SON"}, "CL001"),
        ({"recorded_by": "Hà Thị Lan"}, "CL003"),
        ({"recorded_by": None}, "CL003"),
        ({"recorded_at": at(LATER + MINUTE)}, "CL003"),
        ({"recorded_at": at(LATER - MINUTE)}, "CL003"),
        ({"recorded_at": at(NOW - MINUTE)}, "CL003"),
        ({"recorded_at": "2026-11-23T09:00:00Z"}, "CL003"),
        ({"recorded_at": "2026-11-23T16:00:00.000000+07"}, "CL003"),
        ({"recorded_at": "infinity"}, "CL003"),
        ({"recorded_at": "now"}, "CL003"),
        ({"recorded_at": None}, "CL005"),
        ({"seq": 2}, "CL004"),
        ({"seq": 4}, "CL004"),
        ({"book": HAU_LOC}, "CL004"),
        ({"kind": "donation"}, "CL005"),
        ({"kind": "close"}, "CL005"),
        ({"bribe": "1"}, "CL005"),
        ({"pledge": 1}, "CL005"),
        ({"quantity": {"steps": 1}}, "CL005"),
        ({"quantity": {"steps": "1", "unit": "tonne"}}, "CL005"),
        ({"quantity": 500}, "CL005"),
        ({"evidence": {"name": "x"}}, "CL005"),
        ({"occurred_on": None}, "CL005"),
        ({"quantity": {"steps": 2**53, "unit": "tonne"}}, "CL005"),
    ],
)
def test_what_is_forged_is_refused(forged: Body, expected: str, last: Last, asked: Asked) -> None:
    with pytest.raises(psycopg.Error) as refusal:
        asked(APPEND, chained(last, canonical(following(last, **forged))))
    assert state(refusal) == expected


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"book":', '"book": '),
        ("{", "{ "),
        ('"document":"13/BB",', '"document":"13/BB","document":"13/BB",'),
        ('"document":"13/BB",', '"document":"13/BB","document":null,'),
        ('"seq":3', '"seq":3.0'),
        ('"seq":3', '"seq":3e0'),
        ("13/BB", "13\\/BB"),
        ("13/BB", "13/B\\u0042"),
        ('"steps":500000', '"steps":5.0e5'),
        ('"party":"bim-son",', ""),
    ],
)
def test_what_is_not_written_as_it_is_hashed_is_refused(
    old: str, new: str, last: Last, asked: Asked
) -> None:
    body = canonical(following(last))
    assert body.count(old) == 1 or old == "{"
    with pytest.raises(psycopg.Error) as refusal:
        asked(APPEND, chained(last, body.replace(old, new, 1)))
    assert state(refusal) in {"CL001", "CL005"}


@pytest.mark.parametrize("body", ["", "{", "null", "1", "[]", '"x"', "{}", '{"a":"\\u0000"}'])
def test_what_is_no_entry_is_refused(body: str, last: Last, asked: Asked) -> None:
    with pytest.raises(psycopg.Error) as refusal:
        asked(APPEND, chained(last, body))
    assert state(refusal) in {"CL001", "22P02", "22P05"}


@pytest.mark.parametrize(
    "hash_",
    [None, "", GENESIS, "{previous}", "{HASH}", "{hash} ", "{hash}0", sha256(b"").hexdigest()],
)
def test_another_hash_is_refused(hash_: str | None, last: Last, asked: Asked) -> None:
    book, bodies, (right,) = chained(last, canonical(following(last)))
    forged = hash_ and hash_.format(previous=last[1], HASH=right.upper(), hash=right)
    with pytest.raises(psycopg.Error) as refusal:
        asked(APPEND, (book, bodies, [forged]))
    assert state(refusal) == "CL004"


# Written in a session that reads '\x63' as the letter c.
OTHER_TAG = b"c" + b"coopledger entry 1\n".hex()[2:].encode()


@pytest.mark.parametrize(
    "setting",
    [
        "standard_conforming_strings = off",
        "bytea_output = escape",
        "DateStyle = 'German, DMY'",
        "TimeZone = 'Asia/Ho_Chi_Minh'",
        "client_encoding = LATIN1",
        "search_path = pg_temp",
        "transform_null_equals = on",
        "row_security = off",
    ],
)
def test_no_setting_of_a_session_changes_what_is_hashed(
    setting: str, last: Last, connection: psycopg.Connection[Any]
) -> None:
    book, (body,), hashes = chained(last, canonical(following(last)))
    other = sha256(OTHER_TAG + bytes.fromhex(last[1]) + body.encode()).hexdigest()
    connection.execute(f"SET LOCAL {setting}")
    with pytest.raises(psycopg.Error) as refusal, connection.transaction():
        connection.execute(APPEND, (book, [body], [other]))
    assert state(refusal) == "CL004"
    connection.execute(APPEND, (book, [body], hashes))


@pytest.mark.parametrize(
    "arrays",
    [
        "NULL, NULL",
        "NULL, '{{}}'",
        "ARRAY[NULL], ARRAY[NULL]",
        "ARRAY[{body}, NULL], ARRAY[{hash}, NULL]",
        "ARRAY[{body}], '{{}}'",
        "'{{}}', ARRAY[{hash}]",
        "ARRAY[[{body}]], ARRAY[[{hash}]]",
        "('[0:0]=' || ARRAY[{body}]::text)::text[], ARRAY[{hash}]",
        "ARRAY[{body}], ('[7:7]=' || ARRAY[{hash}]::text)::text[]",
        "ARRAY[{body}, {body}], ARRAY[{hash}, {hash}]",
    ],
)
def test_no_other_shape_of_arrays_lets_anything_in(
    arrays: str, last: Last, asked: Asked, postgres: Postgres
) -> None:
    _, (body,), (hash_,) = chained(last, canonical(following(last)))
    with postgres.connected() as connection:
        words = {
            "body": psycopg.sql.Literal(body).as_string(connection),
            "hash": psycopg.sql.Literal(hash_).as_string(connection),
        }
    with pytest.raises(psycopg.Error):
        asked(f"SELECT coopledger.append('{BIM_SON}', {arrays.format(**words)})")


@pytest.mark.parametrize(
    ("book", "login"),
    [(HAU_LOC, OURS), (BIM_SON, THEIRS), (BIM_SON, AUDITOR), (BIM_SON, "nobody_granted")],
)
def test_a_book_is_closed_to_who_has_no_say_in_it(
    book: str, login: str, last: Last, asked: Asked, postgres: Postgres
) -> None:
    postgres.ask("DROP ROLE IF EXISTS nobody_granted")
    postgres.ask("CREATE ROLE nobody_granted LOGIN")
    _, bodies, hashes = chained(last, canonical(following(last, book=book)))
    for attack in (APPEND, "SELECT coopledger.hold(%s)"):
        with pytest.raises(psycopg.Error) as refusal:
            asked(attack, (book, bodies, hashes)[: attack.count("%s")], login=login)
        assert state(refusal) in {"CL001", "42501"}


def test_a_book_is_opened_by_a_party_that_its_terms_name(asked: Asked) -> None:
    ((terms,),) = asked("SELECT body FROM coopledger.entry WHERE book = %s AND seq = 1", (BIM_SON,))
    said = {**json.loads(terms), "book": "new", "party": "hau-loc", "recorded_by": "hau-loc"}
    said["recorded_at"] = at(LATER)
    body = canonical(said)
    with pytest.raises(psycopg.Error) as refusal:
        asked(APPEND, ("new", [body], [link(GENESIS, body)]), login=THEIRS)
    assert state(refusal) == "CL001"


def test_a_login_records_the_kinds_it_was_granted(last: Last, asked: Asked, server: Server) -> None:
    server.grant(Grant(OURS, None, party="bim-son", kinds=(Kind.ANSWER, Kind.RETURN)))
    with pytest.raises(psycopg.Error) as refusal:
        asked(APPEND, chained(last, canonical(following(last))))
    assert state(refusal) == "CL002"
    server.grant(Grant(OURS, None, party="bim-son"))


@pytest.fixture
def server(postgres: Postgres, database: str) -> Server:
    return server_at(postgres.address(database))


def test_what_is_revoked_is_refused_at_once_even_to_who_is_connected(
    last: Last, server: Server, postgres: Postgres, database: str
) -> None:
    right = chained(last, canonical(following(last)))
    seen = "SELECT count(*) FROM coopledger.entry"
    with postgres.connected(database, OURS) as connection:
        assert connection.execute(seen).fetchone() == (2,)
        server.revoke(OURS, "bim-son")
        assert connection.execute(seen).fetchone() == (0,)
        with pytest.raises(psycopg.Error) as refusal:
            connection.execute(APPEND, right)
        assert state(refusal) == "CL001"
        server.revoke(OURS)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(seen)
    server.grant(Grant(OURS, "bim-son", party="bim-son"))


MADE = {
    "prepared": (f"PREPARE seen AS {BOOKS}", "EXECUTE seen"),
    "view": (f"CREATE TEMP VIEW seen AS {BOOKS}", "SELECT * FROM seen"),
    "function": (
        f"CREATE FUNCTION pg_temp.seen() RETURNS SETOF text LANGUAGE sql AS $$ {BOOKS} $$",
        "SELECT pg_temp.seen()",
    ),
}
"""What a login makes, to ask the same by it later."""


@pytest.mark.parametrize("made", MADE)
@pytest.mark.parametrize("plan", ["force_generic_plan", "force_custom_plan"])
def test_what_is_revoked_is_not_shown_by_what_was_made_before(
    made: str, plan: str, server: Server, postgres: Postgres, database: str
) -> None:
    make, seen = MADE[made]
    with postgres.connected(database, OURS) as connection:
        connection.execute(f"SET plan_cache_mode = {plan}; {make}")
        assert connection.execute(seen).fetchall() == [(BIM_SON,)]
        server.revoke(OURS, "bim-son")
        assert connection.execute(seen).fetchall() == []
        server.revoke(OURS)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(seen)
    server.grant(Grant(OURS, "bim-son", party="bim-son"))


def test_a_cursor_shows_what_it_had_read_before_something_was_revoked(
    server: Server, postgres: Postgres, database: str
) -> None:
    """One that is held has read everything when its transaction ends.

    That is as if the login had written it down: nothing takes it back.
    """
    with postgres.connected(database, OURS) as connection:
        connection.execute(f"DECLARE seen CURSOR WITH HOLD FOR {BOOKS}")
        server.revoke(OURS)
        assert connection.execute("FETCH ALL FROM seen").fetchall() == [(BIM_SON,)]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(BOOKS)
    server.grant(Grant(OURS, "bim-son", party="bim-son"))


SHADOWS = f"""
    CREATE TEMP TABLE member AS SELECT '{OURS}' AS login, 'x' AS person, true AS everything,
                                       true AS admin;
    CREATE TEMP TABLE speaks AS SELECT '{OURS}' AS login, 'hau-loc' AS party, NULL AS kinds;
    CREATE TEMP TABLE speaker AS SELECT '{HAU_LOC}' AS book, 'bim-son' AS party;
    CREATE TEMP TABLE book AS SELECT '{HAU_LOC}' AS id;
    CREATE TEMP TABLE pg_roles AS SELECT 'postgres' AS rolname;
    CREATE DOMAIN pg_temp.text AS integer;
    CREATE FUNCTION pg_temp.is_admin() RETURNS boolean LANGUAGE sql AS 'SELECT true';
    CREATE FUNCTION pg_temp.sha256(bytea) RETURNS bytea LANGUAGE sql AS 'SELECT $1';
    CREATE OPERATOR pg_temp.= (LEFTARG = name, RIGHTARG = name, FUNCTION = namene);
    SET search_path = pg_temp, pg_catalog
"""
"""Tables, a type, functions and an operator that are called as those the ledger uses."""


def test_what_a_login_makes_for_itself_stands_in_for_nothing(
    last: Last, connection: psycopg.Connection[Any]
) -> None:
    right = chained(last, canonical(following(last)))
    connection.execute(SHADOWS)
    assert connection.execute(BOOKS).fetchall() == [(BIM_SON,)]
    for attack in (
        f"SELECT coopledger.hold('{HAU_LOC}')",
        "SELECT coopledger.restore('new', '{}', '{}')",
        f"SELECT coopledger.revoke_from('{THEIRS}', NULL)",
    ):
        with pytest.raises(psycopg.Error) as refusal, connection.transaction():
            connection.execute(attack)
        assert state(refusal) in {"CL001", "CL006"}
    connection.execute(APPEND, right)


def test_what_every_login_may_do_is_in_nobodys_way(postgres: Postgres, database: str) -> None:
    with postgres.connected(database, OURS) as one, postgres.connected(database, THEIRS) as other:
        one.execute("LISTEN coopledger; NOTIFY coopledger; SELECT pg_advisory_lock(1)")
        one.execute("BEGIN; LOCK TABLE coopledger.entry IN ACCESS SHARE MODE; SELECT lo_create(0)")
        other.execute("SET lock_timeout = '1s'")
        other.execute("SELECT coopledger.hold(%s)", (HAU_LOC,))
        one.execute("ROLLBACK")


@pytest.mark.parametrize("level", ["REPEATABLE READ", "SERIALIZABLE"])
def test_what_is_revoked_is_refused_to_who_still_sees_what_was_before(
    level: str, last: Last, server: Server, postgres: Postgres, database: str
) -> None:
    right = chained(last, canonical(following(last)))
    with postgres.connected(database, OURS) as connection:
        connection.execute(f"BEGIN ISOLATION LEVEL {level}")
        assert connection.execute(BOOKS).fetchall() == [(BIM_SON,)]
        server.revoke(OURS, "bim-son")
        with pytest.raises(psycopg.Error) as refusal:
            connection.execute(APPEND, right)
        connection.execute("ROLLBACK")
    server.grant(Grant(OURS, None, party="bim-son"))
    assert state(refusal) == "25000"
