"""A sample of an error: what is given, what is typed, and what is answered in both languages.

A sample file is named by its code. Its lines, in any number and order:

    in FILE: OLD -> NEW     one place of a file edited; of the ledger, as many bytes as before
    FILE: TEXT              a file written; `\\n` and `\\t` stand for themselves
    given WORDS             anything else, by the words of `given.py`
    $ coop …                a command; what the last one answers is the sample
    > …                     the same in Python, with `ledger`, `Draft` and `Kind`

After that come the answers, under `--- en` and `--- vi`.
"""

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from coopledger import Draft, Kind, Ledger
from coopledger.present.problems import lines
from coopledger.present.say import Say
from coopledger.problem import Refused
from tests.cli.transcripts import answered
from tests.conftest import LANGUAGES, ROOT
from tests.errors.given import GIVEN, LEDGER, Situation

SAMPLES = Path(__file__).parent / "samples"
LOCALES = {"vi": "vi_VN.UTF-8", "en": "en_GB.UTF-8"}
EDIT = re.compile(r"in (?P<file>\S+): (?P<old>.+) -> (?P<new>.*)")
FILE = re.compile(r"(?P<file>[^\s:]+\.[a-z0-9]+): (?P<text>.*)")


@dataclass(frozen=True)
class Sample:
    code: str
    setting: tuple[str, ...]
    typed: str
    answers: dict[str, str]

    @property
    def in_process(self) -> bool:
        """Whether it is typed at `coop`, with nothing of a shell or Python around it."""
        return self.typed.startswith("$ ") and " > " not in self.typed

    @property
    def recorded(self) -> bool:
        """Whether all that is given lies in the files of the workspace."""
        return not any(line.startswith("given ") for line in self.setting)

    @property
    def text(self) -> str:
        answers = "".join(f"--- {lang}\n{self.answers[lang]}" for lang in ("en", "vi"))
        return "".join(f"{line}\n" for line in (*self.setting, self.typed)) + answers


def read(path: Path) -> Sample:
    head, *parts = re.split(r"(?m)^--- (?:en|vi)\n", path.read_text(encoding="utf-8"))
    *setting, typed = head.splitlines()
    answers = dict(zip(("en", "vi"), [*parts, "", ""], strict=False))
    return Sample(path.stem, tuple(setting), typed, answers)


def arrange(sample: Sample, at: Situation, lang: str) -> None:
    """Bring about what is given."""
    at.coop.lang = LOCALES[lang]
    for line in sample.setting:
        _set(line, at)


def answer(sample: Sample, at: Situation, lang: str, *options: str) -> str:
    """What is answered in `lang` to what is typed, with further `options`, once it is arranged."""
    at.coop.lang = LOCALES[lang]
    command = sample.typed.removeprefix("$ coop ")
    if not sample.in_process and command == sample.typed:
        return _python(sample.typed.removeprefix("> "), at, lang)
    if not sample.in_process:
        return _shell(command, at.folder, lang)
    name, _, rest = command.partition(" ")
    return answered(at.coop, " ".join([name, *options, rest]))


def _set(line: str, at: Situation) -> None:
    if line.startswith("$ coop "):
        done = answered(at.coop, line.removeprefix("$ coop "))
        assert "[exit" not in done, f"{line} was refused:\n{done}"
    elif line.startswith("given "):
        _, bring_about = GIVEN[line.removeprefix("given ")]
        bring_about(at)
    elif edit := EDIT.fullmatch(line):
        _edited(at.folder / edit["file"], _meant(edit["old"]), _meant(edit["new"]))
    else:
        written = FILE.fullmatch(line)
        assert written is not None, f"no line of a sample: {line}"
        (at.folder / written["file"]).write_bytes(_meant(written["text"]))


def _meant(text: str) -> bytes:
    for sign, meant in (("\\n", "\n"), ("\\t", "\t")):
        text = text.replace(sign, meant)
    return re.sub(rb"\\x([0-9a-f]{2})", lambda m: bytes.fromhex(m[1].decode()), text.encode())


def _edited(path: Path, old: bytes, new: bytes) -> None:
    kept = path.read_bytes()
    assert kept.count(old) == 1, f"{old!r} stands {kept.count(old)} times in {path.name}"
    assert path.name != LEDGER or len(old) == len(new)
    path.write_bytes(kept.replace(old, new))


def _python(source: str, at: Situation, lang: str) -> str:
    ledger = Ledger.open(at.folder, clock=at.clock, recorded_by="mai")
    say = Say(next(one for one in LANGUAGES if one == lang))
    try:
        eval(source, {"ledger": ledger, "Draft": Draft, "Kind": Kind})  # noqa: S307
    except Refused as refused:
        found = [cell for p in refused.problems for cell in lines(p, say, at.folder)]
        return "".join(f"{cell.text}\n" for cell in found)
    raise AssertionError(f"{source} was not refused")


def _shell(command: str, folder: Path, lang: str) -> str:
    """For what only a process of its own can meet: an output that cannot be written to."""
    done = subprocess.run(
        ["/bin/sh", "-c", f"{sys.executable} -m coopledger {command}"],
        cwd=folder, env={"LANG": LOCALES[lang], "PYTHONPATH": str(ROOT / "src")},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    return done.stdout + done.stderr + f"[exit {done.returncode}]\n"
