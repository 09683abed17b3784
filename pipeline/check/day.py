"""The day that a draft is judged on: what was in force, which bodies existed, which phase binds."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime

from pipeline.errors import DayError
from pipeline.model import Metadata
from pipeline.text.dates import read_day


def judged_on(frame: Metadata, as_of: date | str | None = None, undated: date | str | None = None) -> date | None:
    """-> ``as_of``, else the draft's own date, else what its frame leaves open, else ``undated``; None: not known.

    "tháng 5 năm 2026" with no day is that month's last day, "năm 2026" alone the day of that year nearest ``undated``.
    Days may be given as dates, ISO 8601 or day/month/year. Raises DayError for anything else.
    """
    given, otherwise = as_day(as_of, "as_of"), as_day(undated, "undated")
    if given or frame.issued_on or frame.issued_in is None:
        return given or frame.issued_on or otherwise
    year, _, month = frame.issued_in.partition("-")
    if month:
        return date(int(year), int(month), monthrange(int(year), int(month))[1])
    return otherwise and min(max(otherwise, date(int(year), 1, 1)), date(int(year), 12, 31))


def as_day(given: date | str | None, name: str) -> date | None:
    """-> a day that a caller gave as a date or in words. Raises DayError, which says the argument's ``name``."""
    if isinstance(given, datetime):
        return given.date()
    if given is None or isinstance(given, date):
        return given
    day = read_day(given) if isinstance(given, str) else None
    if day is None:
        raise DayError(name, "day.none", given=repr(given))
    return day
