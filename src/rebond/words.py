"""The languages: sentences by gettext, amounts and dates by Babel, for every face of the program.

The language is a choice of the whole process, made once by `use` and again when the person switches it.
"""

import gettext
import locale
import os
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from functools import cache

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time, get_date_format
from babel.numbers import format_currency, format_decimal

from rebond.domain.money import DAY_WHOLE, RATE_WHOLE, decimals
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
    known = territory.startswith(language + "_") and territory.replace("_", "").isalpha()
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
    """An amount in the person's way: `1 234,56 €`; `whole` leaves the cents out, `sign` writes a plus too."""
    amount = Decimal(cents).scaleb(-2)
    pattern = _Spoken.locale.currency_formats["standard"].pattern
    text = format_currency(
        amount,
        currency,
        format=pattern.replace("0.00", "0") if whole else None,
        locale=_Spoken.locale,
        currency_digits=not whole,
    )
    return f"+{text}" if sign and cents > 0 else str(text)


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
    """A date: long `1 juin 2027`, medium `1 juin 2027` abbreviated, short `01/06/2027`."""
    text = format_date(value, style, locale=_Spoken.locale)
    return text.replace("1 ", "1er ", 1) if _Spoken.language == "fr" and value.day == 1 and style == "long" else text


def month_first() -> bool:
    """Whether a date is written here with its month before its day."""
    return str(get_date_format("short", locale=_Spoken.locale).pattern).startswith("M")


def day_hint() -> str:
    """How a day is typed here: `jj/mm/aaaa`."""
    return _("mm/dd/yyyy") if month_first() else _("dd/mm/yyyy")


def weekday(value: date) -> str:
    """A date with the short name of its weekday and no year: `dim. 22 nov.`."""
    return str(format_skeleton("MMMEd", value, locale=_Spoken.locale))


def month(value: date, style: str = "long") -> str:
    """A month with its year: long `décembre 2026`, short `déc. 2026`."""
    return str(format_skeleton("yMMMM" if style == "long" else "yMMM", value, locale=_Spoken.locale))


def day_of_year(month: int, number: int) -> str:
    """A day of every year: `20 décembre`."""
    # A leap year, so that 29 February has its name too.
    return str(format_skeleton("MMMMd", date(2024, month, number), locale=_Spoken.locale))


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
    whole = decimals(value, 1)
    text = fixed(value, 1)
    return n_("{count} month", "{count} months", 1 if whole < 2 and _Spoken.language == "fr" else 2).format(count=text)
