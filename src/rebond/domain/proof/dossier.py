"""A dossier in words: what the journal holds about a client in a period, ready to be put on pages."""

import datetime as dt

from rebond.domain.value_classes import dataclass

#: The files of a dossier, by the names they have in its folder and inside its PDF.
PAGES, ROWS, HISTORY, SCRIPT, SUMS = "dossier.pdf", "rows.json", "history.jsonl", "verify.py", "SHA256SUMS"
STEPS = {"en": "how-to-verify.en.txt", "fr": "how-to-verify.fr.txt"}


@dataclass(frozen=True, slots=True)
class ToldRow:
    """A row in words: its day and title, the row it is, when it was written down, what it says, what changed since.

    `computed` is what follows from it and stands in no row, under a line that says so.
    """

    day: str
    title: str
    place: str
    entered: str
    says: tuple[str, ...] = ()
    since: tuple[str, ...] = ()
    computed: tuple[str, ...] = ()
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class DossierPart:
    """A part of a dossier under its heading, with `notes` about all of it; `empty` says so where nothing is in it.

    `lines` are told for whoever reads it, and are no rows.
    """

    heading: str
    told: tuple[ToldRow, ...]
    empty: str = ""
    notes: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dossier:
    """A dossier: its title page, what it proves and does not, and its parts.

    `head` is the history's head in full, `change` the number of its change. `about` are the lines below the title.
    """

    title: str
    about: tuple[str, ...]
    contents: str
    head: str
    change: int
    foot: str
    made: dt.date
    proves_heading: str
    proves: tuple[str, ...]
    parts: tuple[DossierPart, ...]
