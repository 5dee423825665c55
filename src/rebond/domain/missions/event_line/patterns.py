"""The vocabularies of all languages put together, and patterns that several parts of the event line share."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from rebond.domain.missions.event_line.english import ENGLISH
from rebond.domain.missions.event_line.french import FRENCH
from rebond.domain.missions.event_line.vocabulary import any_of

VOCABULARIES = (FRENCH, ENGLISH)

_FEW = 6

#: Where a word, and where a number, may begin and end: never inside another word, number, address or file name.
WORD_START, WORD_END = r"(?<![\w'.@#-])", r"(?![\w@-]|[.']\w)"
NUMBER_START, NUMBER_END = r"(?<![\w/:@#$€£+.'-])(?<!\d,)", r"(?![\w@/-]|[.,:']\d|\.\w)"


def words(field: str) -> tuple[str, ...]:
    """Return the words of a field in every language."""
    return tuple(word for vocabulary in VOCABULARIES for word in getattr(vocabulary, field))


def ends_with(patterns: Iterable[str], between: str = "") -> re.Pattern[str]:
    """Return a pattern of a text that ends with one of these, and maybe with more words `between` it and the end."""
    return re.compile(rf"(?<![\w-]){any_of(patterns)}(?:\s+{between})*\s*$" if between else _ends(patterns))


def begins_with(patterns: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of a text that begins with one of these."""
    return re.compile(rf"\s*{any_of(patterns)}(?!\w)")


def _ends(patterns: Iterable[str]) -> str:
    return rf"(?<![\w-]){any_of(patterns)}\s*$"


#: A time that can be nothing else, where it makes a short word before it a weekday.
CERTAIN_TIME = re.compile(
    r"[\s,.]*(?:(?:a|at|@|vers)\s*)?(?:\d{1,2}\s?[h:]\s?[0-5]\d|(?:[7-9]|1\d|2[0-3])\s?h|\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m)"
    r"(?![\w/])"
)
ACT, ACT_OR_DEED = begins_with(words("acts")), begins_with((*words("acts"), *words("deeds")))
#: A sentence before this place ends here.
SENTENCE_END = re.compile(r"[.;!?](?=\s)")
INTENTION = re.compile(rf"(?<![\w-]){any_of(words('intentions'))}(?![\w-])")
#: What is asked for; a match that ends with an accent tells what has been asked.
REQUEST = re.compile(rf"(?<![\w-]){any_of(words('requests'))}(?![\w-])")
INTENTION_OR_APPOINTMENT = re.compile(rf"(?<![\w-]){any_of((*words('intentions'), *words('appointments')))}(?![\w-])")


def first_few(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Return the first matches: a line with more of one form is a list, and must not take long to read."""
    return islice(pattern.finditer(text), _FEW)


def sentence_before(text: str, place: int) -> str:
    """Return what the sentence at that place says before it."""
    start = 0
    for end in SENTENCE_END.finditer(text, 0, place):
        start = end.end()
    return text[start:place]
