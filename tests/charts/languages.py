"""A language a fifth longer than English, as French is, with French amounts and dates."""

import gettext

from babel import Locale

from rebond.language import Language


class _Longer(gettext.NullTranslations):
    """Every sentence, with an accent and a word more where it is long enough to need one."""

    def gettext(self, message: str) -> str:
        words_more = " été" * max(1, round(len(message) / 22)) if len(message) > 3 else ""
        end = message[-1:] if message[-1:] in ".…" else ""
        return message.removesuffix(end) + words_more + end

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n < 2 else msgid2)


LONGER = Language("fr", Locale("fr", "FR"), _Longer())
