"""The languages: sentences by gettext, amounts and dates by Babel, for every face of the program.

The language is a choice of the whole process, made once by `use` and again when the person switches it.
"""

import gettext
import locale
import os
import re
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from functools import cache

from babel import Locale, localedata
from babel.dates import format_date, format_skeleton, format_time, get_date_format
from babel.numbers import format_currency, format_decimal, get_decimal_symbol

from rebond.domain.cents import DAY_WHOLE, RATE_WHOLE, decimals, divide
from rebond.resources import resource

#: The languages the program speaks, each with its own name.
LANGUAGES = {"fr": "Français", "en": "English"}


class _Spoken:
    """The language in use and its catalogue."""

    language = "en"
    locale = Locale("en", "GB")
    catalogue: gettext.NullTranslations = gettext.NullTranslations()


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("rebond", resource("translations"), [language], fallback=language == "en")


def system_language() -> str:
    """The language the system asks for, or English when the program does not speak it."""
    asked = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), None)
    asked = asked or locale.getlocale()[0] or ""
    return "fr" if asked.lower().startswith("fr") else "en"


def use(language: str) -> None:
    """Speak `language` from now on; a territory in the system's own locale decides how numbers look.

    :raises KeyError: when the program does not speak it.
    """
    if language not in LANGUAGES:
        raise KeyError(language)
    _Spoken.language = language
    _Spoken.catalogue = _catalogue(language)
    territory = (os.environ.get("LC_ALL") or os.environ.get("LANG") or "").partition(".")[0]
    known = territory.startswith(language + "_") and localedata.exists(territory)
    _Spoken.locale = Locale.parse(territory if known else {"fr": "fr_FR", "en": "en_GB"}[language])


def language() -> str:
    """The code of the language in use: "fr" or "en"."""
    return _Spoken.language


def locale_code() -> str:
    """The locale in use, as Qt and Babel write it: "fr_FR"."""
    return str(_Spoken.locale)


def _(sentence: str) -> str:
    return _Spoken.catalogue.gettext(sentence)


def n_(one: str, many: str, count: int) -> str:
    """The form of the sentence for `count` things; `{count}` in it is left to the caller."""
    return _Spoken.catalogue.ngettext(one, many, count)


def p_(context: str, sentence: str) -> str:
    """The sentence as it reads in that context, where one word has two translations."""
    return _Spoken.catalogue.pgettext(context, sentence)


def later(sentence: str) -> str:
    """Mark a sentence for translation where it is written, to be given to `_` where it is shown."""
    return sentence


def money(cents: int, currency: str, *, whole: bool = False, sign: bool = False) -> str:
    """An amount in the person's way: `1 234,56 €`; `whole` rounds the cents away, `sign` writes a plus too."""
    if whole:
        cents = 100 * divide(cents, 100)
    pattern = _Spoken.locale.currency_formats["standard"].pattern
    text = format_currency(
        Decimal(cents).scaleb(-2),
        currency,
        format=pattern.replace("0.00", "0") if whole else None,
        locale=_Spoken.locale,
        currency_digits=not whole,
    )
    return f"+{text}" if sign and cents > 0 else str(text)


def decimal_sign() -> str:
    """What stands before the decimals here: a point or a comma."""
    return get_decimal_symbol(_Spoken.locale)


def amount(cents: int) -> str:
    """An amount without its currency, as a person types it: `1234,56`, `1200`."""
    return str(format_decimal(Decimal(cents).scaleb(-2), "0.00" if cents % 100 else "0", locale=_Spoken.locale))


def number(value: int | Decimal, places: int = 0) -> str:
    """A number with `places` decimals at most, in the person's way."""
    return str(format_decimal(value, "#,##0." + "#" * places if places else "#,##0", locale=_Spoken.locale))


def fixed(value: Fraction, places: int = 1) -> str:
    """A fraction with exactly `places` decimals, rounded half to even: `6,3`."""
    pattern = "#,##0." + "0" * places if places else "#,##0"
    return str(format_decimal(decimals(value, places), pattern, locale=_Spoken.locale))


