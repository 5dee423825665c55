"""The direction of writing: signs that turn a text round are left out, and a person's text stands apart in sentences.

Unicode's signs of direction (UAX #9) reverse what follows them up to the end of the paragraph, so that a name could
reverse our own words around it. No text of a person needs them: letters bring their direction with them. The marks
that only set a sign to one side (U+200E, U+200F, U+061C) stay.
"""

import re
from collections.abc import Iterable
from enum import Enum
from pathlib import PurePath

_ISOLATE, _END = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
#: The signs that embed, override and isolate.
SIGNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_SIGNS = re.compile(f"[{SIGNS}]+")
#: The signs that have no place even where names are isolated.
_TURNING = re.compile("[\u202a-\u202e\u2066\u2067]+")
_ISOLATING = re.compile(f"[{_ISOLATE}{_END}]")
#: Letters of scripts that are written from right to left, the marks, and a name that is isolated already.
_OTHER_WAY = re.compile(
    "[\u0590-\u08ff\u061c\u200e\u200f\u2068\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


#: Whether a text holds signs of direction, as a match or None.
turns = _SIGNS.search


def upright(text: str) -> str:
    """Return a text as it is kept: without signs of direction."""
    return text if text.isascii() else _SIGNS.sub("", text)


def harmless(text: str) -> str:
    """Return a text as it is shown: without signs of direction, but those around names that :func:`isolated` set."""
    if text.isascii() or not turns(text):
        return text
    kept, depth = _TURNING.sub("", text), 0
    for sign in _ISOLATING.findall(kept):
        depth += 1 if sign == _ISOLATE else -1
        if depth < 0:
            break
    return upright(text) if depth else kept


def isolated(text: str) -> str:
    """Return a text for a place in a sentence: one that is written from right to left stands apart from its words."""
    shown = harmless(text)
    if shown.isascii() or not _OTHER_WAY.search(shown):
        return shown
    return f"{_ISOLATE}{shown}{_END}"


def joined(between: str, texts: Iterable[str]) -> str:
    """Return texts side by side, each in its own direction; empty ones are left out."""
    return between.join(isolated(text) for text in texts if text)


class Sentence(str):
    """A translated sentence. `format` isolates the texts it fills in; those from left to right stay as they are."""

    __slots__ = ()

    def format(self, *facts: object, **named: object) -> str:
        return str.format(self, *map(_fact, facts), **{name: _fact(value) for name, value in named.items()})

    def __add__(self, other: str) -> "Sentence":
        """Return both as one sentence, whose facts may still be filled in."""
        return Sentence(str.__add__(self, other))


def _fact(value: object) -> object:
    if isinstance(value, PurePath):
        value = str(value)
    return isolated(value) if isinstance(value, str) and not isinstance(value, Enum) else value
