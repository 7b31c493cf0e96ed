"""The word of both sides: who answers what, what that comes to, and what is refused."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from coopledger import Draft, Kind, Stage
from coopledger.ledger import Ledger
from coopledger.problem import Value
from tests.book.acts import amendment as annex
from tests.book.acts import (
    answer,
    back,
    by,
    close,
    dispute,
    figures,
    numbers,
    paper,
    partly,
    pending,
    progress,
    proposed,
    shares,
    succeeded,
    text,
)
from tests.book.conftest import UPLANDS
from tests.book.drafts import (
    BIM_SON,
    CEMENT,
    REVERSAL,
    cement,
    names,
    paid,
    refused,
    remarks,
    reversal,
    rooms,
    said,
    seed,
    visit,
)
from tests.conftest import PROGRAMMES, Clock

OTHER = "Phạm Văn Nam"
"""Who acts for Lang Chánh, so that nobody acts for both."""


@pytest.fixture
def delivered(ledger: Ledger) -> Ledger:
    """500 t of cement, which Bỉm Sơn says it delivered; in the hands of the other side."""
    said(ledger, CEMENT)
    return by(ledger, OTHER)


@pytest.fixture(scope="module")
def unchanged(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """The same, for drafts that are refused one and all; made once."""
    folder = tmp_path_factory.mktemp("unchanged")
    shutil.copy(PROGRAMMES, folder)
    ledger = Ledger.open(folder, clock=Clock(), recorded_by="Lê Thị Mai")
    said(ledger, CEMENT)
    return by(ledger, OTHER)


@pytest.fixture
def received(ledger: Ledger) -> Ledger:
    """480 t of cement that Lang Chánh recorded first; in the hands of Bỉm Sơn."""
    said(by(ledger, OTHER), cement(quantity="480 tonne", party="lang-chanh"))
    return ledger


# What an answer comes to


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        pytest.param(answer(), (500, 500, 500, 0), id="all of it"),
        pytest.param(answer(accepted="500"), (500, 500, 500, 0), id="all of it in figures"),
        pytest.param(partly("480", short="15", rejected="5"), (500, 480, 480, 0), id="partly"),
        pytest.param(partly("520", over="20"), (500, 520, 500, 0), id="more than was sent"),
        pytest.param(partly("510", over="20", rejected="10"), (500, 510, 500, 0),
                     id="more than was sent, and some of it spoiled"),
        pytest.param(partly("0", rejected="500"), (500, 0, 0, 0), id="nothing"),
        pytest.param(answer(short="500", reason="xe không đến"), (500, 0, 0, 0),
                     id="nothing, by what is short"),
        pytest.param(answer(short="15", rejected="5", reason="rách bao"), (500, 480, 480, 0),
                     id="what is accepted follows"),
        pytest.param(dispute(), (500, 0, 0, 500), id="disputed"),
    ],
)  # fmt: skip
def test_the_receivers_figure_counts_once_it_has_spoken(
    delivered: Ledger, draft: Draft, expected: tuple[int, ...]
) -> None:
    assert figures(delivered) == (500, 500, 0, 0)
    said(delivered, draft)
    assert figures(delivered) == expected


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        pytest.param(answer(party="bim-son"), (480, 480, 480, 0), id="all of it"),
        pytest.param(answer(party="bim-son", sent="500", reason="vỡ dọc đường"),
                     (480, 480, 480, 0), id="more was sent"),
        pytest.param(answer(party="bim-son", sent="470", reason="theo phiếu cân"),
                     (480, 480, 470, 0), id="less was sent"),
        pytest.param(answer(party="bim-son", sent="0", reason="không giao"), (480, 480, 0, 0),
                     id="nothing was sent"),
        pytest.param(dispute(party="bim-son"), (480, 0, 0, 480), id="disputed"),
    ],
)  # fmt: skip
def test_the_receivers_figure_counts_when_it_spoke_first(
    received: Ledger, draft: Draft, expected: tuple[int, ...]
) -> None:
    assert figures(received) == (480, 480, 0, 0)
    said(received, draft)
    assert figures(received) == expected


def test_an_answer_works_from_the_day_of_what_it_answers(delivered: Ledger) -> None:
    said(delivered, partly("480", short="20", date="2024-01-10"))
    assert figures(delivered, "2023-03-14") == (0, 0, 0, 0)
    assert figures(delivered, "2023-03-15") == (500, 480, 480, 0)


@pytest.mark.parametrize("draft", [answer(), back("20 tonne")], ids=lambda draft: draft.kind)
def test_what_is_said_may_be_said_on_the_very_day(delivered: Ledger, draft: Draft) -> None:
    assert said(delivered, replace(draft, date="2023-03-15")).kept


def test_figures_of_an_answer_are_kept_in_the_unit_of_the_claim(delivered: Ledger) -> None:
    said(delivered, partly("9600 bag", short="300 bag", rejected="5 tonne"))
    entry = delivered.entries()[-1].entry
    assert (entry.accepted, entry.short, entry.rejected, entry.over) == (
        ("tonne", 480_000),
        ("tonne", 15_000),
        ("tonne", 5_000),
        None,
    )


def test_what_was_promised_by_the_recipient_is_received_by_the_provider(
    write_programmes: Callable[[str], Ledger],
) -> None:
    """A loan is given back: the provider accepts, and the recipient says what it sent."""
    loan = "{id: loan, title: {vi: Trả, en: Back}, form: money, target: 100 VND, by: recipient}"
    ledger = write_programmes(UPLANDS + f"          - {loan}\n")
    repaid = seed("loan", "50 VND", kind=Kind.DISBURSEMENT, party="hill")
    said(ledger, repaid, replace(repaid, party="town", document="2/UNC", date="2023-03-16"))
    assert set(refused(ledger, answer(party="town", sent="50"))) == {"B137"}
    assert set(refused(ledger, answer(concerns="#3", party="hill", accepted="50"))) == {"B137"}
    said(ledger, partly("40", short="10", party="town"))
    said(ledger, answer(concerns="#3", party="hill", sent="45", reason="phí"))
    assert figures(ledger, pledge="loan") == (100, 90, 85, 0)


def test_rooms_and_money_are_answered_like_cement(ledger: Ledger) -> None:
    said(ledger, rooms("4"), paid("1200000000 VND"))
    said(ledger, partly("3", rejected="1", date="2023-09-05"))
    said(ledger, partly("1 tỷ", concerns="#3", short="200 triệu"))
    assert figures(ledger, pledge="giao-an-school") == (4, 3, 3, 0)
    assert text(progress(ledger, pledge="giao-an-school").disbursed[0]) == "VND 1 billion"


def test_the_worth_of_goods_goes_by_whether_anything_of_them_counts(ledger: Ledger) -> None:
    said(ledger, cement(actual_value="750 triệu"))
    said(ledger, partly("480", rejected="20"))
    assert [text(worth) for worth in progress(ledger).value] == ["VND 750 million"]
    said(ledger, reversal(concerns="#3", party="lang-chanh"), dispute())
    assert progress(ledger).value == ()


@pytest.mark.parametrize(
    ("draft", "occasions"),
    [(answer(date="2023-09-02"), 1), (dispute(date="2023-09-02"), 0)],
    ids=["confirmed", "disputed"],
)
def test_an_occasion_may_be_answered_and_counts_as_nothing_while_disputed(
    ledger: Ledger, draft: Draft, occasions: int
) -> None:
    said(ledger, visit(), draft)
    (bim_son,) = ledger.progress(programme=BIM_SON)
    assert bim_son.areas[1].others.occasions == occasions


def test_a_close_may_be_answered(ledger: Ledger) -> None:
    said(ledger, CEMENT, close())
    receipt = said(by(ledger, OTHER), answer(concerns="#3", date="2024-02-01"))
    assert (receipt.entry.answers, remarks(receipt)) == (3, [])


# What is refused of an answer


@pytest.mark.parametrize(
    ("draft", "code", "values"),
    [
        pytest.param(answer(concerns="#9"), "B122", {"last": f"{BIM_SON}#2"}, id="of no entry"),
        pytest.param(answer(concerns=None, programme=BIM_SON), "B156", {"typed": ""},
                     id="of nothing"),
        pytest.param(answer(party="bim-son"), "B135", {"others": ("lang-chanh",)},
                     id="by the side that recorded"),
        pytest.param(answer(party="hau-loc"), "B101", {"sides": ("bim-son", "lang-chanh")},
                     id="by a stranger"),
        pytest.param(answer(sent="500"), "B137", {"option": "--sent"},
                     id="what was sent, by who received"),
        pytest.param(answer(date="2023-03-14"), "B144",
                     {"day": date(2023, 3, 14), "since": date(2023, 3, 15)},
                     id="before it happened"),
        pytest.param(answer(date="2026-11-24"), "B102", {}, id="in the future"),
        pytest.param(answer(short="-5"), "B143", {"typed": "-5"}, id="a negative figure"),
        pytest.param(answer(accepted="many"), "Q101", {}, id="no figure"),
        pytest.param(answer(accepted="500 VND"), "Q112", {}, id="a figure in money"),
        pytest.param(answer(accepted="0.0001"), "Q104", {}, id="a figure finer than a kilogram"),
        pytest.param(answer(short="20"), "B139", {"entry": f"{BIM_SON}#2"}, id="less, unexplained"),
        pytest.param(answer(over="20"), "B139", {}, id="more, unexplained"),
        pytest.param(answer(over="20", rejected="20"), "B139", {},
                     id="as much as was claimed, and yet unexplained"),
        pytest.param(dispute(reason=None), "B139", {}, id="a dispute, unexplained"),
        pytest.param(dispute(reason=" "), "B139", {}, id="a dispute with a blank reason"),
    ],
)  # fmt: skip
def test_an_answer_is_refused(
    unchanged: Ledger, draft: Draft, code: str, values: dict[str, Value]
) -> None:
    problems = refused(unchanged, draft)
    assert set(problems) == {code}
    assert values.items() <= problems[code].items()


@pytest.mark.parametrize(
    ("draft", "code", "named", "quantity"),
    [
        (partly("480"), "B138", "missing", "20 t"),
        (partly("480", short="15"), "B138", "missing", "5 t"),
        (partly("480", short="20", over="5"), "B138", "missing", "5 t"),
        (partly("0"), "B138", "missing", "500 t"),
        (partly("520"), "B140", "more", "20 t"),
        (partly("500", rejected="5"), "B140", "more", "5 t"),
        (answer(short="600", reason="thiếu"), "B140", "more", "100 t"),
        (answer(short="600", over="100", reason="thiếu"), "B140", "more", "100 t"),
        (partly("0", rejected="501"), "B140", "more", "1 t"),
    ],
)
def test_figures_account_for_the_claim(
    unchanged: Ledger, draft: Draft, code: str, named: str, quantity: str
) -> None:
    """claimed = accepted + short + rejected - over, to the kilogram."""
    problems = refused(unchanged, draft)
    assert set(problems) == {code}
    assert (text(problems[code][named]), text(problems[code]["claimed"])) == (quantity, "500 t")


@pytest.mark.parametrize("figure", ["accepted", "short", "rejected", "over"])
def test_who_gave_says_only_what_it_sent(received: Ledger, figure: str) -> None:
    values = refused(received, answer(party="bim-son", **{figure: "480"}))
    assert values == {"B137": {"option": f"--{figure}"}}


@pytest.mark.parametrize(
    "wrong",
    [answer(party="bim-son", sent="500"), answer(party="bim-son", sent="0")],
    ids=["more", "nothing"],
)
def test_who_gave_explains_what_it_says_otherwise(received: Ledger, wrong: Draft) -> None:
    assert set(refused(received, wrong)) == {"B139"}


def test_everything_wrong_with_an_answer_is_said_at_once(delivered: Ledger) -> None:
    said(delivered, answer())
    wrong = answer(party="bim-son", date="2023-03-14", accepted="-1", sent="x", over="1")
    assert set(refused(delivered, wrong)) == {
        "B132",
        "B135",
        "B137",
        "B143",
        "B144",
        "Q101",
    }


@pytest.mark.parametrize(
    ("draft", "kind"),
    [(answer(accepted="1"), Kind.ACTIVITY), (answer(concerns="#1", short="1"), Kind.AGREEMENT)],
    ids=["an occasion", "an agreement"],
)
def test_what_has_no_figures_is_confirmed_or_disputed_as_it_stands(
    ledger: Ledger, draft: Draft, kind: Kind
) -> None:
    said(ledger, visit())
    assert refused(ledger, draft)["B136"]["kind"] is kind
    receipt = said(ledger, replace(draft, accepted=None, short=None, date="2023-09-02"))
    assert receipt.entry.accepted is None


@pytest.mark.parametrize("number", [3, 4, 5])
def test_answers_papers_and_reversals_are_not_answered(delivered: Ledger, number: int) -> None:
    said(delivered, answer(), paper(), reversal(concerns="#4"))
    kinds = {3: Kind.ANSWER, 4: Kind.SUPPLEMENT, 5: Kind.REVERSAL}
    values = refused(delivered, answer(concerns=f"#{number}", date=None))["B133"]
    assert values["kind"] is kinds[number]


def test_what_was_answered_is_answered_once(delivered: Ledger) -> None:
    said(delivered, answer())
    problems = refused(delivered, partly("480", short="20"))
    assert problems == {"B132": {"entry": f"{BIM_SON}#2", "answer": f"{BIM_SON}#3"}}
    assert set(refused(delivered, dispute())) == {"B132"}


@pytest.mark.parametrize("draft", [answer(), back("20 tonne"), paper()], ids=lambda d: d.kind)
def test_nothing_is_said_of_what_was_reversed(delivered: Ledger, draft: Draft) -> None:
    said(delivered, REVERSAL)
    problems = refused(delivered, draft)
    assert problems["B134"] == {"entry": f"{BIM_SON}#2", "reversal": f"{BIM_SON}#3"}


def test_nothing_is_said_of_what_concerns_a_reversed_entry(delivered: Ledger) -> None:
    """The return is void with the delivery, and what is named is what made it so."""
    said(delivered, back("20 tonne"), REVERSAL)
    problems = refused(delivered, answer(concerns="#3", party="bim-son", date="2023-06-01"))
    assert problems["B134"] == {"entry": f"{BIM_SON}#3", "reversal": f"{BIM_SON}#4"}


# Who may speak


@pytest.fixture
def shared(ledger: Ledger) -> Ledger:
    """2,000 t of cement that two communes share since 1 August 2025, 100 t for one of them."""
    said(ledger, CEMENT)
    parts = shares(lang_chanh=500, xa_linh_son=900, xa_giao_an=600)
    ledger = proposed(ledger, schedule=None, shares=parts)
    said(ledger, annex(date="2025-08-01"))
    said(ledger, cement(quantity="100 tonne", date="2025-09-01", share="xa-linh-son"))
    return by(ledger, OTHER)


@pytest.mark.parametrize("party", ["xa-linh-son", "lang-chanh"])
def test_whose_share_it_is_answers_or_the_main_party(shared: Ledger, party: str) -> None:
    assert pending(shared)[f"{BIM_SON}#4"] == "xa-linh-son"
    receipt = said(shared, answer(concerns="#4", date="2025-09-02", party=party))
    assert receipt.entry.party == party
    assert figures(shared) == (600, 600, 100, 0)


def test_who_has_another_share_does_not_answer(shared: Ledger) -> None:
    problems = refused(shared, answer(concerns="#4", date="2025-09-02", party="xa-giao-an"))
    assert set(problems) == {"B126"}
    assert problems["B126"]["others"] == ("xa-linh-son", "lang-chanh")


def test_who_has_a_share_answers_nothing_recorded_before_there_were_any(shared: Ledger) -> None:
    assert set(refused(shared, answer(party="xa-linh-son", date="2025-09-02"))) == {"B126"}
    assert set(refused(shared, answer(party="xa-yen-thang"))) == {"B101"}
    assert said(shared, answer()).entry.party == "lang-chanh"


def test_a_recipient_records_under_its_own_share(shared: Ledger) -> None:
    theirs = cement(quantity="5 tonne", date="2025-09-09", party="xa-giao-an", share="xa-giao-an")
    assert said(shared, theirs).entry.share == "xa-giao-an"
    problems = refused(shared, replace(theirs, share="xa-linh-son", document="2/GN"))
    assert problems["B127"] == {
        "entry": "xa-linh-son",
        "party": "xa-giao-an",
        "others": ("xa-linh-son", "lang-chanh"),
    }


def test_a_share_of_the_provider_is_spoken_for_by_its_successor(ledger: Ledger) -> None:
    """Phường Bỉm Sơn takes over what the town still owes, and only its own part."""
    said(ledger, CEMENT)
    parts = shares(bim_son=500, phuong_bim_son=900, phuong_quang_trung=600)
    ledger = proposed(ledger, schedule=None, shares=parts)
    said(ledger, annex(date="2025-08-01"))
    theirs = cement(quantity="100 tonne", date="2025-09-01", party="phuong-bim-son",
                    share="phuong-bim-son")  # fmt: skip
    assert said(ledger, theirs).entry.party == "phuong-bim-son"
    problems = refused(ledger, replace(theirs, share="phuong-quang-trung", document="2/GN"))
    assert set(problems) == {"B127"}
    same_side = answer(concerns="#4", date="2025-09-02", party="phuong-quang-trung")
    assert refused(ledger, same_side)["B135"]["others"] == ("lang-chanh",)
    assert said(ledger, replace(same_side, party="lang-chanh")).entry.answers == 4


@pytest.fixture
def followed(ledger: Ledger) -> Ledger:
    """500 t of the town's; since 1 August 2025 a ward owes the rest to a commune."""
    said(ledger, CEMENT)
    ledger = succeeded(ledger)
    said(ledger, annex(date="2025-08-01", party="bim-son"))
    return by(ledger, OTHER)


