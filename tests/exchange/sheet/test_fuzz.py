"""Nothing that is handed in ends in anything but drafts and problems that can be said."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.exchange.sheet.guarantees import assert_refused_or_read
from tests.exchange.sheet.mutations import broken, files

ANYWHERE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@ANYWHERE
@given(st.binary(max_size=200))
@example(b"\xff\xfe")
@example(b"\xff\xfe\x00\xd8\n\x00")
@example(b"sep=")
@example(b'"')
@example(b"PK\x03\x04")
@example(b"\xef\xbb\xbf")
def test_any_bytes(tmp_path: Path, suffix: str, content: bytes) -> None:
    path = tmp_path / f"t{suffix}"
    path.write_bytes(content)
    assert_refused_or_read(path)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@ANYWHERE
@given(random=st.randoms(use_true_random=True))
def test_good_tables_that_were_broken(tmp_path: Path, suffix: str, random: Random) -> None:
    path = tmp_path / f"t{suffix}"
    path.write_bytes(broken(suffix, random))
    assert_refused_or_read(path)


def test_the_tables_that_are_broken_are_good(tmp_path: Path) -> None:
    for suffix in (".csv", ".xlsx"):
        path = tmp_path / f"t{suffix}"
        for file in files(suffix):
            path.write_bytes(file)
            if b"TG_VAO" not in file:  # which only a columns file explains
                assert assert_refused_or_read(path) >= 2
