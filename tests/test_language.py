"""Translations, numbers and dates in both languages and several locales."""

from collections.abc import Callable
from dataclasses import FrozenInstanceError
from datetime import date, time
from decimal import Decimal
from fractions import Fraction

import pytest
from babel.localedata import locale_identifiers
from hypothesis import given
from hypothesis import strategies as st

from rebond.language import LANGUAGES, Language, system_language
from tests.languages import ENGLISH, FRENCH

DAY = date(2026, 11, 22)
FIRST = date(2027, 6, 1)
NARROW, WIDE = "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"

System = Callable[..., None]


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> System:
    """Give the system these variables, and no others that say which language it speaks."""

    def has(**variables: str) -> None:
        for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
            monkeypatch.delenv(name, raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)

    return has


def plain(text: str) -> str:
    """With one kind of space, so that a test can be read."""
    return " ".join(text.split())


def both(write: str, *args: object, **options: object) -> tuple[str, str]:
    """The results of a method of `Language`, in English and in French."""
    english, french = (plain(getattr(language, write)(*args, **options)) for language in (ENGLISH, FRENCH))
    return english, french


def test_amounts_are_written_as_each_language_writes_them() -> None:
    assert both("money", 1_234_56, "EUR") == ("€1,234.56", "1 234,56 €")
    assert both("money", -12_05, "EUR") == ("-€12.05", "-12,05 €")
    assert both("money", 1_234_56, "USD") == ("US$1,234.56", "1 234,56 $US")


@pytest.mark.parametrize(
    ("options", "amounts"),
    [
        ({}, ("CHF 1,880.00", "1 880,00 CHF")), ({"whole": True}, ("CHF 1,880", "1 880 CHF")),
        ({"sign": True}, ("+CHF 1,880.00", "+1 880,00 CHF")),
    ],
)  # fmt: skip
def test_letters_of_a_currency_do_not_touch_the_amount(options: dict[str, bool], amounts: tuple[str, str]) -> None:
    assert both("money", 1_880_00, "CHF", **options) == amounts
    assert both("money", -1_880_00, "CHF")[0] == "-CHF 1,880.00"
    assert "CHF\N{NO-BREAK SPACE}1" in ENGLISH.money(1_880_00, "CHF")
    assert ENGLISH.money(1_880_00, "CAD") == "CA$1,880.00"


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
    assert [both("weekday_name", number) for number in (1, 7)] == [("Mon", "lun."), ("Sun", "dim.")]
    assert both("weekday_name", 3, "long") == ("Wednesday", "mercredi")
    assert both("hour", time(19, 40)) == ("19:40", "19:40")
    assert both("hour", time(20, 10), "long") == ("20:10", "20 h 10")
    assert both("hour", time(9), "long") == ("09:00", "9 h")
    assert both("hour", time(0, 5), "long") == ("00:05", "0 h 05")


def test_the_first_of_a_month_is_premier_in_french() -> None:
    assert both("day", FIRST) == ("1 June 2027", "1er juin 2027")
    assert both("day", FIRST, "medium") == ("1 Jun 2027", "1er juin 2027")
    assert both("weekday", FIRST) == ("Tue 1 Jun", "mar. 1er juin")
    assert both("near_day", FIRST, FIRST) == ("1 Jun", "1er juin")
    assert both("near_day", FIRST, DAY) == ("01/06/2027", "01/06/2027")
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
        ("fr_CA", "2026-11-22", "aaaa-mm-jj", "1 234,56 €"),
        ("fr_CH", "22.11.2026", "jj.mm.aaaa", "1 234,56 €"),
    ],
)
def test_a_country_has_its_own_way(country: str, short: str, hint: str, amount: str) -> None:
    language = Language.of(country[:2], country)
    assert str(language.locale) == country
    assert language.day(DAY, "short") == short
    assert language.day_hint() == hint
    assert plain(language.money(1_234_56, "EUR")) == amount


@pytest.mark.parametrize("country", ["en_US", "en_GB", "en_AU", "fr_FR", "fr_CH", "fr_CA"])
def test_a_short_day_says_its_century(country: str) -> None:
    assert "1999" in Language.of(country[:2], country).day(date(1999, 2, 3), "short")


