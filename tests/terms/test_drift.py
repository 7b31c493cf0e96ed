"""How the file differs from the terms in force: each part, old and new."""

import pytest

from coopledger.present.machine.records import text
from coopledger.terms import Terms, parse
from coopledger.terms.drift import drift, is_wording
from coopledger.terms.source import read
from tests.conftest import PROGRAMMES
from tests.terms.documents import edited, terms

BUILT_IN = PROGRAMMES.read_text(encoding="utf-8")
CEMENT = "programme.content_areas.4.pledges.cement"


def _terms(old: str = "", new: str = "") -> Terms:
    assert BUILT_IN.count(old) == 1 or not old
    return parse(read(BUILT_IN.replace(old, new) if old else BUILT_IN, "f"))[1]


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("purpose: {vi: làm các", "purpose: {vi: xây các", {
            f"{CEMENT}.purpose.vi": ("làm các công trình hạ tầng", "xây các công trình hạ tầng")}),
        ("target: 2000 tonne", "target: 2000 t", {}),
        ("window: 2022-2025", "window: 2021-2025", {
            f"{CEMENT}.window": ("2022-2025", "2021-2025")}),
        ("equivalent: 3000000000 VND", "equivalent: 3 tỷ đồng", {}),
        ("equivalent: 3000000000 VND", "ceiling: 3 tỷ đồng", {
            f"{CEMENT}.ceiling.amount": (None, "3000000000 VND"),
            f"{CEMENT}.equivalent.amount": ("3000000000 VND", None),
            f"{CEMENT}.equivalent.about": ("False", None),
            f"{CEMENT}.equivalent.over": ("False", None)}),
        ("2022: 500, 2023: 500,", "2022: 400, 2023: 600,", {
            f"{CEMENT}.schedule.2022.quantity": ("500 tonne", "400 tonne"),
            f"{CEMENT}.schedule.2023.quantity": ("500 tonne", "600 tonne")}),
        ("2022: 500, 2023: 500,", "2023: [500, {quantity: 500, due_on: 30/6/2024}],", {
            f"{CEMENT}.schedule.2022": ("500 tonne", None),
            f"{CEMENT}.schedule.2023/2": (None, "500 tonne")}),
        ("2022: 500,", "2022: {quantity: 500, due_on: 15/12/2022},", {
            f"{CEMENT}.schedule.2022.due_on": ("2022-12-31", "2022-12-15")}),
        ("form: goods", "form: goods\n            require_document: true", {
            f"{CEMENT}.require_document": ("False", "True")}),
        ("form: goods", "form: goods\n            condition: {vi: duyệt, en: approval}", {
            f"{CEMENT}.condition.vi": (None, "duyệt"),
            f"{CEMENT}.condition.en": (None, "approval")}),
        ("code: 14812", "code: 14813", {"parties.phuong-bim-son.code": ("14812", "14813")}),
        ("equals: 0.05 tonne", "equals: 0.04 tonne", {"units.bag.in_base": ("1/20", "1/25")}),
        ("[phuong-bim-son, phuong-quang-trung]", "[phuong-quang-trung, phuong-bim-son]", {
            "succession.1.successors.1": ("phuong-bim-son", "phuong-quang-trung"),
            "succession.1.successors.2": ("phuong-quang-trung", "phuong-bim-son")}),
    ],
    ids=["words", "a unit's other name", "window", "money in words", "a worth becomes a ceiling",
         "instalments", "an instalment put off", "a day", "a document", "a condition",
         "an official code", "a lighter bag", "successors"],
)  # fmt: skip
def test_each_part_that_differs_is_named(
    old: str, new: str, changes: dict[str, tuple[str | None, str | None]]
) -> None:
    found = {
        change.path: (text(change.in_force), text(change.proposed))
        for change in drift(_terms(), _terms(old, new))
    }
    assert found == changes


