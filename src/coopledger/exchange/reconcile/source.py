"""What the other side's book was read from, so that it can be cited."""

from typing import NamedTuple

from coopledger.book.chain import SHOWN, Head


class Source(NamedTuple):
    """Whose book it is and where it came from: the head of a copy, or a file and its SHA-256."""

    party: str
    file: str
    head: Head | None = None
    sha256: str | None = None

    def __str__(self) -> str:
        """How it is cited: the head, or else the file with the beginning of its digest."""
        if self.head is not None:
            return str(self.head)
        return f"{self.file}:{self.sha256[:SHOWN]}" if self.sha256 else self.file
