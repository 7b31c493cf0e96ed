"""The same deliveries and the same question in coop, hledger, ledger and beancount.

The question is what came in under the pledge in each year. The peers are given journals made for
it, with nothing in them but day, number of the paper and quantity: one transaction of two postings
a delivery, in the order of the table that coop imports.

beancount keeps what it has read until the journal changes. So it is asked twice: as after a new
transaction, and as again.
"""

import csv
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from deliveries import Delivery, by_year, deliveries
from timing import COOP, Command, run

PLAIN, BEANCOUNT = "deliveries.journal", "deliveries.beancount"

Answer = Mapping[int, Decimal]
"""Tonnes of each year that has any."""


class Program(NamedTuple):
    """A program that answers the question, and how its answer is read.

    `asked` are the words that are timed, under `variables`; where what they show is for people,
    `checked` are those that show the same to programs.
    """

    name: str
    version: tuple[str, ...]
    asked: tuple[str, ...]
    answer: Callable[[str], Answer]
    checked: tuple[str, ...] = ()
    variables: Mapping[str, str] = {}


def installed() -> tuple[Program, ...]:
    """coop, and those of the peers that this machine has."""
    return (_COOP, *(peer for peer in _PEERS if _path(peer.asked[0])))


def missing() -> tuple[str, ...]:
    """The names of the peers that this machine does not have."""
    return tuple(peer.name for peer in _PEERS if not _path(peer.asked[0]))


def version(program: Program, folder: Path) -> str:
    """The first line of what it says it is."""
    return run(_command(program, program.version, folder)).said.splitlines()[0]


def question(program: Program, folder: Path) -> Command:
    """What is timed, of the ledger and the journals in `folder`."""
    return _command(program, program.asked, folder)


def write_journals(folder: Path, count: int) -> None:
    """Write `count` deliveries for ledger and hledger, which read the same, and for beancount."""
    _write(folder / PLAIN, "", _PLAIN_ENTRY, deliveries(count))
    _write(folder / BEANCOUNT, _BEANCOUNT_HEAD, _BEANCOUNT_ENTRY, deliveries(count))


def check(programs: Iterable[Program], folder: Path, count: int) -> None:
    """See that all answer alike. Raises `SystemExit` where one differs from what was generated."""
    expected = by_year(deliveries(count))
    for program in programs:
        said = run(_command(program, program.checked or program.asked, folder)).said
        if (found := program.answer(said)) != expected:
            raise SystemExit(f"{program.name} answers {found}, and it is {expected}")


_PLAIN_ENTRY = """\
{day} {document}
  cement  {tonnes} t
  bim-son

"""

_BEANCOUNT_HEAD = """\
2020-01-01 open Assets:Cement T
2020-01-01 open Equity:Provider T

"""

_BEANCOUNT_ENTRY = """\
{day} * "{document}"
  Assets:Cement  {tonnes} T
  Equity:Provider  -{tonnes} T

"""


def _write(path: Path, head: str, entry: str, given: Iterable[Delivery]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(head)
        file.writelines(entry.format(**one._asdict()) for one in given)


def _command(program: Program, words: Sequence[str], folder: Path) -> Command:
    return Command((_path(words[0]) or words[0], *words[1:]), folder, program.variables)


def _path(program: str) -> str | None:
    """Where `program` is: beside this Python, or where the shell looks."""
    beside = str(Path(sys.executable).parent)
    return shutil.which(program, path=os.pathsep.join((beside, os.environ.get("PATH", ""))))


def _of_coop(said: str) -> Answer:
    (programme,) = json.loads(said)["programmes"]
    (area,) = programme["content_areas"]
    (pledge,) = area["pledges"]
    years = {line["year"]: Decimal(line["delivered"]) for line in pledge["years"]}
    return {year: tonnes for year, tonnes in years.items() if tonnes}


def _of_hledger(said: str) -> Answer:
    head, row = csv.reader(said.splitlines())
    figures = zip(head[1:], row[1:], strict=True)
    return {int(year): Decimal(figure.removesuffix(" t")) for year, figure in figures}


def _of_ledger(said: str) -> Answer:
    return {int(year): Decimal(figure) for year, figure in map(str.split, said.splitlines())}


def _of_beancount(said: str) -> Answer:
    _, *rows = csv.reader(said.splitlines())
    return {int(year): Decimal(figure) for year, figure in rows}


_STATUS = (*COOP, "status", "--pledge", "cement")
_COOP = Program(
    "coop", (*COOP, "--version"), _STATUS, _of_coop, (*_STATUS, "--format", "json", "--quiet")
)
_HLEDGER = Program(
    "hledger",
    ("hledger", "--version"),
    ("hledger", "-f", PLAIN, "balance", "--yearly", "--no-total", "-O", "csv", "cement"),
    _of_hledger,
)
_LEDGER = Program(
    "ledger",
    ("ledger", "--version"),
    (
        *("ledger", "-f", PLAIN, "register", "--yearly", "--collapse", "--format"),
        '%(format_date(date, "%Y")) %(quantity(amount))\\n',
        "^cement$",
    ),
    _of_ledger,
)
_BEAN_QUERY = Program(
    "bean-query",
    ("bean-query", "--version"),
    (
        *("bean-query", "-f", "csv", BEANCOUNT),
        "SELECT year(date) AS year, sum(number) WHERE account = 'Assets:Cement' GROUP BY year",
    ),
    _of_beancount,
    variables={"BEANCOUNT_DISABLE_LOAD_CACHE": "1"},
)
_BEAN_QUERY_AGAIN = _BEAN_QUERY._replace(
    name="bean-query again",
    # What is asked without a cache removes the one that has the usual name.
    variables={"BEANCOUNT_LOAD_CACHE_FILENAME": "again.picklecache"},
)
_PEERS = (_HLEDGER, _LEDGER, _BEAN_QUERY, _BEAN_QUERY_AGAIN)
