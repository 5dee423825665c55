"""The person's preferences, kept in a file of their own; none of them is in a journal.

A preference is declared once, as a field of :class:`Preferences` with its type and its default, and is kept in one
JSON file under its name. Its type may be `str`, `bool`, `int`, `tuple[str, ...]` or an enumeration, `Annotated` with
the allowed values if the type has others.
"""

import json
import os
from collections.abc import Callable, Container, Mapping
from contextlib import suppress
from dataclasses import fields, replace
from enum import Enum
from inspect import get_annotations
from pathlib import Path
from typing import Annotated, Any, Generic, Self, TypeVar, get_args, get_origin

import platformdirs

from rebond.domain.value_classes import dataclass
from rebond.whole_file import write_whole

#: The length of the list of recent journals.
_RECENT = 8
#: The looks that can be chosen.
THEMES = ("system", "light", "dark")

P = TypeVar("P", bound="Preferences")


@dataclass(frozen=True, slots=True)
class Preferences:
    """The preferences. An empty text means the system's choice; `recent` are the journals opened, the last first."""

    language: str = ""
    theme: Annotated[str, THEMES] = "system"
    recent: tuple[str, ...] = ()
    #: Whether the person closed the last journal, so that the next start shows the first page.
    closed: bool = False
    #: The window's position and size, as Qt saves them, in base 64.
    geometry: str = ""
    #: Whose the printed pages are: a name, and the nine digits of a SIREN.
    owner: str = ""
    siren: str = ""
    #: Whether day, time, hours, kind and scope are found in the line of an event while it is typed.
    understand_events: bool = True
    #: Whether a notification shows once a day what is due, and where it did last: the day, and the journals' paths.
    reminders: bool = False
    reminded: tuple[str, ...] = ()

    @property
    def last_journal(self) -> Path | None:
        return Path(self.recent[0]) if self.recent else None

    def with_(self, **chosen: object) -> Self:
        """Return a copy with other values, by the names of the fields.

        :raises ValueError: when a value is of another type than its field, or out of its range.
        """
        declared = _declared(type(self))
        for name, value in chosen.items():
            if name in declared and not _fits(value, *declared[name]):
                message = f"{name} cannot be {value!r}"
                raise ValueError(message)
        return replace(self, **chosen)  # type: ignore[arg-type] # each was checked against its field above

    def opened(self, journal: Path) -> Self:
        """Return a copy with `journal` as the last one opened."""
        here = str(journal.absolute())
        recent = (here, *(path for path in self.recent if path != here))[:_RECENT]
        return self.with_(recent=recent, closed=False)


class PreferenceStore(Generic[P]):
    """The preferences in use: saves each change, and notifies the listeners of each preference that changed."""

    def __init__(self, now: P) -> None:
        self.now = now
        self._listeners: list[tuple[str, Callable[[], object]]] = []

    def listen(self, name: str, listener: Callable[[], object]) -> None:
        """Call `listener` after each change of the preference `name`.

        :raises ValueError: when there is none of that name.
        """
        if name not in {one.name for one in fields(self.now)}:
            message = f"there is no preference {name}"
            raise ValueError(message)
        self._listeners.append((name, listener))

    def choose(self, **chosen: object) -> None:
        """Change and save preferences, by their names."""
        self._replace(self.now.with_(**chosen))

    def opened(self, journal: Path) -> None:
        """Save a journal as the last one opened."""
        self._replace(self.now.opened(journal))

    def _replace(self, now: P) -> None:
        before, self.now = self.now, now
        if now != before:
            save(now)
        for name, listener in tuple(self._listeners):
            if getattr(before, name) != getattr(now, name):
                listener()


def folder() -> Path:
    """Return the folder of the preferences, which `REBOND_CONFIG_DIR` overrides."""
    return Path(os.environ.get("REBOND_CONFIG_DIR") or platformdirs.user_config_dir("rebond", appauthor=False))


def log_file() -> Path:
    """Return the path of the log of internal errors."""
    override = os.environ.get("REBOND_CONFIG_DIR")
    return Path(override or platformdirs.user_log_dir("rebond", appauthor=False)) / "rebond.log"


def crash_file() -> Path:
    """Return the path of the file that the stack of a crash is written to, beside the log."""
    return log_file().with_suffix(".crash")


def cache_folder() -> Path:
    """Return the folder of recomputable data, such as matplotlib's list of fonts."""
    if override := os.environ.get("REBOND_CONFIG_DIR"):
        return Path(override) / "cache"
    return Path(platformdirs.user_cache_dir("rebond", appauthor=False))


def load() -> Preferences:
    """Return the saved preferences."""
    return load_as(Preferences)


def load_as(cls: type[P]) -> P:
    """Return the saved preferences; each that is missing, damaged or not allowed has its default."""
    try:
        saved = json.loads(_file().read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return cls()
    return cls(**_sound(cls, saved)) if isinstance(saved, Mapping) else cls()


def save(preferences: Preferences) -> None:
    """Write the file of preferences; failing to is no reason to stop the program."""
    values = {one.name: _as_json(getattr(preferences, one.name)) for one in fields(preferences)}
    with suppress(OSError):
        _file().parent.mkdir(parents=True, exist_ok=True)
        write_whole(_file(), json.dumps(values, indent=1).encode())


def _file() -> Path:
    return folder() / "preferences.json"


def _declared(cls: type[Preferences]) -> dict[str, tuple[Any, Container[Any] | None]]:
    """Return the type of each preference and its allowed values, None for all."""
    hints = {name: hint for base in reversed(cls.__mro__) for name, hint in get_annotations(base).items()}
    return {
        name: (get_args(hint)[0], get_args(hint)[1]) if get_origin(hint) is Annotated else (hint, None)
        for name, hint in hints.items()
    }


def _sound(cls: type[Preferences], saved: Mapping[str, Any]) -> dict[str, Any]:
    """Return the valid values of the file, by the names of the preferences."""
    found: dict[str, Any] = {}
    for name, (hint, allowed) in _declared(cls).items():
        value = _from_json(saved.get(name), hint)
        if _fits(value, hint, allowed):
            found[name] = value
    return found


def _fits(value: object, hint: Any, allowed: Container[Any] | None) -> bool:
    if hint == tuple[str, ...]:
        fits = isinstance(value, tuple) and all(isinstance(part, str) for part in value)
    else:
        # To Python, True is a whole number too, and the member of a StrEnum a text.
        fits = type(value) is hint
    return fits and (allowed is None or value in allowed)


def _as_json(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value


def _from_json(value: Any, hint: Any) -> Any:
    """Convert a value of the file to the type of its preference; None or unchanged if it is invalid."""
    if hint == tuple[str, ...] and isinstance(value, list):
        return tuple(part for part in value if isinstance(part, str))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next((member for member in hint if type(member.value) is type(value) and member.value == value), None)
    return value
