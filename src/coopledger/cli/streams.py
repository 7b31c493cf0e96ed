"""Standard output and error as a command writes to them, whatever they are connected to.

Where results go, what cannot be written is a problem (S121), but not that a reader has seen
enough. Messages that cannot be written are lost, and change nothing of what was done.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO, cast

from coopledger.problem import Cause, refuse


def install() -> None:
    """Put both in the place of Python's own."""
    sys.stdout = cast("TextIO", _Stream(_open(sys.stdout), _unsaid))
    sys.stderr = cast("TextIO", _Stream(_open(sys.stderr), lambda _: None))


def _unsaid(error: OSError) -> None:
    if not isinstance(error, BrokenPipeError):
        raise refuse("S121", cause=Cause.of(error)) from None


def _open(stream: TextIO | None) -> Any:
    # One that was closed by who called is None, and its number free for the ledger file.
    opened: Any = stream or open(os.devnull, "w")  # noqa: PTH123, SIM115
    # The library tries out what a stream takes by writing nothing, and forgets what comes of it.
    opened.reconfigure(encoding="utf-8", errors="backslashreplace", write_through=False)
    return opened


class _Stream:
    """A stream that says `failed` once, and from then on writes nowhere."""

    def __init__(self, stream: Any, failed: Callable[[OSError], None]) -> None:
        self._stream, self._failed = stream, failed

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        with self._tried():
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        with self._tried():
            self._stream.flush()

    @contextmanager
    def _tried(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            # What is still to be written goes nowhere, also when the interpreter ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), self._stream.fileno())
            self._failed(error)
