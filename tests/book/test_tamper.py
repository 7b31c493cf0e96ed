"""Whoever edits the file of a ledger is found, and told where; generated over all there is to edit.

An edit in place breaks the chain. A chain that was built anew is whole again, and a tail that was
cut leaves no trace: both show against a head that somebody else keeps, and without one they do not.
"""

import json
import random
import re
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import cycle, islice, zip_longest
from pathlib import Path

import pytest

from coopledger.book.chain import SHOWN, Head
from coopledger.book.entry import FIELDS, Entry, Kind
from coopledger.ledger import Ledger
from coopledger.quantity.amount import MOST_STEPS
from coopledger.terms.workspace import EVIDENCE, LEDGER, workspace_in
from tests.book.forgery import (
    DEEDS,
    IN_A_FILE,
    TOLD,
    Edit,
    Forger,
    Places,
    Rows,
    Told,
    additions,
    at_its_place,
    deleted,
    duplicated,
    edits,
    forger_at,
    head_of,
    inserted,
    name_of,
    samples,
    swapped,
)
from tests.book.history import COAST, HILLS, PAPERS, record
from tests.conftest import LANGUAGES, Clock
from tests.coop import Coop
from tests.engines import Engine, on_both
from tests.faults.places import KINDS
from tests.refusals import codes, english_in

FEWER = 5
"""Of so many forged chains one is looked at with some command."""

TERMS = 10
"""How many edits of adopted terms are tried; a seed chooses which."""


@pytest.fixture(scope="session")
def history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which everything happened; made once."""
    folder = tmp_path_factory.mktemp("history") / "workspace"
    record(folder, Clock())
    return folder


@pytest.fixture
def ledger(history: Path, workspace: Path, engine: Engine, clock: Clock) -> Ledger:
    """The history, in a workspace of one's own."""
    shutil.rmtree(workspace)
    shutil.copytree(history, workspace, ignore=shutil.ignore_patterns(LEDGER, EVIDENCE))
    engine.bring(history)
    clock.advance(hours=1)
    at = engine.at(workspace_in(workspace))
    return Ledger(at, clock=clock, recorded_by="Lê Thị Mai")


@pytest.fixture
def forger(ledger: Ledger, engine: Engine) -> Iterator[Forger]:
    assert ledger
    forger = forger_at(engine)
    yield forger
    forger.restore()


def faults(ledger: Ledger, *expected: Head) -> set[tuple[str, str]]:
    """What verification finds: each code with the entry it names."""
    problems = ledger.verify(expected=expected).problems
    return {(problem.code, str(problem.values.get("entry"))) for problem in problems}


@on_both
def test_the_history_has_every_kind_of_entry_and_every_field(
    ledger: Ledger, forger: Forger
) -> None:
    bodies = [json.loads(row.body) for row in forger.rows]
    assert {body["kind"] for body in bodies} == set(Kind)
    assert {name for body in bodies for name in body} == set(Entry._fields)
    assert {row.book for row in forger.rows} == {HILLS, COAST}
    forger.put(forger.rows)
    assert faults(ledger) == set()


# In place: the hash does not fit any more


def rounds(all_edits: Iterable[Edit]) -> Iterator[list[Edit]]:
    """Every edit once, in rounds that edit every other entry and leave its neighbours alone."""
    of_entry: dict[str, list[Edit]] = defaultdict(list)
    for edit in all_edits:
        of_entry[name_of(edit.row)].append(edit)
    groups = list(of_entry.values())
    for half in (groups[::2], groups[1::2]):
        for together in zip_longest(*half):
            yield [edit for edit in together if edit is not None]


def in_place(forger: Forger) -> Iterator[Edit]:
    every = samples(forger.rows)
    for row in forger.rows:
        yield from chosen(edits(row))
        yield from additions(row, every)


def chosen(all_edits: Iterable[Edit]) -> list[Edit]:
    """Of the hundreds of edits of adopted terms some; of all others every one."""
    found = list(all_edits)
    of_terms = [edit for edit in found if edit.what.startswith(".terms.")]
    others = [edit for edit in found if not edit.what.startswith(".terms.")]
    few = random.Random(2022).sample(of_terms, min(TERMS, len(of_terms)))  # noqa: S311
    return [*others, *few]