def percent(value: Fraction, places: int = 0) -> str:
    """A percentage given as 0 to 100: `94,1 %`."""
    return _percent_sign(fixed(value, places))


def rate(value: int) -> str:
    """A rate of thousandths of a percent as a percentage with the decimals it has: `25,6 %`."""
    return _percent_sign(number(Decimal(value * 100) / RATE_WHOLE, 3))


def _percent_sign(text: str) -> str:
    return f"{text}\N{NO-BREAK SPACE}%" if _Spoken.language == "fr" else f"{text}%"


def days(hundredths: int) -> str:
    """A number of days, halves and quarters included: `17`, `12,5`."""
    return number(Decimal(hundredths) / DAY_WHOLE, 2)


def day(value: date, style: str = "long") -> str:
    """A date: long `1er juin 2027`, medium `1er juin 2027` with a short month, short `01/06/2027`."""
    if style == "short":
        return str(format_date(value, _short_day(), locale=_Spoken.locale))
    return _first(value, format_date(value, style, locale=_Spoken.locale))


def near_day(value: date, today: date) -> str:
    """A date in as little room as it takes: `22 nov.` in the year of today, `22/11/2025` in another."""
    if value.year != today.year:
        return day(value, "short")
    return str(format_skeleton("MMMd", value, locale=_Spoken.locale))


def day_hint() -> str:
    """How a day is typed here: `jj/mm/aaaa`."""
    letters = {"d": p_("day", "dd"), "M": p_("month", "mm"), "y": p_("year", "yyyy")}
    return re.sub("d+|M+|y+", lambda found: letters[found[0][0]], _short_day())


def month_comes_first() -> bool:
    """Whether a day is written with its month before it: `11/22`."""
    return _short_day().startswith("M")


def _short_day() -> str:
    """The locale's pattern of a short date; with the whole year, since two figures do not say which century."""
    return re.sub("y+", "y", get_date_format("short", locale=_Spoken.locale).pattern)


def weekday(value: date) -> str:
    """A date with the short name of its weekday and no year: `dim. 22 nov.`."""
    return _first(value, format_skeleton("MMMEd", value, locale=_Spoken.locale))


def _first(value: date, text: str) -> str:
    """The text of a date with the first of a month as it is said: `1er` in French."""
    return re.sub(r"\b1\b", "1er", text, count=1) if _Spoken.language == "fr" and value.day == 1 else text


def month(value: date, style: str = "long") -> str:
    """A month with its year: long `décembre 2026`, short `déc. 2026`."""
    return str(format_skeleton("yMMMM" if style == "long" else "yMMM", value, locale=_Spoken.locale))


def day_of_year(month: int, number: int) -> str:
    """A day of every year: `20 décembre`."""
    named = date(2024, month, number)  # a leap year, so that 29 February has its name too
    return _first(named, format_skeleton("MMMMd", named, locale=_Spoken.locale))


def month_name(value: date) -> str:
    """A month's short name alone, to stand under a chart: `juil.`."""
    return str(format_skeleton("MMM", value, locale=_Spoken.locale))


def hour(value: time) -> str:
    """A time of day without seconds: `19:40`."""
    return str(format_time(value, "short", locale=_Spoken.locale))


def months_left(value: Fraction | None, horizon: int) -> str:
    """How long savings last: `6,3 mois`, or `plus de 24 mois` when no zero was computed within the horizon."""
    if value is None:
        return n_("more than {count} month", "more than {count} months", horizon).format(count=horizon)
    return n_("{count} month", "{count} months", plural(value)).format(count=fixed(value))


def plural(value: Fraction, places: int = 1) -> int:
    """What `n_` takes for a number with decimals: in French one is less than two, `1,8 client`, `1.8 clients`."""
    return 1 if _Spoken.language == "fr" and decimals(value, places) < 2 else 2
