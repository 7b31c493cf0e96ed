"""What `--format json` shows is what `coop schema` promises."""

import csv
import io
import json
import re
import shlex
import shutil
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from coopledger.book.entry import Entry, Kind
from coopledger.cli.app import FAMILIES
from coopledger.present.machine.rows import BOM
from coopledger.present.machine.schemas import NAMES, schema
from tests.cli.manual import examples, on_a_server, prepare
from tests.coop import Coop
from tests.kept import Kept
from tests.schemas import validated

EDIT = re.compile(r"in (?P<file>\S+): (?P<old>.+) -> (?P<new>.+)")
ELSEWHERE = Path(__file__).parents[1] / "elsewhere" / "programmes.yaml"
CEMENT, SCHOOL = "bim-son-lang-chanh", "hau-loc-lang-chanh"
RECIPIENT = "--party lang-chanh"
STORY = (
    f"adopt --programme {CEMENT} --document 01/TT --evidence programmes.yaml",
    "record-delivery --tonnes 500 --date 2023-03-15 --document 12/BB --note truck --key 1",
    f"confirm {CEMENT}#2 {RECIPIENT} --accepted 480 --short 15 --rejected 15 --over 10 --reason x",
    f"dispute {CEMENT}#2 {RECIPIENT} --replaces {CEMENT}#3 --reason lost",
    'record-delivery --quantity "10000 bag" --date 2024-01-02 --actual-value "750 triệu"',
    f"record-return {CEMENT}#6 --quantity 400bag --date 2024-02-02 --reason spoiled",
    f"record-delivery --tonnes 480 --date 2023-03-15 --replaces {CEMENT}#2 --reason typo",
    f"record-delivery --tonnes 10 --date 2024-03-01 {RECIPIENT}",
    f"confirm {CEMENT}#10 --sent 12 --reason weighed",
    f"supplement {CEMENT}#9 --document 13/BB --evidence programmes.yaml",
    "in programmes.yaml: 2024: 500, 2025: 500 -> 2024: 300, 2025: 700",
    "adopt --document 01/PL --effective 2024-01-01",
    "in programmes.yaml: en: Cement} -> en: Portland cement}",
    "adopt --correction --reason translation",
    f"close --programme {CEMENT} --through 2024-12-31",
    "record-delivery --tonnes 5 --date 2024-11-01 --reason late",
    "record-completion --classrooms 5 --stage handed-over --date 2023-11-20 --allow-excess",
    'record-disbursement --amount "3,6 tỷ" --date 2023-11-20',
    "record-activity --activity linking-schools --title Meeting --date 2023-10-12",
    f"record-activity --area 2 --title Visit --programme {SCHOOL} --date 2023-10-12",
    "record-activity --activity relics --none --year 2023",
    f"reverse {SCHOOL}#2 --reason typo --dry-run",
    "seal --output seal.txt",
    "in programmes.yaml: en: Portland cement} -> en: Cement}",
)
"""Something of every kind of entry, and of every field an entry can have but a share."""
READ = (
    "status", "status --as-of 2023-12-31", "status --known-at 2024-01-05", "report --year 2023",
    "report --year 2025", "report --year 2026", "report --year 2023 --pledge cement", "entries",
    "entries --pending", f"show {CEMENT}#2", f"show {CEMENT}#13", f"show {SCHOOL}#1",
    f"evidence {CEMENT}#9", f"evidence {CEMENT}#2", f"evidence {CEMENT}#9 --extract papers",
    "pledges", "check", "seal", "seal --output other.txt", "verify", "verify --expect seal.txt",
    f"verify --expect {CEMENT}#1:00000000000000000000", "schema", "init elsewhere",
)  # fmt: skip
NOTHING = {"status --known-at 2024-01-05", f"evidence {CEMENT}#2"}
"""Of these nothing is to be said."""
REFUSED = (
    "status --programme nowhere", "status --as-of yesterday", "status --known-at yesterday",
    "status --tones 5", f"entries --after {CEMENT}#1", "verify --expect nothing.txt",
)  # fmt: skip


def asked(coop: Coop, command: str) -> Any:
    return json.loads(coop(*shlex.split(command), "--format", "json").out)


def tell(coop: Coop) -> Iterator[tuple[str, Any]]:
    """What the commands of the story answer, while they are run."""
    for line in STORY:
        if edit := EDIT.fullmatch(line):
            path = coop.folder / edit["file"]
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace(edit["old"], edit["new"]), encoding="utf-8")
        else:
            yield line, asked(coop, line)


@pytest.fixture
def told(coop: Coop) -> Coop:
    """The workspace after the story."""
    KEPT.bring("story", coop.folder, lambda: deque(tell(coop), maxlen=0))
    return coop


KEPT = Kept()


def test_what_is_recorded_is_answered_as_the_schema_says(coop: Coop) -> None:
    for line, answer in tell(coop):
        assert validated(answer) == ("seal" if line.startswith("seal") else "receipt")
        assert line.startswith("adopt") == bool(answer.get("changes")) or answer["adopted"]


def test_the_story_has_every_kind_and_field_of_an_entry_but_a_share(told: Coop) -> None:
    entries = asked(told, "entries")["entries"]
    assert {entry["kind"] for entry in entries} == set(Kind)
    assert {name for entry in entries for name in entry} >= set(Entry._fields) - {"share"}


@pytest.mark.parametrize("command", [*READ, *REFUSED])
def test_what_is_shown_is_as_its_schema_says(command: str, coop: Coop) -> None:
    validated(asked(coop, command))


@pytest.mark.parametrize("command", READ)
def test_what_is_shown_of_a_full_book_is_as_its_schema_says(command: str, told: Coop) -> None:
    assert validated(asked(told, command)) != "errors"


@pytest.mark.parametrize("command", REFUSED)
def test_a_refusal_is_as_the_schema_says(command: str, told: Coop) -> None:
    assert validated(asked(told, command)) == "errors"


@pytest.mark.parametrize("command", READ)
def test_every_row_of_csv_has_every_column(command: str, told: Coop) -> None:
    out = told(*shlex.split(command), "--format", "csv").out
    assert out.startswith(BOM)
    table = list(csv.reader(io.StringIO(out.removeprefix(BOM))))
    assert len({len(row) for row in table}) <= 1
    assert all(len(set(heading)) == len(heading) for heading in table[:1])
    assert table or command in NOTHING


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
def test_a_schema_is_found_by_the_name_of_its_command(
    command: str, coop: Coop, request: pytest.FixtureRequest
) -> None:
    if command == "completion":  # prints a script
        return
    if command == "server":
        on_a_server(coop, request.getfixturevalue("postgres"))
    prepare(coop, command, "en")
    record = asked(coop, examples(command, "en")[0])
    promised = json.loads(coop("schema", "schemas" if command == "schema" else command).out)
    assert record["schema"] == promised["properties"]["schema"]["const"]
