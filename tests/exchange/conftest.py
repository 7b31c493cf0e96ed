"""What is exchanged is told of the ledgers that the books are tested with."""

from tests.book.conftest import everything, file, recorded

__all__ = ["everything", "file", "recorded"]
