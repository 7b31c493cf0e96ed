"""`verify` names what whoever looks after the server did to what guards the ledger."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from psycopg import Connection

from coopledger.book.postgres.session import PostgresSession
from coopledger.book.postgres.soundness import faults
from coopledger.ledger import Ledger
from tests.engines import OnServer
from tests.postgres import ADMIN, OFFICE

DONE = {
    "functions": {
        "another in its place": "CREATE OR REPLACE FUNCTION is_admin() RETURNS boolean LANGUAGE sql"
        " STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS 'SELECT true'",
        "one more": "CREATE FUNCTION hold(of text, by text) RETURNS void LANGUAGE sql AS 'SELECT'",
        "one less": "DROP FUNCTION granted()",
        "with the caller's rights": "ALTER FUNCTION append(text, text[], text[]) SECURITY INVOKER",
        "with the owner's rights": "ALTER FUNCTION chain(text, text[], text[]) SECURITY DEFINER",
        "that looks elsewhere": "ALTER FUNCTION link(text, text) SET search_path = public",
        "that looks anywhere": "ALTER FUNCTION link(text, text) RESET search_path",
        "somebody else's": "ALTER FUNCTION append(text, text[], text[]) OWNER TO postgres",
    },
    "guards": {
        "a trigger gone": "DROP TRIGGER entry_is_never_changed ON entry",
        "a trigger disabled": "ALTER TABLE entry DISABLE TRIGGER entry_is_never_changed",
        "a trigger of evidence disabled": "ALTER TABLE evidence DISABLE TRIGGER USER",
        "a trigger that seldom fires": "DROP TRIGGER entry_is_never_changed ON entry;"
        " CREATE TRIGGER entry_is_never_changed BEFORE DELETE OR UPDATE ON entry"
        " FOR EACH ROW WHEN (OLD.seq > 9) EXECUTE FUNCTION never()",
        "a trigger that does something else": "CREATE TRIGGER entry_is_written BEFORE INSERT"
        " ON entry FOR EACH ROW EXECUTE FUNCTION never()",
        "a rule": "CREATE RULE nothing AS ON INSERT TO entry DO INSTEAD NOTHING",
        "a table below": "CREATE TABLE more () INHERITS (entry)",
        "an index gone": "DROP INDEX entry_key",
        "another index": "DROP INDEX entry_key; CREATE UNIQUE INDEX entry_key ON entry (key, seq)",
        "an index that is not unique": "DROP INDEX entry_key;"
        " CREATE INDEX entry_key ON entry (book, key) WHERE key IS NOT NULL",
        "a policy gone": "DROP POLICY readable ON entry",
        "a policy that shows all": "ALTER POLICY readable ON entry USING (true)",
        "a policy for others": "ALTER POLICY readable ON entry TO coopledger_member",
        "one more policy": "CREATE POLICY more ON entry FOR SELECT TO PUBLIC USING (true)",
        "a policy by which one writes": "CREATE POLICY more ON entry FOR INSERT WITH CHECK (true)",
        "a policy that shows every file": "ALTER POLICY shown ON evidence USING (true)",
    },
    "columns": {
        "worked out no more": "ALTER TABLE entry ALTER COLUMN key DROP EXPRESSION",
        "worked out otherwise": "ALTER TABLE entry DROP COLUMN filed;"
        " ALTER TABLE entry ADD COLUMN filed text GENERATED ALWAYS AS"
        " (body::jsonb ->> 'document') STORED",
    },
    "rights": {
        "to change": "GRANT UPDATE ON entry TO coopledger_member",
        "to remove": f"GRANT DELETE ON entry TO {OFFICE}",
        "to empty": "GRANT TRUNCATE ON entry TO coopledger_owner",
        "to change a column": f"GRANT UPDATE (body) ON entry TO {OFFICE}",
        "to insert": "GRANT INSERT ON entry TO PUBLIC",
        "to watch": f"GRANT TRIGGER ON entry TO {OFFICE}",
        "to put files there": "GRANT INSERT ON evidence TO coopledger_member",
        "to grant oneself": f"GRANT INSERT ON speaks TO {OFFICE}",
        "to have a say": "GRANT INSERT ON speaker TO coopledger_member",
        "of the owner": f"GRANT coopledger_owner TO {OFFICE}",
        "of another owner": "ALTER TABLE entry OWNER TO postgres",
        "to see everything": "ALTER TABLE entry DISABLE ROW LEVEL SECURITY",
        "to see every file": "ALTER TABLE evidence DISABLE ROW LEVEL SECURITY",
    },
}  # fmt: skip
"""What a superuser does, by what is found to be other than it was made."""


@pytest.fixture
def superuser(shared: OnServer) -> Iterator[Connection[Any]]:
    """A transaction in which everything may be done, and of which nothing stays."""
    shared.empty()
    with psycopg.connect(shared.address(ADMIN)) as connection:
        connection.execute("SET LOCAL search_path = coopledger")
        yield connection
        connection.rollback()


@pytest.mark.parametrize(
    ("done", "found"),
    [
        pytest.param(done, found, id=f"{found}: {name}")
        for found, all_done in DONE.items()
        for name, done in all_done.items()
    ],
)
def test_what_was_done_to_what_guards_the_ledger_is_found(
    superuser: Connection[Any], done: str, found: str
) -> None:
    superuser.execute(done)
    assert list(faults(PostgresSession(superuser))) == [found]


@pytest.mark.parametrize("login", [ADMIN, OFFICE])
def test_what_was_set_up_is_sound(shared: OnServer, login: str) -> None:
    """Whoever looks, and by whatever path it finds names."""
    with psycopg.connect(shared.address(login)) as connection:
        connection.execute("SET search_path = coopledger, public")
        assert list(faults(PostgresSession(connection))) == []


on_a_server = pytest.mark.parametrize("engine", ["postgres"], indirect=True)


@on_a_server
def test_an_office_is_told_of_each(everything: Ledger, shared: OnServer) -> None:
    shared.run("ALTER TABLE entry DISABLE TRIGGER USER")
    shared.run("GRANT UPDATE ON entry TO coopledger_member")
    try:
        found = everything.verify().problems
    finally:
        shared.run("ALTER TABLE entry ENABLE TRIGGER USER")
        shared.run("REVOKE UPDATE ON entry FROM coopledger_member")
    assert [problem.code for problem in found] == ["B813", "B813"]
    assert [problem.values["cause"] for problem in found] == [("guards", ""), ("rights", "")]
    assert {problem.values["server"] for problem in found} == {everything.server}
    assert everything.verify().problems == ()


@on_a_server
@pytest.mark.parametrize(
    "deed", ["UPDATE entry SET key = NULL", "UPDATE entry SET concerns = 3 WHERE concerns = 8"]
)
def test_rows_that_are_found_by_what_they_do_not_say_are_found(
    everything: Ledger, shared: OnServer, deed: str
) -> None:
    """As where somebody hides what was said of a delivery, and leaves the chain as it is."""
    by_hand = "UPDATE pg_attribute SET attgenerated = '{}' WHERE attrelid = 'entry'::regclass"
    with shared.superuser.transaction():
        shared.run(by_hand.format("") + " AND atthasdef")
        assert shared.run(deed)
        shared.run(by_hand.format("s") + " AND atthasdef")
    assert [problem.code for problem in everything.verify().problems][:1] == ["B813"]
