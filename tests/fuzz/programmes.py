"""Breaks programmes files for as long as one likes, led by what of coopledger they reach.

    pip install atheris && python -m tests.fuzz.programmes -max_total_time=600

What follows is handed to libFuzzer. A file that breaks a guarantee is left as `crash-…`, one that
takes too long or too much as `timeout-…` or `oom-…`; with its name the command tries it again.
"""

import sys
from importlib import import_module
from random import Random

DEFAULTS = ("-max_len=20000", "-timeout=10", "-rss_limit_mb=1024")
SMALLEST = 100
"""Bytes below which a file is not worth breaking any more."""


def main() -> None:
    atheris = import_module("atheris")
    with atheris.instrument_imports(include=["coopledger"]):
        from tests.terms.guarantees import assert_refused_or_kept
        from tests.terms.mutations import FILES, MUTATIONS

    def once(data: bytes) -> None:
        try:
            text = data.decode()
        except UnicodeDecodeError:
            return
        assert_refused_or_kept(text)

    def breaking(data: bytes, most: int, seed: int) -> bytes:
        random = Random(seed)  # noqa: S311 - chance, and no secret
        text = data.decode("utf-8", "replace")
        if len(text) < SMALLEST or random.randrange(5) == 0:
            text = random.choice((FILES[0], FILES[0], *FILES))
        for _ in range(random.choice((1, 1, 2, 3))):
            text = random.choice(MUTATIONS)(text, random)
        broken = text.encode("utf-8", "replace")[:most]
        return broken if random.randrange(4) else bytes(atheris.Mutate(broken, most))

    atheris.Setup([sys.argv[0], *DEFAULTS, *sys.argv[1:]], once, custom_mutator=breaking)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
