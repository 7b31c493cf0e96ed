"""Golden transcripts and the READMEs; `pytest --update` writes the answers anew.

A transcript starts with a line `# lang=… width=…`.
"""

import re
import shutil
from pathlib import Path

import pytest

from tests.cli.transcripts import documented, transcribed
from tests.conftest import PROGRAMMES, ROOT
from tests.coop import Coop

GOLDEN = Path(__file__).parent / "golden"
TRANSCRIPTS = sorted(set(GOLDEN.glob("*.txt")) - set(GOLDEN.glob("story-*")))
LANGUAGES = {"vi": "vi_VN.UTF-8", "en": "en_GB.UTF-8"}


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_transcript(path: Path, coop: Coop, *, update: bool) -> None:
    kept = path.read_text(encoding="utf-8")
    first, _, rest = kept.partition("\n")
    settings = dict(re.findall(r"(\w+)=(\w+)", first))
    coop.lang, coop.width = LANGUAGES[settings["lang"]], int(settings["width"])
    _compare(path, kept, f"{first}\n\n{transcribed(coop, rest)}", update=update)


@pytest.mark.parametrize(("name", "lang"), [("README.md", "en"), ("README.vi.md", "vi")])
def test_readme(name: str, lang: str, coop: Coop, *, update: bool) -> None:
    """What the README shows is what the commands answer."""
    path = ROOT / name
    coop.lang, coop.width = LANGUAGES[lang], 100
    kept = path.read_text(encoding="utf-8")
    _compare(path, kept, documented(coop, kept), update=update)


def test_the_python_of_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A new office has the programmes in `data/`; what is printed stands behind the last line."""
    (tmp_path / "data").mkdir()
    shutil.copy(PROGRAMMES, tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    exec(code, {})  # noqa: S102
    assert capsys.readouterr().out.strip() == code.rpartition("# ")[2].strip()


def _compare(path: Path, kept: str, today: str, *, update: bool) -> None:
    if update:
        path.write_text(today, encoding="utf-8")
    else:
        assert today == kept
