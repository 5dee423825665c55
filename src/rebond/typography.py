"""French typographic spaces, set in a sentence before its facts are filled in."""

import re

_NARROW, _WIDE = "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"
_SPACES = f"[ {_WIDE}{_NARROW}]"

#: The replacements, in order; guillemets come last, since they have a space whatever is beside them.
_RULES = (
    (re.compile(rf"{_SPACES}+(?=[;?!])"), _NARROW),
    (re.compile(rf"{_SPACES}+(?=:)"), _WIDE),
    (re.compile(rf"(?<=\d){_SPACES}(?=\d{{3}}(?!\d))"), _NARROW),
    (re.compile(rf"«{_SPACES}*"), f"«{_WIDE}"),
    (re.compile(rf"{_SPACES}*»"), f"{_WIDE}»"),
)


def french(sentence: str) -> str:
    """Return the sentence with no-break spaces: narrow before `;?!` and in numbers, wide before `:` and in `« »`.

    No space is added before a sign that has none, as in `19:40` and `https://`; guillemets always get theirs.
    """
    for pattern, space in _RULES:
        sentence = pattern.sub(space, sentence)
    return sentence
