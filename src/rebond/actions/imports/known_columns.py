"""The meaning of columns that a person chose for CSV files, kept beside the preferences and found by the header."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from rebond import preferences
from rebond.exchange.csv_file.columns import Columns
from rebond.whole_file import write_whole

#: The number of headers whose columns are kept, those used last.
_MOST = 100


@dataclass(frozen=True, slots=True)
class ColumnChoices:
    """The columns of CSV files: those chosen for a file now (`chosen`), and those known by their header (`known`)."""

    chosen: Mapping[Path, Columns] = field(default_factory=dict)
    known: Mapping[str, Columns] = field(default_factory=dict)


def load() -> dict[str, Columns]:
    """Return the columns kept from earlier imports, by the key of their table; those that are damaged are left out."""
    try:
        saved = json.loads(_file().read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(saved, Mapping):
        return {}
    found = {key: Columns.parse(text) for key, text in saved.items() if isinstance(text, str)}
    return {key: columns for key, columns in found.items() if columns is not None}


def keep(chosen: Mapping[str, Columns]) -> None:
    """Keep columns by the key of their table; failing to is no reason to stop an import."""
    if not chosen:
        return
    before = {key: columns for key, columns in load().items() if key not in chosen}
    kept = dict([*before.items(), *chosen.items()][-_MOST:])
    text = json.dumps({key: columns.text() for key, columns in kept.items()}, indent=1)
    with suppress(OSError):
        _file().parent.mkdir(parents=True, exist_ok=True)
        write_whole(_file(), text.encode())


def _file() -> Path:
    return preferences.folder() / "statement-columns.json"
