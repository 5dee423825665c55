"""Every sentence of the source, read once for all tests: that takes seconds."""

from functools import cache

from babel.messages.catalog import Catalog

import translations


@cache
def source_sentences() -> Catalog:
    return translations.sentences()
