"""Query of the journal's settings."""

from rebond.domain.money.kinds import Settings
from rebond.journal.reader import Reader


def load_settings(reader: Reader) -> Settings:
    """Return the settings, or the defaults where none are stored."""
    return reader.get(Settings, 1) or Settings()
