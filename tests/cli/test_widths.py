"""A screen of any usual width: nothing is cut, nothing runs over the edge, no figure lost."""

import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.conftest import Clock
from tests.coop import Coop

WIDTHS = (40, 60, 80, 100, 120, 160, 200)
COMMANDS = ("status --as-of 2024-12-31", "report --year 2024", "entries", "pledges")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, which has something of everything."""
    from coopledger.cli.environment import Environment
    from coopledger.cli.start import start

    folder = tmp_path_factory.mktemp("demo")
    start(folder, Environment(clock=Clock(), variables={}), demo=True)
    return folder


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_nothing_is_cut(  # noqa: PLR0913, PLR0917 - what a screen depends on
    width: int,
    command: str,
    lang: str,
    demo: Path,
    clock: Clock,
    capsys: pytest.CaptureFixture[str],
) -> None:
    coop = Coop(demo, clock, capsys)
    whole = coop(*command.split(), "--lang", lang, "--quiet").out
    coop.width = width
    shown = coop(*command.split(), "--lang", lang, "--quiet").out
    assert "…" not in shown
    assert max(cell_len(line.rstrip()) for line in shown.splitlines()) <= width
    assert _figures(whole) - _figures(shown) == set()


def _figures(text: str) -> set[str]:
    """The numbers of a text, wherever they stand; hashes are no figures."""
    return set(re.findall(r"(?<![\w#:.,-])[0-9][0-9.,/-]*(?![\w])", text))
