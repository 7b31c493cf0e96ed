"""The yearly report as a paper: what is said where, made of the figures and of nothing else."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from coopledger.present.pages.parts import (
    activity_line,
    book_lines,
    ended_lines,
    money_beside,
    past_lines,
    pledge_remarks,
)
from coopledger.present.papers import annexes
from coopledger.present.papers.annexes import Annexes
from coopledger.present.papers.paper import (
    BLANK,
    Addressees,
    Column,
    Foot,
    Grid,
    Letterhead,
    Paper,
    Part,
    Signature,
    Text,
    Title,
    enumerated,
)
from coopledger.present.papers.phrases import basis, full, long_day, numbered, sides, stated, words
from coopledger.present.say import Say
from coopledger.progress import Period, PledgeProgress, ProgrammeProgress, State, YearLine
from coopledger.progress.programme import AreaProgress
from coopledger.quantity import Quantity
from coopledger.quantity.writing import write_percent
from coopledger.terms.issuer import Issuer

_LATE = (State.BEHIND, State.OVERDUE)


class Imprint(NamedTuple):
    """Who issues the report, under which number and on which day; both may be blank yet."""

    issuer: Issuer
    number: str | None = None
    dated: date | None = None


def paper(views: Sequence[ProgrammeProgress], period: Period, imprint: Imprint, say: Say) -> Paper:
    """The report on the year of `period`, with annexes of tables."""
    as_of = max((view.as_of for view in views), default=period.through)
    attached = annexes.attached(views, say)
    subject = say("paper.report.subject", year=str(period.year))
    parts = (
        _letterhead(imprint, say),
        Title(say("paper.report"), subject),
        *_marks(views, say),
        _addressees(imprint.issuer, say),
        *basis(views, say),
        _intro(period, as_of, imprint.issuer, say),
        *_general(views, as_of, attached, say),
        *_results(views, say),
        *_open(views, attached, say),
        *_heads(views, say),
        Text(say("paper.report.end", year=str(period.year)), "last"),
        _foot(imprint.issuer, say),
        *annexes.parts(attached, _note(imprint, say), period.year, say),
    )
    return Paper(f"{say('paper.report')}: {subject}", as_of, parts)


# Head and foot


def _letterhead(imprint: Imprint, say: Say) -> Letterhead:
    issuer = imprint.issuer
    place = words(issuer.place, say)
    return Letterhead(
        parent=words(issuer.parent, say).upper(),
        name=words(issuer.name, say).upper(),
        number=say("paper.number", **_number(imprint)),
        country=say("paper.country"),
        motto=say("paper.motto"),
        place_and_date=say("paper.dated", place=place, day=long_day(imprint.dated, say)),
    )


def _number(imprint: Imprint) -> dict[str, str]:
    return {"number": numbered(imprint.number), "symbol": imprint.issuer.symbol or BLANK}


def _note(imprint: Imprint, say: Say) -> str:
    """What ties an annex to its report."""
    values = {"day": long_day(imprint.dated, say), "issuer": words(imprint.issuer.name, say)}
    return say("paper.annex.note", **_number(imprint), **values)


def _addressees(issuer: Issuer, say: Say) -> Addressees:
    return Addressees(say("paper.to"), tuple(map(say.value, issuer.to)) or (BLANK,))


def _foot(issuer: Issuer, say: Say) -> Foot:
    """Signature and recipients; those that the decree names are there in any case."""
    told = [say.value(one) for one in issuer.recipients]
    if not told:
        told = [say("paper.recipients.to"), BLANK, say("paper.recipients.file")]
    lines = [words(issuer.authority, say).upper()]
    lines += [say.value(position).upper() for position in issuer.position] or [BLANK]
    signature = Signature(tuple(lines), issuer.signer or BLANK)
    return Foot(say("paper.recipients"), enumerated(told), signature)


def _marks(views: Sequence[ProgrammeProgress], say: Say) -> Iterator[Text]:
    if any(view.terms.programme.invented for view in views):
        yield Text(say("programme.invented"), "mark")


# Body


def _intro(period: Period, as_of: date, issuer: Issuer, say: Say) -> Text:
    days = {"since": period.since, "through": period.through, "as_of": as_of}
    written = {name: long_day(day, say) for name, day in days.items()}
    values = {"issuer": words(issuer.name, say), "year": str(period.year)}
    return Text(say("paper.report.intro", **values, **written))


def _general(
    views: Sequence[ProgrammeProgress], as_of: date, attached: Annexes, say: Say
) -> Iterator[Part]:
    yield Text(say("paper.report.general"), "part")
    if not views:
        yield Text(say("paper.report.unknown"))
        return
    states = Counter(pledge.standing.state for view in views for pledge in view.pledges)
    said = [
        say("paper.report.state", count=states[state], state=state)
        for state in State
        if states[state]
    ]
    values = {"programmes": len(views), "pledges": states.total()}
    states_said = ", ".join(said) or say("paper.report.no_pledges")
    yield Text(say("paper.report.count", **values, as_of=long_day(as_of, say), states=states_said))
    entries = sum(len(view.entries) for view in views)
    pending = sum(view.awaiting for view in views)
    key = "paper.report.entries" if entries else "paper.report.no_entries"
    annex = annexes.label(attached, "entries", say)
    yield Text(say(key, entries=entries, pending=pending, annex=annex))


def _results(views: Sequence[ProgrammeProgress], say: Say) -> Iterator[Part]:
    if views:
        yield Text(say("paper.report.results"), "part")
    for at, view in enumerate(views, start=1):
        yield from _programme(at, view, say)


def _programme(at: int, view: ProgrammeProgress, say: Say) -> Iterator[Part]:
    title = say("paper.report.programme", at=str(at), title=view.terms.programme.title)
    yield Text(title, "section")
    period = view.terms.programme.period
    yield Text(say("paper.report.sides", **sides(view.terms, say), period=period))
    for cell in (*book_lines(view, say), *ended_lines(view, say)):
        yield Text(_sentence(cell.text))
    for area in view.areas:
        values = {"at": f"{at}.{area.number}", "number": area.number, "title": area.area.title}
        yield Text(say("paper.report.area", **values), "section")
        yield from _area(area, view, say)
    if view.pledges:
        yield _figures(view, say)


def _area(area: AreaProgress, view: ProgrammeProgress, say: Say) -> Iterator[Part]:
    everything = (*area.activities, area.others)
    occasions = sum(activity.occasions for activity in everything)
    if occasions:
        counted = {"count": len(area.activities), "occasions": occasions}
        yield Text(say("paper.report.activities", **counted))
    elif area.activities:
        yield Text(say("paper.report.no_occasions", count=len(area.activities)))
    elif not area.pledges:
        yield Text(say("paper.report.no_activities"))
    for activity in everything:
        if activity.occasions or activity.none_said:
            yield Text(f"- {activity_line(activity, say)}.", "item")
    for pledge in area.pledges:
        yield from (Text(text) for text in _pledge(pledge, view, say))


def _pledge(progress: PledgeProgress, view: ProgrammeProgress, say: Say) -> Iterator[str]:
    """What was promised, what the year came to, and what else has to be said of it."""
    pledge, line = progress.pledge, progress.line
    assert line is not None
    parts = []
    if pledge.target is not None:
        parts.append(say("paper.report.target", target=stated(pledge.target, say)))
    if pledge.window is not None:
        parts.append(say("paper.report.window", window=pledge.window))
    if pledge.equivalent is not None:
        worth = pledge.equivalent
        how = ".about" if worth.about else ".over" if worth.over else ""
        parts.append(say(f"equivalent{how}", quantity=stated(worth.amount, say)))
    yield say("paper.report.pledge", title=pledge.title, parts="; ".join(parts))
    yield _year(line, say)
    yield _cumulative(progress, line, say)
    yield from _moneys(progress, say)
    for cell in (*pledge_remarks(progress, say), *past_lines(progress, view.terms, say)):
        yield _sentence(cell.text)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _year(line: YearLine, say: Say) -> str:
    got = {"delivered": full(line.delivered, say), "confirmed": full(line.confirmed, say)}
    if line.brought_forward is None or line.planned is None or line.carried_forward is None:
        return say("paper.report.delivered", **got)
    owed = {
        "brought_forward": _owed(line.brought_forward, say),
        "planned": full(line.planned, say),
        "carried_forward": _owed(line.carried_forward, say),
    }
    if line.adjusted:
        return say("paper.report.adjusted", **owed, **got, adjusted=full(line.adjusted, say))
    return say("paper.report.year", **owed, **got)


def _owed(quantity: Quantity, say: Say) -> str:
    """What is carried from year to year; less than nothing is ahead."""
    if quantity.steps < 0:
        return say("paper.report.ahead", quantity=full(-quantity, say))
    return full(quantity, say)


def _cumulative(progress: PledgeProgress, line: YearLine, say: Say) -> str:
    standing = progress.standing
    values = {"cumulative": full(line.cumulative, say), "state": standing.state}
    if standing.percent is None or line.remaining is None:
        return say("paper.report.cumulative.open", **values)
    percent = write_percent(standing.percent, say.lang, something=bool(standing.delivered))
    remaining = full(line.remaining, say)
    return say("paper.report.cumulative", **values, percent=percent, remaining=remaining)


def _moneys(progress: PledgeProgress, say: Say) -> Iterator[str]:
    if progress.ceiling is not None:
        ceiling = progress.ceiling
        key = "paper.report.ceiling.year" if ceiling.per else "paper.report.ceiling"
        spent, headroom = stated(ceiling.spent, say), stated(ceiling.headroom, say)
        yield say(key, amount=stated(ceiling.amount, say), spent=spent, headroom=headroom)
    for key, amounts in money_beside(progress):
        for amount in amounts:
            yield say(f"paper.report.{key}", amount=stated(amount, say))


def _figures(view: ProgrammeProgress, say: Say) -> Grid:
    """The table of a programme: a row for each pledge."""
    names = ("pledge", "unit", "target", "planned", "delivered", "cumulative", "percent", "state")
    widths = (40, 15, 19, 18, 18, 18, 19, 20)
    columns = [Column(say("paper.column.at"), 10)]
    columns += [
        Column(annexes.heading(name, say), width, right=2 <= at < 7)  # noqa: PLR2004 - figures
        for at, (name, width) in enumerate(zip(names, widths, strict=True))
    ]
    rows = (annexes.figures_row(at, one, names, say) for at, one in enumerate(view.pledges, 1))
    caption = say("paper.report.table", as_of=long_day(view.as_of, say))
    if view.terms.programme.invented:
        caption = f"{caption} - {say('programme.invented')}"
    return Grid(tuple(columns), tuple(rows), caption)


def _open(views: Sequence[ProgrammeProgress], attached: Annexes, say: Say) -> Iterator[Part]:
    """What is late, and what awaits confirmation."""
    if not views:
        return
    yield Text(say("paper.report.open"), "part")
    late = [_late(one, view, say) for view in views for one in view.pledges
            if one.standing.state in _LATE]  # fmt: skip
    pending = [
        say("paper.report.pending.count", programme=view.terms.programme.title,
            count=view.awaiting, annex=annexes.label(attached, "pending", say))
        for view in views if view.awaiting
    ]  # fmt: skip
    registered = [
        say("paper.report.pending.count", programme=view.terms.programme.title,
            count=len(view.late), annex=annexes.label(attached, "late", say))
        for view in views if view.late
    ]  # fmt: skip
    for key, lines in (
        ("late_pledges", late),
        ("pending", pending),
        ("registered_late", registered),
    ):
        yield Text(say(f"paper.report.{key}"), "section")
        yield from (Text(line, "item") for line in lines or [say("paper.report.nothing")])


def _late(progress: PledgeProgress, view: ProgrammeProgress, say: Say) -> str:
    standing = progress.standing
    assert standing.due is not None
    return say(
        "paper.report.late_pledge",
        **sides(view.terms, say),
        title=progress.pledge.title,
        state=standing.state,
        due=full(standing.due, say),
        delivered=full(standing.delivered, say),
        missing=full(standing.due - standing.delivered, say),
    )


def _heads(views: Sequence[ProgrammeProgress], say: Say) -> Iterator[Part]:
    if not views:
        return
    yield Text(say("paper.report.heads"), "part")
    yield Text(say("paper.report.heads.intro"))
    none = say("paper.report.no_head")
    rows = tuple((view.terms.id, str(view.head) if view.head else none) for view in views)
    columns = (Column(say("paper.report.book"), 2), Column(say("paper.report.head"), 3))
    yield Grid(columns, rows)
