"""The address of a ledger on a server: `postgresql://mai@db.example/coop`.

It is what libpq reads, with all that libpq knows beside: several hosts, `target_session_attrs`,
a service, a password file. A password in it is used and never shown.
"""

from collections.abc import Mapping
from ipaddress import ip_address
from typing import NamedTuple
from urllib.parse import quote

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from coopledger.problem import refuse

_OPTIONS = (
    "-c lock_timeout=30s -c idle_in_transaction_session_timeout=5min -c client_min_messages=warning"
)
"""How long a connection waits for others, and others for it."""

_ENCRYPTED = {"require", "verify-ca", "verify-full"}


class Address(NamedTuple):
    """Where a server is, as libpq takes it, and as it is shown to people."""

    parameters: Mapping[str, str]
    shown: str


def read_address(typed: str) -> Address:
    """The address `typed`.

    Unless it names this machine the connection is encrypted and the server's certificate checked:
    where it names no host, the environment may. (On a socket there is nothing to encrypt.)
    Raises `Refused`: S148 it is no address, S135 it asks for no encryption.
    """
    try:
        said = {name: str(value) for name, value in conninfo_to_dict(typed).items()}
    except (ProgrammingError, UnicodeError):  # whose words would repeat a password
        raise refuse("S148") from None
    hosts = ",".join(said[name] for name in ("host", "hostaddr") if name in said).split(",")
    shown = _shown(said)
    if not all(map(_is_here, hosts)):
        mode = said.setdefault("sslmode", "verify-full")
        if mode not in _ENCRYPTED:
            raise refuse("S135", server=shown, mode=mode)
    elif said.get("sslmode") is None:
        said["sslmode"] = "prefer"
    said.setdefault("connect_timeout", "5")
    said["application_name"] = "coop"
    said["client_encoding"] = "UTF8"
    said["options"] = f"{_OPTIONS} {said.get('options', '')}".strip()
    return Address(said, shown)


def _is_here(host: str) -> bool:
    """Whether `host` is this machine: a socket, or an address of the loopback."""
    if host.startswith(("/", "@")) or host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _shown(said: Mapping[str, str]) -> str:
    """The address without what only libpq needs, and without a password."""
    user = f"{quote(said['user'])}@" if "user" in said else ""
    hosts, ports = said.get("host", "").split(","), said.get("port", "").split(",")
    ports = ports if len(ports) == len(hosts) else ports * len(hosts)
    places = [
        f"{quote(host, safe='') if host.startswith('/') else host}{f':{port}' if port else ''}"
        for host, port in zip(hosts, ports, strict=True)
    ]
    return f"postgresql://{user}{','.join(places)}/{quote(said.get('dbname', ''))}"
