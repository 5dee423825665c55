"""A language as a value: translations by gettext, amounts, numbers and dates by Babel, and typography.

Code that writes for a person takes the language as an argument; several can be in use at once, on any threads.
"""

import gettext
import locale
import os
import re
from collections.abc import Mapping
from dataclasses import field
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache

from babel import Locale, localedata
from babel.dates import format_date, format_skeleton, format_time, get_date_format
from babel.numbers import format_currency, format_decimal, get_decimal_symbol, get_group_symbol

from rebond import typography
from rebond.domain.cents import DAY_WHOLE, RATE_WHOLE, decimals, divide
from rebond.domain.direction import Sentence
from rebond.domain.value_classes import dataclass
from rebond.resources import resource

#: The supported languages by code, each with its own name.
LANGUAGES = {"fr": "Français", "en": "English"}
#: The default locale of each language, for numbers and dates.
_LOCALES = {"fr": "fr_FR", "en": "en_GB"}
_NO_BREAK = "\N{NO-BREAK SPACE}"
#: The place between the letters of a currency and its amount: `CHF1,880.00`.
_CODE = re.compile(r"(?<=[^\W\d_])(?=\d)")


#: Cached by sentence; there are no more than in the catalogue, since facts are filled in afterwards.
@lru_cache(maxsize=4096)
def _french(sentence: str) -> Sentence:
    return Sentence(typography.french(sentence))


@dataclass(frozen=True, slots=True)
class Language:
    """A language (`code`, "fr") with the locale of its numbers and dates ("fr_CH") and its translations."""

    code: str
    locale: Locale
    catalogue: gettext.NullTranslations = field(repr=False)

    @staticmethod
    def of(code: str, locale: str | None = None) -> "Language":
        """Return the language of a code, with the numbers and dates of `locale`, by default the system's.

        A locale that Babel does not know, or of another language, is replaced by the language's default.

        :raises KeyError: when the language is not supported.
        """
        return _of(code, _system_locale() if locale is None else locale)

    def gettext(self, sentence: str) -> str:
        """Translate an English sentence; the caller fills in its placeholders."""
        return self._printed(self.catalogue.gettext(sentence))

    def ngettext(self, one: str, many: str, count: int) -> str:
        """Translate a sentence in the plural form of `count`; the caller fills in `{count}`."""
        return self._printed(self.catalogue.ngettext(one, many, count))

    def pgettext(self, context: str, sentence: str) -> str:
        """Translate a sentence in a context, where it has several translations."""
        return self._printed(self.catalogue.pgettext(context, sentence))

    def text(self, texts: Mapping[str, str]) -> str:
        """Return the language's text of those by code, `{"fr": …, "en": …}`, with its typography."""
        return self._printed(texts[self.code])

    @property
    def semicolon(self) -> str:
        """The sign between two clauses, with its spaces."""
        return self.pgettext("between clauses", "; ")

    def money(self, cents: int, currency: str, *, whole: bool = False, sign: bool = False) -> str:
        """Format an amount: `1 234,56 €` or `CHF 1,234.56`; `whole` rounds to units, `sign` adds a plus above 0."""
        if whole:
            cents = 100 * divide(cents, 100)
        text = _money(self.locale, cents, currency, whole=whole)
        return self._grouped(f"+{text}" if sign and cents > 0 else text)

    def amount(self, cents: int) -> str:
        """Format an amount without currency, as a person types it: `1234,56`, `1200`."""
        return self._decimal(Decimal(cents).scaleb(-2), "0.00" if cents % 100 else "0")

    def number(self, value: int | Decimal, places: int = 0) -> str:
        """Format a number with at most `places` decimals."""
        return self._decimal(value, "#,##0." + "#" * places if places else "#,##0")

    def fixed(self, value: Fraction, places: int = 1) -> str:
        """Format a fraction with exactly `places` decimals, rounded half to even: `6,3`."""
        return self._decimal(decimals(value, places), "#,##0." + "0" * places if places else "#,##0")

    def percent(self, value: Fraction, places: int = 0) -> str:
        """Format a percentage given as 0 to 100: `94,1 %`."""
        return self._percent_sign(self.fixed(value, places))

    def rate(self, value: int) -> str:
        """Format thousandths of a percent as a percentage, with the decimals needed: `25,6 %`."""
        return self._percent_sign(self.number(Decimal(value * 100) / RATE_WHOLE, 3))

    def days(self, hundredths: int) -> str:
        """Format hundredths of a day as days: `17`, `12,5`."""
        return self.number(Decimal(hundredths) / DAY_WHOLE, 2)

    def months_left(self, value: Fraction | None, horizon: int) -> str:
        """Format the months that savings last: `6,3 mois`, or `plus de 24 mois` for None, beyond the horizon."""
        if value is None:
            return self.ngettext("more than {count} month", "more than {count} months", horizon).format(count=horizon)
        return self.ngettext("{count} month", "{count} months", self.plural(value)).format(count=self.fixed(value))

    def plural(self, value: Fraction, places: int = 1) -> int:
        """Return the count for `ngettext` of a number with decimals: in French below 2 is singular, `1,8 client`."""
        return 1 if self.code == "fr" and decimals(value, places) < 2 else 2

    def day(self, value: date, style: str = "long") -> str:
        """Format a date: long `1er juin 2027`, medium with an abbreviated month, short `01/06/2027`."""
        if style == "short":
            return str(format_date(value, self._short_day(), locale=self.locale))
        return self._first(value, format_date(value, style, locale=self.locale))

    def near_day(self, value: date, today: date) -> str:
        """Format a date briefly: `22 nov.` in the year of `today`, `22/11/2025` in another."""
        if value.year != today.year:
            return self.day(value, "short")
        return self._first(value, format_skeleton("MMMd", value, locale=self.locale))

    def weekday(self, value: date, style: str = "short") -> str:
        """Format a date with its weekday and no year: short `dim. 22 nov.`, long `dimanche 22 novembre`."""
        if style == "long":
            return f"{format_date(value, 'EEEE', locale=self.locale)} {self.day_of_year(value.month, value.day)}"
        return self._first(value, format_skeleton("MMMEd", value, locale=self.locale))

    def weekday_name(self, number: int, style: str = "short") -> str:
        """Return the name of a day of the week, Monday is 1: short `lun.`, long `lundi`."""
        return str(format_date(date(2024, 1, number), "ccc" if style == "short" else "cccc", locale=self.locale))

    def day_of_year(self, month: int, number: int) -> str:
        """Format a day of every year: `20 décembre`."""
        named = date(2024, month, number)  # a leap year, so that 29 February has its name too
        return self._first(named, format_skeleton("MMMMd", named, locale=self.locale))

    def month(self, value: date, style: str = "long") -> str:
        """Format a month with its year: long `décembre 2026`, short `déc. 2026`."""
        return _month(self.locale, value, "yMMMM" if style == "long" else "yMMM")

    def month_name(self, value: date) -> str:
        """Format the short name of a month, for the axis of a chart: `juil.`."""
        return str(format_skeleton("MMM", value, locale=self.locale))

    def hour(self, value: time, style: str = "short") -> str:
        """Format a time of day without seconds: short `09:00`, long as a French letter has it, `9 h`, `19 h 40`."""
        if style == "long" and self.code == "fr":
            minutes = f"{_NO_BREAK}{value.minute:02}" if value.minute else ""
            return f"{value.hour}{_NO_BREAK}h{minutes}"
        return str(format_time(value, "short", locale=self.locale))

    def day_hint(self) -> str:
        """Return the hint for typing a day: `jj/mm/aaaa`."""
        letters = {
            "d": self.pgettext("day", "dd"), "M": self.pgettext("month", "mm"), "y": self.pgettext("year", "yyyy"),
        }  # fmt: skip
        return re.sub("d+|M+|y+", lambda match: letters[match[0][0]], self._short_day())

    def decimal_sign(self) -> str:
        """Return the decimal separator: a point or a comma."""
        return get_decimal_symbol(self.locale)

    def month_comes_first(self) -> bool:
        """Whether the month is written before the day: `11/22`."""
        return self._short_day().startswith("M")

    def _printed(self, sentence: str) -> Sentence:
        """Return the sentence with the language's typography; it isolates the names that it is filled with."""
        return _french(sentence) if self.code == "fr" else Sentence(sentence)

    def _decimal(self, value: int | Decimal, pattern: str) -> str:
        return self._grouped(format_decimal(value, pattern, locale=self.locale))

    def _grouped(self, number: str) -> str:
        """Return the number with narrow spaces between thousands in French, even if CLDR has another separator."""
        sign = get_group_symbol(self.locale)
        if self.code != "fr" or sign == "\N{NARROW NO-BREAK SPACE}":
            return number
        return re.sub(rf"(?<=\d){re.escape(sign)}(?=\d)", "\N{NARROW NO-BREAK SPACE}", number)

    def _percent_sign(self, number: str) -> str:
        return f"{number}{_NO_BREAK}%" if self.code == "fr" else f"{number}%"

    def _short_day(self) -> str:
        """Return the locale's pattern of a short date, with a four-digit year to be unambiguous."""
        return re.sub("y+", "y", get_date_format("short", locale=self.locale).pattern)

    def _first(self, value: date, text: str) -> str:
        """Return the text of a date with the ordinal of the first of a month: `1er` in French."""
        return re.sub(r"\b1\b", "1er", text, count=1) if self.code == "fr" and value.day == 1 else text


