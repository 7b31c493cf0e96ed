"""What is heard and what is seen: the same figures, once in words and once in pictures."""

import re
from pathlib import Path

import pytest

from coopledger.quantity.writing import Lang
from tests.cli.test_widths import COMMANDS, WIDTHS, _figures, demo
from tests.conftest import LANGUAGES, Clock
from tests.coop import Coop

__all__ = ["demo"]

DRAWN = re.compile("[─━│█░▒▓■□╸╺·]{2,}|[█░─│]")
"""Lines and blocks, of which a screen reader says every single one."""

YEARS = "status --pledge cement --as-of 2024-12-31 --quiet"


@pytest.fixture
def office(demo: Path, clock: Clock, capsys: pytest.CaptureFixture[str]) -> Coop:
    return Coop(demo, clock, capsys)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_plainly_every_figure_is_said_and_nothing_is_drawn(
    command: str, lang: Lang, office: Coop
) -> None:
    asked = (*command.split(), "--lang", lang, "--quiet")
    office.width = 80
    shown, said = office(*asked).out, office(*asked, "--plain").out
    assert not DRAWN.search(said)
    years = re.compile("([0-9]{4}) [█░·]+ (\\S+)/(\\S+)")
    assert _figures(years.sub(r"\1 \2 \3", shown.replace("\u00a0", " "))) - _figures(said) == set()
    assert len(said.splitlines()) >= len(shown.splitlines()) / 2


def test_plainly_every_figure_stands_behind_its_label(office: Coop) -> None:
    said = office(*YEARS.split(), "--plain").out
    for line in (
        "Target: 2,000 t", "Delivered: 563", "Progress: 28.1%", "State: behind",
        "Next due: 500 t by 2025-12-31",
    ):  # fmt: skip
        assert line in [one.strip() for one in said.splitlines()]
    assert (
        "by year (t): 2022 delivered 0 of 500 planned; 2023 delivered 0 of 500 planned; 2024 "
        "delivered 563 of 500 planned; 2025 delivered 0 of 500 planned"
    ) in said


def test_plain_may_stand_in_front_of_the_command(office: Coop) -> None:
    assert office("--plain", *YEARS.split()).out == office(*YEARS.split(), "--plain").out


@pytest.mark.parametrize("width", WIDTHS)
def test_the_years_stand_side_by_side_and_none_is_broken(width: int, office: Coop) -> None:
    office.width = width
    lines = office(*YEARS.split()).out.replace("\u00a0", " ").splitlines()
    drawn = [line.strip() for line in lines if re.search("20.. [█░]", line)]
    pieces = "2022 ░░░░░ 0/500  2023 ░░░░░ 0/500  2024 █████ 563/500  2025 ░░░░░ 0/500"
    assert "  ".join(drawn) == pieces
    assert len(drawn) == (2 if width < 80 else 1)


def test_a_pledge_of_one_year_or_without_a_target_has_no_line_of_time(
    demo: Path, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    office = Coop(demo, clock, capsys)
    shown = office("status", "--pledge", "giao-an-school", "--quiet").out.replace("\u00a0", " ")
    assert "2022 ····· 0/0  2023 █████ 4/4" in shown  # nothing was planned for 2022