def test_a_successor_answers_for_its_predecessor_once_an_amendment_says_so(
    followed: Ledger,
) -> None:
    assert pending(followed)[f"{BIM_SON}#2"] == "xa-linh-son"
    assert said(followed, answer(party="xa-linh-son", date="2025-08-02")).kept
    assert figures(followed) == (500, 500, 500, 0)


def test_the_successor_speaks_of_days_before_the_amendment_too(followed: Ledger) -> None:
    """What turns up of that time has nobody else to speak for it today."""
    assert said(followed, answer(party="xa-linh-son", date="2023-04-01")).entry.answers == 2


def test_the_predecessor_speaks_of_days_before_the_amendment_only(followed: Ledger) -> None:
    assert "B101" in refused(followed, answer(date="2025-08-01"))
    assert said(followed, answer(date="2025-07-31")).entry.party == "lang-chanh"


def test_the_successor_reverses_what_its_predecessor_recorded(followed: Ledger) -> None:
    other = reversal(party="xa-linh-son", date="2025-08-02")
    assert set(refused(followed, other)) == {"B125"}
    assert said(followed, replace(other, party="phuong-bim-son")).entry.reverses == 2


def test_nobody_follows_without_an_amendment(delivered: Ledger) -> None:
    """The terms say who followed Lang Chánh; that alone moves nothing."""
    assert set(refused(delivered, answer(party="xa-linh-son", date="2025-08-02"))) == {"B101"}


