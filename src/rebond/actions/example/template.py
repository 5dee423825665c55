"""The example's file: a document whose dates are told from today and whose texts stand in every language.

`@d-4` is four days ago, `@w3.7` the Sunday three weeks ago, `@m-2` the month before last, `@m-2.10` its tenth day,
`@m-2.end` its last, `@y-1.12.15` the 15th of December of last year, and `@y0` the first of January.
"""

import json
import re
from datetime import date, timedelta
from typing import Any

from rebond.domain.calendar import add_months, month_end, month_start
from rebond.language import LANGUAGES, Language
from rebond.resources import resource

_RELATIVE = re.compile(r"@([dwmy])([+-]?\d+)(?:\.(end|\d+))?(?:\.(\d+))?")


def template() -> dict[str, Any]:
    """The file as it is."""
    read: dict[str, Any] = json.loads(resource("examples", "marie.json").read_text("utf-8"))
    return read


def filled_in(value: Any, language: Language, today: date) -> Any:
    """The value with its dates as of today and its texts in one language."""
    if isinstance(value, dict):
        if value.keys() == LANGUAGES.keys():
            return value[language.code]
        return {key: filled_in(inner, language, today) for key, inner in value.items()}
    if isinstance(value, list):
        return [filled_in(inner, language, today) for inner in value]
    if isinstance(value, str) and (told := _RELATIVE.fullmatch(value)):
        return _told(told, today)
    return value


def _told(told: re.Match[str], today: date) -> str:
    """The date, or the month where no day of it is told."""
    unit, count, first, second = told[1], int(told[2]), told[3], told[4]
    if unit == "d":
        return (today + timedelta(days=count)).isoformat()
    if unit == "w":
        monday = today - timedelta(days=today.weekday())
        return (monday + timedelta(weeks=-count, days=int(first) - 1)).isoformat()
    if unit == "y":
        return date(today.year + count, int(first or 1), int(second or 1)).isoformat()
    month = add_months(month_start(today), count)
    if first is None:
        return month.isoformat()[:7]
    last = month_end(month)
    return (last if first == "end" else last.replace(day=min(int(first), last.day))).isoformat()
