"""Pieces that several pages share: headings, bars, and the lines under a pledge."""

from collections.abc import Iterator, Mapping

from coopledger.book import Adoption, Entry
from coopledger.present.page import Cell
from coopledger.present.remarks import party_name
from coopledger.present.say import Say
from coopledger.problem import Value
from coopledger.progress import PledgeProgress, ProgrammeProgress, Standing, State
from coopledger.progress.money import MoneyStated
from coopledger.progress.programme import ActivityProgress, AreaProgress
from coopledger.quantity import Quantity
from coopledger.quantity.writing import unit_name, write_amount, write_percent
from coopledger.terms import Pledge, Terms

BAR, YEAR = 12, 5
"""Characters of a bar: of a pledge, and of one year of it."""

LEAST_YEARS = 2
"""Years that make a line of time."""

STATE_STYLES = {
    State.FULFILLED: "good",
    State.ON_TRACK: "good",
    State.OVERDUE: "bad",
    State.BEHIND: "warn",
    State.CONDITIONAL: "warn",
}


def heading(view: ProgrammeProgress, when: str, say: Say) -> Iterator[Cell]:
    """Who promised whom, as of when, from which state of the book."""
    programme = view.terms.programme
    yield Cell(
        say(
            "programme.heading",
            provider=party_name(view.terms, programme.provider, say),
            recipient=party_name(view.terms, programme.recipient, say),
            period=programme.period,
        ),
        "title",
    )
    pledges = len(view.pledges)
    summary = [
        view.terms.id,
        when,
        say("programme.fulfilled", fulfilled=view.fulfilled, pledges=pledges),
    ]
    yield Cell(" · ".join(summary), "faint")
    if view.head is None:
        yield Cell(say("programme.proposed"), "faint")
    else:
        yield Cell(say("programme.head", head=view.head), "faint")
    yield from book_lines(view, say)
    if view.awaiting:
        count, here = view.awaiting, view.terms.id
        yield Cell(say("programme.pending", count=count, programme=here), "warn")
    yield from ended_lines(view, say)
    if programme.invented:
        yield Cell(say("programme.invented"), "invented")


def ended_lines(view: ProgrammeProgress, say: Say) -> Iterator[Cell]:
    """Which sides no longer exist, and who followed them."""
    for ended in view.ended:
        names = tuple(party_name(view.terms, party, say) for party in ended.successors)
        values = {"party": party_name(view.terms, ended.party, say), "since": ended.since}
        key = "programme.ended" if names else "programme.ended.alone"
        yield Cell(say(key, **values, successors=names), "warn")


def book_lines(view: ProgrammeProgress, say: Say) -> Iterator[Cell]:
    """What the book as such says: the agreement in force, what is closed, what it comes to."""
    agreement = view.agreement
    if agreement is not None and agreement.entry.adoption is not Adoption.FIRST:
        yield Cell(agreement_line(agreement.entry, say), "faint")
    if agreement is not None and (answer := agreement.dossier.answer) is not None:
        party = party_name(view.terms, answer.party, say)
        said = "disputed" if answer.disputed else "confirmed"
        values = {"party": party, "entry": agreement.entry.name}
        yield Cell(say(f"programme.{said}", **values), "bad" if answer.disputed else "faint")
    if view.closed_through is not None:
        yield Cell(say("programme.closed", day=view.closed_through), "faint")
    if view.money.totals:
        yield Cell(_money(view.money, say), "faint")


def _money(money: MoneyStated, say: Say) -> str:
    """A total over stated values, which says what it leaves out."""
    total = say("programme.money", totals=money.totals)
    left = tuple(
        f"{say.value(one.pledge.title)} {say.value(one.quantity)}" for one in money.left_out
    )
    return say("programme.money.without", money=total, items=left) if left else total


