"""Running without an optional dependency that is there."""

import builtins
import sys
from typing import Any

import pytest

_MADE_WITH_EXTRAS = (
    *(f"coopledger.present.{room}" for room in ("papers", "workbook", "web")),
    "coopledger.book.postgres",
)


def without(module: str, patch: pytest.MonkeyPatch) -> None:
    """As if `module` were not installed, and nothing had been loaded with it."""
    find: Any = builtins.__import__

    def importing(name: str, *arguments: Any, **more: Any) -> Any:
        if name.partition(".")[0] == module:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return find(name, *arguments, **more)

    for name in list(sys.modules):
        if name.startswith(_MADE_WITH_EXTRAS):
            patch.delitem(sys.modules, name)
    patch.setattr(builtins, "__import__", importing)
