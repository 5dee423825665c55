"""The user's preferences, saved between sessions outside of any journal, and the program's folders."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

import platformdirs

#: The length of the list of recent journals.
_RECENT = 8


@dataclass(frozen=True, slots=True)
class Preferences:
    """The preferences. An empty text means the system's choice; `recent` are the journals opened, the last first."""

    language: str = ""
    theme: str = "system"
    recent: tuple[str, ...] = ()
    #: The window's position and size, as Qt saves them, in base 64.
    geometry: str = ""

    @property
    def last_journal(self) -> Path | None:
        return Path(self.recent[0]) if self.recent else None

    def with_(self, **chosen: str) -> "Preferences":
        """Return a copy with other values of the text fields."""
        return replace(self, **chosen)  # type: ignore[arg-type] # only text fields are passed

    def opened(self, journal: Path) -> "Preferences":
        """Return a copy with `journal` as the last one opened."""
        opened = str(journal.absolute())
        return replace(self, recent=(opened, *(path for path in self.recent if path != opened))[:_RECENT])


def folder() -> Path:
    """Return the folder of the preferences, which `REBOND_CONFIG_DIR` overrides."""
    return Path(os.environ.get("REBOND_CONFIG_DIR") or platformdirs.user_config_dir("rebond", appauthor=False))


def log_file() -> Path:
    """Return the path of the log of internal errors."""
    override = os.environ.get("REBOND_CONFIG_DIR")
    return Path(override or platformdirs.user_log_dir("rebond", appauthor=False)) / "rebond.log"


def cache_folder() -> Path:
    """Return the folder of recomputable data, such as matplotlib's list of fonts."""
    return Path(platformdirs.user_cache_dir("rebond", appauthor=False))


def load() -> Preferences:
    """Load the preferences; missing or damaged values have defaults, since the program must start anyway."""
    try:
        saved = json.loads(_file().read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return Preferences()
    return Preferences(**_valid(saved)) if isinstance(saved, Mapping) else Preferences()


def save(preferences: Preferences) -> None:
    """Save the preferences atomically; if the folder cannot be written, they are lost silently."""
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


def _valid(saved: Mapping[str, Any]) -> dict[str, Any]:
    valid: dict[str, Any] = {}
    for field in fields(Preferences):
        value = saved.get(field.name)
        if field.name == "recent":
            valid["recent"] = tuple(path for path in value if isinstance(path, str)) if isinstance(value, list) else ()
        elif isinstance(value, str):
            valid[field.name] = value
    return valid
