"""Heads as they are given: typed, or in the file of a seal."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from coopledger.book.chain import Head
from coopledger.files import unreadable
from coopledger.problem import Cause, Refused, refuse


def expected(typed: Iterable[str], here: Path) -> tuple[Head, ...]:
    """The heads in `typed`: each a head, or the name of a file that holds a seal.

    Raises `Refused`: S111 for what is neither, X201 and X202 as seals are read.
    """
    return tuple(head for text in typed for head in _heads(text, here))


def head_named(typed: str) -> Head:
    """Raises `Refused` (B175) for what is no head."""
    head = Head.read(typed)
    if head is None:
        raise refuse("B175", typed=typed)
    return head


def _heads(typed: str, here: Path) -> Iterator[Head]:
    from coopledger.book.seal import MOST_CHARACTERS, read_seal

    head = Head.read(typed)
    if head is not None:
        yield head
        return
    path = here / typed
    if (cause := unreadable(path)) is not None:
        problems = refuse("S111", file=str(path), cause=cause).problems
        named = refuse("B175", typed=typed).problems if "#" in typed else ()
        raise Refused(named or problems)
    try:
        with path.open("rb") as file:
            raw = file.read(4 * MOST_CHARACTERS)
    except OSError as error:
        raise refuse("S111", file=str(path), cause=Cause.of(error)) from None
    yield from read_seal(_text(raw), str(path))


def _text(raw: bytes) -> str:
    """What stands in a file of a seal; some shells write UTF-16."""
    utf16 = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    return raw.decode("utf-16" if utf16 else "utf-8", "replace")
