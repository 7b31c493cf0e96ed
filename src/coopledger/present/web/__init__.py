"""The page that is looked at: one HTML file that needs neither network nor script.

What stands on it is made as values (`overview`, `cards`, `books`, `chart`); the templates beside
this file only say where.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from coopledger import __version__
from coopledger.present.say import Say
from coopledger.present.web.overview import overview
from coopledger.progress import ProgrammeProgress
from coopledger.text import visible


def page(views: Sequence[ProgrammeProgress], say: Say) -> str:
    """`views` as a page of HTML; the same views give the same page, letter by letter."""
    template = _environment().get_template("page.html.j2")
    return template.render(page=overview(views, say), say=say, version=__version__) + "\n"


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader(__name__, "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )


def _shown(value: Any) -> Any:
    """Whatever a template prints, with what cannot be seen spelled out; markup stays what it is."""
    if isinstance(value, Markup):
        return value
    text = str(value)
    return text if text.isprintable() else visible(text)
