"""What makes a ledger in a database: `schema.sql`, and what entries hold as `entry.py` says it."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files

from coopledger.book.body import json_type
from coopledger.book.entry import Entry, Kind, fields_of

VERSION = 1
"""The version of what is made."""

LEAST = 1
"""The oldest version of this program that can use it, and the oldest ledger that this one can."""

OWNER, MEMBER = "coopledger_owner", "coopledger_member"
"""Roles nobody logs in as: who owns all of it, and who may use it."""

TRIGGERS = (
    "entry_is_never_changed",
    "entries_are_never_emptied",
    "evidence_is_never_changed",
    "evidence_is_never_emptied",
)

_TEXT = files(__package__).joinpath("schema.sql").read_text(encoding="utf-8")

FUNCTIONS: Mapping[str, str] = dict(
    re.findall(r"CREATE FUNCTION coopledger\.(\w+).*?\$body\$(.*?)\$body\$", _TEXT, re.DOTALL)
)
"""What stands in each function."""


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
        yield f"INSERT INTO coopledger.field VALUES ('{name}', '{json_type(name)}');"


def _array(names: Iterable[str]) -> str:
    return f"{{{json.dumps(sorted(names))[1:-1]}}}"
