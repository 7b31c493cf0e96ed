"""What a table means: where its heading stands, what its columns hold, and how numbers are written.

One pass over the table. What is not certain is refused here, with every reason at once, before a
single row is read.
"""

from collections.abc import Iterator, Sequence
from itertools import chain, islice

from coopledger.exchange.field import Field
from coopledger.exchange.sheet import headings, heads
from coopledger.exchange.sheet.columns import NO_COLUMNS, Choice, ColumnsFile
from coopledger.exchange.sheet.fields import ABOUT, FIGURES
from coopledger.exchange.sheet.fonts import old_font
from coopledger.exchange.sheet.headings import Heading, Meaning
from coopledger.exchange.sheet.heads import Head
from coopledger.exchange.sheet.layout import Column, Ignored, Layout
from coopledger.exchange.sheet.seen import Shown
from coopledger.exchange.sheet.table import Row, Table, blank, column, letters, shown
from coopledger.exchange.sheet.vocabulary import vocabulary
from coopledger.problem import CellPlace, Problem, Refused, refuse
from coopledger.quantity import Dimension, Quantity
from coopledger.quantity.reading import DecimalSign
from coopledger.terms import Terms
from coopledger.terms.source import bounded
from coopledger.text import accented, fold, nearest, some

_MONEY = (Field.AMOUNT, Field.VALUE)
_COLUMN = 3
"""Letters of the last column of a sheet."""


def recognised(
    table: Table,
    columns: ColumnsFile | None = None,
    terms: Sequence[Terms] = (),
    decimal: DecimalSign | None = None,
) -> Layout:
    """What `table` holds, by its headings and by what `columns` says.

    `decimal` is the setting of the workspace; without it a column of text is read by the sign that
    its own values show. Raises `Refused` with every reason why the table cannot be read: X408 an
    old font, X413-X418 headings, X440-X441 what `columns` says, and as `table.rows` does.
    """
    return _Recognition(table, columns or NO_COLUMNS, terms, decimal).layout()


