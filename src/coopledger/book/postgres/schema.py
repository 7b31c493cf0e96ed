"""What makes a ledger in a database: `schema.sql`, and what entries hold as `entry.py` says it."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files

from coopledger.book.body import type_of
from coopledger.book.entry import Entry, Kind, fields_of

VERSION = 1
"""The version of what is made."""

LEAST = 1
"""The oldest version of this program that can use it, and the oldest ledger that this one can."""

OWNER, MEMBER = "coopledger_owner", "coopledger_member"
"""Roles nobody logs in as: who owns all of it, and who may use it."""

_TEXT = files(__package__).joinpath("schema.sql").read_text(encoding="utf-8")

FUNCTIONS: Mapping[str, str] = dict(
    re.findall(r"CREATE FUNCTION coopledger\.(\w+).*?\$body\$(.*?)\$body\$", _TEXT, re.DOTALL)
)
"""What stands in each function."""

SECURED = frozenset(re.findall(r"CREATE FUNCTION coopledger\.(\w+)[^$]* SECURITY DEFINER ", _TEXT))
"""Functions that run with the owner's rights."""

COLUMNS: Mapping[str, str] = dict(
    re.findall(
        r"^    (\w+) \w+ GENERATED ALWAYS AS\s+\((.*?)\) STORED", _TEXT, re.DOTALL | re.MULTILINE
    )
)
"""What the database works out of an entry's body, by which rows are found."""


def plain(definition: str) -> str:
    """What a definition says, however it is written: PostgreSQL writes them in its own way."""
    text = re.sub(
        r"::(text|bigint)(\[\])?| USING btree| AS (readable|sees_all)| ELSE NULL", "", definition
    )
    return re.sub(r"[\s()]", "", text)


GUARDS = frozenset(
    plain(statement)
    for statement in re.findall(r"CREATE (?:UNIQUE INDEX|TRIGGER|POLICY) [^;]*", _TEXT)
    if re.search(r"ON coopledger\.(entry|evidence)\b", statement)
)
"""What keeps entries and evidence from being changed, said twice, and seen by others."""


def statements() -> str:
    """All that makes a ledger in a database that has none."""
    version = f"INSERT INTO coopledger.version VALUES ({VERSION}, {LEAST});"
    end = ("RESET ROLE;", f"REVOKE {OWNER} FROM CURRENT_USER;")
    return "\n".join((_TEXT, *_forms(), version, *end))


def _forms() -> Iterator[str]:
    for kind in Kind:
        required, optional = map(_array, fields_of(kind))
        yield f"INSERT INTO coopledger.form VALUES ('{kind}', '{required}', '{optional}');"
    for name in Entry._fields:
        yield f"INSERT INTO coopledger.field VALUES ('{name}', '{type_of(name)}');"


def _array(names: Iterable[str]) -> str:
    return f"{{{json.dumps(sorted(names))[1:-1]}}}"
