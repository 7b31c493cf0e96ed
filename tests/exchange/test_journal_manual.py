"""What docs/journals.md shows, and that every question it tells people to ask is understood."""

import re
import shlex

import pytest

from tests.conftest import ROOT
from tests.exchange.journals import in_hledger
from tests.exchange.told import answer, book, delivery, given_back, tonnes

MANUAL = (ROOT / "docs" / "journals.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"\$ hledger -f coop.journal (.+)\n((?:.+\n|\n(?!```))+)```", MANUAL)
ASKED = re.findall(r"`((?:balance|print) .+?)`", MANUAL)
BOOK = book(
    delivery("2023-03-15", "500"),
    answer(2, accepted=tonnes("480"), short=tonnes("15"), rejected=tonnes("5")),
    delivery("2024-01-02", "600"),
    given_back(2, "2024-03-01", "20"),
)


@pytest.mark.parametrize(("command", "shown"), SHOWN)
def test_the_manual_shows_what_hledger_answers(command: str, shown: str) -> None:
    said = in_hledger([BOOK], *shlex.split(command))
    assert figures(said) == figures(shown) != []


def figures(table: str) -> list[str]:
    """The words and amounts of a table, however a version of hledger draws it."""
    return re.findall(r"[a-z-]+:[a-z-]+|-?[0-9.]+ tonne|[a-z]{4,}", table.partition(":\n")[2])


@pytest.mark.parametrize("command", ASKED)
def test_hledger_understands_the_questions_of_the_manual(command: str) -> None:
    assert in_hledger([BOOK], *shlex.split(command)).strip()
