"""Papers as DOCX, laid out by `decree.py`.

What the library would bring along (Letter paper, theme fonts, English, a picture of the first
page) is replaced or removed, so that the same paper is the same file.
"""

import io
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from functools import singledispatchmethod
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm

from coopledger.present.archive import packed
from coopledger.present.papers import decree
from coopledger.present.papers.decree import LOOKS, Look
from coopledger.present.papers.paper import (
    Addressees,
    Annex,
    Foot,
    Grid,
    Letterhead,
    Motto,
    Paper,
    Signature,
    Signatures,
    Text,
    Title,
    enumerated,
)
from coopledger.quantity.writing import Lang
from coopledger.text import visible

_LANGUAGES: dict[Lang, str] = {"vi": "vi-VN", "en": "en-GB"}
_KEPT_STYLES = {
    "Normal", "Header", "HeaderChar", "Footer", "FooterChar", "DefaultParagraphFont",
    "TableNormal", "NoList",
}  # fmt: skip
_WORD = "http://schemas.microsoft.com/office/word"

_NEEDLESS = {
    "stylesWithEffects", "webSettings", "fontTable", "theme", "customXml", "numbering",
    "thumbnail", "extended-properties",
}  # fmt: skip
"""What the library's template brings along and nothing here refers to."""

_ROOM_TO_SIGN = 60
"""Points above a name."""

_RULED = ("top", "left", "bottom", "right", "insideH", "insideV")


def drawn(paper: Paper, lang: Lang) -> bytes:
    """`paper` as a DOCX file."""
    return packed(_Drawing(paper, lang).file())


class _Drawing:
    """One paper being drawn, part by part."""

    def __init__(self, paper: Paper, lang: Lang) -> None:
        self._paper, self._lang = paper, lang
        self._document = docx.Document()
        self._width: float = decree.WIDTH

    def file(self) -> bytes:
        self._prepare()
        for part in self._paper.parts:
            self._draw(part)
        out = io.BytesIO()
        self._document.save(out)
        return out.getvalue()

    def _prepare(self) -> None:
        _language_and_font(self._document, _LANGUAGES[self._lang])
        properties, day = self._document.core_properties, self._paper.day
        properties.title, properties.author = self._paper.title, "coopledger"
        properties.language, properties.comments = _LANGUAGES[self._lang], ""
        properties.created = properties.modified = datetime.combine(day, time())
        section = self._document.sections[0]
        _page(section, wide=False)
        number = section.header.paragraphs[0]._p  # noqa: SLF001 - it has no fields of its own
        number.getparent().replace(number, _page_number())

    def _add(self, *elements: Any) -> None:
        for element in elements:
            self._document.element.body.insert_element_before(element, "w:sectPr")

    @singledispatchmethod
    def _draw(self, part: Any) -> None:
        raise TypeError(type(part))

    @_draw.register
    def _(self, head: Letterhead) -> None:
        issuer, look = decree.HEAD[0], LOOKS["issuer"]
        line = decree.line_below(head.name.splitlines()[-1], look, issuer)
        left = [
            *_lines(head.parent, LOOKS["parent"]),
            *_lines(head.name, LOOKS["issuer"]),
            _ruled(line, issuer),
            _paragraph(head.number, LOOKS["number"]),
        ]
        right = [
            *self._country(head.country, head.motto, decree.HEAD[1]),
            _paragraph(head.place_and_date, LOOKS["dated"]),
        ]
        self._add(_table(decree.HEAD, [[left, right]]))

    @_draw.register
    def _(self, over: Motto) -> None:
        self._add(*self._country(over.country, over.motto, self._width))

    def _country(self, country: str, motto: str, width: float) -> list[Any]:
        return [
            _paragraph(country, LOOKS["country"]),
            _paragraph(motto, LOOKS["motto"]),
            _ruled(decree.MOTTO_LINE[self._lang], width),
        ]

    @_draw.register
    def _(self, title: Title) -> None:
        line = decree.line_below(title.subject, LOOKS["subject"], self._width)
        self._add(
            _paragraph(title.kind, LOOKS["kind"]),
            _paragraph(title.subject, LOOKS["subject"]),
            _ruled(line, self._width),
        )
        if title.number:
            self._add(_paragraph(title.number, LOOKS["number"]))

    @_draw.register
    def _(self, to: Addressees) -> None:
        if len(to.names) == 1:
            self._add(_paragraph(f"{to.label} {to.names[0]}.", LOOKS["addressee"]))
            return
        names = [_paragraph(f"- {name}", LOOKS["addressees"]) for name in enumerated(to.names)]
        label = [_paragraph(to.label, LOOKS["addressees"]._replace(align="right"))]
        self._add(_space(), _table((60, decree.WIDTH - 60), [[label, names]]), _space())

    @_draw.register
    def _(self, text: Text) -> None:
        self._add(*_lines(text.text, LOOKS[text.role]))

    @_draw.register
    def _(self, grid: Grid) -> None:
        if grid.caption:
            self._add(_paragraph(grid.caption, LOOKS["caption"]))
        smaller = 1 if self._width > decree.WIDTH else 0
        self._add(_grid(grid, self._width, LOOKS["cell"].size - smaller), _space())

    @_draw.register
    def _(self, foot: Foot) -> None:
        left = [_paragraph(foot.label, LOOKS["recipients"])]
        left += [_paragraph(f"- {name}", LOOKS["recipient"]) for name in foot.recipients]
        self._sign(left, _signed(foot.signature))

    @_draw.register
    def _(self, both: Signatures) -> None:
        self._sign(_signed(both.left), _signed(both.right))

    def _sign(self, left: list[Any], right: list[Any]) -> None:
        half = self._width / 2
        self._add(_space(), _table((half, half), [[left, right]], whole=True))

    @_draw.register
    def _(self, annex: Annex) -> None:
        section = self._document.add_section(WD_SECTION.NEW_PAGE)
        _page(section, wide=True)
        self._width = decree.PAGE[1] - decree.LEFT - decree.RIGHT
        self._add(
            _paragraph(annex.label, LOOKS["annex"]),
            _paragraph(annex.title, LOOKS["annex title"]),
            _paragraph(annex.note, LOOKS["annex note"]),
        )


