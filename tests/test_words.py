"""What the program says, in both languages and several countries."""

from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from fractions import Fraction

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from rebond import words

DAY = date(2026, 11, 22)
FIRST = date(2027, 6, 1)


@pytest.fixture(autouse=True)
def _a_system_without_language(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each test says which country the system is in; the language of the other tests is theirs again after it."""
    before = words.language()
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    words.use("en")
    yield
    monkeypatch.undo()
    words.use(before)


def in_country(monkeypatch: pytest.MonkeyPatch, locale: str) -> None:
    monkeypatch.setenv("LANG", f"{locale}.UTF-8")
    words.use(locale[:2])


def plain(text: str) -> str:
    """With one kind of space, so that a test can be read."""
    return " ".join(text.split())


def both(write: str, *args: object, **options: object) -> tuple[str, str]:
    """What a function of `words` writes in English and in French."""
    said = []
    for language in ("en", "fr"):
        words.use(language)
        said.append(plain(getattr(words, write)(*args, **options)))
    return said[0], said[1]


def test_amounts_are_written_as_each_language_writes_them() -> None:
    assert both("money", 1_234_56, "EUR") == ("€1,234.56", "1 234,56 €")
    assert both("money", -12_05, "EUR") == ("-€12.05", "-12,05 €")
    assert both("money", 1_234_56, "USD") == ("US$1,234.56", "1 234,56 $US")


def test_a_whole_amount_is_rounded_half_to_even_and_never_minus_zero() -> None:
    assert both("money", 1_234_56, "EUR", whole=True) == ("€1,235", "1 235 €")
    assert both("money", 1_50, "EUR", whole=True) == ("€2", "2 €")
    assert both("money", 2_50, "EUR", whole=True) == ("€2", "2 €")
    assert both("money", -40, "EUR", whole=True) == ("€0", "0 €")


def test_a_movement_has_its_sign() -> None:
    assert both("money", 5_00, "EUR", sign=True) == ("+€5.00", "+5,00 €")
    assert both("money", -5_00, "EUR", sign=True) == ("-€5.00", "-5,00 €")
    assert both("money", 40, "EUR", sign=True, whole=True) == ("€0", "0 €")


def test_an_amount_to_edit_has_no_grouping_and_no_needless_cents() -> None:
    assert both("amount", 1_234_50) == ("1234.50", "1234,50")
    assert both("amount", 1_200_00) == ("1200", "1200")
    assert both("amount", -5) == ("-0.05", "-0,05")


def test_numbers_percentages_rates_and_days() -> None:
    assert both("number", 12_345) == ("12,345", "12 345")
    assert both("number", Decimal("1.5"), 2) == ("1.5", "1,5")
    assert both("fixed", Fraction(19, 3)) == ("6.3", "6,3")
    assert both("fixed", Fraction(5, 2), 0) == ("2", "2")
    assert both("percent", Fraction(941, 10), 1) == ("94.1%", "94,1 %")
    assert both("rate", 25_600) == ("25.6%", "25,6 %")
    assert both("rate", 9_975) == ("9.975%", "9,975 %")
    assert both("days", 12_50) == ("12.5", "12,5")


def test_days_and_months() -> None:
    assert both("day", DAY) == ("22 November 2026", "22 novembre 2026")
    assert both("day", DAY, "medium") == ("22 Nov 2026", "22 nov. 2026")
    assert both("day", DAY, "short") == ("22/11/2026", "22/11/2026")
    assert both("weekday", DAY) == ("Sun 22 Nov", "dim. 22 nov.")
    assert both("month", DAY) == ("November 2026", "novembre 2026")
    assert both("month", DAY, "short") == ("Nov 2026", "nov. 2026")
    assert both("month_name", date(2026, 7, 1)) == ("Jul", "juil.")
    assert both("day_of_year", 12, 20) == ("20 December", "20 décembre")
    assert both("day_of_year", 2, 29) == ("29 February", "29 février")
    assert both("hour", time(19, 40)) == ("19:40", "19:40")


def test_the_first_of_a_month_is_premier_in_french() -> None:
    assert both("day", FIRST) == ("1 June 2027", "1er juin 2027")
    assert both("day", FIRST, "medium") == ("1 Jun 2027", "1er juin 2027")
    assert both("weekday", FIRST) == ("Tue 1 Jun", "mar. 1er juin")
    assert both("day_of_year", 1, 1) == ("1 January", "1er janvier")
    assert both("day", FIRST, "short") == ("01/06/2027", "01/06/2027")
    assert both("day", date(2027, 6, 11)) == ("11 June 2027", "11 juin 2027")


def test_how_long_savings_last() -> None:
    assert both("months_left", Fraction(19, 3), 24)[0] == "6.3 months"
    assert both("months_left", None, 24)[0] == "more than 24 months"
    assert both("months_left", None, 1)[0] == "more than 1 month"
    assert both("months_left", Fraction(0), 24)[0] == "0.0 months"


@pytest.mark.parametrize(
    ("country", "short", "hint", "amount"),
    [
        ("en_US", "11/22/2026", "mm/dd/yyyy", "€1,234.56"),
        ("en_GB", "22/11/2026", "dd/mm/yyyy", "€1,234.56"),
        ("en_CA", "2026-11-22", "yyyy-mm-dd", "€1,234.56"),
        ("fr_CA", "2026-11-22", "yyyy-mm-dd", "1 234,56 €"),
        ("fr_CH", "22.11.2026", "dd.mm.yyyy", "1 234,56 €"),
    ],
)
def test_a_country_has_its_own_way(
    monkeypatch: pytest.MonkeyPatch, country: str, short: str, hint: str, amount: str
) -> None:
    in_country(monkeypatch, country)
    monkeypatch.setattr(words, "p_", lambda _context, sentence: sentence)
    assert words.locale_code() == country
    assert words.day(DAY, "short") == short
    assert words.day_hint() == hint
    assert plain(words.money(1_234_56, "EUR")) == amount


@pytest.mark.parametrize("country", ["en_US", "en_GB", "en_AU", "fr_FR", "fr_CH", "fr_CA"])
def test_a_short_day_says_its_century(monkeypatch: pytest.MonkeyPatch, country: str) -> None:
    in_country(monkeypatch, country)
    assert "1999" in words.day(date(1999, 2, 3), "short")


@pytest.mark.parametrize(
    "asked", ["fr_XX.UTF-8", "fr_FR@euro", "C", "POSIX", "", "fr", "de_DE.UTF-8", "../fr_FR", "fr_"]
)
def test_a_locale_that_nobody_knows_stops_nothing(monkeypatch: pytest.MonkeyPatch, asked: str) -> None:
    monkeypatch.setenv("LANG", asked)
    for language in words.LANGUAGES:
        words.use(language)
        assert words.locale_code().startswith(language)


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "fr_CA"}, "fr"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "fr_FR.UTF-8"}, "fr"),
    ],
)
def test_the_language_is_the_systems(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], language: str) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert words.system_language() == language


def test_a_language_that_is_not_spoken_is_a_fault_and_changes_nothing() -> None:
    with pytest.raises(KeyError):
        words.use("tlh")
    assert words.language() == "en"


@given(st.sampled_from(["en_GB", "en_US", "en_CA", "fr_FR", "fr_CH"]), st.dates(date(1970, 1, 1), date(2200, 12, 31)))
def test_every_day_of_every_country_can_be_said(country: str, day: date) -> None:
    with pytest.MonkeyPatch.context() as patch:
        in_country(patch, country)
        said = [words.day(day, style) for style in ("long", "medium", "short")]
        said += [words.weekday(day), words.month(day), words.month(day, "short"), words.month_name(day)]
        assert all(said)
        assert str(Locale.parse(country)) == words.locale_code()


def test_a_number_with_decimals_takes_the_form_that_its_language_gives_it() -> None:
    assert words.plural(Fraction(18, 10)) == 2
    words.use("fr")
    assert [words.plural(Fraction(n, 100)) for n in (100, 180, 194, 196, 225)] == [1, 1, 1, 2, 2]
    assert words.plural(Fraction(196, 100), 2) == 1
