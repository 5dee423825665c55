"""Whether decoded text can be what somebody wrote: the test of an encoding that is declared wrongly or not at all.

Text read in the wrong encoding shows itself in its words: letters of two alphabets in one, capitals after small
letters, signs between letters, and hardly a plain letter among accented ones.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

#: The alphabets that people's names are written in, as the first word of a letter's Unicode name.
_ALPHABETS = frozenset({
    "LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "GEORGIAN", "HEBREW", "ARABIC", "HANGUL", "DEVANAGARI", "BENGALI",
    "GURMUKHI", "GUJARATI", "ORIYA", "TAMIL", "TELUGU", "KANNADA", "MALAYALAM", "SINHALA", "THAI", "LAO", "TIBETAN",
    "MYANMAR", "KHMER", "ETHIOPIC", "MONGOLIAN", "MATHEMATICAL",
})  # fmt: skip
#: Marks on letters, and the letters of signs: `nº`.
_MARKS = frozenset(["COMBINING", "VARIATION", "MODIFIER", "MASCULINE", "FEMININE", "MICRO"])
#: The scripts that one Japanese or Chinese word mixes.
_EAST_ASIAN = frozenset(
    ["CJK", "BOPOMOFO", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "HALFWIDTH", "FULLWIDTH", "IDEOGRAPHIC"]
)
_EAST = "EAST"
#: How much of a text is looked at: enough to know, and quick for a huge one.
_ENOUGH = 2_000

_WORD = re.compile(r"[^\W\d_]+")
#: Control characters, boxes and blocks, private and missing letters, and the letters f and ˆ of no word.
_NEVER = re.compile("[\x80-\x9f\u0192\u02c6\u02dc\u2500-\u25ff\ue000-\uf8ff\ufffd]")
_LETTER = r"[^\W\d_]"
_MISPLACED = re.compile(
    rf"{_LETTER}[¡¢£¤¥¦§¨©ª«¬®¯±²³¶¸¹º»¼½¾¿×÷‚„†‡‰‹›“”™€…]+{_LETTER}"
    rf"|{_LETTER}[¡¢£¤¥¦¨¬¯¸¿‚„‹«]|[£¥¤²³¹¼½¾»›]{_LETTER}"
    r"|\d[†‡•À-ÖØ-öø-ԯ]\d"  # what parts the thousands of an amount is a space
)
#: Where two words are joined, as in `ИнтернетБанк`; between Latin letters that is rather a sign of a wrong encoding.
_JOINED_WORDS = re.compile(r"(?<=[а-яёіїєґў])(?=[А-ЯЁІЇЄҐЎ][а-яёіїєґў])")
_LATIN_WORD = re.compile(r"[^\x00-\x7f]{3}|^[^\x00-\x7f]{2,}$")


def familiar(text: str) -> bool:
    """Whether every letter is of an alphabet that people's names are written in."""
    others = {letter for letter in set(text) if not letter.isascii() and unicodedata.category(letter)[0] in "LM"}
    return all(_script(letter) or _first_word(letter) in _MARKS for letter in others)


def plausible(text: str) -> bool:
    """Whether somebody may have written this text; its beginning is looked at."""
    shown = text[:_ENOUGH]
    if _NEVER.search(shown) or _MISPLACED.search(shown):
        return False
    return all(word.isascii() or _is_word(word) for word in _WORD.findall(shown))


def _is_word(word: str) -> bool:
    scripts = {_script(letter) for letter in word}
    if len(scripts) != 1 or "" in scripts:
        return False
    joined = word if scripts == {"LATIN"} else _JOINED_WORDS.sub(" ", word)
    if any(one.islower() and other.isupper() and not other.isascii() for one, other in pairwise(joined)):
        return False
    return scripts != {"LATIN"} or not _LATIN_WORD.search(word)


@lru_cache(10_000)
def _script(letter: str) -> str:
    """Return the alphabet of a letter; empty if it is of none that is familiar."""
    first = _first_word(letter)
    if first in _EAST_ASIAN:
        return _EAST
    return first if first in _ALPHABETS else ""


def _first_word(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]
