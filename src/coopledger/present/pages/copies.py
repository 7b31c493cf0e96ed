"""What copying books came to, and what a backup holds."""

from collections.abc import Iterator

from coopledger.book.chain import Growth
from coopledger.exchange.backup import Backup
from coopledger.exchange.copy import BroughtIn
from coopledger.present.page import Cell, Page
from coopledger.present.say import Say


def brought_in(of: BroughtIn, say: Say) -> Page:
    """What a copy added to each book."""
    return Page(tuple(cell for one in of.books for cell in _book(one, say, kept=of.kept)))


def _book(one: Growth, say: Say, *, kept: bool) -> Iterator[Cell]:
    book = one.head.book
    if not one.added:
        yield Cell(say("import_book.same", book=book), "good")
    else:
        key = "import_book.added" if kept else "import_book.would_add"
        yield Cell(say(key, book=book, count=one.added), "good" if kept else "")
    if one.before is None or one.before == one.head:
        yield Cell(say("import_book.first", head=one.head), indent=2)
    else:
        yield Cell(say("import_book.head", before=one.before, head=one.head), indent=2)


def backup(of: Backup, done: str, say: Say) -> Page:
    """What is `done`, and what the backup holds."""
    books = [Cell(say("backup.head", head=head), indent=2) for head in of.heads]
    files = [Cell(say("backup.files", count=of.files), indent=2)] if of.files else []
    nothing = [] if of.heads else [Cell(say("backup.empty"), "faint", indent=2)]
    return Page((Cell(done, "title"), *books, *files, *nothing))
