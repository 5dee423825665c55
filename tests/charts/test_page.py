"""The printed page holds everything on one sheet, in both formats, both ways up, in either language."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from rebond.charts.page import page
from rebond.charts.page_view import Owner, PageView, Paper, usual_paper
from rebond.charts.picture_files import picture
from rebond.domain.calendar import add_months
from rebond.domain.missions.kinds import Client, Invoice, Mission
from rebond.domain.money.kinds import Account, Balance, Expense
from rebond.domain.money.months import monthly
from rebond.domain.money.outlook import Outlook
from rebond.domain.money.runway import project
from rebond.domain.money.scenario import AS_THINGS_STAND, Income, Scenario
from rebond.domain.money.situation import Situation
from rebond.language import Language
from tests.domain.worked_examples import AUGUST, CHRISTMAS, FIRST, FIRST_TODAY, SECOND, SECOND_TODAY
from tests.languages import ENGLISH

from .drawn import collisions, outside, texts, words_of
from .languages import LONGER

PAST = tuple((add_months(FIRST_TODAY, -months), 500_000 + 90_000 * months) for months in range(8, 0, -1))
LONG = "An agency with a name of sixty letters that goes on and on, {:02}"


def view_of(situation: Situation, today: date, leaving: int, **scenario: object) -> PageView:
    """A page on which the `leaving` largest clients leave."""
    outlook = Outlook(situation, today)
    supposed = Scenario(leaving=outlook.departures(*outlook.clients[:leaving]))
    supposed = replace(supposed, **scenario)  # type: ignore[arg-type]
    projection = project(situation, supposed, today)
    title = "Marie, communication"
    return PageView(
        language=ENGLISH, title=title, outlook=outlook, scenario=supposed, projection=projection, goal=1_371_000
    )


def thirty_clients(horizon: int = 24) -> Situation:
    today = FIRST_TODAY
    return Situation(
        settings=replace(FIRST.settings, horizon_months=horizon),
        charge_rates=FIRST.charge_rates,
        closure_windows=(CHRISTMAS, AUGUST, replace(AUGUST, id=3, label=LONG.format(1))),
        clients=tuple(Client(id=at, name=LONG.format(at)) for at in range(1, 31)),
        missions=tuple(
            Mission(id=at, client_id=at, name="Work", starts=add_months(today, -6), amount=10**9 + at, notice=2)
            for at in range(1, 31)
        ),
        invoices=tuple(
            Invoice(
                id=at, client_id=at, mission_id=at, amount=10**9 + at, issued=today - timedelta(days=at),
                due=today + timedelta(days=at),
            )
            for at in range(1, 31)
        ),
        accounts=tuple(Account(id=at, name=LONG.format(at)) for at in range(1, 9)),
        balances=tuple(Balance(id=at, account_id=at, date=today, amount=10**12) for at in range(1, 9)),
        expenses=(Expense(id=1, name="Everything", amount=2 * 10**12, first=today),),
    )  # fmt: skip


VIEWS = {
    "the first example": replace(view_of(FIRST, FIRST_TODAY, 1), past=PAST),
    "as things stand": view_of(FIRST, FIRST_TODAY, 0),
    "the second example": view_of(SECOND, SECOND_TODAY, 2, late_by=20, essentials_only=True, opportunities=True),
    "no income": view_of(SECOND, SECOND_TODAY, 0, income=Income.NONE),
    "an empty journal": view_of(Situation(), FIRST_TODAY, 0),
    "thirty clients, huge amounts": view_of(thirty_clients(), FIRST_TODAY, 30),
    "sixty months": replace(view_of(thirty_clients(60), FIRST_TODAY, 3), title="T" * 200),
}


@pytest.mark.parametrize(("paper", "landscape", "longer"), [
    (Paper.A4, False, True), (Paper.A4, True, False), (Paper.LETTER, False, False), (Paper.LETTER, True, True),
], ids=["A4 upright, longer words", "A4 across", "letter upright", "letter across, longer words"])  # fmt: skip
@pytest.mark.parametrize("name", VIEWS)
def test_nothing_collides_and_nothing_leaves_the_page(name: str, paper: Paper, landscape: bool, longer: bool) -> None:
    view = replace(VIEWS[name], language=LONGER if longer else ENGLISH)
    made = drawn(page(view, paper, landscape=landscape))
    assert collisions(made) == []
    assert outside(made) == []


@pytest.mark.parametrize("landscape", [False, True], ids=["upright", "across"])
@pytest.mark.parametrize("paper", Paper)
def test_the_page_says_who_when_and_how_long(paper: Paper, landscape: bool) -> None:
    said = words_of(drawn(page(VIEWS["the first example"], paper, landscape=landscape)))
    assert "Marie, communication" in said
    assert "22 November 2026" in said
    assert "1/1" in said
    flowing = said.replace("\n", " ")
    assert "your savings last 6.3 months: until 1 June 2027." in flowing
    assert "As things stand, your savings last 20.3 months: until 1 August 2028." in flowing
    assert "Charges: 25.6% of receipts before VAT, every quarter." in flowing
    assert "last day worked 22 December 2026." in flowing
    assert "You live on 1.1 clients." in said


def test_the_table_holds_every_month_of_24_to_the_cent() -> None:
    view = VIEWS["the first example"]
    said = [text.get_text() for text in texts(page(view))]
    for row in monthly(view.projection):
        assert f"{row.closing / 100:,.2f}" in said
    assert "-1,996.80" in said


def test_the_months_come_with_totals_and_the_days_of_the_partial_ones() -> None:
    """By hand: the first month from the 22nd, the last until the 22nd; the sums of the movements of 24 months."""
    view = VIEWS["the first example"]
    said = [text.get_text() for text in texts(page(view))]
    assert "22–30 Nov 2026" in said
    assert "1–22 Nov 2028" in said
    assert said[said.index("Total") + 1 :][:3] == ["10,103.23", "-54,840.00", "-3,815.23"]
    # 9,000.00 + 10,103.23 − 54,840.00 − 3,815.23
    assert "-39,552.00" in said


def test_of_a_long_horizon_the_last_month_is_there_and_nothing_is_cut() -> None:
    situation = replace(FIRST, settings=replace(FIRST.settings, horizon_months=60))
    view = view_of(situation, FIRST_TODAY, 1)
    said = [text.get_text() for text in texts(page(view))]
    rows = monthly(view.projection)
    assert "Oct 2028 – Oct 2031" in said
    assert "1–22 Nov 2031" in said
    assert f"{sum(row.money_out for row in rows) / 100:,.2f}" in said
    assert f"{rows[-2].closing / 100:,.2f}" in said


@pytest.mark.parametrize("landscape", [False, True], ids=["upright", "across"])
@pytest.mark.parametrize("paper", Paper)
def test_the_page_says_whose_it_is_and_what_its_figures_mean(paper: Paper, landscape: bool) -> None:
    view = replace(VIEWS["the second example"], owner=Owner("Marie Roussel", "732829320"))
    said = words_of(drawn(page(view, paper, landscape=landscape))).replace("\n", " ")
    assert "Cash forecast" in said
    assert "Marie Roussel · SIREN 732 829 320" in said
    assert "Amounts in EUR, VAT included" in said
    assert "VAT: 20% on top of what is invoiced; what comes in is paid on every month." in said
    assert "HHI: sum of the squared percentages. One client: 10,000; four equal ones: 2,500." in said
    assert "thick line: at the end of each month · thin line: day by day" in said
    assert "Charges, VAT" in said
    long = words_of(page(replace(view, owner=Owner("Marie " * 30, "732829320")), paper, landscape=landscape))
    assert "… · SIREN 732 829 320" in long
    without = words_of(page(VIEWS["the first example"])).replace("\n", " ")
    assert "Amounts in EUR, without VAT" in without
    assert "No VAT on what is invoiced." in without
    assert "SIREN" not in without


def test_each_country_has_its_paper() -> None:
    papers = {locale: usual_paper(Language.of(locale[:2], locale)) for locale in ("fr_FR", "fr_CA", "en_US", "en_GB")}
    assert papers == {"fr_FR": Paper.A4, "fr_CA": Paper.LETTER, "en_US": Paper.LETTER, "en_GB": Paper.A4}
    american = replace(VIEWS["the first example"], language=Language.of("en", "en_US"))
    assert tuple(page(american).get_size_inches()) == (8.5, 11.0)


@pytest.mark.parametrize("name", VIEWS)
def test_nothing_on_paper_is_transparent(name: str) -> None:
    made = page(VIEWS[name])
    assert [artist for artist in made.findobj() if artist.get_alpha() not in (None, 1)] == []
    # A print queue turns a page with any other value into one picture without text.
    written = picture(made, ".pdf", title="Marie", made=VIEWS[name].outlook.today)
    assert [value for value in re.findall(rb"/(?:CA|ca) ([\d.]+)", written) if float(value) != 1] == []


def test_the_six_answers_of_the_example_all_stand_on_the_page() -> None:
    for landscape in (False, True):
        said = words_of(page(VIEWS["the first example"], landscape=landscape))
        for answer in ("nobody leaves", "Perret leaves", "Atlas and Perret leave", "no income, essentials only"):
            assert answer in said


def test_as_things_stand_the_page_has_one_line_and_one_result() -> None:
    view = VIEWS["as things stand"]
    assert view.scenario == AS_THINGS_STAND
    said = words_of(page(view)).replace("\n", " ")
    assert said.count("your savings last") == 1


def drawn(made: Figure) -> Figure:
    FigureCanvasAgg(made)
    return made
