r"""The life of both programmes as a chronicle: days, people, papers, commands and answers.

A story is its own golden file. Its lines:

    ## 2023-03-20, mai         a day, at nine in the morning in Thanh Hóa, and who is at work
    > TEXT                     what happens
    * FILE: OLD -> NEW         a place of a file edited; `\n` is a new line
    * FILE := TEXT             a file written
    $ coop …                   what is typed, one minute after what was typed before

Everything else is what was answered, and is answered anew.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

from tests.cli.transcripts import answered
from tests.conftest import Clock
from tests.coop import Coop
from tests.engines import Engine

_DAY = re.compile(r"## (?P<day>\d{4}-\d\d-\d\d), (?P<person>.+)")
_EDITED = re.compile(r"\* (?P<file>\S+): (?P<old>.+) -> (?P<new>.+)")
_WRITTEN = re.compile(r"\* (?P<file>\S+) := (?P<text>.+)")
_THERE = timezone(timedelta(hours=7))


def told(coop: Coop, clock: Clock, engine: Engine, story: str) -> str:
    """`story` as it goes today."""
    return "".join(f"{line}\n" for line in _told(coop, clock, engine, story.splitlines()))


def _told(coop: Coop, clock: Clock, engine: Engine, lines: list[str]) -> Iterator[str]:
    for line in lines:
        if day := _DAY.fullmatch(line):
            clock.now = datetime.fromisoformat(f"{day['day']}T09:00").replace(tzinfo=_THERE)
            clock.now = clock.now.astimezone(UTC)
            coop.person = day["person"]
            coop.more |= engine.known_as(coop.person)
            yield from ("", line)
        elif line.startswith("> "):
            yield from ("", line)
        elif edited := _EDITED.fullmatch(line):
            path = coop.folder / edited["file"]
            old, new = (edited[name].replace("\\n", "\n") for name in ("old", "new"))
            kept = path.read_text(encoding="utf-8")
            assert kept.count(old) == 1, line
            path.write_text(kept.replace(old, new), encoding="utf-8")
            yield line
        elif written := _WRITTEN.fullmatch(line):
            (coop.folder / written["file"]).write_text(written["text"] + "\n", encoding="utf-8")
            yield line
        elif line.startswith("$ coop "):
            clock.advance(minutes=1)
            yield from ("", line, *answered(coop, line.removeprefix("$ coop ")).splitlines())
