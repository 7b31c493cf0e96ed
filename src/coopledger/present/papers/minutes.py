"""Minutes of one handover for both sides to sign: what is known filled in, the rest left blank.

Minutes of handing over have no form prescribed by law; acceptance of works follows Nghị định
06/2021/NĐ-CP, article 23: the works, time and place, those who sign, the quality, the conclusion,
the signatures, the annexes.
"""

from collections.abc import Iterator

from coopledger.book import Kind, Stage
from coopledger.book.handover import Handover
from coopledger.present.pages.entries import answer_words, quantity
from coopledger.present.pages.parts import figure
from coopledger.present.papers.paper import (
    BLANK,
    Column,
    Grid,
    Motto,
    Paper,
    Part,
    Signature,
    Signatures,
    Text,
    Title,
)
from coopledger.present.papers.phrases import full, in_words, long_day, programme_as_basis
from coopledger.present.remarks import party_name
from coopledger.present.say import Say
from coopledger.quantity import Quantity
from coopledger.quantity.spelling import spell_quantity
from coopledger.quantity.writing import unit_name
from coopledger.terms import Side


def paper(of: Handover, say: Say) -> Paper:
    """The minutes of `of`."""
    entry, programme = of.entry, of.terms.programme
    title = say.value(of.pledge.title)
    document = entry.document if entry is not None else None
    kind = say(f"minutes.{_kind(of)}")
    parts = (
        Motto(say("paper.country"), say("paper.motto")),
        Title(kind, title, say("minutes.number", number=document or BLANK)),
        *_invented(of, say),
        Text(say("paper.basis", document=programme_as_basis(of.terms, say)) + ".", "basis"),
        *_present(of, say),
        Text(say("minutes.agreed")),
        *(_goods(of, say) if of.stage is None else _works(of, say)),
        Text(say("minutes.end"), "last"),
        _signatures(of, say),
        *_source(of, say),
    )
    day = entry.occurred_on if entry is not None else programme.period.starts
    return Paper(f"{kind}: {title}", day, parts)


def _kind(of: Handover) -> str:
    if of.stage is not None:
        return of.stage.value
    returned = of.entry is not None and of.entry.kind is Kind.RETURN
    return "return" if returned else "delivery"


def _invented(of: Handover, say: Say) -> Iterator[Text]:
    if of.terms.programme.invented:
        yield Text(say("programme.invented"), "mark")


def _roles(of: Handover) -> tuple[tuple[str, Side], tuple[str, Side]]:
    """What the two sides are called, and which they are; works are accepted by both."""
    if of.stage is Stage.COMPLETED:
        return ("provider", Side.PROVIDER), ("recipient", Side.RECIPIENT)
    return ("giver", of.giver), ("receiver", of.giver.other)


def _present(of: Handover, say: Say) -> Iterator[Text]:
    """When, where, and who: nobody's name is known."""
    day = long_day(of.entry.occurred_on if of.entry is not None else None, say)
    yield Text(say("minutes.opening", day=day), "blank")
    for role, side in _roles(of):
        party = party_name(of.terms, of.party(side), say)
        yield Text(say(f"minutes.{role}", party=party), "part")
        yield from 2 * [Text(say("minutes.represented"), "blank")]


def _goods(of: Handover, say: Say) -> Iterator[Part]:
    """What was handed over of goods or services, and what the receiving side said of it."""
    yield Text(say("minutes.goods"))
    names = ("item", "unit", "promised", "handed", "taken", "price", "sum")
    widths = (44, 14, 22, 22, 22, 20, 24)
    yield _grid(names, widths, _goods_row(of, say), say)
    handed = _handed(of)
    if handed is not None:
        yield Text(say("minutes.words", words=spell_quantity(handed, say.lang)))
    yield from _said(of, say)
    yield Text(say("minutes.condition"), "blank")
    yield Text(say("minutes.remarks"), "blank")


