"""The error of a command line that is not understood."""

from rebond.language import Language


class UsageError(Exception):
    """The command line is invalid; `why` is an English sentence marked with `later`, with placeholders for `facts`."""

    def __init__(self, why: str, **facts: object) -> None:
        super().__init__(why)
        self._why = why
        self._facts = facts

    def sentence(self, language: Language) -> str:
        """Return the error in a language."""
        return language.gettext(self._why).format(**self._facts)
