"""Breaks book copies and archives for as long as one likes, led by what of coopledger they reach.

    pip install atheris && python -m tests.fuzz.copies -max_total_time=600

What follows is handed to libFuzzer. A file that breaks a guarantee is left as `crash-…`, one that
takes too long or too much as `timeout-…` or `oom-…`; with its name the command tries it again.
"""

import io
import json
import shutil
import sys
import zipfile
from contextlib import suppress
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

DEFAULTS = ("-max_len=60000", "-timeout=10", "-rss_limit_mb=1024")
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def main(folder: Path) -> None:
    atheris = import_module("atheris")
    with atheris.instrument_imports(include=["coopledger"]):
        from coopledger import Draft, Kind, Ledger
        from coopledger.exchange.backup import back_up, restore
        from coopledger.exchange.copy import Copy, written
        from coopledger.problem import Refused
        from tests.conftest import PROGRAMMES

    def started(name: str) -> Ledger:
        (folder / name).mkdir()
        shutil.copy(PROGRAMMES, folder / name)
        return Ledger.open(folder / name, clock=lambda: NOW, recorded_by="mai")

    ledger = started("office")
    paper = folder / "scan.pdf"
    paper.write_bytes(b"500 tonnes")
    delivery = Draft(kind=Kind.DELIVERY, pledge="cement", quantity="500 t", date="2023-03-15")
    ledger.append(delivery, evidence=[paper])
    ledger.append(Draft(kind=Kind.ANSWER, concerns="2", party="lang-chanh", short="5",
                        reason="thiếu"))  # fmt: skip
    with ledger.kept() as kept:
        lines = list(written(kept.rows()))
    packed = io.BytesIO()
    back_up(ledger, packed)
    backup = packed.getvalue()

    def once(data: bytes) -> None:
        path = folder / "broken"
        path.write_bytes(data)
        target = folder / "restored"
        with suppress(Refused):
            if data.startswith(b"PK"):
                restore(path, target)
                problems = Ledger.open(target, clock=lambda: NOW, recorded_by="x").verify().problems
                assert all(problem.code == "B841" for problem in problems)
            else:
                assert list(written(Copy.of(path).kept().rows()))
        shutil.rmtree(target, ignore_errors=True)
        assert sorted(one.name for one in folder.iterdir()) == ["broken", "office", "scan.pdf"]

    def breaking(data: bytes, most: int, seed: int) -> bytes:
        random = Random(seed)  # noqa: S311 - chance, and no secret
        broken = _broken(lines, backup, random)
        return broken[:most] if broken else bytes(atheris.Mutate(data or b"{", most))

    atheris.Setup([sys.argv[0], *DEFAULTS, *sys.argv[1:]], once, custom_mutator=breaking)
    atheris.Fuzz()


def _broken(lines: list[str], backup: bytes, random: Random) -> bytes:
    """A copy or a backup with something in it that does not belong there; or nothing."""
    match random.randrange(4):
        case 0:
            return "".join(random.sample(lines, random.randint(1, len(lines)))).encode()
        case 1:
            record = json.loads(random.choice(lines))
            field = random.choice(list(record["body"]))
            record["body"][field] = random.choice([None, 1.5, "", {}, [], -1, True, 2**64])
            broken = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
            return f"{lines[0]}{broken}\n".encode()
        case 2:
            return _repacked(backup, random)
        case _:
            return b""


def _repacked(backup: bytes, random: Random) -> bytes:
    """A backup with one member called or filled otherwise."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(backup)) as old, zipfile.ZipFile(out, "w") as new:
        chosen = random.choice(old.namelist())
        for name in old.namelist():
            content = old.read(name)
            if name == chosen:
                other = ("../x", "evidence/x", "a\0b", "programmes/ẵ.yaml", "/x", name, name)
                at = random.randrange(len(content) + 1)
                content = content[:at] + random.randbytes(random.randrange(9)) + content[at + 3 :]
                name = random.choice(other)  # noqa: PLW2901
            new.writestr(name, content)
    return out.getvalue()


if __name__ == "__main__":
    with TemporaryDirectory() as made:
        main(Path(made))
