"""Wording of a letter's facts in its language: dates, amounts, lengths of time and clauses."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from babel.dates import get_day_names
from babel.lists import format_list

from rebond.domain.direction import upright
from rebond.domain.kinds import Choice
from rebond.domain.missions.kinds import NoticeUnit
from rebond.domain.problems import Money
from rebond.domain.translatable import later, later_n
from rebond.language import Language
from rebond.letters.fact_values import Minutes, NoticeLength, Percent, Phrase, Weekdays
from rebond.sentences import duration, label

_FROM_TO = later("{first} to {last}")
_DAYS = later_n("{count} day", "{count} days")
_MONTHS = later_n("{count} month", "{count} months")


def worded(language: Language, value: Any) -> str:
    """Return a fact as the letter says it."""
    if isinstance(value, Choice):
        return label(language, value)
    if isinstance(value, date):
        return language.day(value)
    if isinstance(value, time):
        return language.hour(value, "long")
    if isinstance(value, Money):
        return language.money(value.cents, value.currency)
    if isinstance(value, Percent):
        return language.rate(value.thousandths)
    if isinstance(value, Mapping):
        return str(value[language.code])
    if isinstance(value, Minutes):
        return duration(language, value.count)
    if isinstance(value, NoticeLength):
        one, many = _MONTHS if value.unit is NoticeUnit.MONTHS else _DAYS
        return language.ngettext(one, many, value.count).format(count=value.count)
    if isinstance(value, Weekdays):
        return _weekdays(language, value)
    if isinstance(value, tuple):
        return str(format_list([worded(language, one) for one in value], locale=language.locale))
    if isinstance(value, Phrase):
        return _said(language, value)
    return str(value)


def _said(language: Language, saying: Phrase) -> str:
    facts = {name: value if name == "count" else worded(language, value) for name, value in saying.facts.items()}
    if isinstance(saying.sentence, tuple):
        one, many = saying.sentence
        return upright(language.ngettext(one, many, saying.facts["count"]).format(**facts))
    return upright(language.gettext(saying.sentence).format(**facts))


def _weekdays(language: Language, days: Weekdays) -> str:
    """Return the days by name: `Monday to Friday` for three or more that follow each other."""
    names = get_day_names("wide", locale=language.locale)
    numbers = days.numbers
    if len(numbers) > 2 and numbers == tuple(range(numbers[0], numbers[-1] + 1)):
        first, last = names[numbers[0] - 1], names[numbers[-1] - 1]
        return language.gettext(_FROM_TO).format(first=first, last=last)
    return str(format_list([names[number - 1] for number in numbers], locale=language.locale))
