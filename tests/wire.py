"""A wire between clients and a PostgreSQL server, which is cut at the request that a test names."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from enum import Enum
from socket import IPPROTO_TCP, SHUT_RDWR, TCP_NODELAY, create_connection, create_server, socket
from threading import Thread
from time import sleep
from typing import NamedTuple

FIRST, QUERY, SYNC, READY = b"", b"Q", b"S", b"Z"
"""Kinds of messages, by their letter. A client's first has none."""

ASKING = {FIRST, QUERY, SYNC}
"""What ends a request: the server answers and, in the end, is `READY` for more."""


class Cut(Enum):
    """What is lost: the request, the answer to it, or its client before it arrives after all."""

    BEFORE = "before"
    AFTER = "after"
    LATE = "late"


LATE = 0.2
"""Seconds between a client that is cut off and its request that arrives."""


class Message(NamedTuple):
    kind: bytes
    sent: bytes


class Wire:
    """What clients reach the server at a port by."""

    def __init__(self, server: int) -> None:
        self._server = server
        self._listening = create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        self.left = 0
        self._cut, self._for_good = Cut.BEFORE, False
        Thread(target=self._listen, daemon=True).start()

    def cut_at(self, number: int, cut: Cut, *, for_good: bool = False) -> None:
        """Cut a connection once, at the request with this number; `left` says how many are left.

        Later connections come about unless it is cut `for_good`.
        """
        self.left, self._cut, self._for_good = number, cut, for_good

    def close(self) -> None:
        """Let no other connection come about."""
        with suppress(OSError):
            self._listening.shutdown(SHUT_RDWR)

    def _listen(self) -> None:
        with self._listening, suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                Thread(target=self._carry, args=(client,), daemon=True).start()

    def _carry(self, client: socket) -> None:
        """Pass on what a client and the server say, until one of them ends or it is cut."""
        with client, create_connection(("127.0.0.1", self._server)) as server:
            carried = _Carried(client, server)
            answering = Thread(target=carried.answer, daemon=True)
            answering.start()
            for messages in _received(client, letter=0):
                at = next((n for n, one in enumerate(messages) if self._is_cut_at(one.kind)), None)
                if at is not None and self._cut is Cut.BEFORE:
                    carried.ask(messages[:at])
                    break
                if at is not None:
                    carried.lose(late=self._cut is Cut.LATE)
                carried.ask(messages)
            if not carried.losing:
                carried.end()
            answering.join()

    def _is_cut_at(self, kind: bytes) -> bool:
        if not self.left or kind not in ASKING:
            return False
        self.left -= 1
        if not self.left and self._for_good:
            self.close()
        return not self.left


class _Carried:
    """The connection of one client, and the one to the server that stands for it."""

    def __init__(self, client: socket, server: socket) -> None:
        self._client, self._server = client, server
        for one in (client, server):
            one.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)  # what is small is not waited with
        self._asked = 0
        self.losing = False

    def ask(self, messages: Sequence[Message]) -> None:
        self._asked += sum(one.kind in ASKING for one in messages)
        _send(self._server, messages)

    def lose(self, *, late: bool) -> None:
        """Lose answers from now on; and before, if it comes `late`, who asked."""
        self.losing = True
        if late:
            self._client.shutdown(SHUT_RDWR)
            sleep(LATE)

    def answer(self) -> None:
        """Pass on what the server says; where that is lost, end with its last answer."""
        for messages in _received(self._server, letter=1):
            self._asked -= sum(one.kind == READY for one in messages)
            if not self.losing:
                _send(self._client, messages)
            elif not self._asked:
                break
        self.end()

    def end(self) -> None:
        for one in (self._client, self._server):
            with suppress(OSError):
                one.shutdown(SHUT_RDWR)


def _send(receiver: socket, messages: Sequence[Message]) -> None:
    with suppress(OSError):
        receiver.sendall(b"".join(one.sent for one in messages))


def _received(sender: socket, *, letter: int) -> Iterator[Sequence[Message]]:
    """What one side sends, as it comes; the first message has a `letter` or, of a client, none."""
    received = b""
    with suppress(OSError):
        while more := sender.recv(1 << 16):
            received += more
            messages = []
            while len(received) >= letter + 4:
                end = letter + int.from_bytes(received[letter : letter + 4])
                if len(received) < end:
                    break
                messages.append(Message(received[:letter], received[:end]))
                received, letter = received[end:], 1
            yield messages
