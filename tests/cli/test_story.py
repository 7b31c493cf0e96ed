"""The whole life of both programmes, 2022 to 2026, through the command line."""

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from tests.cli.story import told
from tests.conftest import Clock
from tests.coop import Coop
from tests.engines import Engine, on_both

GOLDEN = Path(__file__).parent / "golden"
LOCALES = {"vi": "vi_VN.UTF-8", "en": "en_GB.UTF-8"}
FORMATS = ("table", "json", "csv", "markdown")
CEMENT, SCHOOL = "bim-son-lang-chanh", "hau-loc-lang-chanh"


WHERE = re.compile(r"^(workspace|thư mục làm việc): .*\n", re.MULTILINE)
ON_A_SERVER = re.compile(r"(?<=\n)(ledger|sổ): postgresql://.*\n")


@on_both
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_life_of_both_programmes(
    coop: Coop, clock: Clock, engine: Engine, lang: str, *, update: bool
) -> None:
    """The same on a server, but for the note which it is."""
    coop.lang = LOCALES[lang]
    golden = GOLDEN / f"story-{lang}.txt"
    story = golden.read_text(encoding="utf-8")
    now, named = ON_A_SERVER.subn("", told(coop, clock, engine, story))
    assert named == (len(WHERE.findall(now)) if engine.variables else 0)
    if update:
        golden.write_text(now, encoding="utf-8")
    assert now == (now if update else story)
    _ends_as_it_should(coop)


def _ends_as_it_should(coop: Coop) -> None:
    """What the chronicle comes to, worked out on paper.

    Cement: 480 of 500 t accepted, 20 returned, 200 after a dispute, 40 registered late, 300, 380.5,
    then 400 and 219.5 for the two communes: 2,000 t.
    """
    status = json.loads(coop("status", "--as-of", "2025-12-31", "--format", "json").out)
    by_id = {one["id"]: one for one in status["programmes"]}
    (cement,) = by_id[CEMENT]["content_areas"][3]["pledges"]
    (school,) = by_id[SCHOOL]["content_areas"][3]["pledges"]
    parts = [Decimal(n) for n in ("480", "-20", "200", "40", "300", "380.5", "400", "219.5")]
    assert Decimal(cement["delivered"]) == sum(parts) == 2000
    assert cement["confirmed"] == cement["delivered"]
    assert (cement["state"], school["state"]) == ("fulfilled", "fulfilled")
    assert (school["delivered"], school["ceiling"]["spent"]) == ("4", "3600000000")
    assert {s["party"]: s["delivered"] for s in cement["shares"]} == {
        "lang-chanh": "1380.5", "xa-linh-son": "400", "xa-giao-an": "219.5",
    }  # fmt: skip


def test_the_report_that_was_signed_is_made_again_to_the_byte(
    coop: Coop, clock: Clock, engine: Engine
) -> None:
    """The report of 2023 as it was sealed on 8 January 2024, and after two more years."""
    story = (GOLDEN / "story-en.txt").read_text(encoding="utf-8")
    before, sealing, after = story.partition("$ coop seal --output seal-2023.txt\n")
    assert sealing, "the story seals the year 2023"
    reports = [("report", "--year", "2023", "--format", form) for form in FORMATS]
    told(coop, clock, engine, before + sealing)
    signed = [coop(*report).out for report in reports]
    told(coop, clock, engine, after)
    assert [coop(*report, "--known-at", "2024-01-08").out for report in reports] == signed
    assert all(coop(*report).out not in signed for report in reports)