def test_a_successor_of_the_future_speaks_when_its_day_has_come(
    ledger: Ledger, clock: Clock
) -> None:
    said(ledger, CEMENT)
    ledger = succeeded(ledger)
    said(ledger, annex(date="2027-01-01"))
    theirs = answer(party="xa-linh-son", date=None)
    assert "B101" in refused(ledger, theirs)
    clock.advance(days=39)
    assert said(ledger, theirs).entry.occurred_on == date(2027, 1, 1)


# Corrections of an answer


def test_a_corrected_answer_is_a_reversal_and_a_new_answer(delivered: Ledger) -> None:
    said(delivered, answer())
    said(delivered, reversal(concerns="#3", party="lang-chanh"))
    assert figures(delivered) == (500, 500, 0, 0)
    receipt = said(delivered, partly("480", short="20"))
    assert (receipt.entry.corrects, figures(delivered)) == (3, (500, 480, 480, 0))
    said(delivered, reversal(concerns="#5", party="lang-chanh"))
    assert said(delivered, dispute()).entry.corrects == 5
    assert figures(delivered) == (500, 0, 0, 500)


def test_an_answer_is_replaced_in_one_step(delivered: Ledger) -> None:
    said(delivered, answer())
    receipt = said(delivered, partly("480", short="20", replaces="#3"))
    assert (receipt.replaces, receipt.entry.corrects) == (f"{BIM_SON}#3", 3)
    assert names(delivered)[3:] == [f"reversal {BIM_SON}#4", f"answer {BIM_SON}#5"]
    assert figures(delivered) == (500, 480, 480, 0)


