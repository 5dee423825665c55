"""The spaces of French print, set in a sentence before facts are filled in."""

import re

_NARROW, _WIDE = "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"
_SPACES = f"[ {_WIDE}{_NARROW}]"

#: What is set, in this order: a guillemet has its space whatever stands beside it.
_RULES = (
    (re.compile(rf"{_SPACES}+(?=[;?!])"), _NARROW),
    (re.compile(rf"{_SPACES}+(?=:)"), _WIDE),
    (re.compile(rf"(?<=\d){_SPACES}(?=\d{{3}}(?!\d))"), _NARROW),
    (re.compile(rf"«{_SPACES}*"), f"«{_WIDE}"),
    (re.compile(rf"{_SPACES}*»"), f"{_WIDE}»"),
)


def french(sentence: str) -> str:
    """The sentence with spaces that do not break: narrow before `;`, `?` and `!` and between thousands, wide before
    `:` and inside `« »`.

    A sign without a space before it is left so, as in `19:40` and `https://`; guillemets are given theirs.
    """
    for pattern, space in _RULES:
        sentence = pattern.sub(space, sentence)
    return sentence
