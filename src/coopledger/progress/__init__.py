"""Agreed against happened: pure functions from terms and figures to frozen values."""

from coopledger.progress.pledge import PledgeProgress, Standing, State, pledge_progress
from coopledger.progress.programme import (
    ProgrammeProgress,
    narrowed,
    programme_progress,
    progress_of,
)
from coopledger.progress.year import Cut, Period, YearFigures, YearLine, calendar_year, year_line

__all__ = [
    "Cut",
    "Period",
    "PledgeProgress",
    "ProgrammeProgress",
    "Standing",
    "State",
    "YearFigures",
    "YearLine",
    "calendar_year",
    "narrowed",
    "pledge_progress",
    "programme_progress",
    "progress_of",
    "year_line",
]  # fmt: skip
