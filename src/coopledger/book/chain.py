"""The chain: each hash covers the one before it and the very bytes of the body.

The parts have fixed lengths up to the body, so no two different histories share an input. A
chain proves nothing against a full rewrite; that is what the head in other hands is for.
"""

from dataclasses import dataclass
from hashlib import sha256

_TAG = b"coopledger entry 1\n"

GENESIS = "0" * 64
"""What stands in the place of a previous hash before entry 1."""


def link(previous: str, body: str | bytes) -> str:
    """SHA-256 of the domain tag, the previous hash (32 bytes) and the body, in hex."""
    raw = body if isinstance(body, bytes) else body.encode()
    return sha256(_TAG + bytes.fromhex(previous) + raw).hexdigest()


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of a book and the hash that covers everything up to it."""

    book: str
    seq: int
    hash: str

    def __str__(self) -> str:
        return f"{self.book}#{self.seq}:{self.hash[:20]}"
