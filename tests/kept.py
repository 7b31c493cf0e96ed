"""Workspaces that take many commands to make: made once, and copied from then on."""

from collections.abc import Callable, Hashable
from pathlib import Path

from tests.refusals import files


class Kept:
    """The files of workspaces after something was done in them, by what that was."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, dict[str, bytes]] = {}

    def bring(self, done: Hashable, folder: Path, do: Callable[[], object]) -> None:
        """Leave `folder` as it is after `do`, which is called only the first time."""
        if done not in self._kept:
            do()
            found = files(folder).items()
            self._kept[done] = {name: content for name, content in found if content is not None}
            return
        for name, content in self._kept[done].items():
            path = folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
