"""Pieces that several pages share: headings, bars, and the lines under a pledge."""

from collections.abc import Iterator

from coopledger.present.page import Cell
from coopledger.present.remarks import party_name
from coopledger.present.say import Say
from coopledger.progress import PledgeProgress, ProgrammeProgress, Standing, State
from coopledger.progress.programme import ActivityProgress, AreaProgress
from coopledger.quantity import Quantity
from coopledger.quantity.writing import write_amount, write_percent
from coopledger.terms import Pledge

BAR = 12

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
    if view.drift:
        yield Cell(say("programme.differs"), "warn")
    for change in view.drift:
        values = {"old": change.in_force, "new": change.proposed}
        yield Cell(f"{change.path}: {say('programme.change', **values)}", "warn", indent=2)
    if programme.invented:
        yield Cell(say("programme.invented"), "invented")


def bar(standing: Standing, say: Say) -> str:
    """Delivered against target as a bar and a percentage; nothing without a target."""
    if standing.percent is None:
        return ""
    percent = write_percent(standing.percent, say.lang, something=bool(standing.delivered))
    full = min(standing.percent * BAR // 1000, BAR)
    if standing.delivered and not full:
        full = 1
    return f"{'█' * full}{'░' * (BAR - full)} {percent:>7}"


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
            yield Cell(_activity(activity, say), indent=4)


def _activity(progress: ActivityProgress, say: Say) -> str:
    title = progress.activity.title if progress.activity else None
    name = say.value(title) if title else say("activity.others")
    if not progress.occasions:
        return f"{name}: {say('activity.none_said')}"
    return f"{name}: {say('activity.occasions', count=progress.occasions, day=progress.last_on)}"


def pledge_title(pledge: Pledge, say: Say) -> Cell:
    return Cell(f"{say.value(pledge.title)} ({pledge.id})")


def pledge_lines(progress: PledgeProgress, say: Say) -> Iterator[Cell]:
    """What has to be said of a pledge beside its figures."""
    standing, pledge = progress.standing, progress.pledge
    if pledge.by == "recipient":
        yield Cell(say("by_recipient"), "faint")
    if pledge.condition is not None and standing.state is State.CONDITIONAL:
        yield Cell(say("condition", text=pledge.condition), "warn")
    if standing.excess:
        yield Cell(say("excess", quantity=standing.excess), "warn")
    if standing.state is State.FULFILLED and standing.unconfirmed:
        yield Cell(say("unconfirmed", quantity=standing.unconfirmed), "faint")
    if progress.completed is not None and standing.delivered < progress.completed:
        yield Cell(say("completed", quantity=progress.completed), "faint")
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
    paid = [amount for amount in progress.disbursed
            if progress.ceiling is None or amount.unit != progress.ceiling.amount.unit]  # fmt: skip
    for key, amounts in (("disbursed", paid), ("value", progress.value)):
        for amount in amounts:
            yield Cell(say(key, quantity=amount), "faint")


def worth_line(pledge: Pledge, say: Say) -> Iterator[Cell]:
    """The indicative worth of a pledge, where one is stated."""
    if pledge.equivalent is not None:
        worth = pledge.equivalent
        how = ".about" if worth.about else ".over" if worth.over else ""
        yield Cell(say(f"equivalent{how}", quantity=worth.amount), "faint")
