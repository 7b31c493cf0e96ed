"""The chain: each hash covers the one before it and the very bytes of the body.

The parts have fixed lengths up to the body, so no two different histories share an input. A
chain proves nothing against a full rewrite; that is what the head in other hands is for.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

_TAG = b"coopledger entry 1\n"

GENESIS = "0" * 64
"""What stands in the place of a previous hash before entry 1."""


def link(previous: str, body: str | bytes) -> str:
    """SHA-256 of the domain tag, the previous hash (32 bytes) and the body, in hex."""
    raw = body if isinstance(body, bytes) else body.encode()
    return sha256(_TAG + bytes.fromhex(previous) + raw).hexdigest()


SHOWN = 20
"""Digits of a hash that are shown, and that have to be given: 80 bits, which nobody forges."""

_HEAD = re.compile(
    r"(?P<book>[A-Za-z][A-Za-z0-9-]*)#(?P<seq>[1-9][0-9]{0,14}):(?P<hash>[0-9a-f]{20,64})"
)


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of a book and the hash that covers everything up to it.

    Read from a report it has the digits that stood there; a seal has all of them.
    """

    book: str
    seq: int
    hash: str

    @classmethod
    def read(cls, typed: str) -> "Head | None":
        """The head written as `bim-son-lang-chanh#14:` and at least 20 digits, if it is one."""
        match = _HEAD.fullmatch(typed.strip())
        return cls(match["book"], int(match["seq"]), match["hash"]) if match else None

    def stands_in(self, hashes: Sequence[str]) -> bool:
        """Whether a book with these hashes says at this number what it said then."""
        return self.seq <= len(hashes) and hashes[self.seq - 1].startswith(self.hash)

    def __str__(self) -> str:
        return f"{self.book}#{self.seq}:{self.hash[:SHOWN]}"

    @property
    def whole(self) -> str:
        """With all its digits."""
        return f"{self.book}#{self.seq}:{self.hash}"


class Growth(NamedTuple):
    """How a book has grown: its head before, if it had one, and now, and by how many entries."""

    before: Head | None
    head: Head
    added: int
