"""Documents to hand in: what makes them is loaded only when one is asked for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from coopledger.cli.session import Session
from coopledger.problem import refuse
from coopledger.progress import Period, ProgrammeProgress

if TYPE_CHECKING:  # every command that hands in something would load what only some do
    from coopledger.book.handover import Handover
    from coopledger.exchange.reconcile.outcome import Outcome

EXTRA = "report"
"""The optional dependencies that documents are made with."""

_NEEDED = frozenset({"docx", "lxml", "xlsxwriter", "jinja2", "markupsafe"})
"""Modules that are not always there."""

Makers = Mapping[str, Callable[[], bytes]]


def page_and_workbook(views: Sequence[ProgrammeProgress], session: Session) -> Makers:
    """What there is of every view: a workbook to check, a page to look at."""

    def workbook() -> bytes:
        with installed("xlsx"):
            from coopledger.present.workbook import workbook

            return workbook(views, session.say)

    def page() -> bytes:
        with installed("html"):
            from coopledger.present.web import page

            return page(views, session.say).encode()

    return {"xlsx": workbook, "html": page}


def signed_report(
    views: Sequence[ProgrammeProgress],
    period: Period,
    session: Session,
    number: str | None,
    dated: date | None,
) -> Makers:
    """The report after Nghị định 30/2020/NĐ-CP."""

    def report() -> bytes:
        with installed("docx"):
            from coopledger.present.papers import docx, report

            imprint = report.Imprint(session.workspace.settings.issuer, number, dated)
            return docx.drawn(report.paper(views, period, imprint, session.say), session.lang)

    return {"docx": report}


def minutes(of: "Handover", session: Session) -> bytes:
    """Minutes of one handover for both sides to sign."""
    with installed("docx"):
        from coopledger.present.papers import docx, minutes

        return docx.drawn(minutes.paper(of, session.say), session.lang)


def reconciliation(outcome: "Outcome", session: Session) -> Makers:
    """Minutes of a reconciliation for both sides to sign."""

    def made() -> bytes:
        with installed("docx"):
            from coopledger.present.papers import docx, reconciliation

            return docx.drawn(reconciliation.paper(outcome, session.say), session.lang)

    return {"docx": made}


def template(session: Session) -> bytes:
    """The empty table that is filled in and imported."""
    with installed("xlsx"):
        from coopledger.present.workbook.template import template

        return template(session.ledger.terms(), session.say)


@contextmanager
def installed(form: str) -> Iterator[None]:
    """Raises `Refused` (X301) where what makes files of a format is not installed."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _NEEDED:
            raise
        raise refuse("X301", format=form, extra=EXTRA) from None