@lru_cache(maxsize=1024)  # a table of invoices and the notices name few months many times
def _month(locale: Locale, value: date, skeleton: str) -> str:
    return str(format_skeleton(skeleton, value, locale=locale))


@lru_cache(maxsize=4096)  # an edit shows the table and the figures around it again, most of them as they were
def _money(locale: Locale, cents: int, currency: str, *, whole: bool) -> str:
    pattern = locale.currency_formats["standard"].pattern
    text = format_currency(
        Decimal(cents).scaleb(-2),
        currency,
        format=pattern.replace("0.00", "0") if whole else None,
        locale=locale,
        currency_digits=not whole,
    )
    return _CODE.sub(_NO_BREAK, text)


def system_language() -> str:
    """Return the code of the system's language, or of English when it is not supported.

    LANGUAGE lists languages in the order that the person prefers; as in GNU gettext, it counts unless the locale is C.
    """
    name = next((value for variable in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(variable))), None)
    name = name or locale.getlocale()[0] or ""
    preferred = os.environ.get("LANGUAGE", "").split(":") if name.partition(".")[0] not in {"", "C", "POSIX"} else []
    codes = (one.lower()[:2] for one in (*preferred, name))
    return next((code for code in codes if code in LANGUAGES), "en")


def _system_locale() -> str:
    return (os.environ.get("LC_ALL") or os.environ.get("LANG") or "").partition(".")[0]


@cache
def _of(code: str, locale_name: str) -> Language:
    default = _LOCALES[code]
    is_usable = locale_name.startswith(f"{code}_") and localedata.exists(locale_name)
    return Language(code, Locale.parse(locale_name if is_usable else default), _catalogue(code))


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    return gettext.translation("rebond", resource("translations"), [code], fallback=code == "en")
