"""The pictures of the README: `python -m tests.pictures` makes them anew in docs/pictures.

Of invented deliveries, and marked so. Needs Chromium, LibreOffice and pdftoppm.
"""

import subprocess
import tempfile
from datetime import date
from pathlib import Path

from coopledger.present.papers import docx, report
from coopledger.present.say import Say
from coopledger.present.web import page
from coopledger.progress import calendar_year
from tests.conftest import LANGUAGES, ROOT
from tests.office import browser, converted, installed
from tests.present.offices import furnish

PICTURES = ROOT / "docs" / "pictures"
AS_OF = date(2023, 12, 31)
WIDE, HIGH = 800, 1130
"""Pixels of a page, in the shape of A4."""

DOTS = 92
"""Dots an inch, which make A4 as wide as that."""


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        ledger = furnish(folder / "office")
        period = calendar_year(2023)
        imprint = report.Imprint(ledger.workspace.settings.issuer, "7", date(2024, 1, 5))
        for lang in LANGUAGES:
            say = Say(lang)
            paper = folder / f"report-{lang}.docx"
            drawn = docx.drawn(report.paper(ledger.year(period), period, imprint, say), lang)
            paper.write_bytes(drawn)
            _of_paper(converted(paper, "pdf", folder), PICTURES / f"report-{lang}")
            web = folder / f"status-{lang}.html"
            web.write_text(page(ledger.progress(AS_OF), say), encoding="utf-8")
            _of_page(web, PICTURES / f"status-{lang}.png")


def _of_paper(pdf: Path, picture: Path) -> None:
    """The first page."""
    subprocess.run(
        [installed("pdftoppm"), "-png", "-r", str(DOTS), "-singlefile", "-gray", pdf, picture],
        check=True,
    )


def _of_page(web: Path, picture: Path) -> None:
    """What is seen first."""
    with browser() as opened:
        seen = opened.new_page(viewport={"width": WIDE, "height": HIGH})
        seen.goto(web.as_uri())
        seen.screenshot(path=str(picture))


if __name__ == "__main__":
    main()
