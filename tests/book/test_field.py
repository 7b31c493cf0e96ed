"""The cases of FIELD's third section in its order and its words, and those of its first that
are about two parties and amendments.

What compares the books of both parties belongs to `reconcile`: a kind the two disagree about, and
which of them comes first. Here the two sides write one book.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from coopledger import Draft, Kind
from coopledger.ledger import Ledger
from coopledger.progress import Cut, State, calendar_year
from coopledger.quantity import Quantity
from tests.book.acts import (
    amendment,
    answer,
    back,
    by,
    dispute,
    figures,
    numbers,
    paper,
    partly,
    pending,
    progress,
    proposed,
    shares,
    text,
)
from tests.book.conftest import UPLANDS
from tests.book.drafts import (
    BIM_SON,
    CEMENT,
    REVERSAL,
    cement,
    paid,
    refused,
    remarks,
    reversal,
    rooms,
    said,
    seed,
)
from tests.conftest import NOW, Clock
from tests.coop import Coop

LESS = {"target": "1500 tonne", "schedule": None}
MORE = {"target": "2400 tonne", "schedule": None}


@pytest.fixture
def delivered(ledger: Ledger) -> Ledger:
    """500 t by Bỉm Sơn on 15 March 2023 (entry 2); what follows is said by somebody else."""
    said(ledger, CEMENT)
    return by(ledger, "Phạm Văn Nam")


# Two-party cases


def test_recipient_accepts_more_than_was_sent(delivered: Ledger) -> None:
    said(delivered, partly("520", over="20"))
    assert figures(delivered) == (500, 520, 500, 0)


def test_recipient_confirms_twice(delivered: Ledger) -> None:
    """The same word again adds nothing; another word is refused, and corrected openly."""
    said(delivered, answer())
    assert said(delivered, answer(date="2023-04-02")).already
    assert set(refused(delivered, partly("480", short="20"))) == {"B132"}
    said(delivered, partly("480", short="20", replaces="#3"))
    assert figures(delivered) == (500, 480, 480, 0)


def test_recipient_confirms_an_entry_that_was_reversed(delivered: Ledger) -> None:
    said(delivered, REVERSAL)
    problems = refused(delivered, answer())
    assert problems == {"B134": {"entry": f"{BIM_SON}#2", "reversal": f"{BIM_SON}#3"}}


def test_recipient_records_first_before_the_provider(ledger: Ledger) -> None:
    """The provider is asked to confirm, and then both have spoken for the smaller figure."""
    said(ledger, cement(party="lang-chanh"))
    assert refused(ledger, cement()) == {"B131": {"entry": f"{BIM_SON}#2", "party": "lang-chanh"}}
    said(ledger, answer(party="bim-son", sent="490", reason="theo phiếu xuất"))
    assert figures(ledger) == (500, 500, 490, 0)


def test_what_counts_is_the_same_whichever_side_records_first(
    ledger: Ledger, write_programmes: Callable[[str], Ledger]
) -> None:
    (source,) = ledger.workspace.sources
    other = write_programmes(source.read_text(encoding="utf-8"))
    said(ledger, CEMENT, partly("480", short="20"))
    said(other, cement(quantity="480 tonne", party="lang-chanh"))
    said(other, answer(party="bim-son", sent="500", reason="theo phiếu xuất"))
    assert figures(ledger)[1:] == figures(other)[1:] == (480, 480, 0)


def test_recipient_stays_silent(delivered: Ledger, coop: Coop) -> None:
    """Shown as unconfirmed, never assumed: also years later, and when all is fulfilled."""
    said(delivered, cement(quantity="1500 tonne", date="2023-04-15"))
    standing = progress(delivered).standing
    assert (standing.state, text(standing.confirmed), text(standing.unconfirmed)) == (
        State.FULFILLED,
        "0 t",
        "2,000 t",
    )
    assert set(pending(delivered).values()) == {"lang-chanh"}
    assert "2,000 t unconfirmed" in coop("status").out


def test_the_same_person_acts_for_both_sides(ledger: Ledger, coop: Coop) -> None:
    """Shown where it is recorded, and for ever in the book."""
    said(ledger, CEMENT)
    assert remarks(said(ledger, answer())) == ["R110"]
    assert [one.alone for one in ledger.entries()] == [False, True, False]
    assert "one person spoke for both sides: Lê Thị Mai" in coop("entries").out


def test_partial_acceptance_spoiled_cement_returned_later(delivered: Ledger) -> None:
    """480 t accepted of 500; 30 t of them set hard in store and went back in June."""
    said(delivered, partly("480", short="15", rejected="5"), back("30 tonne", date="2023-06-01"))
    assert figures(delivered, "2023-05-31") == (500, 480, 480, 0)
    assert figures(delivered, "2023-06-01") == (500, 450, 450, 0)
    assert set(refused(delivered, back("451 tonne", document="2/HT"))) == {"B147"}


def test_several_slips_for_one_truckload(ledger: Ledger) -> None:
    """Each slip is an entry of its own, though day and quantity are the same."""
    slips = [cement(quantity="10 tonne", document=f"{number}/PXK") for number in (1, 2, 3)]
    said(ledger, *slips)
    assert figures(ledger) == (30, 30, 0, 0)
    assert [said(ledger, slip).already for slip in slips] == [True, True, True]


def test_several_slips_behind_one_entry(delivered: Ledger) -> None:
    said(delivered, paper(document="12a/BB-UBND"), paper(document="12b/BB-UBND"))
    recorded = delivered.entry("#2")
    assert [one.entry.document for one in recorded] == ["12/BB-UBND", "12a/BB-UBND", "12b/BB-UBND"]
    assert figures(delivered) == (500, 500, 0, 0)


def test_the_same_document_number_in_two_years(ledger: Ledger) -> None:
    """Numbers start again every January: another day is another delivery."""
    receipt = said(ledger, CEMENT, cement(date="2024-03-15"))
    assert (receipt.already, remarks(receipt)) == (False, [])
    assert figures(ledger) == (1000, 1000, 0, 0)


def test_tonnes_against_50_kg_bags(delivered: Ledger) -> None:
    """10,000 bags are the 500 t, to whoever recorded them and to whoever answers."""
    bags = cement(quantity="10000 bag", party="lang-chanh", document="1/GN")
    assert set(refused(delivered, bags)) == {"B131"}
    assert said(delivered, replace(bags, party="bim-son", document="12/BB-UBND")).already
    said(delivered, partly("9600 bag", short="300 bag", rejected="100 bag"))
    assert figures(delivered) == (500, 480, 480, 0)


# Amendments


def test_a_reduction_below_what_was_delivered(delivered: Ledger) -> None:
    """What arrived stays, and the excess is said; nothing is owed and nothing negative."""
    said(proposed(delivered, target="400 tonne", schedule=None), amendment())
    standing = progress(delivered).standing
    assert (standing.state, standing.percent) == (State.FULFILLED, 1250)
    found = (standing.delivered, standing.target, standing.excess, standing.remaining)
    assert [text(figure) for figure in found] == ["500 t", "400 t", "100 t", "0 t"]


def test_a_retroactive_annex(delivered: Ledger) -> None:
    """It works from its day on, and the signed report is still what it was."""
    heads = delivered.heads()
    said(proposed(delivered, **LESS), amendment(date="2022-12-31"))
    assert text(progress(delivered, "2023-12-31").standing.target) == "1,500 t"
    known = delivered.known([head.whole for head in heads])
    (view,) = delivered.progress(date(2023, 12, 31), known=known)
    assert text(view.pledges[0].standing.target) == "2,000 t"


def test_two_annexes_on_one_day(delivered: Ledger) -> None:
    said(proposed(delivered, **LESS), amendment(document="01/PL"))
    said(proposed(delivered, **MORE), amendment(document="02/PL"))
    assert text(progress(delivered, "2023-12-31").standing.target) == "2,000 t"
    assert text(progress(delivered, "2024-01-01").standing.target) == "2,400 t"


def test_an_increase_stated_as_a_new_total(delivered: Ledger) -> None:
    """Never as a delta: 2,400 t is all there is to deliver."""
    said(proposed(delivered, **MORE), amendment())
    standing = progress(delivered).standing
    assert (text(standing.target), text(standing.remaining)) == ("2,400 t", "1,900 t")


def test_write_off_of_a_remainder_with_a_reason(delivered: Ledger) -> None:
    """The target becomes what was delivered; original, document and reason stay in sight."""
    draft = amendment(reason="nhà máy ngừng sản xuất", document="03/PL")
    said(proposed(delivered, target="500 tonne", schedule=None), draft)
    cement_ = progress(delivered)
    (change,) = cement_.history
    assert cement_.standing.state is State.FULFILLED
    assert change.before is not None
    assert [text(pledge.target) for pledge in (change.before, change.after)] == ["2,000 t", "500 t"]
    assert (change.entry.document, change.entry.reason) == ("03/PL", "nhà máy ngừng sản xuất")


# Dates


@pytest.mark.parametrize(("day", "year"), [("2023-12-31", 2023), ("2024-01-01", 2024)])
def test_31_december_and_1_january(ledger: Ledger, day: str, year: int) -> None:
    said(ledger, cement(date=day))
    lines = {}
    for period in map(calendar_year, (2023, 2024)):
        line = ledger.year(period, pledge="cement")[0].pledges[0].line
        assert line is not None
        lines[period.year] = text(line.delivered)
    assert lines == {2023: "0 t", 2024: "0 t", year: "500 t"}


def test_31_december_is_over_in_hanoi_first(ledger: Ledger, clock: Clock) -> None:
    """At 17:00 in Greenwich a delivery of "today" is one of the new year."""
    clock.now = NOW.replace(month=12, day=31, hour=16, minute=59)
    assert said(ledger, cement(date=None, document=None)).entry.occurred_on == date(2026, 12, 31)
    clock.advance(minutes=1)
    assert said(ledger, cement(date=None, document=None)).entry.occurred_on == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("day", "year"),
    [("2022-12-14", 2022), ("2022-12-15", 2023), ("2023-12-14", 2023), ("2023-12-15", 2024)],
)
def test_the_administrative_reporting_year_from_15_december_to_14_december(
    ledger: Ledger, day: str, year: int
) -> None:
    """It cuts what was delivered; instalments go by their year."""
    said(ledger, cement(date=day))
    for reported in (2022, 2023, 2024):
        period = Cut.ADMINISTRATIVE.year(reported)
        (view,) = ledger.year(period, pledge="cement")
        line = view.pledges[0].line
        assert line is not None
        assert line.planned is not None
        assert text(line.planned) == "500 t"
        assert text(line.delivered) == ("500 t" if reported == year else "0 t")


def test_a_delivery_registered_weeks_later(ledger: Ledger, clock: Clock) -> None:
    """It counts from its day, and was not known until it was recorded."""
    said(ledger, CEMENT)
    head = ledger.heads()[0]
    clock.advance(weeks=5)
    said(ledger, cement(quantity="100 tonne", date="2023-03-20", document="20/BB"))
    assert figures(ledger, "2023-03-20") == (600, 600, 0, 0)
    then = ledger.progress(date(2023, 3, 20), known=ledger.known([head.whole]))[0].pledges[0]
    assert text(then.standing.delivered) == "500 t"
    assert numbers(ledger.entries(after=[head])) == [3]


@pytest.mark.parametrize("back_by", [1, 60])
def test_a_clock_set_back_by_a_minute_at_most_stands_still(
    ledger: Ledger, clock: Clock, back_by: int
) -> None:
    said(ledger, CEMENT)
    clock.advance(seconds=-back_by)
    assert said(ledger, cement(date="2023-03-16")).entry.recorded_at == NOW
    assert ledger.verify().problems == ()


def test_a_clock_set_back_further_is_refused_with_both_times(ledger: Ledger, clock: Clock) -> None:
    said(ledger, CEMENT)
    clock.advance(seconds=-61)
    for draft in (cement(date="2023-03-16"), answer(), CEMENT):
        values = refused(ledger, draft)["B141"]
        assert (values["now"], values["last"]) == (NOW - timedelta(seconds=61), NOW)


# Rounding


def test_2000_thirds(ledger: Ledger) -> None:
    """No third is lost and none invented: the parts add up to the kilogram or are refused."""
    thirds = "{2023: 666667 kg, 2024: 666667 kg, 2025: 666667 kg}"
    assert {problem.code for problem in proposed(ledger, schedule=thirds).problems} == {"T205"}
    ledger = proposed(ledger, schedule="{2023: 666667 kg, 2024: 666667 kg, 2025: 666666 kg}")
    assert "Q104" in refused(ledger, cement(quantity="666.6667 tonne"))
    dates = ("2023-05-01", "2024-05-01", "2025-05-01")
    said(ledger, *(cement(quantity="666667 kg", date=day) for day in dates[:2]))
    assert progress(ledger).standing.percent == 666
    assert set(refused(ledger, cement(quantity="666667 kg", date=dates[2]))) == {"B109"}
    said(ledger, cement(quantity="666666 kg", date=dates[2]))
    standing = progress(ledger).standing
    assert (standing.state, standing.percent, text(standing.remaining)) == (
        State.FULFILLED,
        1000,
        "0 t",
    )
    assert [part.delivered for part in standing.instalments] == [
        part.planned for part in standing.instalments
    ]


def test_2000_thirds_in_shares(ledger: Ledger) -> None:
    parts = shares(xa_linh_son=667, xa_giao_an=667, xa_van_phu=667)
    ledger = proposed(ledger, schedule=None, shares=parts)
    assert {problem.code for problem in ledger.problems} == {"T210"}


def test_99_996_percent(ledger: Ledger) -> None:
    """1,999.92 t of 2,000 t are neither 100 % nor fulfilled."""
    said(ledger, cement(quantity="1999920 kg"))
    standing = progress(ledger).standing
    assert (standing.percent, standing.state) == (999, State.OVERDUE)
    assert text(standing.remaining) == "0.08 t"


def test_a_zero_ceiling_is_a_ceiling(ledger: Ledger) -> None:
    ledger = proposed(ledger, "giao-an-school", ceiling="0 VND")
    excess = refused(ledger, paid("1 VND"))["B110"]["excess"]
    assert text(excess) == "VND 1"
    said(ledger, paid("1 VND", allow_excess=True))
    ceiling = progress(ledger, pledge="giao-an-school").ceiling
    assert ceiling is not None
    assert [text(figure) for figure in (ceiling.amount, ceiling.spent, ceiling.headroom)] == [
        "VND 0",
        "VND 1",
        "VND -1",
    ]


# From the first section, where the peers fail


def test_receiving_more_than_was_shipped_can_be_said(delivered: Ledger) -> None:
    """claimed = accepted + short + rejected - over."""
    said(delivered, partly("495", short="5", rejected="15", over="15"))
    entry = delivered.entries()[-1].entry
    said_of_it = (entry.accepted, entry.short, entry.rejected, entry.over)
    assert [one and one.steps for one in said_of_it] == [495_000, 5_000, 15_000, 15_000]


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (answer(accepted="0", rejected="500"), "B139"),
        (answer(short="1"), "B139"),
        (dispute(reason=None), "B139"),
        (back("1 tonne", reason=None), "B146"),
        (reversal(reason=None), "B121"),
    ],
    ids=["setting zero", "less", "disputed", "returned", "reversed"],
)
def test_reasons_are_mandatory_also_for_zero(delivered: Ledger, draft: Draft, code: str) -> None:
    assert set(refused(delivered, draft)) == {code}


@pytest.mark.parametrize(
    ("quantity", "code"), [("0 tonne", "B104"), ("2000002 kg", "B109"), ("2000001 kg", "B109")]
)
def test_nothing_is_let_through_above_100_percent_nor_at_zero(
    ledger: Ledger, quantity: str, code: str
) -> None:
    assert set(refused(ledger, cement(quantity=quantity))) == {code}


def test_amendments_replace_terms_and_never_add_to_them(ledger: Ledger) -> None:
    """Raised from 100 t to 150 t it reads 150 t, also with every earlier version in the book."""
    schedule = "{2022: 25, 2023: 25, 2024: 25, 2025: 25}"
    ledger = proposed(ledger, target="100 tonne", schedule=schedule)
    said(ledger, cement(quantity="50 tonne"))
    for document, total in (("01/PL", 120), ("02/PL", 150)):
        terms = {"target": f"{total} tonne", "schedule": None}
        said(proposed(ledger, **terms), amendment(document=document))
    standing = progress(ledger).standing
    assert (text(standing.target), text(standing.due), standing.percent) == ("150 t", "150 t", 333)
    (view,) = ledger.year(calendar_year(2025), programme=BIM_SON)
    line = view.pledges[0].line
    assert line is not None
    assert text(line.planned) == "150 t"


def test_a_payment_over_two_instalments(ledger: Ledger) -> None:
    """Instalments are filled oldest first from what was really delivered."""
    said(ledger, cement(quantity="800 tonne"), partly("700", short="100"))
    filled = [text(part.delivered) for part in progress(ledger).standing.instalments]
    assert filled == ["500 t", "200 t", "0 t", "0 t"]
    said(ledger, back("250 tonne"))
    filled = [text(part.delivered) for part in progress(ledger).standing.instalments]
    assert filled == ["450 t", "0 t", "0 t", "0 t"]


def test_money_paid_over_two_instalments_of_a_fund(
    write_programmes: Callable[[str], Ledger],
) -> None:
    fund = ("{id: loan, title: {vi: Vay, en: Loan}, form: money, target: 100 VND,"
            " schedule: {2022: 50, 2023: 50}}")  # fmt: skip
    ledger = write_programmes(UPLANDS + f"          - {fund}\n")
    said(ledger, seed("loan", "70 VND", kind=Kind.DISBURSEMENT, date="2022-11-11"))
    parts = progress(ledger, pledge="loan").standing.instalments
    assert [part.delivered.steps for part in parts] == [50, 20]


def test_terms_in_force_are_an_entry_of_the_chain(delivered: Ledger) -> None:
    """Editing the file edits nothing: it is proposed until it is adopted."""
    ledger = proposed(delivered, **LESS)
    assert text(progress(ledger).standing.target) == "2,000 t"
    (view,) = ledger.progress(programme=BIM_SON)
    assert "target" in {change.path.rpartition(".")[2] for change in view.drift}


def test_tonnes_money_and_works_stand_in_one_report_and_are_never_added(ledger: Ledger) -> None:
    """One disputed, one short, one returned: each in its own unit."""
    said(ledger, rooms("4"), paid("2 tỷ"), CEMENT)
    hau_loc, bim_son = "hau-loc-lang-chanh", BIM_SON
    said(ledger, dispute(concerns=f"{hau_loc}#2", date="2023-09-01"))
    said(ledger, partly("1,5 tỷ", concerns=f"{hau_loc}#3", short="500 triệu"))
    said(ledger, back("20 tonne", concerns=f"{bim_son}#2"))
    school, cement_ = (view.pledges[0] for view in ledger.year(calendar_year(2023)))
    found: list[Quantity] = [school.standing.delivered, *school.disbursed]
    assert [text(q) for q in (*found, cement_.standing.delivered)] == [
        "0 classrooms",
        "VND 1.5 billion",
        "480 t",
    ]