@pytest.mark.parametrize(
    "asked", ["fr_XX.UTF-8", "fr_FR@euro", "C", "POSIX", "", "fr", "de_DE.UTF-8", "../fr_FR", "fr_"]
)
def test_a_locale_that_nobody_knows_stops_nothing(system: System, asked: str) -> None:
    system(LANG=asked)
    for code in LANGUAGES:
        assert str(Language.of(code).locale).startswith(code)
        assert str(Language.of(code, asked).locale).startswith(code)


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "fr_CA"}, "fr"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "fr_CH:en"}, "fr"),
        ({"LANG": "fr_FR.UTF-8", "LANGUAGE": "de:en:fr"}, "en"),
        ({"LANG": "fr_FR.UTF-8", "LANGUAGE": "de"}, "fr"),
        ({"LANG": "C.UTF-8", "LANGUAGE": "fr"}, "en"),
    ],
)
def test_the_language_is_the_systems(system: System, variables: dict[str, str], language: str) -> None:
    system(**variables)
    assert system_language() == language


def test_the_systems_country_says_how_numbers_look(system: System) -> None:
    system(LANG="fr_CH.UTF-8")
    assert str(Language.of("fr").locale) == "fr_CH"
    assert str(Language.of("en").locale) == "en_GB"
    system(LANG="en_US.UTF-8", LC_ALL="fr_CA.UTF-8")
    assert str(Language.of("fr").locale) == "fr_CA"


@pytest.mark.parametrize("code", ["tlh", "de", ""])
def test_a_language_that_is_not_spoken_is_a_fault(system: System, code: str) -> None:
    system(LANG="de_DE.UTF-8")
    with pytest.raises(KeyError):
        Language.of(code)


def test_a_language_is_a_value() -> None:
    assert Language.of("fr", "fr_FR") is FRENCH
    assert len({Language.of("fr", "fr_FR"), Language.of("fr", "fr_CH"), ENGLISH, FRENCH}) == 3
    with pytest.raises(FrozenInstanceError):
        FRENCH.code = "en"  # type: ignore[misc]


@given(st.sampled_from(["en_GB", "en_US", "en_CA", "fr_FR", "fr_CH"]), st.dates(date(1970, 1, 1), date(2200, 12, 31)))
def test_every_day_of_every_country_can_be_said(country: str, day: date) -> None:
    language = Language.of(country[:2], country)
    said = [language.day(day, style) for style in ("long", "medium", "short")]
    said += [language.weekday(day), language.month(day), language.month(day, "short"), language.month_name(day)]
    assert all(said)


def test_a_number_with_decimals_takes_the_form_that_its_language_gives_it() -> None:
    assert ENGLISH.plural(Fraction(18, 10)) == 2
    assert [FRENCH.plural(Fraction(n, 100)) for n in (100, 180, 194, 196, 225)] == [1, 1, 1, 2, 2]
    assert FRENCH.plural(Fraction(196, 100), 2) == 1


def test_a_sentence_is_said_in_its_language_with_its_plural_and_its_context() -> None:
    assert ENGLISH.gettext("today") == "today"
    assert FRENCH.gettext("today") == "aujourd’hui"
    assert [FRENCH.ngettext("{count} month", "{count} months", count) for count in (0, 1, 2)] == ["{count} mois"] * 3
    assert (ENGLISH.pgettext("day", "dd"), FRENCH.pgettext("day", "dd")) == ("dd", "jj")


FRENCH_COUNTRIES = sorted(name for name in locale_identifiers() if name.startswith("fr_"))


@given(st.sampled_from(FRENCH_COUNTRIES), st.integers(-(10**13), 10**13), st.sampled_from(["EUR", "CAD", "CHF"]))
def test_thousands_stand_apart_by_a_narrow_space_in_french_of_every_country(
    country: str, cents: int, currency: str
) -> None:
    language = Language.of("fr", country)
    whole = f"{abs(cents) // 100:,}".replace(",", NARROW)
    assert whole in language.money(cents, currency)
    assert whole in language.fixed(Fraction(cents, 100), 2)
    assert language.number(abs(cents) // 100) == whole


def test_between_an_amount_and_its_currency_stands_a_wide_space() -> None:
    assert FRENCH.money(1_234_567_89, "EUR") == f"1{NARROW}234{NARROW}567,89{WIDE}€"
    assert FRENCH.percent(Fraction(1_234)) == f"1{NARROW}234{WIDE}%"
    assert ENGLISH.money(1_234_567_89, "EUR") == "€1,234,567.89"


def test_a_sentence_is_set_as_french_is_printed_and_the_facts_in_it_are_left_as_typed() -> None:
    fact = "« Quoi ? » : 10 000 !"
    said = FRENCH.gettext("Undone: {what}").format(what=fact)
    assert said == f"Annulé{WIDE}: {fact}"
    assert ENGLISH.gettext("Undone: {what}").format(what=fact) == f"Undone: {fact}"
