"""The example's template: a document with dates relative to today and texts in every language.

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
    """Return the template as JSON values."""
    document: dict[str, Any] = json.loads(resource("examples", "marie.json").read_text("utf-8"))
    return document


def filled_in(value: Any, language: Language, today: date) -> Any:
    """Return a value of the template with absolute dates and the texts of one language."""
    if isinstance(value, dict):
        if value.keys() == LANGUAGES.keys():
            return language.text(value)
        return {key: filled_in(inner, language, today) for key, inner in value.items()}
    if isinstance(value, list):
        return [filled_in(inner, language, today) for inner in value]
    if isinstance(value, str) and (match := _RELATIVE.fullmatch(value)):
        return _absolute(match, today)
    return value


def _absolute(match: re.Match[str], today: date) -> str:
    """Return the ISO date of a relative one, or the month if it has no day."""
    unit, count, first, second = match[1], int(match[2]), match[3], match[4]
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