@on_both
def test_every_edit_of_every_field_is_one_broken_link_at_its_entry(
    ledger: Ledger, forger: Forger
) -> None:
    tried: set[tuple[str, str]] = set()
    for together in rounds(in_place(forger)):
        forger.instead(*(edit.row for edit in together))
        broken = {entry for code, entry in faults(ledger) if code == "B822"}
        assert broken == {name_of(edit.row) for edit in together}, [str(edit) for edit in together]
        tried |= {(name_of(edit.row), edit.what.split(" ")[0][1:]) for edit in together}
    assert {entry for entry, _ in tried} == {name_of(row) for row in forger.rows}
    assert {field for _, field in tried} >= {*Entry._fields}
    for row in forger.rows:
        assert {(name_of(row), field) for field in Entry._fields} <= tried


# Whole rows


@on_both
@pytest.mark.parametrize("book", [HILLS, COAST])
@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.__name__)
def test_rows_that_were_moved_are_named(
    ledger: Ledger, forger: Forger, deed: Callable[[Rows], Places], book: str
) -> None:
    others = [row for row in forger.rows if row.book != book]
    for at, rows, named in deed(forger.book(book)):
        forger.put([*others, *rows])
        assert {(code, f"{book}#{place}") for code, place in named} <= faults(ledger), at


# Against a head that somebody keeps


@on_both
@pytest.mark.parametrize("book", [HILLS, COAST])
def test_a_tail_that_was_cut_shows_only_against_a_head(
    ledger: Ledger, forger: Forger, book: str
) -> None:
    rows = forger.book(book)
    others = [row for row in forger.rows if row.book != book]
    seal = ledger.heads()
    for length in range(len(rows)):
        forger.put([*others, *rows[:length]])
        assert faults(ledger) == set()
        (problem,) = ledger.verify(expected=seal).problems
        if not length:
            assert (problem.code, problem.values["book"]) == ("B831", book)
            continue
        assert (problem.code, problem.values["entry"]) == ("B832", name_of(rows[-1]))
        assert problem.values["last"] == head_of(rows[length - 1])


AGES = {4: 64, 11: SHOWN, 18: 64, 24: SHOWN}
"""After which entries of the longer book a head was given away, and with how many digits."""


def given(forger: Forger) -> list[Head]:
    """Those heads, by turns as a seal and as a report has them."""
    return [
        Head(HILLS, row.seq, row.hash[: AGES[row.seq]])
        for row in forger.book(HILLS)
        if row.seq in AGES
    ]


def place(seq: int) -> tuple[str, str]:
    """The head that gives away an entry that differs, and the entries it may be."""
    oldest = min(age for age in AGES if age >= seq)
    since = max((age for age in AGES if age < seq), default=0) + 1
    return f"{HILLS}#{oldest}", f"{HILLS}#{since}-{oldest}"


def rewritings(forger: Forger) -> Iterator[Edit]:
    """For every kind of entry every field changed and removed, or added where it may be."""
    every, tried = samples(forger.rows), set()
    for row in forger.book(HILLS):
        kind = json.loads(row.body)["kind"]
        may = {name: every[name] for name in (*FIELDS[kind][1], "key", "note", "evidence")}
        for edit in (*chosen(edits(row)), *additions(row, may)):
            undone = edit.what in {".seq changed", ".seq removed"}  # by numbering anew
            if not undone and (kind, edit.what) not in tried:
                tried.add((kind, edit.what))
                yield edit


@on_both
def test_a_chain_built_anew_shows_only_against_a_head_which_says_where(
    ledger: Ledger, forger: Forger
) -> None:
    heads, unseen = given(forger), set()
    assert faults(ledger, *heads) == set()
    for edit in rewritings(forger):
        rows = [edit.row if row.seq == edit.row.seq else row for row in forger.book(HILLS)]
        forger.rewrite(rows)
        problems = ledger.verify(HILLS, expected=heads).problems
        rewritten = [problem for problem in problems if problem.code.startswith("B83")]
        found = [(one.code, one.values["entry"], one.values["within"]) for one in rewritten]
        assert found == [("B833", *place(edit.row.seq))], str(edit)
        if problems == tuple(rewritten):
            unseen.add(json.loads(edit.row.body)["kind"])
    assert unseen == set(Kind), "without a head nothing tells such a chain from a true one"


