"""The subset of EDTF (ISO 8601-2) that format.md §1 takes ("EDTF")."""

from __future__ import annotations

import re

from .bounds import Fault

_DATE = re.compile(r"(\d{0,4}X{0,4})(?:-(\d\d|XX)(?:-(\d\d|XX))?)?", re.ASCII)
_TIME = re.compile(r"(\d\d):(\d\d)(?::(\d\d))?(Z|[+-]\d\d(?::\d\d)?)?", re.ASCII)
DAY = 86_400
# The clocks of the earth: a time without a zone can lie so far from UTC.
AHEAD, BEHIND = 14 * 3600, 12 * 3600
Moments = tuple[int | None, int | None, bool]


def _month_days(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def _number(year: int, month: int, day: int) -> int:
    """Days from the first of the year 0."""
    leaps = 0 if year == 0 else (year - 1) // 4 - (year - 1) // 100 + (year - 1) // 400 + 1
    return year * 365 + leaps + sum(_month_days(year, m) for m in range(1, month)) + day - 1


def _days(date: str) -> tuple[int | None, int | None]:
    """First and last day that a date can mean; nothing where no digit of the year is known."""
    match = _DATE.fullmatch(date)
    if not match or len(match[1]) != 4:
        raise Fault(f"{date} is no date of the subset")
    year, month, day = match.groups()
    known_year = year != "XXXX"
    first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if month is None:
        if not known_year:
            raise Fault(f"{date} says nothing")
        return _number(first, 1, 1), _number(last, 12, 31)
    if month == "XX":
        if first != last or day not in (None, "XX"):
            raise Fault(f"{date} leaves other digits open than those on the right")
        return _number(first, 1, 1), _number(last, 12, 31)
    number = int(month)
    if not 1 <= number <= 12:
        raise Fault(f"{date} has no such month")
    if day in (None, "XX"):
        return (
            (_number(first, number, 1), _number(last, number, _month_days(last, number)))
            if known_year
            else (None, None)
        )
    there = range(first, last + 1) if known_year else [2000]
    if not 1 <= int(day) <= max(_month_days(y, number) for y in there):
        raise Fault(f"{date} has no such day")
    if not known_year:
        return None, None
    return _number(first, number, int(day)), _number(last, number, min(int(day), _month_days(last, number)))


def _point(text: str) -> Moments:
    """First and last second, and whether they are told in UTC."""
    date, has_time, time = text.partition("T")
    if not has_time:
        first, last = _days(date[:-1] if date[-1:] in ("?", "~", "%") else date)
        return (None if first is None else first * DAY, None if last is None else last * DAY + DAY - 1, False)
    match, (first, last) = _TIME.fullmatch(time), _days(date)
    if not match or len(date) != 10 or first is None or first != last:
        raise Fault(f"{text} is no time of the subset")
    hour, minute, second, zone = match.groups()
    if int(hour) > 23 or int(minute) > 59 or int(second or 0) > 59:
        raise Fault(f"{text} has no such time of day")
    offset = 0
    if zone not in (None, "Z"):
        hours, minutes = int(zone[1:3]), int(zone[4:6] or 0)
        offset = (hours * 3600 + minutes * 60) * (-1 if zone[0] == "-" else 1)
        if hours > 14 or minutes > 59 or (zone[0] == "-" and offset == 0):
            raise Fault(f"{text} has no such zone")
    start = first * DAY + int(hour) * 3600 + int(minute) * 60 + int(second or 0) - offset
    return start, start + (0 if second else 59), zone is not None


def check(text: str) -> None:
    """A date, a time, or an interval of them."""
    start, is_interval, end = text.partition("/")
    if not is_interval:
        _point(text)
        return
    if start in ("", "..") and end in ("", ".."):
        raise Fault(f"{text} is open at both ends")
    one, other = (None if side in ("", "..") else _point(side) for side in (start, end))
    if one is None or other is None or one[0] is None or other[1] is None:
        return
    first, last = one[0], other[1]
    if one[2] != other[2]:
        first, last = first - (0 if one[2] else AHEAD), last + (0 if other[2] else BEHIND)
    if first > last:
        raise Fault(f"{text} ends before it starts")
