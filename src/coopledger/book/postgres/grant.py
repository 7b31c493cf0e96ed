"""What a login may do."""

from datetime import datetime
from typing import NamedTuple

from coopledger.book.entry import Kind


class Grant(NamedTuple):
    """What a login may do: for which party it speaks, and in entries of which kinds.

    Without a party it speaks for none; without kinds it may record all. The `person` who logs in is
    asked for the first time only. `everything` lets it read
    all books, `admin` grant, revoke and restore as well.
    """

    login: str
    person: str | None
    everything: bool = False
    admin: bool = False
    party: str | None = None
    kinds: tuple[Kind, ...] | None = None
    by: str | None = None
    at: datetime | None = None
