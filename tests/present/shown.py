"""What the page is shown with: programmes of every kind, and what it is read with."""

from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from coopledger import Adoption, Draft, Kind, Ledger
from coopledger.book import Book, Entry, Steps
from coopledger.cli.environment import Environment
from coopledger.cli.start import start
from coopledger.present.machine import records
from coopledger.present.say import Say
from coopledger.progress import PledgeProgress, ProgrammeProgress, calendar_year, programme_progress
from coopledger.quantity import Quantity
from coopledger.quantity.writing import write_amount, write_percent
from coopledger.terms import Terms, parse
from coopledger.terms.workspace import read_file
from tests.conftest import NOW, ROOT, Clock
from tests.progress.examples import TERMS, entry

TODAY = NOW.date()
CEMENT, SCHOOL = "bim-son-lang-chanh", "hau-loc-lang-chanh"
VOID = frozenset({"meta", "br", "rect", "line", "path", "circle", "use"})

Views = Sequence[ProgrammeProgress]


def spoken(folder: Path) -> Ledger:
    """The demonstration after the other side has spoken, with an annex and a late paper."""
    start(folder, Environment(clock=Clock(), variables={}), demo=True)
    ledger = Ledger.open(folder, clock=Clock(), recorded_by="Lê Thị Mai")
    for draft in SAID:
        ledger.append(draft)
    file = folder / "programmes.yaml"
    text = file.read_text(encoding="utf-8").replace("target: 2000 tonne", "target: 1800 tonne")
    file.write_text(text.replace("2024: 500,", "2024: 300,"), encoding="utf-8")
    ledger = Ledger.open(folder, clock=Clock(), recorded_by="Lê Thị Mai")
    ledger.append(
        Draft(kind=Kind.AGREEMENT, programme=CEMENT, adoption=Adoption.AMENDMENT,
              document="02/PL-UBND", date="2025-02-01", party="bim-son")
    )  # fmt: skip
    return ledger


SAID = (
    Draft(kind=Kind.ANSWER, concerns=f"{CEMENT}#2", disputed=True, party="lang-chanh",
          reason="không có chuyến hàng này"),
    Draft(kind=Kind.ANSWER, concerns=f"{CEMENT}#3", accepted="570,5", short="20", rejected="9,5",
          party="lang-chanh", reason="9,5 tấn bị ướt khi bốc dỡ"),
    Draft(kind=Kind.RETURN, concerns=f"{CEMENT}#3", quantity="400 bag", date="2024-05-02",
          party="bim-son", reason="xi măng vón cục"),
    Draft(kind=Kind.CLOSE, programme=CEMENT, through="2024-12-31", party="bim-son"),
    Draft(kind=Kind.DELIVERY, pledge="cement", quantity="12,5 tonne", date="2024-11-02",
          party="lang-chanh", reason="chứng từ đến muộn", actual_value="18 triệu"),
    Draft(kind=Kind.ANSWER, concerns=f"{SCHOOL}#2", party="lang-chanh"),
    Draft(kind=Kind.ANSWER, concerns=f"{SCHOOL}#5", party="lang-chanh"),
)  # fmt: skip


def elsewhere() -> Views:
    """Pledges made elsewhere: shares, a loan, a condition, ceilings a year, units of all kinds."""
    happened = {
        "breeding-cows": ("cow", 150), "visits": ("visit", 3), "help-in-kind": ("VND", 10**8),
        "cement-commune-01": ("tonne", 812_500), "fertiliser": ("kg", 1),
        "water-project": ("USD", 110_001),
    }  # fmt: skip
    done = [_delivered(name, unit, steps) for name, (unit, steps) in happened.items()]
    done.append(_paid("one-school", 12_345_678_910))
    lent = [_delivered("cement-lent", "tonne", 300_000, share=f"commune-0{at}") for at in (1, 2, 3)]
    support, loan = parse(read_file(ROOT / "tests" / "elsewhere" / "programmes.yaml"))
    return [seen(support, done), seen(loan, lent)]


NASTY = "<script>alert(1)</script>]]> {{ 7 * 7 }} {% raw %} =cmd|'/c calc'!A0 &amp; \" ' --> 🚚"
LONG = "Ỹ" * 300
HIDDEN = "\x00\x1b[31m \u202e \ud800"
MOST = 2**53 - 1


def hostile(folder: Path) -> Views:
    """Names without blanks, markup for names, figures as long as can be, and what is invisible."""
    text = _HOSTILE.replace("NASTY", NASTY.replace("'", "''")).replace("LONG", LONG)
    folder.mkdir(exist_ok=True)
    (folder / "programmes.yaml").write_text(text, encoding="utf-8")
    (terms,) = parse(read_file(folder / "programmes.yaml"))
    said: dict[str, Any] = {"party": "giver", "document": LONG}
    entries = [
        entry(Kind.DELIVERY, "2022-03-01", pledge="huge", quantity=Steps("tonne", MOST),
              stated=LONG, **said),
        entry(Kind.DELIVERY, "2023-03-01", pledge="strange", quantity=Steps("thing", 1),
              note=(LONG + NASTY) * 10, **said),
        entry(Kind.ACTIVITY, "2023-04-01", area="1", activity="doing", title=HIDDEN, **said),
    ]  # fmt: skip
    return [seen(terms, entries), seen(terms, entries, 2023)]