def _goods_row(of: Handover, say: Say) -> tuple[str, ...]:
    worth = _worth(of)
    return (
        say.value(of.pledge.title),
        unit_name(of.pledge.unit, 0, say.lang),
        figure(of.pledge.target, say).text,
        figure(_handed(of), say).text,
        figure(_taken(of), say).text,
        "",
        full(worth, say) if worth is not None else "",
    )


def _handed(of: Handover) -> Quantity | None:
    return quantity(of.entry.quantity, of.terms) if of.entry is not None else None


def _taken(of: Handover) -> Quantity | None:
    """What the receiving side accepted, once it has said so."""
    answer = of.recorded.dossier.answer if of.recorded is not None else None
    if answer is None or answer.disputed:
        return None
    accepted = quantity(answer.accepted, of.terms)
    return _handed(of) if accepted is None and answer.sent is None else accepted


def _worth(of: Handover) -> Quantity | None:
    return quantity(of.entry.actual_value, of.terms) if of.entry is not None else None


def _said(of: Handover, say: Say) -> Iterator[Text]:
    """What the entry and the other side's answer say beside the figures of the table."""
    entry = of.entry
    if entry is None or of.recorded is None:
        return
    if entry.stated is not None:
        yield Text(say("minutes.stated", stated=entry.stated))
    if (worth := _worth(of)) is not None:
        yield Text(say("minutes.value", amount=in_words(worth, say)))
    if entry.reason is not None:
        yield Text(say("minutes.reason", reason=entry.reason))
    answer = of.recorded.dossier.answer
    if answer is not None:
        yield Text(say("minutes.answered", words=answer_words(answer, of.terms, say, about="")))
        if answer.reason is not None:
            yield Text(say("minutes.reason", reason=answer.reason))
    if of.pledge.purpose is not None:
        yield Text(say("minutes.purpose", purpose=of.pledge.purpose))


def _works(of: Handover, say: Say) -> Iterator[Part]:
    """The works, how much of them, and the blanks for what was found on the site."""
    pledge, completed = of.pledge, of.stage is Stage.COMPLETED
    yield Text(say("minutes.work", title=pledge.title))
    if pledge.place is not None:
        yield Text(say("minutes.place", place=pledge.place))
    if pledge.beneficiary is not None:
        yield Text(say("minutes.beneficiary", beneficiary=pledge.beneficiary))
    yield Text(say("minutes.amount"))
    names = ("item", "unit", "promised", "accepted" if completed else "handed-over", "note")
    yield _grid(names, (56, 20, 28, 30, 34), _works_row(of, say), say)
    handed = _handed(of)
    if handed is not None:
        yield Text(say("minutes.words", words=spell_quantity(handed, say.lang)))
    keys = ("quality", "conclusion") if completed else ("condition.works", "papers")
    for key in (*keys, "annexes"):
        yield Text(say(f"minutes.{key}"), "blank")


def _works_row(of: Handover, say: Say) -> tuple[str, ...]:
    note = of.entry.note if of.entry is not None else None
    return (
        say.value(of.pledge.title),
        unit_name(of.pledge.unit, 0, say.lang),
        figure(of.pledge.target, say).text,
        figure(_handed(of), say).text,
        note or "",
    )


def _grid(names: tuple[str, ...], widths: tuple[int, ...], row: tuple[str, ...], say: Say) -> Grid:
    """A table of one row; where nothing is known yet, with room to write."""
    labels = (say(f"minutes.column.{name}" if name != "unit" else "column.unit") for name in names)
    columns = tuple(
        Column(label, width, right=name not in {"item", "unit", "note"})
        for name, label, width in zip(names, labels, widths, strict=True)
    )
    return Grid((Column(say("paper.column.at"), 10), *columns), (("1", *row),))


def _signatures(of: Handover, say: Say) -> Signatures:
    left, right = (
        Signature(
            (say("minutes.signs", side=say(f"minutes.side.{role}")),), "", say("minutes.sign")
        )
        for role, _ in _roles(of)
    )
    return Signatures(left, right)


def _source(of: Handover, say: Say) -> Iterator[Text]:
    """From which entry of which state of the book this was made."""
    if of.entry is not None:
        yield Text(say("minutes.source", entry=of.entry.name, head=of.head), "source")
