"""Translation of problems, choices and counts of rows."""

from datetime import date, datetime, time

from rebond.domain.kinds import DECLARED, Choice
from rebond.domain.problems import SENTENCES, Money, Problem
from rebond.domain.prospecting.kinds import OwnChoice
from rebond.language import Language


def label(language: Language, choice: Choice | OwnChoice) -> str:
    """Return the name of a choice; one that a person gave is not translated."""
    if isinstance(choice, Choice):
        return language.gettext(choice.label)
    return choice.name or built_in_name(language, choice) or choice.code


def built_in_name(language: Language, choice: OwnChoice) -> str:
    """Return the program's name of a choice; empty for one that a person added."""
    name = choice.built_in().get(choice.code, "")
    return language.gettext(name) if name else ""


def sentence(language: Language, problem: Problem) -> str:
    """Return the sentence of a problem, which says what to do.

    Amounts, dates and moments among its facts are written as the language does; a fact may be a problem with its own
    sentence.
    """
    facts = {name: _fact(language, value) for name, value in problem.facts.items()}
    return language.gettext(SENTENCES[problem.code]).format(**facts)


def counted(language: Language, kind: str, count: int) -> str:
    """Return a number of rows of a kind: `3 invoices`."""
    one, many = DECLARED[kind].declared.words.count
    return language.ngettext(one, many, count).format(count=count)


def duration(language: Language, minutes: int) -> str:
    """Return a duration in hours and minutes: `1 h 30`, `45 min`."""
    whole, rest = divmod(minutes, 60)
    if not whole:
        return language.gettext("{minutes} min").format(minutes=rest)
    if not rest:
        return language.gettext("{hours} h").format(hours=language.number(whole))
    return language.gettext("{hours} h {minutes:02}").format(hours=language.number(whole), minutes=rest)


def days_counted(language: Language, hundredths: int) -> str:
    """Return hundredths of a day as a number of days: `11.5 days`, `1 day`."""
    one = hundredths == 100 or (language.code == "fr" and hundredths < 200)
    return language.ngettext("{count} day", "{count} days", 1 if one else 2).format(count=language.days(hundredths))


def moment(language: Language, day: date, clock: time | None, today: date) -> str:
    """Return the weekday, day and time of an event, with the year if it is not the current one."""
    said = language.weekday(day)
    if day.year != today.year:
        said = f"{said} {day.year}"
    return f"{said}, {language.hour(clock)}" if clock else said


def _fact(language: Language, value: object) -> object:
    if isinstance(value, Problem):
        return sentence(language, value)
    if isinstance(value, Money):
        return language.money(value.cents, value.currency)
    if isinstance(value, datetime):
        day, clock = language.day(value.date(), "medium"), language.hour(value.time())
        return language.gettext("{day} at {time}").format(day=day, time=clock)
    return language.day(value, "medium") if isinstance(value, date) else value