_HOSTILE = """\
units:
  tonne: {dimension: mass, step: 0.001, vi: tấn, en: t}
  thing: {dimension: count, step: 1, vi: 'LONG', en: 'LONG'}
parties:
  giver: {name: {vi: 'LONG', en: 'LONG'}, type: {vi: x, en: x}, until: 2022-12-31}
  taker: {name: {vi: 'NASTY', en: 'NASTY'}, type: {vi: x, en: x}}
programmes:
  aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa:
    title: {vi: 'NASTY', en: 'NASTY'}
    provider: giver
    recipient: taker
    period: 2021-2060
    content_areas:
      1:
        title: {vi: 'LONG', en: 'LONG'}
        activities: [{id: doing, title: {vi: 'LONG', en: 'LONG'}}]
      2: {title: {vi: 'NASTY', en: 'NASTY'}}
      3: {title: {vi: x, en: x}}
      4:
        title: {vi: x, en: x}
        pledges:
          - {id: huge, title: {vi: 'LONG', en: 'LONG'}, form: goods, window: 2021-2060,
             target: 9007199254740.991 tonne, beneficiary: {vi: 'NASTY', en: 'NASTY'}}
          - {id: strange, title: {vi: 'NASTY', en: 'NASTY'}, form: goods, target: 2 thing,
             schedule: {2022: 1, 2023: 1}, shares: [{party: taker, quantity: 2 thing}]}
""".replace("a" * 72, "a" * 64)


def many(programmes: int, entries: int) -> Views:
    """As much as a province has."""
    terms = TERMS[CEMENT]
    said = [
        _delivered("cement", "tonne", 1_000 * at + 1, note=f"Chuyến {at}: {'xi măng ' * 8}")
        for at in range(entries // programmes)
    ]
    return [seen(replace(terms, id=f"programme-{at}"), said) for at in range(programmes)]


def _delivered(pledge: str, unit: str, steps: int, **fields: Any) -> Entry:
    return entry(Kind.DELIVERY, "2022-08-01", pledge=pledge, quantity=Steps(unit, steps),
                 document="07/BB-UBND", party="sample-provider", **fields)  # fmt: skip


def _paid(pledge: str, dong: int) -> Entry:
    return entry(Kind.DISBURSEMENT, "2023-02-01", pledge=pledge, quantity=Steps("VND", dong),
                 party="sample-provider")  # fmt: skip


def seen(terms: Terms, said: Sequence[Entry], year: int | None = None) -> ProgrammeProgress:
    """A programme after some entries; hashes do not matter here."""
    starts, day = terms.programme.period.starts, NOW.date().replace(year=2023)
    first = entry(Kind.AGREEMENT, starts, adoption=Adoption.FIRST, terms=terms.snapshot,
                  party=terms.programme.provider)  # fmt: skip
    entries = [one._replace(book=terms.id, seq=at) for at, one in enumerate([first, *said], 1)]
    book = Book(terms.id, tuple(entries), ("0" * 64,) * len(entries))
    period = calendar_year(year) if year else None
    return programme_progress(book, terms, day, period, eve=terms)


# What a reader should find


def figures(view: ProgrammeProgress, say: Say) -> dict[str, Any]:
    """Every figure of a programme as JSON has it, each with the words for it."""
    period = view.period is not None
    record: Any = (records.year_programme if period else records.status_programme)(view)
    cards = [one for area in record["content_areas"] for one in area["pledges"]]
    return {
        f"{view.terms.id}.{one['id']}": _card(progress, one, say)
        for progress, one in zip(view.pledges, cards, strict=True)
    }


def _card(progress: PledgeProgress, record: Any, say: Say) -> dict[str, Any]:
    standing, bare = progress.standing, progress.standing.target is not None
    kept = {
        name: (record[name], say.value(getattr(standing, name)))
        for name in ("target", "confirmed", "due", "remaining")
        if record[name] is not None
    }
    delivered = (write_amount if bare else _whole(say))(standing.delivered, say.lang)
    kept["delivered"] = (record["delivered"], delivered)
    if standing.percent is not None:
        something = bool(standing.delivered)
        written = write_percent(standing.percent, say.lang, something=something)
        kept["percent"] = (record["percent"], written)
    years = {
        str(row["year"]): _row(row, one, ("planned", "delivered", "confirmed"), say)
        for row, one in zip(record["years"], progress.years, strict=True)
    }
    shares = [
        _row(row, one.standing, SHARE, say)
        for row, one in zip(record["shares"], progress.shares, strict=True)
    ]
    line = _line(progress, record, say)
    return {"kept": kept, "years": years, "line": line, "shares": shares}


SHARE = ("target", "delivered", "confirmed", "due", "remaining")
SUM = ("brought_forward", "adjusted", "planned", "delivered", "carried_forward")


def _line(progress: PledgeProgress, record: Any, say: Say) -> dict[str, Any]:
    if progress.line is None or progress.line.carried_forward is None:
        return {}
    found = _row(record["year"], progress.line, SUM, say)
    return {
        f"year.{name}": both for name, both in found.items() if (name, both[0]) != ("adjusted", "0")
    }


def _row(record: Any, of: Any, names: Sequence[str], say: Say) -> dict[str, Any]:
    return {
        name: (record[name], write_amount(getattr(of, name), say.lang))
        for name in names
        if record[name] is not None
    }


def _whole(say: Say) -> Any:
    def write(quantity: Quantity, _: str) -> str:
        return say.value(quantity)

    return write


# Reading a page without a browser


class Read(HTMLParser):
    """The elements of a page and its text; a tag that does not match another is an error."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(set(names)) == len(names), (tag, names)
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in VOID, tag
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open[-1:] != ["style"]:
            self.text.append(data)

    def all(self, attribute: str) -> list[str]:
        return [attributes[attribute] for _, attributes in self.elements if attribute in attributes]
