"""Every word a person reads, vi and en side by side; one catalogue."""

from coopledger.present.words.commands import COMMANDS
from coopledger.present.words.copies import COPIES
from coopledger.present.words.importing import IMPORTING
from coopledger.present.words.papers import PAPERS
from coopledger.present.words.problems import PROBLEMS
from coopledger.present.words.problems_exchange import EXCHANGE_PROBLEMS
from coopledger.present.words.reconcile import RECONCILE
from coopledger.present.words.reports import REPORTS
from coopledger.present.words.server import SERVER
from coopledger.present.words.sheet import SHEET
from coopledger.present.words.web import WEB
from coopledger.present.words.workbook import WORKBOOK

CATALOGUE: dict[str, tuple[str, str]] = {
    **COMMANDS, **PROBLEMS, **EXCHANGE_PROBLEMS, **REPORTS, **RECONCILE, **PAPERS, **WORKBOOK, **WEB,
    **COPIES, **IMPORTING, **SHEET, **SERVER,
}  # fmt: skip
"""Key to (Vietnamese, English); both have the same placeholders."""


def phrase(key: str, lang: str, /, **values: str) -> str:
    """The text of `key` in one language, with values that are text already."""
    return CATALOGUE[key][lang == "en"].format_map(values)
