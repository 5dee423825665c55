"""The bars answer "how long if … leaves?" for one client or thirty, in words beside every bar."""

from dataclasses import replace

import pytest

from rebond.charts.bars import BarsChart, BarsView, least_height, natural_height
from rebond.charts.style import DARK, LIGHT
from rebond.domain.money.outlook import Answer, Case, Outlook
from rebond.domain.money.situation import Situation
from tests.domain.worked_examples import FIRST, FIRST_TODAY
from tests.languages import ENGLISH

from .drawn import collisions, figure, outside, texts, words_of

OUTLOOK = Outlook(FIRST, FIRST_TODAY)
EXAMPLE = OUTLOOK.answers
EMPTY = Outlook(Situation(), FIRST_TODAY).answers


def with_clients(count: int) -> list[Answer]:
    """The standing answers for so many clients with names of sixty letters."""
    name = "An agency whose name has sixty letters and goes on and on {:02}"
    clients = [replace(EXAMPLE[1], names=(name.format(at),)) for at in range(count)]
    return [EXAMPLE[0], *clients, *EXAMPLE[-3:]]


@pytest.mark.parametrize("size", [(360, 340), (220, 120), (700, 900), (300, 60)], ids=str)
@pytest.mark.parametrize("count", [0, 1, 2, 5, 30])
@pytest.mark.parametrize("chosen", [None, 0, 3])
def test_no_word_stands_on_another(count: int, size: tuple[int, int], chosen: int | None) -> None:
    made = figure(*size)
    BarsChart(made).draw(BarsView(ENGLISH, with_clients(count), 6, chosen), LIGHT)
    assert collisions(made) == []
    assert outside(made) == []


def test_every_answer_is_said_in_words() -> None:
    made = figure(360, 400)
    BarsChart(made).draw(BarsView(ENGLISH, EXAMPLE, 6), DARK)
    said = words_of(made).splitlines()
    for months in ("20.3 months", "6.3 months", "14.5 months", "5.3 months", "3.2 months"):
        assert months in said
    assert "Atlas and Perret leave" in said
    assert "goal: 6 months" in said


def test_what_outlasts_the_horizon_is_more_than_24_months() -> None:
    made = figure(360, 400)
    BarsChart(made).draw(BarsView(ENGLISH, EMPTY, 6), LIGHT)
    assert "more than 24 months" in words_of(made)


@pytest.mark.parametrize("width", [264, 290, 360])
def test_who_leaves_and_the_months_are_whole_in_the_narrowest_window(width: int) -> None:
    made = figure(width, 400)
    BarsChart(made).draw(BarsView(ENGLISH, EMPTY, 6), LIGHT)
    said = words_of(made).splitlines()
    assert "more than 24 months" in said
    assert "nobody leaves" in said
    assert collisions(made) == []
    assert outside(made) == []


def test_those_without_room_are_counted_and_the_standing_answers_stay() -> None:
    made = figure(360, 340)
    BarsChart(made).draw(BarsView(ENGLISH, with_clients(30), 6, 17), LIGHT)
    said = words_of(made)
    rows = [text for text in texts(made) if text.get_text().startswith("An agency")]
    assert f"and {30 - len(rows)} more clients" in said
    for answer in ("nobody leaves", "Atlas and Perret leave", "no income at all", "no income, essentials only"):
        assert answer in said


def test_at_its_natural_height_everything_stands() -> None:
    answers = with_clients(30)
    for height in (natural_height(len(answers), LIGHT), least_height(len(answers), LIGHT)):
        made = figure(360, height / 0.72)
        BarsChart(made).draw(BarsView(ENGLISH, answers, 6), LIGHT)
        assert "more client" not in words_of(made)


def test_a_place_on_a_row_is_its_answer() -> None:
    made = figure(360, 400)
    chart = BarsChart(made)
    chart.draw(BarsView(ENGLISH, EXAMPLE, 6), LIGHT)
    for at, label in ((0, "nobody leaves"), (1, "Atlas leaves"), (4, "no income at all")):
        text = next(text for text in texts(made) if text.get_text() == label)
        box = text.get_window_extent()
        assert chart.bar_at(box.x0 + 2, (box.y0 + box.y1) / 2) == at
    assert chart.bar_at(10, 399) is None


def test_the_chosen_bar_stays_among_thirty_when_few_have_room() -> None:
    made = figure(360, 200)
    chart = BarsChart(made)
    answers = with_clients(30)
    chart.draw(BarsView(ENGLISH, answers, 6, 25), LIGHT)
    hits = {chart.bar_at(100, y) for y in range(200)}
    assert 25 in hits
    assert all(at is None or at in (0, 1, 25) or answers[at].case is not Case.CLIENT for at in hits)
