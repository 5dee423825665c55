"""The concentration chart says on how many clients a person lives, and names as many as have room."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rebond.charts.concentration import ConcentrationChart, ConcentrationView, natural_height
from rebond.charts.style import DARK, LIGHT
from rebond.domain.money.concentration import Concentration, concentration
from tests.languages import ENGLISH

from .drawn import collisions, figure, outside, texts, words_of

CAPTION = "last 12 months, before VAT"


def view(**amounts: int) -> ConcentrationView:
    return ConcentrationView(ENGLISH, of_names(amounts), CAPTION)


def of_names(amounts: dict[str, int]) -> Concentration:
    """The concentration of clients with these names."""
    names = dict(enumerate(amounts, 1))
    return concentration({client_id: amounts[name] for client_id, name in names.items()}, names)


@settings(max_examples=60)
@given(
    st.dictionaries(st.text(min_size=1, max_size=60), st.integers(1, 10**12), max_size=30),
    st.integers(200, 900),
    st.integers(60, 300),
)
def test_whatever_the_shares_the_words_keep_apart(amounts: dict[str, int], width: int, height: int) -> None:
    made = figure(width, height)
    ConcentrationChart(made).draw(ConcentrationView(ENGLISH, of_names(amounts), CAPTION), LIGHT)
    assert collisions(made) == []
    assert outside(made) == []


def test_the_example_lives_on_one_client_and_a_bit() -> None:
    made = figure(400, 200)
    ConcentrationChart(made).draw(view(Atlas=960_000, Perret=60_000), DARK)
    said = words_of(made).splitlines()
    assert "Atlas 94%" in said
    assert "Perret 6%" in said
    assert "You live on 1.1 clients." in said
    assert "largest 94% · HHI 8,893" in said
    assert CAPTION in said


def test_the_index_never_stands_alone() -> None:
    made = figure(400, 200)
    ConcentrationChart(made).draw(view(a=1, b=1, c=1, d=1), LIGHT)
    assert "largest 25% · three largest 75% · HHI 2,500" in words_of(made)


def test_a_single_client_is_said_without_a_decimal() -> None:
    made = figure(400, 200)
    ConcentrationChart(made).draw(view(Atlas=5), LIGHT)
    assert "You live on a single client." in words_of(made)


def test_no_revenue_is_said_and_not_drawn() -> None:
    made = figure(400, 200)
    chart = ConcentrationChart(made)
    chart.draw(view(), LIGHT)
    assert "No revenue to share out yet." in words_of(made)
    assert chart.segment_at(200, 150) == ()


def test_small_clients_are_grouped_and_a_place_on_them_names_all_of_them() -> None:
    made = figure(400, 200)
    chart = ConcentrationChart(made)
    chart.draw(view(Atlas=900, **{f"Client {at:02}": 5 for at in range(20)}), LIGHT)
    assert "20 others 10%" in words_of(made)
    bar = next(text for text in texts(made) if text.get_text().startswith("Atlas")).get_window_extent()
    assert chart.segment_at(bar.x0, (bar.y0 + bar.y1) / 2) == (0,)
    assert chart.segment_at(385, (bar.y0 + bar.y1) / 2) == tuple(range(1, 21))
    assert chart.segment_at(200, 5) == ()


@pytest.mark.parametrize("width", [200, 300, 600])
def test_at_its_natural_height_every_word_is_there(width: int) -> None:
    shown = view(Atlas=60, Perret=20, Lune=15, Duval=5)
    made = figure(width / 0.72, natural_height(shown, width, LIGHT) / 0.72)
    ConcentrationChart(made).draw(shown, LIGHT)
    assert CAPTION in words_of(made)
    assert "HHI" in words_of(made)
