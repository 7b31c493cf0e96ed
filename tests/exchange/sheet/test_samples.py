"""Tables of real shapes come in with the right drafts and the right figures."""

from pathlib import Path

import pytest

from tests.exchange.sheet.made import read
from tests.exchange.sheet.samples import SAMPLES, Sample


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_a_table_as_offices_keep_it(sample: Sample, tmp_path: Path) -> None:
    reading = read(sample.write(tmp_path), columns=sample.columns)
    assert reading.said(*sample.fields) == sample.drafts
    ignored = tuple(f"{one.letters} {one.heading}" for one in reading.layout.ignored)
    assert ignored == sample.ignored
    assert reading.layout.rows == len(sample.drafts)