class _Recognition:
    def __init__(
        self,
        table: Table,
        said: ColumnsFile,
        terms: Sequence[Terms],
        decimal: DecimalSign | None,
    ) -> None:
        self.table, self.said, self.terms, self.decimal = table, said, tuple(terms), decimal
        self.words = vocabulary(terms)
        self.problems: list[Problem] = []
        self.ignored: list[Ignored] = []
        self.numbered = -1

    def layout(self) -> Layout:
        rows = self.table.rows()
        wanted = max(heads.LOOKED_AT, (self.said.heading or 0) + 1)
        top = list(islice(rows, wanted))
        head = self._head(top)
        body = chain(top[head.last + 1 :], rows)
        columns = self._columns(head, top)
        self._refuse_if_any()
        return self._read(columns, head, top, body)

    # Where the heading is

    def _head(self, top: Sequence[Row]) -> Head:
        if not any(not blank(cell) for row in top for cell in row.cells):
            raise refuse("X412", file=self.table.file)
        if self.said.heading is not None:
            return self._head_said(top, self.said.heading)
        known = [fold(name) for name in self.said.columns]
        found = heads.head(top, self.words, known)
        if found is not None:
            return found
        text = " ".join(shown(cell) for row in top for cell in row.cells)
        if font := old_font(text):
            raise refuse("X408", file=self.table.file, font=font)
        raise refuse("X413", file=self.table.file)

    def _head_said(self, top: Sequence[Row], number: int) -> Head:
        """The heading where it was said to be; 0 says that there is none."""
        if number == 0:
            return Head(-1, -1, ())
        position = next((at for at, row in enumerate(top) if row.number == number), None)
        if position is None or all(blank(cell) for cell in top[position].cells):
            raise refuse("X442", typed=str(number))
        return heads.head_at(top, position, self.words)

    # What each column holds

    def _columns(self, head: Head, top: Sequence[Row]) -> list[Column]:
        choices = self._choices(head, max(len(row.cells) for row in top))
        columns, meant = [], list[tuple[Heading, Meaning]]()
        for heading in head.headings:
            if heading.at in choices:
                continue
            meaning = headings.meaning(heading, self.words)
            if meaning is None or self._is_said(meaning.field):
                self._ignore(heading)
            elif meaning.field is Field.NUMBER:
                self.numbered = heading.at
            else:
                meant.append((heading, meaning))
        for at, choice in choices.items():
            if choice.field is not Field.IGNORE:
                columns.append(self._chosen(head, at, choice))
            else:
                self.ignored.append(Ignored(letters(at), _shown(head, at)))
        columns += self._meant(meant, top[head.first] if head.headings else None)
        self._refuse_missing(columns, top[head.first] if head.headings else None)
        return self._measured(columns, top[: max(head.first, 0)])

    def _is_said(self, field: Field) -> bool:
        """Whether the columns file says already what would stand in such a column."""
        chosen = {choice.field for choice in self.said.columns.values()}
        return field in chosen or field in self.said.values

    def _ignore(self, heading: Heading) -> None:
        self.ignored.append(Ignored(letters(heading.at), heading.shown))

    def _choices(self, head: Head, width: int) -> dict[int, Choice]:
        """What the columns file says, by column, of a table of so many."""
        found: dict[int, Choice] = {}
        for name, choice in self.said.columns.items():
            at = _column(name, head, width)
            if at is None:
                known = [heading.shown for heading in head.headings]
                values = {"typed": name, "known": some(known), "nearest": nearest(name, known)}
                self.problems.append(Problem("X440", values, choice.place))
            elif at in found:
                self.problems.append(Problem("X441", {"column": letters(at)}, choice.place))
            else:
                found[at] = choice
        return found

    def _chosen(self, head: Head, at: int, choice: Choice) -> Column:
        measure = None
        if choice.unit is not None:
            measure = self.words.measure(choice.unit)
            if measure is None:
                values = {"typed": choice.unit, "units": self.words.units.listed}
                self.problems.append(Problem("X415", values, choice.place))
        elif choice.field in FIGURES:
            heading = next((one for one in head.headings if one.at == at), None)
            meaning = headings.meaning(heading, self.words) if heading is not None else None
            measure = meaning.measure if meaning is not None else None
        return Column(at, choice.field, _shown(head, at), measure, choice.decimal)

    def _meant(self, meant: Sequence[tuple[Heading, Meaning]], row: Row | None) -> Iterator[Column]:
        """The columns by their headings. Two that may be the same field are a problem."""
        taken: dict[Field, Heading] = {}
        for heading, meaning in meant:
            if (other := taken.get(meaning.field)) is not None:
                values = {"field": meaning.field, "id": meaning.field.value, "first": other.shown}
                self._at("X414", row, heading.at, second=heading.shown, **values)
            elif meaning.unknown:
                units = self.words.units.listed
                self._at("X415", row, heading.at, typed=meaning.unknown, units=units)
            taken.setdefault(meaning.field, heading)
            yield Column(heading.at, meaning.field, heading.shown, meaning.measure)

    def _at(self, code: str, row: Row | None, at: int, **values: object) -> None:
        place = self.table.place(row, at) if row is not None else None
        self.problems.append(Problem(code, values, place))

    def _refuse_missing(self, columns: Sequence[Column], row: Row | None) -> None:
        """A day and something to record have to stand somewhere."""
        chosen = {choice.field for choice in self.said.columns.values()}
        there = {one.field for one in columns} | set(self.said.values) | chosen
        place = self.table.place(row, 0) if row is not None else None
        if Field.DATE not in there:
            self.problems.append(_missing(Field.DATE, place))
        if not there & set(ABOUT):
            self.problems.append(_missing(Field.QUANTITY, place))

    def _measured(self, columns: Sequence[Column], above: Sequence[Row]) -> list[Column]:
        """The columns, with the unit that a line above the table names for them all."""
        units: dict[bool, Quantity] = {}
        for row, at, measure in heads.declared(above, self.words):
            if isinstance(measure, Quantity):
                units[measure.unit.dimension is Dimension.MONEY] = measure
            else:
                known = self.words.units.listed
                self._at("X415", row, at, typed=measure, units=known)
        rows_say = any(one.field in (Field.UNIT, Field.PERHAPS_UNIT) for one in columns)
        return [
            one._replace(measure=units.get(one.field in _MONEY))
            if one.field in FIGURES
            and one.measure is None
            and not (rows_say and one.field is Field.QUANTITY)
            else one
            for one in columns
        ]

    # What the rows show

    def _read(
        self, columns: list[Column], head: Head, top: Sequence[Row], body: Iterator[Row]
    ) -> Layout:
        named = head.last >= 0
        heading = [row.cells for row in top[head.first : head.last + 1]] if named else []
        headed = tuple(one.at for one in head.headings)
        layout = Layout(
            tuple(columns), tuple(self.ignored), self.said.values, self.said.places, self.terms,
            tuple(tuple(accented(shown(cell)) for cell in cells) for cells in heading),
            headed, self.numbered, top[head.last].number + 1 if named else 1, 0, None,
            self.table.hidden, self.table.ragged,
        )  # fmt: skip
        seen = Shown(self.table, layout, self.words)
        for row in body:
            seen.row(row)
        if not seen.count:
            raise refuse("X417", file=self.table.file)
        self._refuse_if_any()
        read = tuple(self._finished(one, seen) for one in columns)
        kept = tuple(one for one in read if one is not None)
        return layout._replace(
            columns=kept,
            ignored=tuple(sorted([*self.ignored, *seen.unheaded(headed)], key=_in_order)),
            rows=seen.count,
            total=seen.total,
        )

    def _finished(self, one: Column, seen: "Shown") -> Column | None:
        """A column with what its values show; none where `Đơn vị` turns out to be no unit."""
        if one.field is Field.PERHAPS_UNIT:
            if seen.units:
                return one._replace(field=Field.UNIT)
            self.ignored.append(Ignored(one.letters, one.heading))
            return None
        if one.field not in FIGURES:
            return one
        signs = seen.signs[one.at]
        sign = one.decimal or self.decimal
        if (other := signs.against(sign)) is not None:
            mine = signs.point if other is signs.comma else signs.comma
            first = _cell(mine) if mine is not None else f"decimal: {sign}"
            return one._replace(clash=(first, _cell(other)))
        return one._replace(decimal=sign or signs.sign)

    def _refuse_if_any(self) -> None:
        if self.problems:
            raise Refused(bounded(self.problems))


def _missing(field: Field, place: CellPlace | None) -> Problem:
    return Problem("X416", {"field": field, "id": field.value}, place)


def _cell(seen: tuple[str, str]) -> str:
    cell, text = seen
    return f"{text} ({cell})"


def _in_order(one: Ignored) -> int:
    return column(one.letters)


def _shown(head: Head, at: int) -> str:
    return next((one.shown for one in head.headings if one.at == at), "")


def _column(name: str, head: Head, width: int) -> int | None:
    """The column that somebody calls so: by its heading, else by its letters where it is one."""
    for same in (accented, fold):
        for heading in head.headings:
            if same(name) in (same(heading.shown), *map(same, heading.called)):
                return heading.at
    bare = name.strip()
    if not (bare.isascii() and bare.isalpha() and len(bare) <= _COLUMN):
        return None
    return at if (at := column(bare)) < width else None
