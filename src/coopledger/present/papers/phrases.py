"""What signed papers write out: days, amounts with their words, and blanks to fill in."""

from collections.abc import Iterator, Sequence
from datetime import date

from coopledger.present.papers.paper import BLANK, SHORT_BLANK, Text, enumerated
from coopledger.present.remarks import party_name
from coopledger.present.say import Say
from coopledger.progress import ProgrammeProgress
from coopledger.quantity import Dimension, Quantity
from coopledger.quantity.spelling import spell_quantity
from coopledger.quantity.writing import unit_name, write_number
from coopledger.terms import Terms
from coopledger.terms.fields import Words
from coopledger.terms.model import Document

_PADDED_DAYS, _PADDED_MONTHS = 10, 3
"""Days below 10 and the months 1 and 2 are padded, for a digit could be put in front of them
(Nghị định 30/2020/NĐ-CP, Annex I)."""


def long_day(day: date | None, say: Say) -> str:
    """`ngày 05 tháng 01 năm 2024`; in English `5 January 2024`; without a day blanks."""
    if day is None:
        blanks = {"day": SHORT_BLANK, "month": SHORT_BLANK, "year": SHORT_BLANK}
        return say("paper.day", **blanks) if say.lang == "vi" else BLANK
    if say.lang == "en":
        return f"{day.day} {day:%B} {day.year}"
    padded = {"day": _padded(day.day, _PADDED_DAYS), "month": _padded(day.month, _PADDED_MONTHS)}
    return say("paper.day", **padded, year=str(day.year))


def _padded(number: int, limit: int) -> str:
    return f"{number:02}" if number < limit else str(number)


def numbered(number: str | None) -> str:
    """The number of a paper, padded below 10; a blank where it has none yet."""
    if number is None:
        return SHORT_BLANK
    return f"{int(number):02}" if number.isdecimal() else number


def words(of: Words | None, say: Say) -> str:
    """What was said of the issuer, or a blank."""
    return say.value(of) if of is not None else BLANK


def full(quantity: Quantity, say: Say) -> str:
    """A quantity with all its digits: `4.000.000.000 đồng`."""
    number, unit = write_number(quantity.amount, say.lang), quantity.unit
    if unit.dimension is Dimension.MONEY and say.lang == "en":
        return f"{unit.en} {number}"
    return f"{number} {unit_name(unit, quantity.amount, say.lang)}"


def in_words(quantity: Quantity, say: Say) -> str:
    """`4.000.000.000 đồng (bằng chữ: bốn tỷ đồng)`, as sums of money are written."""
    spelled = spell_quantity(quantity, say.lang)
    return say("paper.in_words", amount=full(quantity, say), words=spelled)


def stated(quantity: Quantity, say: Say) -> str:
    """A quantity in full, sums of money with their words."""
    money = quantity.unit.dimension is Dimension.MONEY
    return in_words(quantity, say) if money else full(quantity, say)


def sides(terms: Terms, say: Say) -> dict[str, str]:
    """Provider and recipient by name."""
    programme = terms.programme
    return {
        "provider": party_name(terms, programme.provider, say),
        "recipient": party_name(terms, programme.recipient, say),
    }


def basis(views: Sequence[ProgrammeProgress], say: Say) -> Iterator[Text]:
    """What the programmes rest on, the programmes, and what was adopted since; each once."""
    said = dict.fromkeys(text for view in views for text in _basis(view, say))
    documents = [say("paper.basis", document=text) for text in said]
    yield from (Text(document, "basis") for document in enumerated(documents))


def _basis(view: ProgrammeProgress, say: Say) -> Iterator[str]:
    yield from (_document(document, say) for document in view.terms.programme.legal_basis)
    yield programme_as_basis(view.terms, say)
    agreement = view.agreement.entry if view.agreement is not None else None
    if agreement is not None and agreement.document is not None:
        day = long_day(agreement.occurred_on, say)
        values = {"adoption": agreement.adoption, "document": agreement.document}
        yield say("paper.basis.adoption", **values, day=day)


def programme_as_basis(terms: Terms, say: Say) -> str:
    """The programme with its number and the day it was signed, as far as they are known."""
    programme = terms.programme
    parts = [say("paper.basis.programme", title=programme.title)]
    if programme.document_number is not None:
        parts.append(say("paper.basis.number", number=programme.document_number))
    if programme.signing is not None:
        parts.append(say("paper.basis.signed", day=long_day(programme.signing.date, say)))
    return ", ".join(parts)


def _document(document: Document, say: Say) -> str:
    about = []
    if document.number is not None:
        about.append(say("paper.basis.number", number=document.number))
    if document.date is not None:
        about.append(long_day(document.date, say))
    if document.issuer is not None:
        about.append(say("paper.basis.issuer", issuer=document.issuer))
    title = say.value(document.title)
    return f"{title} ({' '.join(about)})" if about else title