def test_a_settled_dispute_counts_again(delivered: Ledger) -> None:
    said(delivered, dispute(), partly("490", short="10", replaces="#3"))
    assert figures(delivered) == (500, 490, 490, 0)


@pytest.mark.parametrize("draft", [answer(), paper(party="lang-chanh"), back("1 tonne")],
                         ids=lambda draft: draft.kind)  # fmt: skip
def test_only_who_said_it_takes_it_back(delivered: Ledger, draft: Draft) -> None:
    said(delivered, draft)
    problems = refused(delivered, reversal(concerns="#3", party="bim-son"))
    assert problems["B125"] == {
        "entry": f"{BIM_SON}#3",
        "party": "lang-chanh",
        "asking": "bim-son",
        "others": ("lang-chanh",),
    }
    mine = reversal(concerns="#3", party="lang-chanh")
    assert set(refused(delivered, replace(mine, reason=None))) == {"B121"}
    assert said(delivered, mine).entry.reverses == 3
    again = refused(delivered, replace(mine, document="2/HB"))
    assert again["B124"] == {"entry": f"{BIM_SON}#3", "reversal": f"{BIM_SON}#4", "by": None}


def test_who_has_a_share_takes_back_what_it_recorded_without_one(shared: Ledger) -> None:
    said(shared, visit(date="2025-09-09", party="xa-giao-an"))
    draft = reversal(concerns="#5", date="2025-09-10")
    assert refused(shared, replace(draft, party="xa-linh-son"))["B125"]["others"] == ("lang-chanh",)
    assert said(shared, replace(draft, party="xa-giao-an")).entry.reverses == 5


