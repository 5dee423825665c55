"""The day that a promise names lies ahead, in French, in English and in figures."""

from datetime import date, timedelta

import pytest

from rebond.domain.talks.due_days import due_named

#: A Wednesday.
TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("vendredi", date(2026, 11, 27)), ("mercredi", date(2026, 12, 2)), ("lundi prochain", date(2026, 11, 30)),
        ("vendredi en huit", date(2026, 12, 4)), ("by Friday", date(2026, 11, 27)), ("next Friday", date(2026, 12, 4)),
        ("d'ici vendredi soir", date(2026, 11, 27)), ("demain", date(2026, 11, 26)),
        ("après-demain", date(2026, 11, 27)), ("the day after tomorrow", date(2026, 11, 27)),
        ("dans 3 jours", date(2026, 11, 28)), ("in 3 days", date(2026, 11, 28)),
        ("sous huit jours", date(2026, 12, 3)),
        ("in two weeks", date(2026, 12, 9)), ("dans un mois", date(2026, 12, 25)), ("12/3", date(2027, 3, 12)),
        ("25/11", TODAY), ("24/11", date(2027, 11, 24)), ("12/3/27", date(2027, 3, 12)),
        ("4.12.2026", date(2026, 12, 4)),
        ("2026-12-04", date(2026, 12, 4)), ("le 4 décembre", date(2026, 12, 4)), ("le 1er déc.", date(2026, 12, 1)),
        ("vendredi 4 décembre", date(2026, 12, 4)), ("the 4th of December", date(2026, 12, 4)),
        ("December 4th", date(2026, 12, 4)), ("le 12", date(2026, 12, 12)), ("on the 30th", date(2026, 11, 30)),
        ("fin de semaine", date(2026, 11, 27)), ("end of the month", date(2026, 11, 30)),
        ("fin du mois prochain", date(2026, 12, 31)), ("la semaine prochaine", date(2026, 12, 4)),
        ("envoyer le rapport de lundi avant jeudi", date(2026, 11, 26)), ("aujourd’hui", TODAY),
    ],
)  # fmt: skip
def test_a_day_ahead_is_read(text: str, day: date) -> None:
    named = due_named(text, TODAY)
    assert named
    assert named.day == day


@pytest.mark.parametrize(
    "text",
    [
        "send the plan",
        "mon planning",
        "version 2.5.1.3",
        "le 32/13",
        "50 €",
        "",
        "12 h 30",
    ],
)
def test_what_names_no_day_names_none(text: str) -> None:
    named = due_named(text, TODAY)
    assert named is None, named


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (1, "one un"), (2, "two deux"), (3, "three trois"), (4, "four quatre"), (5, "five cinq"), (6, "six"),
        (7, "seven sept"), (10, "ten dix"), (15, "fifteen quinze"), (30, "thirty trente"),
    ],
)  # fmt: skip
def test_a_number_of_days_may_be_a_word(days: int, words: str) -> None:
    for word in words.split():
        named = due_named(f"in {word} days" if word == words.split()[0] else f"dans {word} jours", TODAY)
        assert named
        assert named.day == TODAY + timedelta(days)


def test_the_month_comes_first_where_it_does() -> None:
    named = due_named("3/12", TODAY, month_first=True)
    assert named
    assert named.day == date(2027, 3, 12)


def test_a_day_that_is_over_is_no_promise() -> None:
    assert due_named("2026-11-24", TODAY) is None
    assert due_named("4.12.2025", TODAY) is None


def test_a_long_line_is_read_at_once() -> None:
    assert due_named("by the the the " * 1000, TODAY) is None
