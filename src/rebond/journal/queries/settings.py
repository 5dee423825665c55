"""The journal's one row of choices."""

from rebond.domain.money.kinds import Settings
from rebond.journal.reader import Reader


def load_settings(reader: Reader) -> Settings:
    """The choices as they stand; those of a new journal where none were written."""
    return reader.get(Settings, 1) or Settings()
