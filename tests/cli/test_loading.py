"""A command loads what it uses, and nothing that another one does."""

import subprocess
import sys
from pathlib import Path

import pytest

LOADED = """
import sys
from coopledger.cli.app import main
from coopledger.cli.environment import Environment
main(sys.argv[1:], Environment())
print("loaded", *sys.modules)
"""

DOCUMENTS = {"docx", "lxml", "xlsxwriter", "jinja2", "python_calamine"}
RECORDING = {"coopledger.book.draft", "coopledger.book.admission", "coopledger.book.batch"}
OTHERS = {
    "coopledger.exchange.reconcile", "coopledger.book.verify", "coopledger.book.evidence",
    "coopledger.book.shelf", "coopledger.book.postgres", "psycopg",
}  # fmt: skip


@pytest.mark.parametrize(
    ("command", "nothing_of"),
    [
        ("--help", {"pydantic", "rich", "yaml", "sqlite3", "coopledger.ledger", *DOCUMENTS}),
        ("status", {*DOCUMENTS, *RECORDING, *OTHERS}),
        ("report --year 2023", {*DOCUMENTS, *RECORDING, *OTHERS}),
        ("record-delivery --tonnes 1 --dry-run", {*DOCUMENTS, *OTHERS, "coopledger.book.batch"}),
    ],
)
def test_a_command_loads_nothing_it_does_not_use(
    workspace: Path, command: str, nothing_of: set[str]
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *command.split()],
        cwd=workspace, capture_output=True, check=True, encoding="utf-8",
    )  # fmt: skip
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "coopledger.cli.app" in loaded
    assert nothing_of & loaded == set()
