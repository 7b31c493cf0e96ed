"""Every code has a sample, and its answers are what the commands say; `--update` writes them."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest

from coopledger.present.words import CATALOGUE
from tests.conftest import PROGRAMMES, ROOT, Clock
from tests.coop import Coop
from tests.errors.catalogue import document
from tests.errors.given import Situation
from tests.errors.sample import SAMPLES, Sample, answer, arrange, read
from tests.kept import Kept
from tests.schemas import validated

CODES = sorted(key for key in CATALOGUE if re.fullmatch(r"[A-Z][0-9]{3}", key))

KEPT = Kept()

WITHOUT_FORMAT = "U107"
"""Said only where no format was asked for, and so never as data."""


@pytest.fixture
def ask(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> Iterator[Callable[..., str]]:
    """Ask a sample in a language, each time in a new workspace."""
    leaving = ExitStack()

    def ask(sample: Sample, lang: str, *options: str) -> str:
        folder = tmp_path / f"{lang}{len(options)}"
        folder.mkdir()
        shutil.copy(PROGRAMMES, folder)
        clock = Clock()
        with monkeypatch.context() as patch:
            server = partial(request.getfixturevalue, "postgres")
            at = Situation(Coop(folder, clock, capsys), clock, patch, leaving, server)
            if sample.recorded:
                KEPT.bring(sample.setting, folder, lambda: arrange(sample, at, lang))
            else:
                arrange(sample, at, lang)
            return answer(sample, at, lang, *options)

    with leaving:
        yield ask


@pytest.mark.parametrize("code", CODES)
def test_an_error_says_what_where_and_what_to_type(
    code: str, ask: Callable[..., str], *, update: bool
) -> None:
    path = SAMPLES / f"{code}.txt"
    sample = read(path)
    answers = {lang: ask(sample, lang) for lang in ("en", "vi")}
    today = Sample(code, sample.setting, sample.typed, answers)
    if update:
        path.write_text(today.text, encoding="utf-8")
    assert today.text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("code", CODES)
def test_it_says_the_same_as_data(code: str, ask: Callable[..., str]) -> None:
    sample = read(SAMPLES / f"{code}.txt")
    if not sample.in_process or code == WITHOUT_FORMAT:
        assert f"[{code}]" in sample.answers["en"]
        return
    out = ask(sample, "en", "--format", "json")
    record = json.loads(out[out.index("{") : out.rindex("}") + 1])
    validated(record)
    said = [record[name] for name in ("errors", "problems", "remarks") if name in record]
    (problem,) = [one for one in said[0] if one["code"] == code][:1]
    for lang in ("vi", "en"):
        told = sample.answers[lang]
        assert code.startswith("R") or f"[{code}]" in told
    assert problem["message"] in sample.answers["en"]
    for text in problem.get("help", ()):
        assert text in sample.answers["en"]


@pytest.mark.parametrize(("name", "lang"), [("errors.md", "en"), ("errors.vi.md", "vi")])
def test_the_catalogue_is_made_of_the_samples(name: str, lang: str, *, update: bool) -> None:
    path = ROOT / "docs" / name
    today = document(lang)
    if update:
        path.write_text(today, encoding="utf-8")
    assert today == path.read_text(encoding="utf-8")
    assert [code for code in CODES if f"\n### {code}\n" not in today] == []


def test_there_is_a_sample_of_every_code_and_none_of_another() -> None:
    assert sorted(path.stem for path in SAMPLES.iterdir()) == CODES
