"""A real screen: as wide as it is, coloured where it may be, and the result alone if asked."""

import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.cli.conftest import ESCAPE, Screen

COLOUR = re.compile("\x1b\\[[0-9;]*3[0-7]m")


@pytest.mark.parametrize("columns", [40, 80, 120, 200])
@pytest.mark.parametrize("term", ["xterm-256color", "dumb"])
def test_nothing_runs_over_the_edge(screen: Screen, columns: int, term: str) -> None:
    said = ESCAPE.sub("", screen("status", "--lang", "vi", columns=columns, TERM=term))
    assert "Huyện Hậu Lộc" in said
    assert max(cell_len(line.rstrip()) for line in said.splitlines()) <= columns


def test_states_are_coloured(screen: Screen) -> None:
    assert COLOUR.search(screen("status", columns=100))


def test_no_color_is_respected(screen: Screen) -> None:
    assert not COLOUR.search(screen("status", columns=100, NO_COLOR="1"))


def test_a_dumb_terminal_is_sent_no_escapes(screen: Screen) -> None:
    assert "\x1b" not in screen("status", columns=100, TERM="dumb")


def test_quiet_leaves_only_the_result(screen: Screen) -> None:
    assert "workspace:" in screen("status", columns=100)
    assert "workspace:" not in screen("status", "--quiet", columns=100)


def test_no_word_of_a_message_is_broken(screen: Screen) -> None:
    said = ESCAPE.sub("", screen("stauts", "--lang", "en", columns=60)).splitlines()
    assert max(map(len, said)) <= 60
    assert {"record-delivery,", "record-disbursement,"} <= set(" ".join(said).split())


def test_a_line_of_a_file_that_is_too_wide_is_shown_around_its_place(
    screen: Screen, workspace: Path
) -> None:
    path = workspace / "programmes.yaml"
    text = path.read_text(encoding="utf-8")
    wide = "title: {vi: Xi măng, en: " + "Cement " * 20 + ", purpse: x}"
    path.write_text(text.replace("title: {vi: Xi măng, en: Cement}", wide), encoding="utf-8")
    said = ESCAPE.sub("", screen("check", "--lang", "en", columns=60)).splitlines()
    (marked,) = [at for at, line in enumerate(said) if set(line.strip(" |")) == {"^"}]
    excerpt, carets = said[marked - 1], said[marked]
    start, end = carets.index("^"), carets.rindex("^") + 1
    assert excerpt[start:end] == "purpse"
    assert "…" in excerpt
    assert len(excerpt) <= 60


def write_long_table(workspace: Path) -> None:
    rows = "".join(f"15/3/2023;{number}/BB;0,01\n" for number in range(21_000))
    path = workspace / "long.csv"
    path.write_text(f"Ngày;Số biên bản;Khối lượng (tấn)\n{rows}", encoding="utf-8")


def test_a_long_table_shows_how_far_it_is(screen: Screen, workspace: Path) -> None:
    write_long_table(workspace)
    said = screen("import", "long.csv", "--dry-run", "--lang", "en", columns=100)
    before, _, after = said.partition("Entries that")
    assert "/21000" in before
    assert "/s" in before
    assert "/21000" not in after
    quiet = screen("import", "long.csv", "--dry-run", "--lang", "en", "--quiet", columns=100)
    assert ESCAPE.sub("", quiet).startswith("Entries that")


def test_verifying_a_long_book_shows_how_far_it_is(screen: Screen, workspace: Path) -> None:
    write_long_table(workspace)
    screen("import", "long.csv", columns=100)
    before, _, after = screen("verify", "--lang", "en", columns=100).partition("intact")
    assert "/21001" in before
    assert "/s" in before
    assert "/21001" not in after
