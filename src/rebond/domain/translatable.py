"""Marks English sentences for translation where they are declared; a face of the program translates them.

`packaging/translations.py` collects what these functions are called with.
"""


def later(sentence: str) -> str:
    """The sentence unchanged; it is translated where it is shown."""
    return sentence


def later_n(one: str, many: str) -> tuple[str, str]:
    """A sentence in the singular and the plural, with `{count}` in it; it is translated where it is shown."""
    return one, many
