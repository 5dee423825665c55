"""A journal in whose every text stands what could turn into something else: markup, quotes, signs that turn text."""

import os
import tempfile
from datetime import date
from functools import cache
from pathlib import Path

from rebond.domain.kinds import Entity, Unit
from rebond.domain.registry import BY_NAME
from rebond.journal.journal import Journal
from rebond.journal.transaction import Transaction
from rebond.language import Language
from tests.examples import write_example

#: Whether the counts are those of the measurements.
LONG = os.environ.get("REBOND_FAULTS") == "long"
#: A word that stands right before markup in every hostile text, by which it is found again.
MARK = "Zq7"
#: Markup that loads a file, entities, quotes, mnemonics, formulas.
MARKUP = f'{MARK}<b>l\'été</b> & <img src="file:///etc/hostname"> &amp; "Co" $x^2$ {{name}} %s'
#: The sign that reverses what follows it, to the end of the paragraph.
OVERRIDE = "\u202e"

#: What a field of text may hold besides a person's words: these have forms of their own.
_FORMED = {
    "settings": {"currency", "status"}, "stage": {"code"}, "channel": {"code"}, "closure_window": {"first", "last"},
    "payment": {"bank_ref"}, "account": {"bank_ref"}, "agreement": {"weekdays"}, "letter": {"template"},
    "own_template": {"template", "subject", "text"}, "attached_file": {"file", "name"}, "dismissed_sign": {"dismissed"},
}  # fmt: skip


def write_hostile(path: Path, language: Language, today: date, text: str = MARKUP, long: str = "") -> Path:
    """Write the example's journal with `text` in every field of a person's words, and return its path.

    It is written below the rows' own rules, as an older version or another program may have done. `long` follows it in
    texts of several lines.
    """
    path.write_bytes(_hostile(language, today, text, long))
    return path


@cache
def _hostile(language: Language, today: date, text: str, long: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = write_example(Path(folder, "hostile.rebond"), language, today)
        with Journal.open(path) as journal, journal.transaction("import") as transaction:
            for cls in BY_NAME.values():
                _spoil(transaction, cls, text, long)
        return path.read_bytes()


def _spoil(transaction: Transaction, cls: type[Entity], text: str, long: str) -> None:
    free = [
        field
        for field in cls.declared.fields
        if field.type is str and field.unit in (None, Unit.LONG) and field.name not in _FORMED.get(cls.kind, ())
    ]
    for row in transaction.all(cls):
        before = transaction.stored_row(cls.kind, row.id)
        assert before
        after = dict(before)
        for field in free:
            if before[field.name]:
                ending = f"\n{long}" if field.unit is Unit.LONG else ""
                after[field.name] = f"{text} {row.id}{ending}"
        if after != before:
            transaction.replace(cls.kind, before, after)
