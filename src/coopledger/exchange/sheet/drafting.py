"""From what a row says to the draft it asks for, or why it asks for none."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from coopledger.book.draft import Draft, counted_in
from coopledger.book.entry import Kind, Stage
from coopledger.exchange.field import Field
from coopledger.exchange.sheet.cells import Said
from coopledger.exchange.sheet.fields import FIGURES
from coopledger.exchange.sheet.layout import Layout
from coopledger.exchange.sheet.meaning import About, Meanings, Meant
from coopledger.exchange.sheet.reading import Figure, Problems
from coopledger.exchange.sheet.table import Row, Table, blank
from coopledger.problem import CellPlace, Problem, Refused
from coopledger.quantity import Quantity, Unit
from coopledger.quantity.writing import plain
from coopledger.text import clean

MAIN = (*FIGURES, Field.ACTIVITY, Field.TITLE, Field.DATE)
"""Where a problem of a whole row is shown: in the first of these it has."""

_WHERE: Mapping[str, tuple[Field, ...]] = {
    "B151": (Field.PLEDGE, Field.ACTIVITY),
    "B152": (Field.PLEDGE, Field.ACTIVITY, Field.QUANTITY, Field.AMOUNT),
    "B153": (Field.QUANTITY, Field.AMOUNT),
    "B154": (Field.PROGRAMME,),
    "B155": (Field.PROGRAMME,),
    "B158": (Field.SHARE, Field.PARTY),
    "X430": (Field.PLEDGE, Field.QUANTITY),
}
"""Where what is wrong with the meaning of a row is shown."""

_ONLY = {Field.STAGE: Kind.COMPLETION, Field.VALUE: Kind.DELIVERY, Field.AREA: Kind.ACTIVITY}
"""What only entries of one kind hold."""


class Drafting:
    """Makes drafts of the rows of one table."""

    def __init__(self, table: Table, layout: Layout, *, allow_excess: bool) -> None:
        self._table, self._allow_excess = table, allow_excess
        self._at = {one.field: one.at for one in layout.columns}
        self._no_figures = not any(field in self._at for field in FIGURES)
        self._meanings = Meanings(layout.terms)
        self._terms = {one.id: one for one in layout.terms}
        self.in_unit = lru_cache(4096)(_in_unit)

    def draft(self, row: Row, said: Said) -> Draft:
        """The draft of a row whose cells could be read.

        Raises `Refused` with the cell: X426-X428 day or figure, X430 kind, X434-X436 what the
        kind lacks or cannot hold, and as `resolve` does.
        """
        texts, figures = said.texts, said.figures
        if Field.DATE not in texts and not figures:
            first = next(at for at, cell in enumerate(row.cells) if not blank(cell))
            raise Refused([self._table.problem("X435", row, first)])
        if Field.DATE not in texts:
            raise self._wrong("X426", row, Field.DATE)
        recorded = self._recorded(row, figures)
        kind = self._kind(row, texts, recorded)
        figure = figures[recorded] if recorded is not None else None
        meant = self._meant(row, texts, kind, figure)
        self._refuse_misplaced(row, said, meant.kind)
        return self._made(row, said, meant, figure)

    def unit_of(self, draft: Draft) -> Unit | None:
        """The unit in which the figure of a draft was counted that had none of its own."""
        terms = self._terms[draft.programme or ""]
        return counted_in(draft.kind, terms.pledges[draft.pledge or ""], terms)

    def _recorded(self, row: Row, figures: Mapping[Field, Figure]) -> Field | None:
        """The figure of a row that is recorded: of quantity and amount the one that is not 0."""
        there = [field for field in (Field.QUANTITY, Field.AMOUNT) if field in figures]
        given = [field for field in there if figures[field]]
        if len(given) > 1:
            raise self._wrong("X428", row, Field.AMOUNT)
        return next(iter(given or there), None)

    def _kind(self, row: Row, texts: Mapping[Field, str], recorded: Field | None) -> Kind | None:
        """What a row records, by its column of kinds or by its figure; None for a quantity."""
        typed = texts.get(Field.KIND)
        kind = Kind(typed) if typed is not None else None
        if recorded is None:
            if kind is Kind.ACTIVITY or (kind is None and self._tells(texts)):
                return Kind.ACTIVITY
            raise self._wrong("X427", row)
        if kind is Kind.ACTIVITY:
            raise self._wrong("X434", row, recorded, column=recorded, kind=kind)
        if kind is None and recorded is Field.AMOUNT:
            return Kind.DISBURSEMENT
        return kind

    def _tells(self, texts: Mapping[Field, str]) -> bool:
        """Whether a row without a figure is an activity: it says so, or no column holds figures."""
        return Field.ACTIVITY in texts or (Field.TITLE in texts and self._no_figures)

    def _meant(
        self, row: Row, texts: Mapping[Field, str], kind: Kind | None, figure: Figure | None
    ) -> Meant:
        about = About(
            kind,
            texts.get(Field.PROGRAMME),
            texts.get(Field.PLEDGE),
            texts.get(Field.SHARE),
            texts.get(Field.PARTY),
            texts.get(Field.ACTIVITY),
            figure.unit if figure is not None else None,
        )
        meant = self._meanings.of(about)
        if isinstance(meant, Meant):
            return meant
        places = (self._place(row, *_WHERE.get(problem.code, ())) for problem in meant)
        pairs = zip(meant, places, strict=True)
        raise Refused(replace(problem, place=where) for problem, where in pairs)

    def _refuse_misplaced(self, row: Row, said: Said, kind: Kind) -> None:
        """Raises `Refused` where an entry of this kind cannot hold what is said, or lacks it."""
        problems = [
            self._problem("X434", row, field, column=field, kind=kind)
            for field, only in _ONLY.items()
            if (field in said.texts or field in said.figures) and kind is not only
        ]
        if kind is Kind.COMPLETION and Field.STAGE not in said.texts:
            problems.append(self._problem("X436", row, Field.STAGE))
        if problems:
            raise Refused(problems)

    def _made(self, row: Row, said: Said, meant: Meant, figure: Figure | None) -> Draft:
        texts, kind = said.texts, meant.kind
        active = kind is Kind.ACTIVITY
        value, stage = said.figures.get(Field.VALUE), texts.get(Field.STAGE)
        return Draft(
            kind=kind,
            programme=meant.programme,
            date=texts[Field.DATE],
            party=meant.party,
            document=texts.get(Field.DOCUMENT),
            note=texts.get(Field.NOTE) if active else self._note(row, texts),
            pledge=meant.pledge,
            share=meant.share,
            quantity=self._counted(row, figure, meant) if figure is not None else None,
            actual_value=value.text if value is not None else None,
            stage=Stage(stage) if stage is not None else None,
            area=texts.get(Field.AREA),
            activity=meant.activity,
            title=texts.get(Field.TITLE) if active else None,
            reason=texts.get(Field.REASON),
            allow_excess=self._allow_excess,
        )

    def _counted(self, row: Row, figure: Figure, meant: Meant) -> str:
        """A figure with its unit: a bare one is counted as its pledge is."""
        if figure.unit is not None or meant.unit is None:
            return figure.text
        text = self.in_unit(figure.text, meant.unit)
        if isinstance(text, str):
            return text
        where = self._place(row)
        raise Refused(replace(problem, place=where) for problem in text)

    def _note(self, row: Row, texts: Mapping[Field, str]) -> str | None:
        """The note; what a row of support says of its subject is kept in front of it."""
        said = [texts.get(field) for field in (Field.TITLE, Field.ACTIVITY, Field.NOTE)]
        parts = [part for part in said if part is not None]
        if len(parts) <= 1:
            return parts[0] if parts else None
        try:
            return clean("; ".join(parts))
        except Refused as refused:
            where = self._place(row, Field.TITLE)
            raise Refused(replace(problem, place=where) for problem in refused.problems) from None

    def _wrong(self, code: str, row: Row, *fields: Field, **values: object) -> Refused:
        return Refused([self._problem(code, row, *fields, **values)])

    def _problem(self, code: str, row: Row, *fields: Field, **values: object) -> Problem:
        return Problem(code, values, self._place(row, *fields))

    def _place(self, row: Row, *fields: Field) -> CellPlace:
        at = next((self._at[field] for field in (*fields, *MAIN) if field in self._at), 0)
        return self._table.place(row, at)


def _in_unit(text: str, unit: Unit) -> str | Problems:
    """A bare figure in the unit its pledge is counted in, or why it cannot be (Q104, Q105)."""
    try:
        quantity = Quantity.of(Fraction(text), unit)
    except Refused as refused:
        return refused.problems
    return f"{plain(quantity.amount)} {unit.id}"
