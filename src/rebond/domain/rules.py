"""Validation of a row before it is written: the rules of field types and units, then those of its kind.

The rules of a kind are in its :meth:`Entity.check`.
"""

import datetime as dt
from collections.abc import Iterator

from rebond.domain.cents import DAY_WHOLE, LARGEST, RATE_WHOLE
from rebond.domain.kinds import Entity, Unit, fields_of
from rebond.domain.problems import Problem, Refused

LONGEST_NAME = 200
LONGEST_TEXT = 20_000
EARLIEST = dt.date(1970, 1, 1)
LATEST = dt.date(2200, 12, 31)


def problems(entity: Entity, today: dt.date) -> tuple[Problem, ...]:
    """Return every problem of the row by itself, in the order of its fields; other rows are not read."""
    found = [*_by_type(entity), *_by_kind(entity, today)]
    found += _beyond_what_is_stored(entity, {problem.field for problem in found})
    order = list(entity.__dataclass_fields__)
    return tuple(sorted(found, key=lambda problem: order.index(problem.field)))


def require(entity: Entity, today: dt.date) -> None:
    """:raises Refused: with every problem of the row."""
    if found := problems(entity, today):
        raise Refused(*found)


#: The range of each unit's integers, and the code of the problem outside it.
_RANGES = {
    Unit.CENTS: (-LARGEST, LARGEST, "amount_too_large"),
    Unit.RATE: (0, RATE_WHOLE, "rate_out_of_range"),
    Unit.DAYS: (0, 31 * DAY_WHOLE, "days_out_of_range"),
}


def _by_type(entity: Entity) -> Iterator[Problem]:
    for field in fields_of(type(entity)):
        name, value = field.name, getattr(entity, field.name)
        if value is None:
            continue
        if field.type is str:
            yield from _text(name, value, field.unit)
        elif field.unit in _RANGES:
            low, high, code = _RANGES[field.unit]
            if not low <= value <= high:
                yield Problem(code, name)
        elif field.type is dt.date and not EARLIEST <= value <= LATEST:
            yield Problem("date_out_of_range", name, {"first": EARLIEST.year, "last": LATEST.year})


def _beyond_what_is_stored(entity: Entity, told: set[str]) -> Iterator[Problem]:
    """Yield a problem for each other integer that the file has no room for."""
    for field in fields_of(type(entity)):
        value = getattr(entity, field.name)
        if field.type is int and value is not None and field.name not in told and abs(value) > LARGEST:
            yield Problem("out_of_range", field.name, {"low": -LARGEST, "high": LARGEST})


def _text(name: str, value: str, unit: Unit | None) -> Iterator[Problem]:
    if unit is Unit.MONTH_DAY:
        if not _is_month_day(value):
            yield Problem("not_a_day_of_year", name)
        return
    longest = LONGEST_TEXT if unit is Unit.LONG else LONGEST_NAME
    if len(value) > longest:
        yield Problem("too_long", name, {"count": len(value), "longest": longest})
    allowed = "\n\t" if unit is Unit.LONG else ""
    if any((ord(c) < 32 and c not in allowed) or 0xD800 <= ord(c) <= 0xDFFF or ord(c) == 127 for c in value):
        yield Problem("bad_character", name)


def _is_month_day(text: str) -> bool:
    try:
        # A leap year, since 29 February is a day of the year; fromisoformat would accept a week number too.
        dt.datetime.strptime(f"2024-{text}", "%Y-%m-%d")  # noqa: DTZ007 - only checks that it is a date
    except ValueError:
        return False
    return len(text) == len("MM-DD")


def _by_kind(entity: Entity, today: dt.date) -> Iterator[Problem]:
    named = any(field.name == "name" and field.required for field in fields_of(type(entity)))
    if named and not getattr(entity, "name").strip():  # noqa: B009 - not every kind has one
        yield Problem("empty", "name")
    yield from entity.check(today)
