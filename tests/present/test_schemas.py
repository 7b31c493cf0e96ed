"""What `--format json` shows is what `coop schema` promises."""

import json
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from coopledger.cli.app import FAMILIES
from coopledger.present.machine.schemas import NAMES, schema
from tests.cli.manual import HISTORY, examples
from tests.coop import Coop
from tests.schemas import validated

ELSEWHERE = Path(__file__).parents[1] / "elsewhere" / "programmes.yaml"
STORY = (
    "record-delivery --tonnes 500 --date 2023-03-15 --document 12/BB --note truck --key 1",
    'record-delivery --quantity "10000 bag" --date 2024-01-02 --actual-value "750 triệu"',
    "record-delivery --tonnes 480 --date 2023-03-15 --replaces bim-son-lang-chanh#2 --reason typo",
    "record-completion --classrooms 5 --stage handed-over --date 2023-11-20 --allow-excess",
    'record-disbursement --amount "3,6 tỷ" --date 2023-11-20',
    "record-activity --activity linking-schools --title Meeting --date 2023-10-12",
    "record-activity --area 2 --title Visit --programme hau-loc-lang-chanh --date 2023-10-12",
    "record-activity --activity relics --none --year 2023",
    "reverse hau-loc-lang-chanh#2 --reason typo --dry-run",
)
"""Something of every kind of entry, and of every field an entry can have but a share."""
READ = (
    "status", "status --as-of 2023-12-31", "report --year 2023", "report --year 2026", "entries",
    "show bim-son-lang-chanh#2", "show hau-loc-lang-chanh#1", "pledges", "check", "verify",
    "schema", "status --programme nowhere", "status --as-of yesterday", "status --tones 5",
    "init elsewhere", "report --year 2023 --pledge cement",
)  # fmt: skip


def asked(coop: Coop, command: str) -> Any:
    return json.loads(coop(*shlex.split(command), "--format", "json").out)


@pytest.mark.parametrize("command", READ)
def test_what_is_shown_is_as_its_schema_says(command: str, coop: Coop) -> None:
    validated(asked(coop, command))
    for recorded in STORY:
        assert validated(asked(coop, recorded)) == "receipt"
    validated(asked(coop, command))


@pytest.mark.parametrize("command", ["status", "report --year 2023", "pledges", "check", "entries"])
def test_pledges_of_every_kind_are_as_the_schema_says(
    command: str, tmp_path: Path, coop_in: Callable[[Path], Coop]
) -> None:
    shutil.copy(ELSEWHERE, tmp_path)
    coop = coop_in(tmp_path)
    given_back = "--pledge cement-given-back --share commune-01 --date 2023-01-05"
    assert validated(asked(coop, f"record-delivery --tonnes 10 {given_back}")) == "receipt"
    validated(asked(coop, command))


def test_a_damaged_book_is_as_the_schema_says(coop: Coop) -> None:
    coop("record-delivery", "--tonnes", "500")
    path = coop.folder / "ledger.sqlite3"
    path.write_bytes(path.read_bytes().replace(b'"steps":500000', b'"steps":600000'))
    record = asked(coop, "verify")
    assert validated(record) == "verify"
    assert not record["intact"]


def test_a_problem_in_a_file_says_where_in_the_excerpt_it_is(coop: Coop) -> None:
    path = coop.folder / "programmes.yaml"
    text = path.read_text(encoding="utf-8").replace("target: 2000 tonne", "target: 2000 tonnne")
    path.write_text(text, encoding="utf-8")
    record = asked(coop, "check")
    assert validated(record) == "errors"
    (error,) = record["errors"]
    place = error["place"]
    start = place["start"] - 1
    assert place["excerpt"][start : start + place["length"]] == "2000 tonnne"
    assert text.splitlines()[place["line"] - 1] == place["excerpt"]


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one_and_can_be_printed(name: str, coop: Coop) -> None:
    Draft202012Validator.check_schema(schema(name))
    assert json.loads(coop("schema", name).out) == schema(name)
    assert schema(name)["properties"]["schema"] == {"const": f"coopledger.{name}/1"}


@pytest.mark.parametrize("command", [c for names in FAMILIES.values() for c in names])
def test_a_schema_is_found_by_the_name_of_its_command(command: str, coop: Coop) -> None:
    if command == "completion":  # prints a script
        return
    for earlier in () if command in HISTORY else HISTORY:
        for example in examples(earlier, "en"):
            asked(coop, example)
    record = asked(coop, examples(command, "en")[0])
    promised = json.loads(coop("schema", "schemas" if command == "schema" else command).out)
    assert record["schema"] == promised["properties"]["schema"]["const"]
