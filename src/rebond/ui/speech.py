"""The language of the window, for its widgets; what lies below the window is handed `language()`.

It changes only together with the window, which is built anew. Use it on the thread that paints; work for another
thread is given `language()` before it starts.
"""

from rebond.language import Language


class _Window:
    """The language in which the one window is built."""

    language = Language.of("en")


def speak(language: Language) -> None:
    """Build the next window in this language."""
    _Window.language = language


def language() -> Language:
    """The window's language."""
    return _Window.language


def _(sentence: str) -> str:
    return _Window.language.gettext(sentence)


def n_(one: str, many: str, count: int) -> str:
    """The form of the sentence for `count` things; `{count}` in it is left to the caller."""
    return _Window.language.ngettext(one, many, count)


def p_(context: str, sentence: str) -> str:
    """The sentence as it reads in that context, where one word has two translations."""
    return _Window.language.pgettext(context, sentence)
