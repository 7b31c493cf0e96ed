"""What has to hold of every refusal, however it comes about."""

import re
from collections.abc import Sequence
from pathlib import Path

from coopledger.present.words import CATALOGUE
from tests.conftest import LANGUAGES
from tests.coop import Answer, Coop

SAID = re.compile(r"^\w+\[([A-Z][0-9]{3})\] (.*)", re.MULTILINE)


def files(folder: Path) -> dict[str, bytes | None]:
    """Everything below `folder` and what is in it, links and pipes by name alone."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if _is_file(path) else None
        for path in folder.rglob("*")
    }


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def codes(said: str) -> list[str]:
    """The codes of all problems in what a command said."""
    return [code for code, _ in SAID.findall(said)]


def english_in(said: str) -> set[str]:
    """English words of the catalogue that stand in Vietnamese problems."""
    found: set[str] = set()
    for code, sentence in SAID.findall(said):
        english = {word for key in (code, *CAUSES) for word in words(CATALOGUE[key][1])}
        found |= english & words(re.sub(r"[\w/.-]+\.(sqlite3|yaml)\S*", "", sentence))
    return found - {"cement", "classroom", "coopledger"}


def words(sentence: str) -> set[str]:
    return set(re.findall(r"(?<![\w{])[a-z]{4,}(?![\w}])", sentence))


CAUSES = [key for key in CATALOGUE if key.startswith("cause.")]


def refused(coop: Coop, arguments: Sequence[str], code: str, status: int) -> Answer:
    """The refusal in English, after it was refused alike in both languages and nothing changed."""
    before = files(coop.folder.parent)
    answers = {lang: coop(*arguments, "--lang", lang) for lang in LANGUAGES}
    for lang, answer in answers.items():
        assert (codes(answer.err), answer.code) == ([code], status), (lang, answer.err)
        assert answer.out == ""
        for said in answer.err.splitlines():
            assert said.isprintable()
    assert not english_in(answers["vi"].err)
    assert answers["vi"].err.startswith("lỗi")
    assert files(coop.folder.parent) == before
    return answers["en"]
