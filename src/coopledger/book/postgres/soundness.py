"""Whether the database still guards the ledger as it was made to."""

from collections.abc import Iterator
from typing import Any

from psycopg import Connection

from coopledger.book.postgres.schema import FUNCTIONS, MEMBER, OWNER, TRIGGERS


def faults(connection: Connection[Any]) -> Iterator[str]:
    """What stands in a function, guards entries or may be done to them, and should not."""
    found = dict(
        connection.execute(
            "SELECT proname, prosrc FROM pg_catalog.pg_proc"
            " WHERE pronamespace = to_regnamespace('coopledger')"
        ).fetchall()
    )
    if found != FUNCTIONS:
        yield "functions"
    triggers = connection.execute(
        "SELECT tgname, tgenabled FROM pg_catalog.pg_trigger"
        " WHERE tgrelid IN ('coopledger.entry'::regclass, 'coopledger.evidence'::regclass)"
        " AND NOT tgisinternal"
    ).fetchall()
    if dict(triggers) != dict.fromkeys(TRIGGERS, "O"):
        yield "triggers"
    query = """
        SELECT relrowsecurity AND NOT has_table_privilege(%(member)s, oid, 'INSERT')
           AND NOT EXISTS (SELECT FROM unnest(%(roles)s::text[]) AS role,
                                       unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) AS what
                           WHERE has_table_privilege(role, oid, what))
        FROM pg_catalog.pg_class WHERE oid = 'coopledger.entry'::regclass
    """
    asked = connection.execute(query, {"member": MEMBER, "roles": [OWNER, MEMBER]})
    if asked.fetchone() != (True,):
        yield "rights"
