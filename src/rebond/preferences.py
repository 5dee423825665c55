"""What the program remembers of the person between two starts; nothing of it is in a journal."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

import platformdirs

#: How many journals the list of recent ones holds.
_RECENT = 8


@dataclass(frozen=True, slots=True)
class Preferences:
    """Empty texts mean: as the system has it. `recent` are the journals opened, the last one first."""

    language: str = ""
    theme: str = "system"
    recent: tuple[str, ...] = ()
    #: The window's place and size, as Qt writes them down, in base 64.
    geometry: str = ""

    @property
    def last_journal(self) -> Path | None:
        return Path(self.recent[0]) if self.recent else None

    def with_(self, **chosen: str) -> "Preferences":
        """The same with other choices, by the names of the fields."""
        return replace(self, **chosen)  # type: ignore[arg-type] # only the fields that are texts are chosen

    def opened(self, journal: Path) -> "Preferences":
        """The same, with `journal` as the last one opened."""
        here = str(journal.absolute())
        return replace(self, recent=(here, *(path for path in self.recent if path != here))[:_RECENT])


def folder() -> Path:
    """Where the preferences lie; `REBOND_CONFIG_DIR` puts them elsewhere."""
    return Path(os.environ.get("REBOND_CONFIG_DIR") or platformdirs.user_config_dir("rebond", appauthor=False))


def log_file() -> Path:
    """Where our own faults are written down, for the person to send."""
    chosen = os.environ.get("REBOND_CONFIG_DIR")
    return Path(chosen or platformdirs.user_log_dir("rebond", appauthor=False)) / "rebond.log"


def cache_folder() -> Path:
    """Where what can be computed again lies, such as matplotlib's list of fonts."""
    return Path(platformdirs.user_cache_dir("rebond", appauthor=False))


def load() -> Preferences:
    """What was saved; the defaults for what is missing or damaged, since nothing here is worth a refusal to start."""
    try:
        saved = json.loads(_file().read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return Preferences()
    return Preferences(**_sound(saved)) if isinstance(saved, Mapping) else Preferences()


def save(preferences: Preferences) -> None:
    """Write the preferences whole or not at all; a folder that cannot be written loses them, and nothing else."""
    draft = _file().with_suffix(f".{os.getpid()}")
    try:
        draft.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps(asdict(preferences), indent=1), "utf-8")
        draft.replace(_file())
    except OSError:
        with suppress(OSError):
            draft.unlink()


def _file() -> Path:
    return folder() / "preferences.json"


def _sound(saved: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in fields(Preferences):
        value = saved.get(field.name)
        if field.name == "recent":
            found["recent"] = tuple(path for path in value if isinstance(path, str)) if isinstance(value, list) else ()
        elif isinstance(value, str):
            found[field.name] = value
    return found
