"""French print, set in a sentence before its facts are filled in: no-break spaces and the apostrophe."""

import re

_NARROW, _WIDE = "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"
_SPACES = f"[ {_WIDE}{_NARROW}]"
#: What a number, or the place of one, is not parted from.
_UNITS = "(?:%|€|h|min|Mo|j)"
_NUMBER = r"(?<=[\d}])"

#: The replacements, in order; guillemets come last, since they have a space whatever is beside them.
_RULES = (
    (re.compile(r"(?<=\w)'(?=[\w{«])"), "\N{RIGHT SINGLE QUOTATION MARK}"),
    (re.compile(rf"{_SPACES}+(?=[;?!])"), _NARROW),
    (re.compile(rf"{_SPACES}+(?=:)"), _WIDE),
    (re.compile(rf"(?<=\d){_SPACES}(?=\d{{3}}(?!\d))"), _NARROW),
    (re.compile(rf"{_NUMBER}{_SPACES}(?={_UNITS}(?!\w))"), _WIDE),
    (re.compile(rf"(?<=[\d}}]{_WIDE}h){_SPACES}(?=[\d{{])"), _WIDE),
    (re.compile(rf"«{_SPACES}*"), f"«{_WIDE}"),
    (re.compile(rf"{_SPACES}*»"), f"{_WIDE}»"),
)


def french(sentence: str) -> str:
    """Return the sentence as it is printed.

    The spaces do not break: narrow before `;?!` and in numbers, wide before `:`, in `« »` and before units (`20 %`,
    `{hours} h`). None is added before a sign that has none, as in `19:40` and `https://`; guillemets always get theirs.
    An apostrophe between letters is the curved one.
    """
    for pattern, space in _RULES:
        sentence = pattern.sub(space, sentence)
    return sentence
