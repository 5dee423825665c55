"""A line as it is searched: small letters without accents, each with its place in what was typed."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from rebond.domain.value_classes import dataclass

_ALIKE = {
    "\N{RIGHT SINGLE QUOTATION MARK}": "'", "\N{MODIFIER LETTER APOSTROPHE}": "'", "\N{HYPHEN}": "-",
    "\N{NON-BREAKING HYPHEN}": "-", "\N{EN DASH}": "-", "\N{EM DASH}": "-", "\N{MINUS SIGN}": "-",
}  # fmt: skip

_MARK = re.compile('["«“]')
#: After a number the mark is one of inches. What is not closed yet is a quotation after a colon only.
_QUOTATION = re.compile(r'(?<!\d)"[^"]*"|«[^»]*»|“[^”]*”|(?<=:)\s?["«“][^"»”]+$')


@dataclass(frozen=True, slots=True)
class FoldedLine:
    """A line as typed and as folded; the folded letter `i` is at `places[i]` of the line as typed."""

    typed: str
    folded: str
    places: Sequence[int]

    def without_quotations(self) -> "FoldedLine":
        """Fill the words between quotation marks, which are another's: they say nothing of the event's day or time.

        A line that is all within marks is the person's own.
        """
        if not _MARK.search(self.folded) or not any(map(str.isalnum, _QUOTATION.sub("", self.folded))):
            return self
        return replace(self, folded=_QUOTATION.sub(lambda each: '"' + "o" * (len(each[0]) - 2) + '"', self.folded))

    def is_capital(self, at: int) -> bool:
        """Whether a folded letter was typed as a capital; not one when there is no such letter."""
        return at < len(self.folded) and self.typed[self.places[at]].isupper()

    def is_accented(self, at: int) -> bool:
        """Whether a folded letter was typed with an accent."""
        letter = self.typed[self.places[at] : self.places[at + 1]]
        return len(unicodedata.normalize("NFD", letter)) > 1


def fold(typed: str, longest: int) -> FoldedLine:
    """Fold the beginning of what was typed, of at most that many characters."""
    head = typed[:longest]
    if head.isascii():
        return FoldedLine(typed, head.lower().translate(_CONTROLS), range(len(head) + 1))
    letters, places = [], []
    for place, character in enumerate(head):
        if letter := _plain(character):
            letters.append(letter)
            places.append(place)
    places.append(len(head))
    return FoldedLine(typed, "".join(letters), places)


_CONTROLS = dict.fromkeys(range(32), " ")


@lru_cache(2_000)
def _plain(character: str) -> str:
    """Return one letter for a character, or none for an accent that stands by itself."""
    if character in _ALIKE:
        return _ALIKE[character]
    if character.isspace():
        return " "
    base = unicodedata.normalize("NFD", character)[0]
    return "" if unicodedata.combining(base) else (base.lower()[:1] or base)
