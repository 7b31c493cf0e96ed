"""What the world outside is at the moment a command starts: read once, handed down."""

import locale
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from coopledger.problem import refuse
from coopledger.quantity.writing import Lang
from coopledger.text import visible


def _system_clock() -> datetime:
    return datetime.now(UTC)


def _login() -> str:
    import getpass

    try:
        name = getpass.getuser()
    except (OSError, KeyError):
        name = ""
    return visible(name).strip() or "unknown"


def _data_folder() -> Path:
    from platformdirs import user_data_path

    try:
        folder = user_data_path("coopledger", appauthor=False)
    except RuntimeError:  # newer versions say so
        raise refuse("S113") from None
    if not folder.is_absolute():  # with older ones "~" stays for a user who has no home
        raise refuse("S113")
    return folder


def _current_folder() -> Path:
    """The current folder; where it was removed meanwhile, a name for it that leads nowhere."""
    try:
        return Path.cwd()
    except OSError:
        return Path()


@dataclass(frozen=True)
class Environment:
    """Clock, variables, current folder and the rest; tests hand in their own.

    `login` names who records where the workspace does not; `data_folder` is where the ledger is
    if no workspace is found; `width` is that of a screen which is not asked itself.
    """

    clock: Callable[[], datetime] = _system_clock
    variables: Mapping[str, str] = field(default_factory=lambda: os.environ)
    folder: Path = field(default_factory=_current_folder)
    login: Callable[[], str] = _login
    data_folder: Callable[[], Path] = _data_folder
    width: int | None = None

    def language(self, asked: str | None, preferred: Lang | None = None) -> Lang:
        """The language asked for, else the workspace's, else the locale's; else English."""
        if asked in ("vi", "en"):
            return "vi" if asked == "vi" else "en"
        return preferred or ("vi" if self._locale().startswith(("vi", "Vietnamese")) else "en")

    def _locale(self) -> str:
        for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
            if value := self.variables.get(name):
                return value
        return (locale.getlocale()[0] or "") if sys.platform == "win32" else ""
