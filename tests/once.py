"""What is read from the same text is the same, and nothing of it can be changed: read it once.

Most tests start from the same programmes, and every command reads all that the books keep. Tests of
reading itself call `parse`, `read_body` and `restore` where they are defined.
"""

import json
from functools import lru_cache
from pathlib import Path

from coopledger.book import book, store, verify
from coopledger.book.body import read_body
from coopledger.terms import Terms, restore, workspace


def read_once() -> None:
    """From now on programmes, bodies of entries and the terms in them are read once."""
    workspace.terms_in = _terms_in
    store.read_body = verify.read_body = _body  # type: ignore[attr-defined]
    book.restore = lambda snapshot: _restored(json.dumps(snapshot))  # type: ignore[attr-defined]


_parse = workspace.terms_in
_parsed: dict[bytes, tuple[Terms, ...]] = {}


def _terms_in(source: Path) -> tuple[Terms, ...]:
    try:
        raw = source.read_bytes() if source.is_file() else b""
    except OSError:
        raw = b""  # what cannot be read is refused
    if raw not in _parsed:
        _parsed[raw] = _parse(source)
    return _parsed[raw]


_body = lru_cache(maxsize=4096)(read_body)


@lru_cache(maxsize=1024)
def _restored(snapshot: str) -> Terms:
    """The terms in `snapshot`, which has its fields in the order they were written in."""
    return restore(json.loads(snapshot))
