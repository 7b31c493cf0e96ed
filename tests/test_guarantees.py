"""docs/guarantees.md names tests that exist, for every promise."""

import ast
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

DOCS = ROOT / "docs"
PROMISED, NOT_PROMISED = (
    (DOCS / "guarantees.md").read_text(encoding="utf-8").split("\n# What is not promised\n")
)
PROMISES = {text.splitlines()[0]: text for text in PROMISED.split("\n## ")[1:]}  # by their headings
TESTS = re.compile(r"\[`(test_\w+)`\]\(([^)]+)\)")
LINKS = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")


def functions_of(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("promise", PROMISES)
def test_every_promise_is_shown_by_tests_that_exist(promise: str) -> None:
    shown = TESTS.findall(PROMISES[promise])
    assert shown
    for name, file in shown:
        assert name in functions_of(DOCS / file), file


def test_what_is_not_promised_is_said() -> None:
    assert len(re.findall(r"(?m)^- \*\*", NOT_PROMISED)) > 5


@pytest.mark.parametrize("document", ["guarantees.md", "format.md"])
def test_every_link_leads_somewhere(document: str) -> None:
    links = LINKS.findall((DOCS / document).read_text(encoding="utf-8"))
    assert links
    here = {link for link in links if not link.startswith("https://")}
    assert {link for link in here if not (DOCS / link).is_file()} == set()
