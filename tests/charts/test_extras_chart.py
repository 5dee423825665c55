"""The chart of extra work: no word on another, the parts told apart by their shape, and every length said."""

from datetime import date

import pytest

from rebond.charts.extras import ExtrasChart, ExtrasView
from rebond.charts.style import DARK, LIGHT
from rebond.domain.agreements.extras import Cost, Sum
from rebond.domain.calendar import add_months
from tests.languages import ENGLISH, FRENCH

from .drawn import collisions, figure, outside, words_of

MONTHS = [add_months(date(2025, 12, 1), place) for place in range(12)]
NOTHING = [(month, Cost()) for month in MONTHS]
SOME = [(month, Cost(Sum(60 * place), given=Sum(30 * place))) for place, month in enumerate(MONTHS)]
MUCH = [(month, Cost(Sum(59_999), given=Sum(1 if place % 2 else 59_999))) for place, month in enumerate(MONTHS)]


@pytest.mark.parametrize("size", [(300, 120), (600, 200), (1400, 500), (60, 30)], ids=str)
@pytest.mark.parametrize("months", [NOTHING, SOME, MUCH, SOME[:1]], ids=["nothing", "some", "much", "one month"])
@pytest.mark.parametrize("language", [ENGLISH, FRENCH], ids=["en", "fr"])
def test_no_word_stands_on_another(months: list[tuple[date, Cost]], size: tuple[int, int], language: object) -> None:
    made = figure(*size)
    ExtrasChart(made).draw(ExtrasView(language, months), LIGHT)  # type: ignore[arg-type]
    assert collisions(made) == []
    assert outside(made) == []


def test_every_length_and_month_is_said() -> None:
    made = figure(800, 240)
    ExtrasChart(made).draw(ExtrasView(ENGLISH, SOME), DARK)
    said = words_of(made).splitlines()
    assert {"1 h", "11 h", "Dec", "Nov", "2025", "2026", "given away", "paid or to price"} <= set(said)
    assert "No extra work in these months." not in said


def test_months_without_any_are_said_so() -> None:
    made = figure(800, 240)
    ExtrasChart(made).draw(ExtrasView(ENGLISH, NOTHING), LIGHT)
    assert "No extra work in these months." in words_of(made)
