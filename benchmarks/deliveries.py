"""Deliveries of cement by lorry, generated: as many as asked for, the same each time.

They are given one by one and never kept, for what a benchmark holds in memory is charged to the
programs it starts (see `timing.run`).
"""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

SEED = 2022
FIRST, DAYS = date(2022, 1, 1), 1_096
"""The days on which nearly all are delivered: those of 2022 to 2024."""

LAST_YEAR, IN_LAST_YEAR = 2025, 10
"""However many there are, the same few are of that year: a report of it has the same to tell."""


class Delivery(NamedTuple):
    """One lorry: the day, the number of its paper, up to 20 t to the tenth, and who drove."""

    day: date
    document: str
    tonnes: Decimal
    note: str


def deliveries(count: int) -> Iterator[Delivery]:
    """`count` deliveries, first those of the last year, the others in no order of days."""
    chance = random.Random(SEED)  # noqa: S311 - lorries, not a secret
    for number in range(count):
        if number < IN_LAST_YEAR:
            day = date(LAST_YEAR, 1 + number, 15)
        else:
            day = FIRST + timedelta(days=chance.randrange(DAYS))
        tonnes = Decimal(chance.randint(1, 200)) / 10
        note = f"xe {chance.randrange(40)}" if number % 3 == 0 else ""
        yield Delivery(day, f"{number}/BB-UBND", tonnes, note)


def by_year(given: Iterable[Delivery]) -> Mapping[int, Decimal]:
    """Tonnes of each year that has any."""
    sums: Counter[int] = Counter()
    for one in given:
        sums[one.day.year] += int(one.tonnes * 10)
    return {year: Decimal(tenths) / 10 for year, tenths in sums.items()}


def write_table(path: Path, given: Iterable[Delivery]) -> None:
    """The CSV an office would keep of them."""
    with path.open("w", encoding="utf-8") as file:
        file.write("Ngày;Số biên bản;Khối lượng (tấn);Ghi chú\n")
        for day, document, tonnes, note in given:
            quantity = f"{tonnes:.1f}".replace(".", ",")
            file.write(f"{day:%d/%m/%Y};{document};{quantity};{note}\n")
