"""A seal: the heads of books as a text that both parties sign and keep (docs/format.md).

The first line that says anything is `coopledger seal 1`, every other such line a head with all
its digits; lines that start with `#` are for people.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from coopledger.book.chain import Head
from coopledger.book.verify import Verified
from coopledger.problem import Problem, refuse

TITLE = "coopledger seal 1"

MOST_CHARACTERS = 1_000_000
"""Of a seal; the heads of ten thousand books are less."""


def write_seal(heads: Iterable[Head], remarks: Sequence[str] = ()) -> str:
    """The text of a seal, with `remarks` for people around the heads."""
    lines = [TITLE, *(head.whole for head in heads)]
    before = [f"# {line}".rstrip() for line in remarks[:1]]
    after = [f"# {line}".rstrip() for line in remarks[1:]]
    return "\n".join([*before, *lines, *after]) + "\n"


def read_seal(text: str, file: str) -> tuple[Head, ...]:
    """The heads in a seal.

    Raises `Refused`: X201 it is no seal, X202 a line that is no head.
    """
    told = [
        (number, line.strip())
        for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1)
        if line.strip() and not line.lstrip().startswith("#")
    ]
    if not told or told[0][1] != TITLE or len(text) > MOST_CHARACTERS:
        raise refuse("X201", file=file, title=TITLE)
    heads: list[Head] = []
    for number, line in told[1:]:
        head = Head.read(line)
        if head is None:
            raise refuse("X202", file=file, line=number, typed=line)
        heads.append(head)
    if not heads:
        raise refuse("X201", file=file, title=TITLE)
    return tuple(heads)


def broken(expected: Iterable[Head], books: Sequence[Verified]) -> Iterator[Problem]:
    """Where books do not say any more what they said at the heads `expected`.

    B831 a book is gone; B833 it was rewritten, at the oldest head that does not stand or between it
    and the last that does; B832 it was cut off before the newest head.
    """
    known = {book.id: book for book in books}
    in_order = sorted(expected, key=lambda head: (head.book, head.seq))
    for book, heads in groupby(in_order, key=lambda head: head.book):
        yield from _broken(known.get(book), list(heads))


def _broken(book: Verified | None, heads: Sequence[Head]) -> Iterator[Problem]:
    last = heads[-1]
    if book is None or book.head is None:
        yield Problem("B831", {"head": last, "book": last.book})
        return
    intact = 0
    for head in heads:
        found = book.hashes.get(head.seq, "")
        if head.seq > book.head.seq:
            break
        if not found.startswith(head.hash):
            about = {"entry": f"{head.book}#{head.seq}", "within": _within(head, intact)}
            said = Head(head.book, head.seq, found)
            yield Problem("B833", {**about, "head": head, "found": said})
            break
        intact = head.seq
    if last.seq > book.head.seq:
        entry = f"{last.book}#{last.seq}"
        yield Problem("B832", {"head": last, "entry": entry, "last": book.head})


def _within(head: Head, intact: int) -> str:
    """Where the first entry that differs is: at `book#5`, or somewhere in `book#3-5`."""
    since = f"{intact + 1}-" if intact + 1 < head.seq else ""
    return f"{head.book}#{since}{head.seq}"
