"""Whatever table of deliveries is written, in whatever way, comes back as the same drafts."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.exchange.sheet.made import as_csv, as_xlsx, read
from tests.exchange.sheet.tables import Delivered, Number, drafts, numbers, rows, tables

ANYWHERE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@ANYWHERE
@given(
    delivered=tables,
    number=numbers,
    delimiter=st.sampled_from(";,\t"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1258"]),
)
def test_as_csv_in_every_encoding_with_every_delimiter(
    tmp_path: Path, delivered: list[Delivered], number: Number, delimiter: str, encoding: str
) -> None:
    path = as_csv(
        rows(delivered, number), tmp_path / "t.csv", delimiter=delimiter, encoding=encoding
    )
    decided = read(path, decimal="," if number.lang == "vi" else ".")
    assert not decided.problems
    assert decided.drafts == drafts(delivered)
    undecided = read(path)
    for line, draft in zip(undecided.lines, drafts(delivered), strict=True):
        assert line.draft == draft or [problem.code for problem in line.problems] == ["Q102"]


@ANYWHERE
@given(delivered=tables)
def test_as_a_workbook(tmp_path: Path, delivered: list[Delivered]) -> None:
    path = as_xlsx(rows(delivered, Number(None, grouped=False)), tmp_path / "t.xlsx")
    reading = read(path)
    assert not reading.problems
    assert reading.drafts == drafts(delivered)
