"""The window's language, and the functions that translate the sentences of its widgets.

It changes only when the window is built anew. Use this module on the main thread only; code below the window, and work
on another thread, get `language()` as an argument.
"""

from rebond.language import Language


class _Window:
    """The language of the one window."""

    language = Language.of("en")


def speak(language: Language) -> None:
    """Set the language of the next window."""
    _Window.language = language


def language() -> Language:
    """Return the language of the window."""
    return _Window.language


def _(sentence: str) -> str:
    """Return the translation of a sentence."""
    return _Window.language.gettext(sentence)


def n_(one: str, many: str, count: int) -> str:
    """Return the translation for a number of things; `{count}` is still to be filled in."""
    return _Window.language.ngettext(one, many, count)


def p_(context: str, sentence: str) -> str:
    """Return the translation of a sentence in a context, for words that translate differently in another."""
    return _Window.language.pgettext(context, sentence)
