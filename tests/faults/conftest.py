"""What long runs came to, said at the end."""

from collections import Counter
from collections.abc import Callable

import pytest


@pytest.fixture
def count(record_property: Callable[[str, object], None]) -> Callable[[str, int], None]:
    """Adds to what is said at the end."""
    return record_property


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    total: Counter[str] = Counter()
    for report in terminalreporter.getreports("passed"):
        for what, times in report.user_properties:
            total[what] += times
    if total:
        terminalreporter.write_line(", ".join(f"{what}: {n}" for what, n in total.items()))
