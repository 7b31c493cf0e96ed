"""Broken programmes files: each is refused where it is broken, or read and kept as it is.

`--hypothesis-profile=explore` breaks twenty times as many; `tests/fuzz/programmes.py` goes on for
as long as one likes.
"""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from coopledger.problem import Refused
from coopledger.terms.workspace import read_file
from tests.terms.guarantees import assert_refused_or_kept, assert_said
from tests.terms.mutations import FILES, MUTATIONS

chances = st.randoms(use_true_random=False)
files = st.sampled_from([FILES[0], *FILES])
"""The small one twice, for it is read ten times as fast."""

fuzzed = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def broken(text: str, breaking: Callable[[str, Random], str], random: Random) -> str:
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        text = breaking(text, random)
    return text


@pytest.mark.parametrize("text", FILES, ids=["example", "2022", "elsewhere"])
def test_the_good_files_survive_round_trips(text: str) -> None:
    assert assert_refused_or_kept(text)


@pytest.mark.parametrize("breaking", MUTATIONS, ids=lambda breaking: breaking.__name__)
@fuzzed
@given(text=files, random=chances)
def test_a_file_broken_in_one_way_is_refused_with_places_or_survives_round_trips(
    breaking: Callable[[str, Random], str], text: str, random: Random
) -> None:
    event("kept" if assert_refused_or_kept(broken(text, breaking, random)) else "refused")


@fuzzed
@given(text=files, put=st.binary(max_size=4), random=chances)
def test_a_file_of_any_bytes_is_read_or_refused_with_problems(
    tmp_path: Path, text: str, put: bytes, random: Random
) -> None:
    good = text.encode(
        random.choice(("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1258")), "replace"
    )
    at = random.randrange(len(good) + 1)
    path = tmp_path / "programmes.yaml"
    path.write_bytes(good[:at] + put + good[at + random.randrange(3) :])
    try:
        assert read_file(path)
    except Refused as refused:
        assert_said(refused.problems, path.read_bytes().decode("utf-8", "replace"))
