"""Choices of a person that later imports begin with, kept beside the preferences: texts by the shape of a file."""

import json
from collections.abc import Mapping
from contextlib import suppress
from enum import Enum
from pathlib import Path

from rebond import preferences
from rebond.whole_file import write_whole

#: The number of choices kept of each kind, those used last.
_MOST = 100


class Kept(Enum):
    """The kinds of choices, by the name of the file that keeps them."""

    COLUMNS = "statement-columns"
    ACCOUNT = "statement-accounts"


def load(kind: Kept) -> dict[str, str]:
    """Return the choices of a kind; those that are damaged are left out."""
    try:
        saved = json.loads(_file(kind).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return {key: text for key, text in saved.items() if isinstance(text, str)} if isinstance(saved, dict) else {}


def keep(kind: Kept, chosen: Mapping[str, str]) -> None:
    """Add choices to those kept; failing to is no reason to stop an import."""
    if not chosen:
        return
    before = {key: text for key, text in load(kind).items() if key not in chosen}
    kept = dict([*before.items(), *chosen.items()][-_MOST:])
    with suppress(OSError):
        _file(kind).parent.mkdir(parents=True, exist_ok=True)
        write_whole(_file(kind), json.dumps(kept, indent=1).encode())


def _file(kind: Kept) -> Path:
    return preferences.folder() / f"{kind.value}.json"