def test_what_replaced_an_entry_is_named_to_who_would_reverse_it_again(delivered: Ledger) -> None:
    said(delivered, answer(), partly("480", short="20", replaces="#3"))
    problems = refused(delivered, reversal(concerns="#3", party="lang-chanh"))
    assert problems["B124"]["by"] == f"{BIM_SON}#5"


@pytest.mark.parametrize("number", [1, 4])
def test_terms_and_reversals_are_not_reversed(delivered: Ledger, number: int) -> None:
    said(delivered, answer(), reversal(concerns="#3", party="lang-chanh"))
    kind = {1: Kind.AGREEMENT, 4: Kind.REVERSAL}[number]
    party = {1: "bim-son", 4: "lang-chanh"}[number]
    assert refused(delivered, reversal(concerns=f"#{number}", party=party))["B123"]["kind"] is kind


# Said again


@pytest.mark.parametrize(
    ("first", "again"),
    [
        (answer(), answer()),
        (answer(), answer(accepted="500")),
        (answer(), answer(date="2023-05-05", note="lần hai", document="9/XN")),
        (partly("480", short="20"), partly("9600 bag", short="400 bag")),
        (dispute(), dispute(reason="khác")),
        (back("20 tonne"), back("400 bag")),
        (paper(), paper(date="2024-01-01")),
    ],
    ids=["all", "in figures", "later, with papers", "in bags", "disputed", "returned", "paper"],
)
def test_what_was_said_already_is_not_said_twice(
    delivered: Ledger, first: Draft, again: Draft
) -> None:
    said(delivered, first)
    receipt = said(delivered, again)
    assert (receipt.already, receipt.entry.seq) == (True, 3)
    assert len(delivered.entries()) == 3


@pytest.mark.parametrize(
    "draft",
    [answer(key="k"), partly("480", short="20", key="k"), dispute(key="k"),
     back("20 tonne", key="k"), paper(key="k"),
     reversal(key="k", date="2023-06-01")],
    ids=["confirmed", "partly", "disputed", "returned", "paper", "reversed"],
)  # fmt: skip
def test_a_retry_under_the_same_key_is_already_recorded(
    delivered: Ledger, clock: Clock, draft: Draft
) -> None:
    said(delivered, draft)
    clock.advance(days=1)
    receipt = said(delivered, draft)
    assert (receipt.already, receipt.entry.seq) == (True, 3)
    other = refused(delivered, replace(draft, note="khác"))
    assert other == {"B130": {"key": "k", "entry": f"{BIM_SON}#3"}}


def test_a_retry_of_an_answer_that_was_corrected_since_is_already_recorded(
    delivered: Ledger,
) -> None:
    first = answer(key="k")
    said(delivered, first, partly("480", short="20", replaces="#3", key="l"))
    receipt = said(delivered, first)
    assert (receipt.already, receipt.entry.seq) == (True, 3)


