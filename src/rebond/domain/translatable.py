"""Markers for English sentences that are declared in one place and translated where they are shown.

`packaging/translations.py` extracts their arguments.
"""


def later(sentence: str) -> str:
    """Mark a sentence for translation; returns it unchanged."""
    return sentence


def later_n(one: str, many: str) -> tuple[str, str]:
    """Mark a sentence with `{count}`, singular and plural, for translation; returns both unchanged."""
    return one, many
