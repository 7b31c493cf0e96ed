"""Breaks tables of deliveries for as long as one likes, led by what of coopledger they reach.

    pip install atheris && python -m tests.fuzz.sheets -max_total_time=600

What follows is handed to libFuzzer. A file that breaks a guarantee is left as `crash-…`, one that
takes too long or too much as `timeout-…` or `oom-…`; with its name the command tries it again.
"""

import sys
from importlib import import_module
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

DEFAULTS = ("-max_len=40000", "-timeout=10", "-rss_limit_mb=2048")
SMALLEST = 60
"""Bytes below which a file is not worth breaking any more."""


def main(folder: Path) -> None:
    atheris = import_module("atheris")
    with atheris.instrument_imports(include=["coopledger"]):
        from tests.exchange.sheet.guarantees import assert_refused_or_read
        from tests.exchange.sheet.mutations import MUTATIONS, broken

    def kind(data: bytes) -> str:
        return ".xlsx" if data.startswith(b"PK") else ".csv"

    def once(data: bytes) -> None:
        path = folder / f"t{kind(data)}"
        path.write_bytes(data)
        assert_refused_or_read(path)

    def breaking(data: bytes, most: int, seed: int) -> bytes:
        random = Random(seed)  # noqa: S311 - chance, and no secret
        if len(data) < SMALLEST or random.randrange(5) == 0:
            return broken(random.choice((".csv", ".xlsx")), random)[:most]
        if random.randrange(4) == 0:
            return bytes(atheris.Mutate(data, most))
        for _ in range(random.choice((1, 1, 2, 3))):
            data = random.choice(MUTATIONS[kind(data)])(data, random)
        return data[:most]

    atheris.Setup([sys.argv[0], *DEFAULTS, *sys.argv[1:]], once, custom_mutator=breaking)
    atheris.Fuzz()


if __name__ == "__main__":
    with TemporaryDirectory() as made:
        main(Path(made))
