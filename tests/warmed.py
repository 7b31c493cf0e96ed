"""Reads the programmes and shows them once, so that what is forked from here need not."""

import gc
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

from coopledger.cli.app import main
from coopledger.cli.environment import Environment
from tests.once import read_once

read_once()
with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
    folder = Path(__file__).parents[1] / "data"
    main(("status",), Environment(variables={}, folder=folder))

gc.collect()
gc.freeze()  # who is forked does not look through it for garbage, which would copy all of it
