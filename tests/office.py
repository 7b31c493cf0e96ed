"""Programs that people open documents with, for tests that look at what they see.

Where one is not installed a test says that it did not run; with COOP_TEST_ALL set it fails.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def installed(*names: str) -> str:
    """Where the first of these programs lies; without any of them the test does not run."""
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        missing = f"did not run: {names[0]} is not installed"
        if os.environ.get("COOP_TEST_ALL"):
            pytest.fail(missing)
        pytest.skip(missing)
    return found


def converted(source: Path, form: str, folder: Path, *others: Path) -> Path:
    """`source` as LibreOffice writes it in another format (`pdf`, `xlsx`, `csv`) into `folder`.

    It writes `others` as well, for most of the time it takes to start.
    """
    profile = folder / "profile"
    done = subprocess.run(
        [installed("soffice", "libreoffice"), "--headless", "--norestore",
         f"-env:UserInstallation={profile.as_uri()}",
         "--convert-to", form, "--outdir", str(folder), str(source), *map(str, others)],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    made = folder / f"{source.stem}.{form.partition(':')[0]}"
    assert made.exists(), done.stdout + done.stderr
    assert "Error" not in done.stderr, done.stderr
    return made


@contextmanager
def browser() -> Iterator[Any]:
    """Chromium without a screen, driven by playwright."""
    path = installed(*BROWSERS)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            yield opened
        finally:
            opened.close()