# Pieces of a page


def _signed(signature: Signature) -> list[Any]:
    said = [_paragraph(line, LOOKS["authority"]) for line in signature.lines]
    if signature.hint:
        said.append(_paragraph(signature.hint, LOOKS["hint"]))
    name = LOOKS["signer"]._replace(before=_ROOM_TO_SIGN)
    return [*said, _paragraph(signature.name, name)]


def _grid(grid: Grid, width: float, size: float) -> Any:
    parts = sum(column.width for column in grid.columns)
    widths = [width * column.width / parts for column in grid.columns]
    heading, cell = (LOOKS[look]._replace(size=size) for look in ("heading", "cell"))
    right = cell._replace(align="right")
    looks = [right if column.right else cell for column in grid.columns]
    rows = [[[_paragraph(column.label, heading)] for column in grid.columns]]
    rows += [[[*_lines(text, look)] for text, look in zip(row, looks, strict=True)]
             for row in grid.rows]  # fmt: skip
    return _table(widths, rows, ruled=True)


def _lines(text: str, look: Look) -> Iterator[Any]:
    """A paragraph for each line of `text`, and one where there is none."""
    for line in text.splitlines() or [""]:
        tabs = line.count("\t")
        yield _paragraph(line, look._replace(tabs=look.tabs[-tabs:] if tabs else ()))


def _paragraph(text: str, look: Look) -> Any:
    run = [_run(text, look)] if text else []
    return _w("p", _look_of_paragraph(look), *run)


def _space() -> Any:
    """A little room, where nothing else keeps two tables apart."""
    about = _w("pPr", _w("keepNext"), _spacing(0, 0, 6))
    return _w("p", about)


def _ruled(length: float, width: float) -> Any:
    """A line of `length` in the middle of `width`: the decree wants it drawn, not underlined."""
    side = _twips(max(width - length, 0) / 2)
    border = _w("bottom", val="single", sz="6", space="1", color="000000")
    return _w(
        "p", _w("pPr", _w("pBdr", border), _spacing(0, 6, 4), _w("ind", left=side, right=side))
    )


def _look_of_paragraph(look: Look) -> Any:
    """What a paragraph says of itself, in the order the format asks for."""
    parts = [_w("keepNext")] if look.near else []
    if look.tabs:
        stops = (_w("tab", val="right", leader="dot", pos=_twips(at)) for at in look.tabs)
        parts.append(_w("tabs", *stops))
    spacing = {"before": str(round(look.before * 20)), "after": str(round(look.after * 20))}
    parts.append(_w("spacing", **spacing, line="240", lineRule="auto"))
    if look.first:
        parts.append(_w("ind", firstLine=_twips(look.first)))
    parts.append(_w("jc", val=look.align))
    if look.level is not None:
        parts.append(_w("outlineLvl", val=str(look.level)))
    return _w("pPr", *parts)


def _spacing(before: float, after: float, line: float) -> Any:
    """A paragraph of exactly `line` points."""
    points = {"before": before, "after": after, "line": line}
    return _w("spacing", **{n: str(round(p * 20)) for n, p in points.items()}, lineRule="exact")


