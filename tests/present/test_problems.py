"""What stands around a problem: the line as it is, a caret under the right place, the remedy."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import PROGRAMMES
from tests.coop import Coop


@pytest.fixture
def edited(tmp_path: Path, coop_in: Callable[[Path], Coop]) -> Callable[[str, str], str]:
    """What `coop check` says of the programmes after one edit, in both languages."""

    def edit(old: str, new: str) -> str:
        shutil.copy(PROGRAMMES, tmp_path)
        path = tmp_path / "programmes.yaml"
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")
        answer = coop_in(tmp_path)("check")
        assert answer.code == 1
        return answer.err

    return edit


def test_a_schedule_that_does_not_add_up(edited: Callable[[str, str], str]) -> None:
    """As in DESIGN section 7, with the line as it stands in the file."""
    said = edited("2024: 500, 2025: 500}", "2024: 500}")
    assert said == (
        "error[T203] schedule does not add up\n"
        "   --> programmes.yaml:302:13\n"
        "    |\n"
        "302 |             schedule: {2022: 500, 2023: 500, 2024: 500}\n"
        "    |             ^^^^^^^^ adds up to 1,500 t, the target is 2,000 t\n"
        "    |\n"
        "    = help: the instalments have to add up to the target; 500 t are missing\n"
    )


def test_a_misspelt_key_is_shown_with_what_was_meant(edited: Callable[[str, str], str]) -> None:
    said = edited("purpose: {vi: làm", "pupose: {vi: làm")
    assert "error[T102] unknown key pupose" in said
    assert "= help: did you mean purpose?" in said


def test_a_caret_stands_under_wide_letters_too(edited: Callable[[str, str], str]) -> None:
    said = edited('place: {vi: "xã Giao An, huyện', 'place: {字: "xã Giao An, huyện')
    carets = [line.strip(" |") for line in said.splitlines() if "^" in line]
    assert carets == ["^^^^^", "^^"]


def test_a_number_with_two_readings_in_a_file_has_help_of_its_own(
    edited: Callable[[str, str], str],
) -> None:
    said = edited("target: 2000 tonne", "target: 2.000 tonne")
    assert "2.000 can be read in two ways: 2000 / 2" in said
    assert "workspace.yaml" not in said
