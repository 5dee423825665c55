"""The balance chart says when savings end, whatever the data, and no word stands on another."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from rebond.charts.balance import BalanceChart, BalanceView
from rebond.charts.sheet import Sheet
from rebond.charts.style import DARK, LIGHT, PAPER
from rebond.domain.calendar import add_months
from rebond.domain.money.kinds import ClosureWindow
from rebond.domain.money.outlook import Outlook
from rebond.domain.money.runway import Projection
from tests.domain.worked_examples import AUGUST, CHRISTMAS, FIRST, FIRST_TODAY
from tests.languages import ENGLISH

from .drawn import artists, collisions, figure, outside, pixels, words_of

OUTLOOK = Outlook(FIRST, FIRST_TODAY)
STANDS = OUTLOOK.as_things_stand.projection
assert OUTLOOK.largest_leaves
LEAVES = OUTLOOK.largest_leaves.projection
VIEW = BalanceView(ENGLISH, STANDS, "EUR", LEAVES, "if Atlas leaves", (), (CHRISTMAS, AUGUST), 1_400_000, 6)
LONG_NAME = "if " + "An agency whose name has sixty letters and goes on and on, B" + " leaves"


def projected(balances: list[int], today: date = FIRST_TODAY, months: int = 24) -> Projection:
    return Projection(today, months, balances[0], today, (), (), tuple(balances))


def straight(first: int, last: int, months: int = 24, today: date = FIRST_TODAY) -> Projection:
    """A balance that goes evenly from one amount to another."""
    days = (add_months(today, months) - today).days
    return projected([first + (last - first) * day // days for day in range(days + 1)], today, months)


PAST = tuple((add_months(FIRST_TODAY, -months), 500_000 + 90_000 * months) for months in range(14, 0, -1))
CASES = {
    "the example": VIEW,
    "with a past": replace(VIEW, past=PAST),
    "no scenario": replace(VIEW, scenario=None),
    "both lines identical": replace(VIEW, scenario=STANDS),
    "flat": BalanceView(
        ENGLISH, straight(800_000, 800_000), "EUR", straight(800_000, 800_000), LONG_NAME, goal=800_000
    ),
    "flat at zero": BalanceView(ENGLISH, straight(0, 0), "EUR", straight(0, 0), "if Atlas leaves"),
    "all negative": replace(VIEW, stands=straight(-100, -900_000), scenario=straight(-200_000, -4_000_000)),
    "one day left": replace(VIEW, stands=straight(1_000, -700_000), scenario=straight(100, -9_000_000)),
    "growing": replace(VIEW, stands=straight(100_000, 9_000_000)),
    "huge": replace(VIEW, stands=straight(10**13, 3 * 10**12), scenario=straight(10**13, -(10**13)), past=PAST),
    "a few cents": replace(VIEW, stands=straight(90, 5), scenario=straight(90, -20), goal=200),
    "a long name": replace(VIEW, scenario_name=LONG_NAME, past=PAST),
    "dollars": replace(VIEW, currency="USD", scenario_name="if $5 and $6 leave"),
    "six months": replace(VIEW, stands=straight(900_000, 10, 6), scenario=straight(900_000, -90_000, 6)),
    "sixty months": replace(VIEW, stands=straight(900_000, 10, 60), scenario=straight(900_000, -90_000, 60), past=PAST),
    "named closures": replace(
        VIEW, closures=(replace(CHRISTMAS, label="Christmas and New Year, with a very long label"), AUGUST)
    ),
    "always closed": replace(VIEW, closures=(ClosureWindow(id=1, first="01-01", last="12-31"),)),
    "amounts hidden": replace(VIEW, amounts=False),
}
SIZES = [(500, 280), (900, 480), (1600, 900), (320, 200)]


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("case", CASES)
def test_no_word_stands_on_another_and_nothing_leaves_the_figure(case: str, size: tuple[int, int]) -> None:
    made = figure(*size)
    BalanceChart(made).draw(CASES[case], LIGHT)
    assert collisions(made) == []
    assert outside(made) == []


amounts = st.integers(-(10**9), 10**9)


@st.composite
def views(draw: st.DrawFn) -> BalanceView:
    months = draw(st.integers(6, 60))
    today = date(2026, 1, 1) + timedelta(days=draw(st.integers(0, 800)))
    days = (add_months(today, months) - today).days

    def wandering() -> Projection:
        balance, balances = draw(amounts), []
        steps = draw(st.lists(st.tuples(st.integers(1, 40), st.integers(-(10**8), 10**8)), min_size=1, max_size=20))
        changes = dict(steps)
        for day in range(days + 1):
            balance += changes.get(day % 40, 0)
            balances.append(balance)
        return projected(balances, today, months)

    past = draw(st.lists(st.tuples(st.integers(1, 900), amounts), max_size=8, unique_by=lambda point: point[0]))
    return BalanceView(
        ENGLISH,
        wandering(),
        draw(st.sampled_from(["EUR", "USD", "CHF"])),
        wandering() if draw(st.booleans()) else None,
        draw(st.text(max_size=60)),
        tuple(sorted((today - timedelta(days=ago), amount) for ago, amount in past)),
        (CHRISTMAS, AUGUST),
        draw(st.none() | st.integers(1, 10**9)),
        6,
    )


@settings(max_examples=20)
@given(views(), st.integers(300, 1800), st.integers(200, 1000))
def test_whatever_the_balances_the_words_keep_apart(view: BalanceView, width: int, height: int) -> None:
    made = figure(width, height)
    BalanceChart(made).draw(view, LIGHT)
    assert collisions(made) == []
    assert outside(made) == []


@pytest.mark.parametrize("cents", [-1, 0, 1])
@pytest.mark.parametrize("size", [(300, 200), (900, 480)])
def test_a_flat_balance_at_the_edge_of_the_plot_draws_nothing_outside(cents: int, size: tuple[int, int]) -> None:
    made = figure(*size)
    BalanceChart(made).draw(BalanceView(ENGLISH, straight(cents, cents, 6, date(2026, 1, 1)), "EUR"), LIGHT)
    assert outside(made) == []


def test_the_day_savings_end_is_said_in_words() -> None:
    made = figure(900, 480)
    BalanceChart(made).draw(VIEW, LIGHT)
    said = words_of(made)
    assert "zero on 1 August 2028" in said
    assert "zero on 1 June 2027" in said
    assert "if Atlas leaves" in said


@pytest.mark.parametrize("case", ["the example", "with a past", "both lines identical", "growing", "huge"])
def test_in_a_low_chart_no_label_hides_a_line(case: str) -> None:
    made = figure(620, 120)
    BalanceChart(made).draw(CASES[case], LIGHT)
    grounds = [patch for patch in artists(made, Rectangle) if 8.5 <= patch.get_zorder() < 8.6]
    assert [ground for ground in grounds if ground.get_window_extent().width > 100] == []


def test_a_low_chart_gives_its_height_to_the_lines_and_still_names_months_and_years() -> None:
    made = figure(620, 120)
    BalanceChart(made).draw(CASES["with a past"], LIGHT)
    words = words_of(made).split("\n")
    assert {"today", "2027", "Apr", "2028"} <= set(words)
    assert "Jan" not in words
    heights = [y for line in artists(made, Line2D) if len(line.get_xdata()) > 9 for y in line.get_ydata()]
    assert max(heights) - min(heights) >= 0.5 * 120 * 72 / made.dpi
    assert not collisions(made)


def test_savings_that_outlast_the_horizon_are_more_than_that_and_no_number() -> None:
    made = figure(900, 480)
    BalanceChart(made).draw(BalanceView(ENGLISH, straight(10**6, 10**6), "EUR"), LIGHT)
    assert "more than 24 months" in words_of(made)


def test_the_goal_stands_on_its_hairline_even_over_every_balance() -> None:
    made = figure(900, 480)
    BalanceChart(made).draw(VIEW, LIGHT)
    assert "goal: 6 months of spending" in words_of(made)


def test_hidden_amounts_are_written_nowhere() -> None:
    made = figure(900, 480)
    BalanceChart(made).draw(replace(VIEW, amounts=False), DARK)
    assert "€" not in words_of(made)


def held(made: Figure) -> int:
    """The number of artists that the figure keeps, drawn or not."""
    return sum(len(alike) for sheet in made.artists if isinstance(sheet, Sheet) for alike in sheet._made.values())


def test_drawn_again_it_holds_no_more_than_the_first_time() -> None:
    made = figure(900, 480)
    chart = BalanceChart(made)
    chart.draw(VIEW, LIGHT)
    drawn = len(artists(made))
    chart.draw(VIEW, PAPER)
    chart.draw(VIEW, LIGHT)
    before = held(made)
    chart.draw(VIEW, LIGHT)
    assert len(artists(made)) == drawn
    assert held(made) == before < 3 * drawn


def test_drawn_again_with_other_data_it_looks_as_if_drawn_for_the_first_time() -> None:
    """What was made for one drawing is used for the next: nothing of it may stay."""
    again = figure(900, 480)
    chart = BalanceChart(again)
    for case in CASES:
        chart.draw(CASES[case], DARK)
        chart.draw(replace(CASES[case], amounts=False), LIGHT)
        chart.draw(CASES[case], LIGHT)
        new = figure(900, 480)
        BalanceChart(new).draw(CASES[case], LIGHT)
        assert np.array_equal(pixels(again), pixels(new)), case


def test_another_scenario_replaces_only_its_own_artists() -> None:
    made = figure(900, 480)
    chart = BalanceChart(made, animated=True)
    chart.draw(VIEW, LIGHT)
    before = pixels(made)
    assert before.min() < 255
    chart.show_scenario(straight(900_000, -(10**8)), "if Perret leaves")
    assert np.array_equal(pixels(made), before)  # the scenario is not drawn with the rest
    assert "if Perret leaves" in words_of(made)
    assert "if Atlas leaves" not in words_of(made)
    assert outside(made) == []
    assert collisions(made) == []
    chart.draw_scenario()
    assert not np.array_equal(np.asarray(made.canvas.buffer_rgba()), before)
    chart.show_scenario(None)
    made.canvas.draw()
    chart.draw_scenario()
    assert np.array_equal(np.asarray(made.canvas.buffer_rgba()), before)


def test_a_place_on_a_line_names_its_day_and_balance() -> None:
    made = figure(900, 480)
    chart = BalanceChart(made)
    chart.draw(VIEW, LIGHT)
    assert chart.nearest(450, 10**4) is None
    hits = [hit for x in range(0, 900, 3) for y in (60, 200, 400) if (hit := chart.nearest(x, y))]
    assert {hit.series for hit in hits} == {"stands", "scenario"}
    for hit in hits:
        projection = STANDS if hit.series == "stands" else LEAVES
        assert hit.balance == projection.balance_on(hit.day)
    assert hits[0].day == FIRST_TODAY


def test_the_past_is_pointed_at_as_the_past() -> None:
    made = figure(900, 480)
    chart = BalanceChart(made)
    chart.draw(replace(VIEW, past=PAST), LIGHT)
    hits = {hit.series for x in range(0, 900, 10) for y in (100, 300) if (hit := chart.nearest(x, y))}
    assert hits == {"past", "stands", "scenario"}


def test_a_balance_already_below_zero_is_shown_as_deep_as_it_goes() -> None:
    made = figure(800, 400)
    chart = BalanceChart(made)
    past = tuple((add_months(FIRST_TODAY, -months), 300_000) for months in (3, 2))
    chart.draw(replace(VIEW, stands=straight(-100_000, -4_000_000), scenario=None, past=past), LIGHT)
    assert chart._scale.low <= -4_000_000
    assert "already below zero" in words_of(made)
    chart.draw(replace(VIEW, stands=straight(100_000, -4_000_000), scenario=None, past=past), LIGHT)
    assert chart._scale.low > -1_000_000
