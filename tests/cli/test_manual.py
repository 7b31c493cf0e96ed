"""Every command and option is documented, with an example that runs."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from coopledger.cli.app import load
from coopledger.present.words.commands import COMMANDS
from tests.cli.manual import commands, examples, manual, on_a_server
from tests.conftest import PROGRAMMES, ROOT, Clock
from tests.coop import Coop

LOCALES = {"vi": "vi_VN.UTF-8", "en": "en_GB.UTF-8"}


@pytest.fixture
def new(
    tmp_path: Path,
    clock: Clock,
    capsys: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> Callable[[str], Callable[[str], Coop]]:
    """Makes what makes workspaces for a command, in a language."""

    def in_language(lang: str) -> Callable[[str], Coop]:
        def make(command: str) -> Coop:
            folder = tmp_path / str(len(list(tmp_path.iterdir())))
            folder.mkdir()
            shutil.copy(PROGRAMMES, folder)
            coop = Coop(folder, clock, capsys)
            coop.lang, coop.width = LOCALES[lang], 100
            if command == "server":
                on_a_server(coop, request.getfixturevalue("postgres"))
            return coop

        return make

    return in_language


@pytest.mark.parametrize(("name", "lang"), [("cli.md", "en"), ("cli.vi.md", "vi")])
def test_the_manual_is_what_the_commands_say(
    name: str, lang: str, new: Callable[[str], Callable[[str], Coop]], *, update: bool
) -> None:
    path = ROOT / "docs" / name
    today = manual(lang, new(lang))
    if update:
        path.write_text(today, encoding="utf-8")
    assert today == path.read_text(encoding="utf-8")
    for command in commands():
        for param in load(command, lang).params:
            assert f"`{param.opts[0] if param.opts[0][0] == '-' else param.metavar}" in today


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("command", commands())
def test_an_example_is_of_its_command_and_is_not_refused(command: str, lang: str) -> None:
    assert examples(command, lang)
    path = ROOT / "docs" / ("cli.md" if lang == "en" else "cli.vi.md")
    text = path.read_text(encoding="utf-8")
    for example in examples(command, lang):
        assert example.split()[0] == command
        answer = text.partition(f"$ coop {example}\n")[2].partition("```")[0].partition("\n$ ")[0]
        assert answer
        assert "[exit" not in answer


def test_no_word_of_the_help_is_left_over() -> None:
    used = set()
    for command in commands():
        for param in load(command, "en").params:
            used.add(param.help)
            used.add(param.metavar)
    left = {
        key
        for key, (_, en) in COMMANDS.items()
        if key.startswith(("option.", "argument.", "metavar.")) and en not in used
    }
    assert left == {"option.help", "option.version"}
