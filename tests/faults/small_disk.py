"""Runs every command that records on a disk of its own: full, then read-only.

Called in a mount namespace of its own with an empty folder. Says of each command why it was refused
each time, and whether it was recorded in the end; fails where anything was left behind.
"""

import subprocess
import sys
from pathlib import Path

from tests.faults.commands import WRITING, Office
from tests.once import read_once
from tests.refusals import files

PAPER = 12 << 10
"""Bytes of evidence."""

ROOM = (0, PAPER - 4096, PAPER, PAPER + 4096)
"""Bytes that are left on the disk: too little for the evidence, and then for the entry."""


def mount(*arguments: str | Path) -> None:
    subprocess.run(["/bin/mount", *arguments], check=True)


def fill(disk: Path, room: int) -> Path:
    """A file that leaves `room` bytes of the disk."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(4096)):
                pass
        except OSError:
            file.truncate(max(0, file.tell() - room))
    return ballast


def recorded(office: Office) -> dict[str, bytes]:
    """What there is, but for what does no harm: an empty ledger, and evidence no entry names."""
    found = files(office.folder).items()
    return {name: content for name, content in found if content and "/" not in name}


def crowded(office: Office, disk: Path, arguments: list[str], room: int) -> str:
    """What is said of the command where there is so much room."""
    before, ballast = recorded(office), fill(disk, room)
    said = office.run(arguments)
    ballast.unlink()
    assert recorded(office) == before
    assert not list(office.folder.glob("evidence/.incoming-*"))
    return " ".join(said.codes)


def read_only(office: Office, disk: Path, arguments: list[str]) -> str:
    """What is said of the command where nobody may write any more, and everybody may read."""
    before = files(office.folder)
    mount("-o", "remount,ro", disk)
    said = office.run(arguments)
    assert office.run(["status"]).code == office.run(["verify"]).code == 0
    mount("-o", "remount,rw", disk)
    assert files(office.folder) == before
    return " ".join(said.codes)


def main(disk: Path) -> None:
    for at, (name, writing) in enumerate(WRITING.items()):
        mount("-t", "tmpfs", "-o", "size=512k", "tmpfs", disk)
        office = Office(disk / "office", PAPER)
        arguments = office.prepared(writing)
        said = [crowded(office, disk, arguments, ROOM[(at + i) % len(ROOM)]) for i in (0, 2)]
        said += [read_only(office, disk, arguments)]
        done = office.run(arguments).entry is not None and office.run(["verify"]).code == 0
        sys.stdout.write(f"{name}: {' '.join(said)} {done}\n")
        subprocess.run(["/bin/umount", disk], check=True)


if __name__ == "__main__":
    read_once()
    main(Path(sys.argv[1]))
