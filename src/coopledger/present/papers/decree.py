"""The measures of Nghị định 30/2020/NĐ-CP, Annex I: paper, margins, fonts, sizes and lines.

Lengths are millimetres, sizes points. Where the decree leaves a range one value of it is chosen.
"""

from typing import Literal, NamedTuple

FONT = "Times New Roman"
PAGE = (210, 297)
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 15
HEADER = 10
"""From the edge to the page number, which stands in the middle of the top margin."""

WIDTH = PAGE[0] - LEFT - RIGHT
HEAD = (67, WIDTH - 67)
"""The two halves of a letterhead; the country's name needs the wider one."""

FIRST_LINE = 12.7
PAGE_NUMBER = 14

CAPITAL, LETTER = 0.626 * 25.4 / 72, 0.46 * 25.4 / 72
"""How wide a bold capital, and any letter, is on average: millimetres for each point of size."""


class Look(NamedTuple):
    """How a paragraph looks: points before and after it, and its level in the outline if any.

    `first` is how far its first line is indented; `near` keeps it with what follows; `tabs` are
    where its tabs lead to, each as a dotted line to write on.
    """

    size: float = 14
    bold: bool = False
    italic: bool = False
    align: Literal["both", "center", "left", "right"] = "both"
    first: float = 0
    before: float = 0
    after: float = 6
    level: int | None = None
    near: bool = False
    tabs: tuple[float, ...] = ()


LOOKS = {
    "parent": Look(13, align="center", after=0),
    "issuer": Look(13, bold=True, align="center", after=0),
    "country": Look(13, bold=True, align="center", after=0),
    "motto": Look(14, bold=True, align="center", after=0),
    "number": Look(13, align="center", before=6, after=0),
    "dated": Look(14, italic=True, align="center", before=6, after=0),
    "kind": Look(14, bold=True, align="center", before=18, after=0, level=0),
    "subject": Look(14, bold=True, align="center", after=0),
    "addressee": Look(14, align="center", before=12, after=12),
    "addressees": Look(14, align="left", after=0),
    "basis": Look(italic=True, first=FIRST_LINE),
    "body": Look(first=FIRST_LINE),
    "item": Look(first=FIRST_LINE),
    "blank": Look(first=FIRST_LINE, align="left", tabs=(95, WIDTH)),
    "part": Look(bold=True, first=FIRST_LINE, before=6, level=1, near=True),
    "section": Look(bold=True, first=FIRST_LINE, align="left", level=2, near=True),
    "last": Look(first=FIRST_LINE, near=True),
    "mark": Look(bold=True, align="center", before=12),
    "source": Look(11, italic=True, align="left", before=12),
    "heading": Look(12, bold=True, align="center", after=0, near=True),
    "cell": Look(12, align="left", after=0),
    "caption": Look(13, italic=True, align="left", before=6, near=True),
    "authority": Look(14, bold=True, align="center", after=0, near=True),
    "hint": Look(13, italic=True, align="center", after=0, near=True),
    "signer": Look(14, bold=True, align="center", after=0),
    "recipients": Look(12, bold=True, italic=True, align="left", after=0),
    "recipient": Look(11, align="left", after=0),
    "annex": Look(14, bold=True, align="center", after=0, level=0),
    "annex title": Look(14, bold=True, align="center", after=0),
    "annex note": Look(14, italic=True, align="center", after=12),
}
"""Every element by what it is; what stands in tables is smaller, so that figures fit."""

MOTTO_LINE = {"vi": 60.5, "en": 78.5}
"""The line below the motto is as long as the motto."""


def line_below(text: str, look: Look, most: float) -> float:
    """How long the line below `text` is: between a third and half of it."""
    width = CAPITAL if text.isupper() else LETTER
    return 0.4 * min(len(text) * look.size * width, most)
