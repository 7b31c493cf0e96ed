"""What is said of the columns of a table, in a file and by options."""

from collections.abc import Sequence
from pathlib import Path

from coopledger.book.names import party_named, pledges_named, programme_named
from coopledger.exchange.field import Field
from coopledger.exchange.sheet import ColumnsFile, read_columns
from coopledger.problem import Problem, Refused, refuse
from coopledger.terms import Terms, lookup


def columns_file(
    path: Path | None,
    terms: Sequence[Terms],
    programme: str | None,
    pledge: str | None,
    party: str | None,
) -> ColumnsFile:
    """What is said of the columns, and of every row, in a file and by options.

    Raises `Refused`, once and not for every row, where it names nothing or several things of
    `terms`: B150-B155 and B158, and as columns files are read.
    """
    said = read_columns(path) if path is not None else ColumnsFile()
    options = {Field.PROGRAMME: programme, Field.PLEDGE: pledge, Field.PARTY: party}
    given = {field: text for field, text in options.items() if text is not None}
    said = said._replace(values={**said.values, **given})
    problems: list[Problem] = []
    for look in (_programme, _pledge, _party):
        try:
            look(said, terms)
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(problems)
    return said


def _programme(said: ColumnsFile, terms: Sequence[Terms]) -> None:
    if (named := said.values.get(Field.PROGRAMME)) is not None:
        programme_named(named, terms)


def _pledge(said: ColumnsFile, terms: Sequence[Terms]) -> None:
    if (named := said.values.get(Field.PLEDGE)) is not None:
        pledges_named(named, terms)


def _party(said: ColumnsFile, terms: Sequence[Terms]) -> None:
    named = said.values.get(Field.PARTY)
    known = tuple(dict.fromkeys(name for one in terms for name in one.speakers))
    if party_named(named, lookup.parties(terms)) not in {None, *known}:
        raise refuse("B150", typed=named, parties=known, nearest=None)