def test_a_return_that_the_other_side_has_recorded_is_to_be_confirmed(delivered: Ledger) -> None:
    said(delivered, back("20 tonne"))
    theirs = back("20 tonne", party="bim-son", document="5/NK")
    assert refused(delivered, theirs) == {"B131": {"entry": f"{BIM_SON}#3", "party": "lang-chanh"}}
    assert said(delivered, replace(theirs, another=True)).entry.seq == 4


def test_a_second_return_without_a_document_is_recorded_and_remarked_on(
    delivered: Ledger,
) -> None:
    said(delivered, back("20 tonne", document=None))
    receipt = said(delivered, back("20 tonne", document=None))
    (remark,) = receipt.remarks
    assert (remark.code, remark.values) == ("R105", {"entry": f"{BIM_SON}#3"})
    assert figures(delivered) == (500, 460, 0, 0)


def test_what_went_back_out_of_two_deliveries_is_two_returns(delivered: Ledger) -> None:
    """On one lorry and one slip."""
    said(delivered, cement(date="2023-03-16", quantity="100 tonne"), back("20 tonne"))
    assert not said(delivered, back("20 tonne", concerns="#3")).already


def test_the_same_paper_by_both_sides_is_said_by_both(delivered: Ledger) -> None:
    assert said(delivered, paper(), paper(party="lang-chanh")).entry.seq == 4


@pytest.mark.parametrize("party", ["xa-linh-son", "lang-chanh"])
def test_a_second_answer_is_no_other_answer(shared: Ledger, party: str) -> None:
    """Whoever else of the side gives it, and whatever it is called."""
    said(shared, answer(concerns="#4", date="2025-09-02", party="xa-linh-son"))
    second = answer(concerns="#4", date="2025-09-03", party=party, another=True)
    assert set(refused(shared, second)) == {"B132"}


# Returns


def test_a_return_counts_from_its_own_day(delivered: Ledger) -> None:
    said(delivered, answer(), back("20 tonne"))
    assert figures(delivered, "2023-05-03") == (500, 500, 500, 0)
    assert figures(delivered, "2023-05-04") == (500, 480, 480, 0)
    assert text(progress(delivered).returned) == "20 t"


def test_a_return_lessens_what_is_confirmed_only_as_far_as_it_goes(delivered: Ledger) -> None:
    said(delivered, partly("520", over="20"), back("510 tonne"))
    assert figures(delivered) == (500, 10, 0, 0)
    said(by(delivered, OTHER), reversal(concerns="#4", party="lang-chanh"))
    assert figures(delivered) == (500, 520, 500, 0)


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        (None, (500, 400, 400, 0)),
        (answer(concerns="#4", party="bim-son"), (500, 400, 400, 0)),
        (partly("90", concerns="#4", party="bim-son", short="10"), (500, 410, 410, 0)),
        (dispute(concerns="#4", party="bim-son"), (500, 500, 500, 0)),
    ],
    ids=["unanswered", "confirmed", "partly", "disputed"],
)
def test_what_came_back_is_said_by_who_gets_it_back(
    delivered: Ledger, draft: Draft | None, expected: tuple[int, ...]
) -> None:
    said(delivered, answer(), back("100 tonne"))
    if draft is not None:
        said(delivered, replace(draft, date="2023-06-01"))
    assert figures(delivered) == expected


def test_who_returns_says_what_it_sent_where_the_other_side_recorded_it(
    delivered: Ledger,
) -> None:
    said(delivered, answer(), back("100 tonne", party="bim-son"))
    mine = answer(concerns="#4", date="2023-06-01")
    assert set(refused(delivered, replace(mine, accepted="100"))) == {"B137"}
    assert said(delivered, replace(mine, sent="100")).entry.sent == ("tonne", 100_000)


@pytest.mark.parametrize(
    ("draft", "code", "values"),
    [
        pytest.param(back("1 tonne", reason=None), "B146", {"entry": f"{BIM_SON}#2"},
                     id="unexplained"),
        pytest.param(back("1 tonne", date="2023-03-14"), "B144", {"entry": f"{BIM_SON}#2"},
                     id="before it was delivered"),
        pytest.param(back("0 tonne"), "B104", {"typed": "0 tonne"}, id="nothing"),
        pytest.param(back("-1 tonne"), "B104", {"typed": "-1 tonne"}, id="less than nothing"),
        pytest.param(replace(back("1"), quantity=None), "B105", {"pledge": "cement"},
                     id="no quantity"),
        pytest.param(back("1000 VND"), "Q112", {}, id="money for cement"),
        pytest.param(back("1 tonne", concerns="#9"), "B122", {"last": f"{BIM_SON}#2"},
                     id="of no entry"),
        pytest.param(back("1 tonne", concerns="#1"), "B145", {"kind": Kind.AGREEMENT},
                     id="of the terms"),
        pytest.param(back("1 tonne", party="hau-loc"), "B101", {}, id="by a stranger"),
    ],
)  # fmt: skip
def test_a_return_is_refused(
    unchanged: Ledger, draft: Draft, code: str, values: dict[str, Value]
) -> None:
    problems = refused(unchanged, draft)
    assert code in problems
    assert values.items() <= problems[code].items()


