"""Many who record at once lose nothing, write one history, and each is told what came of it."""

import shlex
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from coopledger.book.entry import Kind
from coopledger.terms.workspace import SETTINGS
from tests.conftest import NOW, Clock
from tests.engines import Engine, on_both
from tests.faults.commands import Office, Said, started

WRITERS = 50
BOOK = "bim-son-lang-chanh"
ABOUT = f"{BOOK}#2"


@pytest.fixture
def office(tmp_path: Path, engine: Engine, clock: Clock) -> Office:
    """An office whose ledger is where the test has it, and where it is the time of the others."""
    office = Office(tmp_path / "office")
    settings = [f"ledger: {address}" for address in engine.variables.values()]
    (office.folder / SETTINGS).write_text("\n".join(settings), encoding="utf-8")
    assert clock() == NOW
    return office


def at_once(office: Office, commands: Sequence[str]) -> list[Said]:
    """What commands answer that all begin at the same moment, each in a process of its own."""
    running = [started(office.folder, shlex.split(command)) for command in commands]
    for one in running:
        one.begin()
    return [one.ended() for one in running]


def acknowledged(answers: Sequence[Said]) -> list[str]:
    return [said.entry for said in answers if said.entry and not said.answer["already"]]


def whole(office: Office, answers: Sequence[Said], before: int = 0) -> None:
    """Every acknowledged entry stands in the books once, and no other but agreements."""
    told, ledger = acknowledged(answers), office.ledger
    entries = [one.entry for one in ledger.entries()]
    made = [one.name for one in entries if one.name in told]
    assert sorted(made) == sorted(told)
    others = [one for one in entries if one.name not in told]
    assert len([one for one in others if one.kind is not Kind.AGREEMENT]) == before
    agreed = sorted(one.name for one in entries if one.kind is Kind.AGREEMENT)
    assert agreed == sorted({f"{one.book}#1" for one in entries})
    assert ledger.verify().problems == ()


def firsts() -> Iterator[str]:
    """Deliveries and activities, in two books."""
    for number in range(WRITERS // 2):
        yield f"record-delivery --quantity '1 kg' --document {number}/BB"
        yield f"record-activity --activity relics --title 'Lần {number}' --evidence programmes.yaml"


def test_fifty_record_at_once_into_an_empty_workspace(office: Office) -> None:
    answers = at_once(office, list(firsts()))
    assert [said.code for said in answers] == [0] * WRITERS
    assert sorted(said.answer["adopted"] for said in answers)[-3:] == [False, True, True]
    assert len(set(acknowledged(answers))) == WRITERS
    whole(office, answers)


def contested() -> Iterator[str]:
    """What can be recorded once, or as long as something is left, and what can always."""
    for number in range(8):
        yield f"confirm {ABOUT} --party lang-chanh --short '{number} kg' --reason 'cân lại'"
    yield from [f"dispute {ABOUT} --party lang-chanh --reason 'chưa nhận'"] * 4
    yield from ["reverse bim-son-lang-chanh#3 --reason 'ghi nhầm'"] * 10
    for number in range(10):
        yield (
            "record-return bim-son-lang-chanh#4 --quantity '1 kg' --reason 'vón cục' "
            f"--document {number}/HT"
        )
    yield from ["close --programme bim-son-lang-chanh --through 2022-12-31"] * 6
    yield from ["record-delivery --quantity '4 kg' --document 9/BB --key import-1"] * 6
    for number in range(6):
        yield f"record-activity --activity relics --title 'Lần {number}' --date 2023-09-01"


def test_fifty_who_want_the_same_get_it_once_and_the_others_are_told(office: Office) -> None:
    for quantity in (10, 5, 3):
        deliver = f"record-delivery --quantity '{quantity} kg' --date 2023-03-15"
        assert office.run(shlex.split(deliver)).code == 0
    commands = list(contested())
    assert len(commands) == WRITERS
    answers = at_once(office, commands)

    came_of_it: dict[str, Counter[str]] = {}
    for command, said in zip(commands, answers, strict=True):
        name = command.split()[0].replace("dispute", "confirm")
        told = (
            "already" if said.answer.get("already") else "recorded" if said.entry else said.codes[0]
        )
        came_of_it.setdefault(name, Counter())[told] += 1
    answered = came_of_it.pop("confirm")
    assert answered.pop("recorded") == 1
    assert answered.total() == 11
    assert set(answered) <= {"B132", "already"}
    assert came_of_it == {
        "reverse": {"recorded": 1, "B124": 9},
        "record-return": {"recorded": 3, "B147": 7},
        "close": {"recorded": 1, "already": 5},
        "record-delivery": {"recorded": 1, "already": 5},
        "record-activity": {"recorded": 6},
    }
    whole(office, answers, before=3)


AGAIN, NEXT = "record-delivery --quantity '4 kg' --document {}/BB --key import-1", f"{BOOK}#3"


@pytest.fixture
def begun(office: Office) -> Office:
    """An office with a book in which something is recorded."""
    assert office.run(["record-delivery", "--quantity", "5 kg"]).entry == ABOUT
    return office


@on_both
def test_who_sends_the_same_at_once_records_it_once_and_all_are_told_so(begun: Office) -> None:
    answers = at_once(begun, [AGAIN.format(9)] * 10)
    assert [said.code for said in answers] == [0] * 10
    assert {said.entry for said in answers} == {NEXT}
    assert sorted(said.answer["already"] for said in answers) == [False] + [True] * 9
    whole(begun, answers, before=1)


@on_both
def test_who_sends_something_else_under_the_same_key_at_once_is_refused(begun: Office) -> None:
    answers = at_once(begun, [AGAIN.format(number) for number in range(10)])
    assert Counter(said.entry or said.codes[0] for said in answers) == {NEXT: 1, "B130": 9}
    whole(begun, answers, before=1)
