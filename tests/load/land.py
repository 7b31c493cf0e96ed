"""A land of pairs: programmes of two parties each, and what their providers deliver."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from coopledger.book.draft import Draft
from coopledger.book.entry import Kind
from coopledger.terms.workspace import Workspace, workspace_in

YEARS = 10
FIRST = date(2016, 1, 1)

_UNITS = """\
units:
  tonne: {dimension: mass, step: 0.001, vi: tấn, en: t}
"""

_PARTY = """\
  {id}:
    name: {{vi: Huyện {id}, en: District {id}}}
    type: {{vi: huyện, en: district}}
"""

_PROGRAMME = """\
  {id}:
    title: {{vi: Chương trình {id}, en: Programme {id}}}
    provider: {provider}
    recipient: {recipient}
    period: 2016-2025
    content_areas:
      1: {{title: {{vi: Trao đổi thông tin, en: Exchange of information}}}}
      2: {{title: {{vi: Kinh tế, en: Economy}}}}
      3: {{title: {{vi: Văn hóa - xã hội, en: Culture and society}}}}
      4:
        title: {{vi: Hỗ trợ xi măng, en: Cement}}
        pledges:
          - id: cement
            title: {{vi: Xi măng, en: Cement}}
            form: goods
            target: 10000000 tonne
            window: 2016-2025
            schedule: {schedule}
"""

_SCHEDULE = {FIRST.year + year: 1_000_000 for year in range(YEARS)}
"""Room for whatever is delivered."""


def programmes(count: int) -> tuple[str, ...]:
    """The ids of so many programmes."""
    return tuple(f"ct-{number:04}" for number in range(1, count + 1))


def provider(programme: str) -> str:
    return f"{programme}-tu"


def recipient(programme: str) -> str:
    return f"{programme}-den"


def workspace(folder: Path, ids: Sequence[str]) -> Workspace:
    """A new workspace with the programmes of `ids`."""
    folder.mkdir()
    parties = "".join(_PARTY.format(id=side(id_)) for id_ in ids for side in (provider, recipient))
    terms = "".join(
        _PROGRAMME.format(
            id=id_, provider=provider(id_), recipient=recipient(id_), schedule=_SCHEDULE
        )
        for id_ in ids
    )
    text = f"{_UNITS}parties:\n{parties}programmes:\n{terms}"
    (folder / "programmes.yaml").write_text(text, encoding="utf-8")
    return workspace_in(folder)


def delivery(programme: str, key: str) -> Draft:
    """What its provider delivers on some day; the same of the same key."""
    chance = random.Random(key)  # noqa: S311 - lorries, not a secret
    day = FIRST + timedelta(days=chance.randrange(365 * YEARS))
    return Draft(
        kind=Kind.DELIVERY,
        programme=programme,
        party=provider(programme),
        key=key,
        pledge="cement",
        quantity=f"{chance.randint(1, 20)} tonne",
        date=day.isoformat(),
        document=f"{key}/BB",
    )