@pytest.mark.parametrize("first", [rooms("4"), visit(), rooms("1", stage=Stage.COMPLETED)],
                         ids=["rooms", "an occasion", "rooms completed"])  # fmt: skip
def test_only_goods_and_money_are_returned(ledger: Ledger, first: Draft) -> None:
    said(ledger, first)
    problems = refused(ledger, back("1 classroom", date="2023-10-01"))
    assert problems["B145"]["kind"] is first.kind


def test_money_is_paid_back(ledger: Ledger) -> None:
    said(ledger, paid("1 tỷ"), back("400 triệu"))
    assert text(progress(ledger, pledge="giao-an-school").disbursed[0]) == "VND 600 million"


@pytest.mark.parametrize(
    ("before", "last", "returned", "delivered_"),
    [
        ([], back("500001 kg"), "500.001 t", "500 t"),
        ([back("300 tonne")], back("201 tonne", document="2/HT"), "501 t", "500 t"),
        ([partly("80", short="420")], back("81 tonne"), "81 t", "80 t"),
        ([back("100 tonne")], partly("99", short="401"), "100 t", "99 t"),
        ([back("100 tonne")], dispute(), "100 t", "0 t"),
        (
            [partly("520", over="20"), back("501 tonne")],
            reversal(concerns="#3", party="lang-chanh"),
            "501 t",
            "500 t",
        ),
        (
            [back("490 tonne")],
            partly("501", concerns="#3", over="11", party="bim-son", date="2023-06-01"),
            "501 t",
            "500 t",
        ),
        (
            [
                back("100 tonne"),
                partly("90", concerns="#3", short="10", party="bim-son", date="2023-06-01"),
                back("410 tonne", document="2/HT"),
            ],
            reversal(concerns="#4", party="bim-son"),
            "510 t",
            "500 t",
        ),
        (
            [back("100 tonne"), dispute(concerns="#3", party="bim-son", date="2023-06-01")],
            back("401 tonne", document="2/HT"),
            "501 t",
            "500 t",
        ),
        ([back("20 tonne")], back("501 tonne", replaces="#3"), "501 t", "500 t"),
    ],
    ids=[
        "a kilogram more than was claimed",
        "two returns together",
        "more than was accepted",
        "less accepted than was returned already",
        "disputed what was returned of",
        "the answer that allowed it taken back",
        "more came back than was there",
        "the answer that lessened a return taken back",
        "a disputed return counts in full",
        "a larger return in the place of a smaller",
    ],
)
def test_no_more_is_returned_than_was_delivered_whichever_is_said_last(
    delivered: Ledger, before: list[Draft], last: Draft, returned: str, delivered_: str
) -> None:
    for draft in before:
        said(delivered, draft)
    problems = refused(delivered, last)
    assert set(problems) == {"B147"}
    values = problems["B147"]
    assert (values["entry"], text(values["returned"]), text(values["delivered"])) == (
        f"{BIM_SON}#2",
        returned,
        delivered_,
    )


def test_all_of_it_may_be_returned(delivered: Ledger) -> None:
    said(delivered, back("100 tonne"), back("400 tonne", document="2/HT"))
    assert figures(delivered) == (500, 0, 0, 0)
    said(delivered, reversal(concerns="#3", party="lang-chanh"))
    assert figures(delivered) == (500, 100, 0, 0)


# What makes room, and what does not


def test_what_is_disputed_still_takes_room_under_the_target(delivered: Ledger) -> None:
    said(delivered, dispute())
    problems = refused(delivered, cement(quantity="1500001 kg", date="2023-04-01"))
    assert text(problems["B109"]["before"]) == "500 t"
    assert said(delivered, cement(quantity="1500 tonne", date="2023-04-01")).kept


@pytest.mark.parametrize(
    ("draft", "room"),
    [(partly("480", short="20"), "1520 tonne"), (back("20 tonne"), "1520 tonne")],
    ids=["accepted less", "returned"],
)
def test_what_did_not_arrive_or_went_back_makes_room(
    delivered: Ledger, draft: Draft, room: str
) -> None:
    said(delivered, draft)
    assert set(refused(delivered, cement(quantity="1520001 kg", date="2023-06-01"))) == {"B109"}
    assert said(delivered, cement(quantity=room, date="2023-06-01")).entry.excess is None


# Papers that come later


@pytest.mark.parametrize("party", ["bim-son", "lang-chanh"])
def test_either_side_adds_papers(delivered: Ledger, party: str) -> None:
    receipt = said(delivered, paper(party=party))
    assert (receipt.entry.supplements, receipt.entry.party) == (2, party)
    assert figures(delivered) == (500, 500, 0, 0)


@pytest.mark.parametrize("number", range(1, 5))
def test_papers_are_added_to_whatever_stands(delivered: Ledger, number: int) -> None:
    said(delivered, answer(), back("20 tonne"))
    receipt = said(delivered, paper(concerns=f"#{number}", date="2023-06-01"))
    assert receipt.entry.supplements == number


def test_papers_may_be_older_than_what_they_are_added_to(delivered: Ledger) -> None:
    assert said(delivered, paper(date="2023-03-01")).kept


