"""Whether the database still guards the ledger as it was made to."""

from collections.abc import Iterator

import psycopg

from coopledger.book.postgres.schema import (
    COLUMNS,
    FUNCTIONS,
    GUARDS,
    OWNER,
    SECURED,
    plain,
)
from coopledger.book.postgres.session import PostgresSession

_PATH = "search_path=pg_catalog, pg_temp"

_FUNCTIONS = """
    SELECT proname, prosrc, prosecdef, array_to_string(proconfig, ', '), pg_get_userbyid(proowner)
    FROM pg_proc WHERE pronamespace = 'coopledger'::regnamespace
"""

_GUARDS = """
    SELECT pg_get_indexdef(indexrelid) FROM pg_index
    WHERE indrelid = ANY (%(guarded)s::regclass[])
      AND indisunique AND NOT indisprimary AND indisvalid
    UNION ALL
    SELECT pg_get_triggerdef(oid) || CASE tgenabled WHEN 'O' THEN '' ELSE ' disabled' END
    FROM pg_trigger WHERE tgrelid = ANY (%(guarded)s::regclass[]) AND NOT tgisinternal
    UNION ALL
    SELECT concat('CREATE POLICY ', polname, ' ON ', polrelid::regclass, ' FOR ',
                  CASE polcmd WHEN 'r' THEN 'SELECT' ELSE 'more' END,
                  CASE WHEN polpermissive THEN '' ELSE ' restricting' END,
                  ' TO ', CASE WHEN polroles = '{0}' THEN 'PUBLIC'
                               ELSE array_to_string(polroles::regrole[], ',') END,
                  ' USING ', pg_get_expr(polqual, polrelid),
                  pg_get_expr(polwithcheck, polrelid))
    FROM pg_policy WHERE polrelid = ANY (%(guarded)s::regclass[])
    UNION ALL
    SELECT 'CREATE RULE ' || rulename FROM pg_rewrite
    WHERE ev_class = ANY (%(guarded)s::regclass[])
    UNION ALL
    SELECT 'CREATE TABLE ' || inhrelid::regclass FROM pg_inherits
    WHERE inhparent = ANY (%(guarded)s::regclass[])
"""

_COLUMNS = """
    SELECT attname, pg_get_expr(adbin, adrelid)
    FROM pg_attrdef JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum
    WHERE adrelid = 'coopledger.entry'::regclass AND attgenerated = 's'
"""

_WORKED_OUT = f"""
    SELECT EXISTS (
        SELECT FROM coopledger.entry,
                    LATERAL (SELECT entry.body::jsonb AS said OFFSET 0) AS parsed
        WHERE entry.book = %s AND ({", ".join(COLUMNS)}) IS DISTINCT FROM
              ({", ".join(of.replace("body::jsonb", "said") for of in COLUMNS.values())}))
"""
"""Whether rows are found by something else than what their bodies say."""

_RIGHTS = """
    SELECT EXISTS (
        SELECT FROM pg_class, aclexplode(COALESCE(relacl, acldefault('r', relowner)))
        WHERE relnamespace = 'coopledger'::regnamespace AND relname <> ALL (%(own)s)
          AND (privilege_type IN ('UPDATE', 'DELETE', 'TRUNCATE')
                   AND oid = ANY (%(guarded)s::regclass[])
               OR privilege_type IN ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER')
                   AND grantee <> relowner))
    OR EXISTS (
        SELECT FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
        WHERE relnamespace = 'coopledger'::regnamespace AND attacl IS NOT NULL)
    OR EXISTS (
        SELECT FROM pg_class WHERE oid = ANY (%(guarded)s::regclass[])
        AND NOT (relrowsecurity AND relowner = %(owner)s::regrole))
    OR EXISTS (
        SELECT FROM pg_roles WHERE rolcanlogin AND NOT rolsuper
        AND pg_has_role(oid, %(owner)s, 'USAGE'))
"""
"""Whether somebody may write to what only the functions write to, or passes for the owner."""

_NAMES = {
    "guarded": ["coopledger.entry", "coopledger.evidence"],
    "own": ["figure", "counted", "file", "agreed"],  # of which each login has its own rows
    "owner": OWNER,
}


def faults(session: PostgresSession) -> Iterator[str]:
    """What stands in a function, guards entries or may be done to them, and should not."""
    connection = session.connection
    connection.execute("SET LOCAL search_path = pg_catalog")  # by which names are written out
    expected = {(name, source, name in SECURED, _PATH, OWNER) for name, source in FUNCTIONS.items()}
    functions = connection.execute(_FUNCTIONS).fetchall()
    if set(functions) != expected or len(functions) != len(expected):
        yield "functions"
    guards = connection.execute(_GUARDS, _NAMES).fetchall()
    if {plain(guard) for (guard,) in guards} != GUARDS:
        yield "guards"
    columns = connection.execute(_COLUMNS).fetchall()
    if {(name, plain(of)) for name, of in columns} != {(n, plain(of)) for n, of in COLUMNS.items()}:
        yield "columns"
    if connection.execute(_RIGHTS, _NAMES).fetchone() != (False,):
        yield "rights"
    if any(_differs(session, book) for book in session.books()):
        yield "rows"


def _differs(session: PostgresSession, book: str) -> bool:
    """Whether a row of a book says something else to who looks for it than to who reads it."""
    try:
        return session.connection.execute(_WORKED_OUT, (book,)).fetchone() != (False,)
    except psycopg.DataError:  # of a body that was edited nothing can be worked out
        return True
