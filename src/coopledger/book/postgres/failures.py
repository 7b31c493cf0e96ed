"""Why a server refused, as problems; and what passes when one waits a little."""

from collections.abc import Mapping

from psycopg import Error, InterfaceError, OperationalError

from coopledger.problem import Cause, Refused, refuse

_CODES: Mapping[str, str] = {
    "28000": "S132",  # no such login, or not from here
    "28P01": "S132",  # another password
    "3D000": "S133",
    "3F000": "S134",
    "42P01": "S134",
    "53300": "S136",
    "53400": "S136",
    "53100": "S104",
    "25006": "S137",
    "55P03": "S103",
    "57014": "S103",
    "40001": "S103",
    "40P01": "S103",
    "42501": "S140",
    "CL001": "S140",
    "CL002": "S140",
    "CL006": "S140",
    "XX001": "S106",
    "XX002": "S106",
}
"""The problem of each SQLSTATE; of any other it is S141, or S131 where no server answers."""

_PASSING = {"40001", "40P01", "53300", "57P01", "57P02", "57P03", "25006"}
"""What is over when one tries again: who was in the way, a restart, another server taking over."""

_SAID = {
    "the database system is": "57P03",
    "too many clients": "53300",
    "too many connections": "53300",
    "remaining connection slots": "53300",
    "password authentication failed": "28P01",
    "no password supplied": "28P01",
    "no pg_hba.conf entry": "28000",
    "role ": "28000",
    "database ": "3D000",
    "session is read-only": "25006",
    "session is not read-only": "25006",
    "server is in hot standby mode": "25006",
    "Connection refused": "08006",
    "timeout expired": "08006",
    "No such file or directory": "08006",
    "server closed the connection": "08006",
    "Connection reset by peer": "08006",
    "Broken pipe": "08006",
    "EOF detected": "08006",
    "SSL connection has been closed": "08006",
    "the connection is closed": "08006",
    "No route to host": "08006",
    "Network is unreachable": "08006",
}
"""What libpq says of a connection that was lost or did not come about, without an SQLSTATE.

The first that is in it holds: a database that is starting is not one that does not exist.
"""


def state_of(error: Error) -> str:
    """The SQLSTATE of `error`; of a connection that was lost, or did not come about, class 08."""
    if error.sqlstate is not None:
        return error.sqlstate
    if not isinstance(error, OperationalError | InterfaceError):
        return ""
    text = str(error)
    return next((state for said, state in _SAID.items() if said in text), "08000")


def is_lost(error: Error) -> bool:
    """Whether the connection is gone, so that nobody knows what became of what was asked last.

    A server that ends it says so: FATAL, or PANIC where it falls itself, as with no room for its
    log in the middle of a commit.
    """
    ended = error.diag.severity_nonlocalized in {"FATAL", "PANIC"}
    return ended or state_of(error)[:2] == "08"


def is_passing(error: Error) -> bool:
    """Whether the same may succeed in a moment."""
    state = state_of(error)
    return state in _PASSING or (state[:2] == "08" and state != "08000")


def refused(error: Error, server: str) -> Refused:
    """The problem that `error` is, at the server shown as `server`."""
    state = state_of(error)
    words = (error.diag.message_primary or str(error)).strip().splitlines()
    cause = Cause(state or type(error).__name__, words[0] if words else "")
    other = "S131" if is_passing(error) or is_lost(error) else "S141"
    return refuse(_CODES.get(state, other), server=server, file=server, cause=cause)