def test_a_share_is_called_by_its_party() -> None:
    proposed = edited(
        ("quantity: 30 house", "quantity: 40 house"),
        ("quantity: 70 house, schedule: {2024: 70}", "quantity: 60 house, schedule: {2024: 60}"),
    )

    shares = "programme.content_areas.4.pledges.houses.shares"
    assert [change.path for change in drift(terms(), terms(proposed))] == [
        f"{shares}.south.quantity",
        f"{shares}.east.quantity",
        f"{shares}.east.schedule.2024.quantity",
    ]


AREA = "programme.content_areas"
FAIRS = "- {id: fairs, title: {vi: Hội chợ, en: Fairs}}"
BOOKS = "{id: books, title: {vi: Sách, en: Books}, form: goods, target: 5 tonne, window: 2023}"
WEST = "west: {name: {vi: Xã Tây, en: West}, type: {vi: xã, en: commune}, code: 00125}"
COW = "cow: {dimension: count, step: 1, vi: bò, en: cow}"


@pytest.mark.parametrize(
    ("changes", "path", "called"),
    [
        pytest.param([("- id: visits", f"{FAIRS}\n          - id: visits")],
                     f"{AREA}.1.activities.fairs", "fairs", id="an activity"),
        pytest.param([("en: Culture}}", f"en: Culture}}, pledges: [{BOOKS}]}}")],
                     f"{AREA}.3.pledges.books", "books", id="a pledge"),
        pytest.param([("  VND: {", f"  {COW}\n  VND: {{")], "units.cow", "cow", id="a unit"),
        pytest.param([("[east]", "[east, west]"), ("succession:", f"  {WEST}\nsuccession:")],
                     "parties.west", "west", id="a party"),
        pytest.param([("{party: south, quantity: 30", "{party: south, quantity: 20"),
                      ("- {party: east", "- {party: north, quantity: 10 house}\n" + 14 * " "
                       + "- {party: east")],
                     f"{AREA}.4.pledges.houses.shares.north", "10 house", id="a share"),
        pytest.param([("schedule: {2024: 70}", "schedule: {2024: 30, 2025: 40}")],
                     f"{AREA}.4.pledges.houses.shares.east.schedule.2025", "40 house",
                     id="an instalment of a share"),
    ],
)  # fmt: skip
def test_what_only_one_of_them_has_is_one_part(
    changes: list[tuple[str, str]], path: str, called: str
) -> None:
    """Called by its id, or by its quantity where it has one."""

    def found(old: Terms, new: Terms) -> list[tuple[str | None, str | None]]:
        return [
            (text(change.in_force), text(change.proposed))
            for change in drift(old, new)
            if change.path == path or change.path.startswith(f"{path}.")
        ]

    proposed = terms(edited(*changes))
    assert found(terms(), proposed) == [(None, called)]
    assert found(proposed, terms()) == [(called, None)]


def test_an_id_that_was_changed_is_one_pledge_gone_and_another_come() -> None:
    renamed = drift(terms(), terms(edited(("id: houses", "id: homes"))))
    assert [(change.path, change.in_force, change.proposed) for change in renamed] == [
        (f"{AREA}.4.pledges.houses", "houses", None),
        (f"{AREA}.4.pledges.homes", None, "homes"),
    ]


SCHEDULE = "schedule: {2022: 500, 2023: 500}"


def test_the_second_instalment_of_a_year_keeps_its_name_whatever_comes_before_it() -> None:
    later = "2023: [100, {quantity: 400, due_on: 2024-03-31}]"
    once, twice = (
        terms(edited((SCHEDULE, f"schedule: {{2022: {earlier}, {later}}}")))
        for earlier in ("500", "[200, {quantity: 300, due_on: 2023-03-31}]")
    )
    assert [change.path.partition("schedule.")[2] for change in drift(once, twice)] == [
        "2022.quantity",
        "2022/2",
    ]