@on_both
@pytest.mark.parametrize("book", [HILLS, COAST])
@pytest.mark.parametrize("deed", [deleted, duplicated, inserted, swapped],
                         ids=lambda deed: deed.__name__)  # fmt: skip
def test_rows_that_were_moved_in_a_chain_built_anew_are_named_by_the_first_head_behind_them(
    ledger: Ledger, forger: Forger, deed: Callable[[Rows], Places], book: str
) -> None:
    """Every head was given to somebody: then the very entry is named."""
    heads = [head_of(row) for row in forger.book(book)]
    for at, rows, _ in deed(forger.book(book)):
        forger.rewrite(rows)
        found = {entry for code, entry in faults(ledger, *heads) if code == "B833"}
        assert found == ({f"{book}#{at}"} if at <= len(heads) else set())


# What no chain may say, whatever its hashes are


def amount(steps: int, unit: str = "tonne") -> dict[str, object]:
    return {"steps": steps, "unit": unit}


@pytest.mark.parametrize(
    ("seq", "said"),
    [
        pytest.param(22, {"pledge": "rice"}, id="a pledge"),
        pytest.param(17, {"activity": "feast"}, id="an activity"),
        pytest.param(17, {"area": "5"}, id="a content area"),
        pytest.param(22, {"quantity": amount(1, "load")}, id="a unit"),
        pytest.param(22, {"actual_value": amount(1, "USD")}, id="a currency"),
        pytest.param(22, {"quantity": amount(0)}, id="nothing of it"),
        pytest.param(22, {"quantity": amount(-1)}, id="less than nothing"),
        pytest.param(22, {"actual_value": amount(0, "VND")}, id="worth nothing"),
    ],
)
def test_what_the_terms_do_not_know_is_found_without_a_head(
    ledger: Ledger, forger: Forger, coop: Coop, seq: int, said: dict[str, object]
) -> None:
    row = forger.book(HILLS)[seq - 1]
    forger.rewrite(forger.saying(HILLS, {seq: {**json.loads(row.body), **said}}))
    found = ledger.verify().problems
    assert [(one.code, one.values["entry"]) for one in found] == [("B803", name_of(row))]
    assert {found[0].values["field"]} == said.keys()
    for look in LOOKS:
        assert coop(*look).code == 3, look


def test_a_forged_return_of_more_than_there_is_can_be_looked_at(forger: Forger, coop: Coop) -> None:
    body = json.loads(forger.book(HILLS)[5].body)
    body["quantity"] = amount(MOST_STEPS)
    forger.rewrite(forger.saying(HILLS, {6: body}))
    for look in LOOKS:
        answered(coop, look)


def test_what_only_later_terms_know_was_not_known_before_them(
    ledger: Ledger, forger: Forger, coop: Coop
) -> None:
    """An annex that was dated back, and an entry that speaks of what it brought, set before it."""
    bodies = {row.seq: json.loads(row.body) for row in forger.book(HILLS)}
    bodies[11]["pledge"] = "lime"
    for seq in (19, 20):
        pledges = bodies[seq]["terms"]["programmes"][HILLS]["content_areas"]["4"]["pledges"]
        (cement,) = [pledge for pledge in pledges if pledge["id"] == "cement"]
        cement["id"] = "lime"
        bodies[seq]["occurred_on"] = "2021-01-01"
    forger.rewrite(forger.saying(HILLS, bodies))
    assert ledger.verify().problems == ()
    assert coop("entries").code == 0
    answer = coop("entries", "--known-at", bodies[12]["recorded_at"])
    assert (answer.code, codes(answer.err)) == (3, ["B803"])


# Evidence

ALTERED: dict[str, tuple[Callable[[Forger, str], object], str]] = {
    "gone": (lambda forger, name: forger.lose(name), "B841"),
    "altered": (lambda forger, name: forger.alter(name, b"5000 tonnes"), "B842"),
    "of the same length": (lambda by, name: by.alter(name, bytes(len(PAPERS[name]))), "B842"),
}