@pytest.mark.parametrize(
    ("draft", "code", "values"),
    [
        (paper(document=None), "B119", {"entry": f"{BIM_SON}#2"}),
        (paper(document=" ", note=""), "B119", {"entry": f"{BIM_SON}#2"}),
        (paper(concerns="#3", document="13/BB"), "B129",
         {"entry": f"{BIM_SON}#3", "concerned": f"{BIM_SON}#2"}),
        (paper(concerns="#9"), "B122", {"last": f"{BIM_SON}#3"}),
        (paper(party="hau-loc", document="13/BB"), "B101", {"party": "hau-loc"}),
        (paper(date="2026-11-24"), "B102", {}),
    ],
    ids=["nothing", "blanks", "to a paper", "to no entry", "by a stranger", "in the future"],
)  # fmt: skip
def test_a_supplement_is_refused(
    delivered: Ledger, draft: Draft, code: str, values: dict[str, Value]
) -> None:
    said(delivered, paper(note="đợt 1"))
    problems = refused(delivered, draft)
    assert set(problems) == {code}
    assert values.items() <= problems[code].items()


# What a reversal takes with it


def test_a_reversal_voids_the_answer_and_the_returns(delivered: Ledger) -> None:
    said(delivered, answer(), back("20 tonne"), paper())
    receipt = said(delivered, REVERSAL)
    voided = [(one.values["void"], one.values["kind"], one.values["party"])
              for one in receipt.remarks if one.code == "R111"]  # fmt: skip
    assert voided == [
        (f"{BIM_SON}#3", Kind.ANSWER, "lang-chanh"),
        (f"{BIM_SON}#4", Kind.RETURN, "lang-chanh"),
    ]
    assert figures(delivered) == (0, 0, 0, 0)
    assert text(progress(delivered).returned) == "0 t"
    shown = delivered.entries()
    assert [one.voided and one.voided.seq for one in shown] == [None, None, 6, 6, 6, 6]


def test_what_was_taken_back_before_is_not_voided_again(delivered: Ledger) -> None:
    said(delivered, answer(), reversal(concerns="#3", party="lang-chanh"))
    assert remarks(said(delivered, replace(REVERSAL, document="1/HB"))) == []


def test_a_reversed_entry_awaits_nothing_and_its_place_is_free(delivered: Ledger) -> None:
    said(delivered, back("20 tonne"))
    assert pending(delivered) == {f"{BIM_SON}#2": "lang-chanh", f"{BIM_SON}#3": "bim-son"}
    said(delivered, REVERSAL)
    assert pending(delivered) == {}
    assert said(delivered, CEMENT).entry.seq == 5


# What awaits an answer


def test_whose_answer_is_awaited_goes_by_the_terms_of_today(ledger: Ledger, clock: Clock) -> None:
    """An annex of next year names another recipient; until then it is the old one."""
    said(ledger, CEMENT)
    newer = succeeded(ledger)
    said(newer, annex(date="2027-01-01", party="bim-son"))
    assert pending(newer)[f"{BIM_SON}#2"] == "lang-chanh"
    clock.advance(days=60)
    assert pending(newer)[f"{BIM_SON}#2"] == "xa-linh-son"


def test_pending_is_what_moves_figures_or_obligations_and_has_no_answer(ledger: Ledger) -> None:
    said(
        ledger,
        CEMENT,  # 2
        cement(quantity="100 tonne", date="2023-04-03", party="lang-chanh"),  # 3
        visit(),  # 4
        answer(),  # 5
        back("20 tonne"),  # 6
        paper(),  # 7
        close(through="2022-12-31"),  # 8
    )
    ledger = proposed(ledger, target="1500 tonne", schedule=None)
    said(ledger, annex())  # 9
    assert pending(ledger) == {
        f"{BIM_SON}#3": "bim-son",
        f"{BIM_SON}#6": "bim-son",
        f"{BIM_SON}#9": "lang-chanh",
    }
    (bim_son,) = ledger.progress(programme=BIM_SON)
    assert len(bim_son.pending) == 3
    said(ledger, answer(concerns="#3", party="bim-son", date="2023-04-04"))
    assert numbers(ledger.entries(pending=True)) == [6, 9]


def test_the_adoption_of_the_original_awaits_nothing(ledger: Ledger) -> None:
    said(ledger, visit())
    assert pending(ledger) == {}


# One person for both sides


def test_one_person_for_both_sides_is_recorded_and_shown(ledger: Ledger) -> None:
    said(ledger, CEMENT)
    receipt = said(ledger, answer())
    (remark,) = receipt.remarks
    assert (remark.code, remark.values) == (
        "R110",
        {"person": "Lê Thị Mai", "entry": f"{BIM_SON}#2"},
    )
    assert [one.alone for one in ledger.entries()] == [False, True, False]


def test_two_persons_are_no_cause_for_a_remark(delivered: Ledger) -> None:
    receipt = said(delivered, answer())
    assert remarks(receipt) == []
    assert not any(one.alone for one in delivered.entries())


def test_papers_and_returns_by_the_same_person_are_no_word_of_the_other_side(
    ledger: Ledger,
) -> None:
    said(ledger, CEMENT)
    assert remarks(said(ledger, back("20 tonne"))) == []
    assert remarks(said(ledger, paper())) == []
