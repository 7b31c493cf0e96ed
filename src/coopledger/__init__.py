"""The ledger for agreements between two public bodies, one of which promises the other something.

`Ledger`, `Draft` and `Kind` are loaded when first used: the command line and its help do not
need them to start.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coopledger.book import Adoption, Kind, Stage
    from coopledger.book.draft import Draft
    from coopledger.ledger import Ledger

__version__ = "0.1.0"
__all__ = ["Adoption", "Draft", "Kind", "Ledger", "Stage", "__version__"]

_HOMES = {"Ledger": "ledger", "Draft": "book.draft"} | dict.fromkeys(
    ("Adoption", "Kind", "Stage"), "book"
)


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"coopledger.{_HOMES[name]}"), name)