def agreement_line(entry: Entry, say: Say) -> str:
    """An adoption: how, by which document, since when."""
    papers = entry.document or entry.reason or ""
    values = {"adoption": entry.adoption, "document": papers, "since": entry.occurred_on}
    return say("programme.agreement", **values, entry=entry.name)


def drift_lines(view: ProgrammeProgress, say: Say) -> Iterator[Cell]:
    """How the programmes file differs from what was adopted last."""
    if view.drift:
        yield Cell(say("programme.differs"), "warn")
    for change in view.drift:
        yield Cell(say.value(change), "warn", indent=2)


def bar(standing: Standing, say: Say) -> Cell:
    """Delivered against target as a percentage and a bar; nothing without a target."""
    if standing.percent is None:
        return Cell("")
    percent = write_percent(standing.percent, say.lang, something=bool(standing.delivered))
    drawn = _bar(standing.delivered.steps, standing.target.steps if standing.target else 0, BAR)
    return Cell(percent, picture=f"{drawn} {percent:>7}")


def _bar(delivered: int, whole: int, width: int) -> str:
    """`delivered` of `whole` in `width` characters; something delivered is never nothing."""
    full = min(max(delivered, 0) * width // whole, width) if whole else width
    full = full or int(delivered > 0)
    return "█" * full + "░" * (width - full)


def timeline(progress: PledgeProgress, say: Say) -> Iterator[Cell]:
    """What was delivered in each year against what was planned for it, no year over two lines."""
    unit, years = progress.pledge.unit, progress.years
    if progress.standing.target is None or len(years) < LEAST_YEARS:
        return
    drawn, said = [], []
    for one in years:
        assert one.planned is not None
        delivered, planned = (write_amount(q, say.lang) for q in (one.delivered, one.planned))
        said.append(say("timeline.year", year=str(one.year), delivered=delivered, planned=planned))
        most = max(one.planned.steps, one.delivered.steps)
        picture = _bar(one.delivered.steps, most, YEAR) if most else "·" * YEAR
        drawn.append(f"{one.year} {picture} {delivered}/{planned}".replace(" ", "\u00a0"))
    words = say("timeline", years="; ".join(said), unit=unit_name(unit, 0, say.lang))
    yield Cell(words, "faint", picture="  ".join(drawn))


def state(standing: Standing, say: Say) -> Cell:
    return Cell(say.value(standing.state), STATE_STYLES.get(standing.state, ""))


def figure(quantity: Quantity | None, say: Say) -> Cell:
    """A figure without its unit, which stands once in the row; empty where there is none."""
    return Cell("" if quantity is None else write_amount(quantity, say.lang))


def area_lines(area: AreaProgress, say: Say) -> Iterator[Cell]:
    """A content area with what was done of its activities."""
    yield Cell(f"{area.number} {say.value(area.area.title)}", "area")
    everything = (*area.activities, area.others)
    occasions = sum(activity.occasions for activity in everything)
    if area.activities:
        values = {"count": len(area.activities), "occasions": occasions}
        yield Cell(say("activities", **values), "faint", indent=2)
    elif not area.pledges and not occasions:
        yield Cell(say("activities.none"), "faint", indent=2)
    for activity in everything:
        if activity.occasions or activity.none_said:
            yield Cell(activity_line(activity, say), indent=4)


def activity_line(progress: ActivityProgress, say: Say) -> str:
    title = progress.activity.title if progress.activity else None
    name = say.value(title) if title else say("activity.others")
    if not progress.occasions:
        return f"{name}: {say('activity.none_said')}"
    return f"{name}: {say('activity.occasions', count=progress.occasions, day=progress.last_on)}"


def pledge_title(pledge: Pledge, say: Say) -> Cell:
    return Cell(f"{say.value(pledge.title)} ({pledge.id})")


def pledge_lines(progress: PledgeProgress, say: Say) -> Iterator[Cell]:
    """What has to be said of a pledge beside its figures."""
    yield from pledge_remarks(progress, say)
    if progress.ceiling is not None:
        ceiling = progress.ceiling
        yield Cell(
            say(
                "ceiling.year" if ceiling.per else "ceiling",
                amount=ceiling.amount,
                spent=ceiling.spent,
                headroom=ceiling.headroom,
            ),
            "bad" if ceiling.headroom.steps < 0 else "faint",
        )
    for key, amounts in money_beside(progress):
        for amount in amounts:
            yield Cell(say(key, quantity=amount), "faint")


def money_beside(progress: PledgeProgress) -> Iterator[tuple[str, tuple[Quantity, ...]]]:
    """What was paid, unless a ceiling says it already, and what goods were stated to be worth."""
    paid = (amount for amount in progress.disbursed
            if progress.ceiling is None or amount.unit != progress.ceiling.amount.unit)  # fmt: skip
    yield "disbursed", tuple(paid)
    yield "value", progress.value


def pledge_remarks(progress: PledgeProgress, say: Say) -> Iterator[Cell]:
    """The same without what was spent."""
    standing, pledge = progress.standing, progress.pledge
    if pledge.by == "recipient":
        yield Cell(say("by_recipient"), "faint")
    if pledge.condition is not None and standing.state is State.CONDITIONAL:
        yield Cell(say("condition", text=pledge.condition), "warn")
    if standing.excess:
        yield Cell(say("excess", quantity=standing.excess), "warn")
    if standing.disputed:
        yield Cell(say("disputed", quantity=standing.disputed), "bad")
    if standing.state is State.FULFILLED and standing.unconfirmed:
        yield Cell(say("unconfirmed", quantity=standing.unconfirmed), "faint")
    if progress.completed is not None and standing.delivered < progress.completed:
        yield Cell(say("completed", quantity=progress.completed), "faint")


def past_lines(progress: PledgeProgress, terms: Terms, say: Say) -> Iterator[Cell]:
    """How a pledge came about, what was given back, and whose part nobody has taken over."""
    yield from _history(progress, say)
    if progress.returned:
        yield Cell(say("returned", quantity=progress.returned), "faint")
    for party in progress.undetermined:
        yield Cell(say("undetermined", party=party_name(terms, party, say)), "warn")


def _history(progress: PledgeProgress, say: Say) -> Iterator[Cell]:
    """How the target came about, each change with its document, for ever."""
    for change in progress.history:
        by = change.entry.document or change.entry.reason or ""
        values = {"document": by, "day": change.entry.occurred_on, "entry": change.entry.name}
        before = change.before.target if change.before is not None else None
        after = change.after.target
        if change.before is None:
            yield Cell(say("history.added", **values), "faint")
        elif change.entry.adoption is Adoption.RESTATEMENT:
            yield Cell(say("history.restated", **values, before=before, after=after), "warn")
        elif change.retargeted:
            yield Cell(_retargeted(before, after, values, say), "faint")
        if change.condition_met:
            yield Cell(say("history.condition", **values), "faint")
        elif not change.retargeted and change.before is not None:
            yield Cell(say("history.rescheduled", **values), "faint")


def _retargeted(
    before: Quantity | None, after: Quantity | None, values: Mapping[str, Value], say: Say
) -> str:
    """Original, difference and document of a target that was raised or reduced."""
    if before is None or after is None or before.unit != after.unit:
        return say("history.changed", **values, before=before, after=after)
    more = after - before
    key, size = ("raised", more) if more.steps > 0 else ("reduced", -more)
    return say(f"history.{key}", **values, before=before, difference=size, after=after)


def worth_line(pledge: Pledge, say: Say) -> Iterator[Cell]:
    """The indicative worth of a pledge, where one is stated."""
    if pledge.equivalent is not None:
        worth = pledge.equivalent
        how = ".about" if worth.about else ".over" if worth.over else ""
        yield Cell(say(f"equivalent{how}", quantity=worth.amount), "faint")