def _run(text: str, look: Look) -> Any:
    """Words and the tabs between them; what a user typed has no tabs (`visible`)."""
    parts: list[Any] = []
    for at, words in enumerate(text.split("\t") if look.tabs else [text]):
        said = _w("t")
        said.text = visible(words).replace(" %", "\u00a0%")  # which must not begin a line
        said.set(qn("xml:space"), "preserve")
        parts += [_w("tab"), said] if at else [said]
    return _w("r", _look_of_run(look), *parts)


def _look_of_run(look: Look) -> Any:
    flags = [("b", look.bold), ("bCs", look.bold), ("i", look.italic), ("iCs", look.italic)]
    size = str(round(look.size * 2))
    on = [_w(name) for name, said in flags if said]
    return _w("rPr", *on, _w("sz", val=size), _w("szCs", val=size))


def _table(
    widths: Sequence[float], rows: Sequence[Sequence[Sequence[Any]]], *, ruled: bool = False,
    whole: bool = False,
) -> Any:  # fmt: skip
    """Cells that hold paragraphs; `ruled` with lines and a heading, `whole` on one page."""
    margin = "60" if ruled else "0"
    lines = _w("tblBorders", *(_w(side, val="single", sz="4", space="0", color="000000")
                               for side in _RULED))  # fmt: skip
    sides = (_w(side, w=margin, type="dxa") for side in ("left", "right"))
    about = _w(
        "tblPr",
        _w("tblW", w=_twips(sum(widths)), type="dxa"),
        _w("tblInd", w=margin, type="dxa"),
        *([lines] if ruled else []),
        _w("tblLayout", type="fixed"),
        _w("tblCellMar", *sides),
    )
    grid = _w("tblGrid", *(_w("gridCol", w=_twips(width)) for width in widths))
    drawn = (
        _row(widths, row, heading=ruled and at == 0, whole=ruled or whole)
        for at, row in enumerate(rows)
    )
    return _w("tbl", about, grid, *drawn)


def _row(
    widths: Sequence[float], row: Sequence[Sequence[Any]], *, heading: bool, whole: bool
) -> Any:
    flags = [*([_w("cantSplit")] if whole else []), *([_w("tblHeader")] if heading else [])]
    cells = (
        _w("tc", _w("tcPr", _w("tcW", w=_twips(width), type="dxa")), *paragraphs)
        for width, paragraphs in zip(widths, row, strict=True)
    )
    return _w("tr", *([_w("trPr", *flags)] if flags else []), *cells)


def _page(section: Section, *, wide: bool) -> None:
    """A4 with the decree's margins, pages numbered from 1, the first number not shown."""
    across, down = decree.PAGE[::-1] if wide else decree.PAGE
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(across), Mm(down)
    section.top_margin, section.bottom_margin = Mm(decree.TOP), Mm(decree.BOTTOM)
    section.left_margin, section.right_margin = Mm(decree.LEFT), Mm(decree.RIGHT)
    section.header_distance = section.footer_distance = Mm(decree.HEADER)
    section.different_first_page_header_footer = True
    about = section._sectPr  # noqa: SLF001 - the library has no word for numbering
    for old in about.findall(qn("w:pgNumType")):
        about.remove(old)
    about.find(qn("w:pgMar")).addnext(_w("pgNumType", start="1"))


def _page_number() -> Any:
    """The field that shows the number of a page."""
    look = Look(decree.PAGE_NUMBER, align="center", after=0)
    return _w("p", _look_of_paragraph(look), _w("fldSimple", _run("2", look), instr="PAGE"))


# The file


def _language_and_font(document: Any, language: str) -> None:
    styles = document.styles.element
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:styleId")) not in _KEPT_STYLES:
            styles.remove(style)
    defaults = styles.find(qn("w:docDefaults"))
    fonts = dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), decree.FONT)
    size = str(LOOKS["body"].size * 2)
    look = _w(
        "rPr",
        _w("rFonts", **fonts),
        _w("color", val="000000"),
        _w("sz", val=size),
        _w("szCs", val=size),
        _w("lang", val=language, eastAsia=language, bidi=language),
    )
    defaults.replace(defaults[0], _w("rPrDefault", look))
    defaults.replace(defaults[1], _w("pPrDefault"))
    settings = document.settings.element
    settings[:] = [_w("defaultTabStop", val="720"), _compatible()]
    for relations in (document.part.rels, document.part.package.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.rpartition("/")[2] in _NEEDLESS:
                relations.pop(key)


def _compatible() -> Any:
    """Laid out as by Word 2013 and later, which otherwise speaks of a compatibility mode."""
    return _w("compat", _w("compatSetting", name="compatibilityMode", uri=_WORD, val="15"))


def _twips(millimetres: float) -> str:
    """Twentieths of a point, which the format measures in."""
    return str(round(millimetres / 25.4 * 1440))


def _w(tag: str, *children: Any, **attributes: str) -> Any:
    """An element of the format's main namespace."""
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    element.extend(children)
    return element