@on_both
@pytest.mark.parametrize(("alter", "code"), ALTERED.values(), ids=ALTERED)
@pytest.mark.parametrize("name", PAPERS)
def test_altered_evidence_is_found_at_every_entry_behind_which_it_stands(
    ledger: Ledger, forger: Forger, name: str, alter: Callable[[Forger, str], object], code: str
) -> None:
    behind = entries_behind(forger, name)
    assert behind
    alter(forger, name)
    assert faults(ledger) == {(code, entry) for entry in behind}


def entries_behind(forger: Forger, name: str) -> set[str]:
    """The entries behind which the evidence of this name stands."""
    return {
        name_of(row)
        for row in forger.rows
        if name in [file["name"] for file in json.loads(row.body).get("evidence", ())]
    }


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", PAPERS)
def test_what_is_no_file_in_its_place_is_found_likewise(
    ledger: Ledger, forger: Forger, name: str, kind: str
) -> None:
    at_its_place(kind, name, forger)
    assert faults(ledger) == {("B843", entry) for entry in entries_behind(forger, name)}


# As people are told


DONE = [
    *(pytest.param("sqlite", told, id=f"{name}-sqlite") for name, told in IN_A_FILE.items()),
    *(pytest.param("postgres", told, id=f"{name}-postgres") for name, told in TOLD.items()),
]
"""What a forger does, on each engine on which it can be done."""


@pytest.mark.parametrize(("engine", "told"), DONE, indirect=["engine"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_verify_says_what_is_wrong_and_where(
    forger: Forger, coop: Coop, told: Told, lang: str
) -> None:
    older = Head(HILLS, 4, forger.book(HILLS)[3].hash[:SHOWN])
    assert coop("seal", "--output", "seal.txt").code == 0
    told.deed(forger)
    answer = coop("verify", "--expect", "seal.txt", "--expect", str(older), "--lang", lang)
    assert answer.code == 3
    said = [line for line in answer.out.splitlines() if f"[{told.code}]" in line]
    assert any(re.search(rf"{told.named}\b", line) for line in said)
    assert lang == "en" or not english_in(answer.out)
    only_against_a_head = told.code in {"B831", "B832", "B833"}
    assert coop("verify", "--lang", lang).code == (0 if only_against_a_head else 3)


# Whoever else looks

LOOKS = (
    ("status",), ("status", "--format", "json"), ("report", "--year", "2023"), ("entries",),
    ("entries", "--format", "csv"), ("entries", "--pending"), ("pledges",), ("seal",),
    ("show", "hills#2"), ("show", "hills#10", "--format", "json"), ("evidence", "hills#7"),
    ("status", "--known-at", "2026-11-23T08:12Z", "--as-of", "2023-06-30"),
    ("confirm", "hills#22", "--party", "east"), ("reverse", "hills#2", "--reason", "x"),
    ("record-delivery", "--pledge", "cement", "--quantity", "1 tonne", "--date", "2024-01-01"),
)  # fmt: skip
"""Commands that read a book, by turns."""


@pytest.mark.parametrize(("engine", "told"), DONE, indirect=["engine"])
def test_every_command_answers_or_refuses_whatever_was_done(
    forger: Forger, coop: Coop, told: Told
) -> None:
    told.deed(forger)
    for look in LOOKS:
        answered(coop, look)


def answered(coop: Coop, look: Sequence[str]) -> None:
    """A command says something, or why it does not; what it did not expect would be raised."""
    answer = coop(*look)
    refusal = codes(answer.err) or ("errors" in json.loads(answer.out) if "json" in look else False)
    assert bool(refusal) == (answer.code != 0), look
    assert answer.out or refusal, look


@on_both
def test_whatever_a_forged_chain_says_is_shown_or_refused(forger: Forger, coop: Coop) -> None:
    """Such a chain verifies without a head, so nothing has warned who looks at it."""
    looks = cycle(LOOKS)
    for edit in islice(rewritings(forger), 0, None, FEWER):
        rows = [edit.row if row.seq == edit.row.seq else row for row in forger.book(HILLS)]
        forger.rewrite(rows)
        answered(coop, next(looks))