@pytest.mark.parametrize(
    ("old", "new", "paths"),
    [
        ("vi: tấn, en: t}", "vi: tấn, en: tonne}", ["units.tonne.en", "units.tonne.plural"]),
        ("mass, step: 0.001,", "mass, step: 0.01,", ["units.tonne.step"]),
    ],
    ids=["its name", "its step"],
)
def test_how_a_unit_is_declared_is_a_part_of_its_own(old: str, new: str, paths: list[str]) -> None:
    """A target of 1,000 tonnes is no other target for that."""
    assert [change.path for change in drift(terms(), terms(edited((old, new))))] == paths


@pytest.mark.parametrize("bags", ["1000", "20000"], ids=["the same number", "as much"])
def test_a_target_in_another_unit_is_another_target(bags: str) -> None:
    whole = f"{bags} bag"
    proposed = ("target: 1000 tonne", f"target: {whole}"), (SCHEDULE, f"schedule: {{2022: {bags}}}")
    changes = drift(terms(edited((SCHEDULE, "schedule: {2022: 1000}"))), terms(edited(*proposed)))
    cement = f"{AREA}.4.pledges.cement"
    assert [(change.path, text(change.in_force), text(change.proposed)) for change in changes] == [
        (f"{cement}.target", "1000 tonne", whole),
        (f"{cement}.schedule.2022.quantity", "1000 tonne", whole),
    ]


@pytest.mark.parametrize(
    ("path", "wording"),
    [
        (f"{CEMENT}.title.vi", True),
        (f"{CEMENT}.title.en", True),
        (f"{CEMENT}.purpose.en", True),
        (f"{CEMENT}.not_stated.1.vi", True),
        ("programme.title.vi", True),
        (f"{AREA}.1.title.vi", True),
        (f"{AREA}.1.activities.visits.title.vi", True),
        ("programme.not_stated.2.en", True),
        ("programme.signing.place.vi", True),
        ("programme.signing.chaired_by.1.name", True),
        ("programme.signing.draft_presented_by.position.vi", True),
        ("programme.legal_basis.1.title.vi", True),
        ("programme.legal_basis.1.issuer.vi", True),
        ("parties.lang-chanh.name.vi", True),
        ("parties.lang-chanh.type.vi", True),
        ("parties.lang-chanh.note.vi", True),
        ("units.bag.vi", True),
        ("units.bag.plural", True),
        ("units.bag.also.1", True),
        (f"{CEMENT}.purpose.vi", False),
        (f"{CEMENT}.place.vi", False),
        (f"{CEMENT}.funding.vi", False),
        (f"{CEMENT}.beneficiary.vi", False),
        (f"{CEMENT}.condition.vi", False),
        (f"{CEMENT}.target", False),
        (f"{CEMENT}.form", False),
        (f"{CEMENT}.by", False),
        (f"{CEMENT}.window", False),
        (f"{CEMENT}.ceiling.amount", False),
        (f"{CEMENT}.ceiling.per", False),
        (f"{CEMENT}.equivalent.about", False),
        (f"{CEMENT}.require_document", False),
        (f"{CEMENT}.schedule.2022.quantity", False),
        (f"{CEMENT}.schedule.2022.due_on", False),
        (CEMENT, False),
        ("programme.provider", False),
        ("programme.recipient", False),
        ("programme.period", False),
        ("programme.document_number", False),
        ("programme.signing.date", False),
        ("programme.legal_basis.1.number", False),
        ("programme.legal_basis.1.date", False),
        ("programme.invented", False),
        ("parties.lang-chanh", False),
        ("parties.lang-chanh.code", False),
        ("parties.lang-chanh.until", False),
        ("succession.1.successors.1", False),
        ("succession.1.effective", False),
        ("units.bag", False),
        ("units.bag.in_base", False),
        ("units.bag.step", False),
        ("units.bag.dimension", False),
    ],
)
def test_only_words_can_be_corrected(path: str, *, wording: bool) -> None:
    assert is_wording(path) is wording


def test_a_programme_does_not_differ_where_only_another_does() -> None:
    assert drift(_terms(), _terms("target: 4 classroom", "target: 5 classroom")) == ()
