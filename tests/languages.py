"""The languages that tests are written in, whatever the system speaks."""

from rebond.language import Language

ENGLISH = Language.of("en", "en_GB")
FRENCH = Language.of("fr", "fr_FR")
