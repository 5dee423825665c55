"""The meaning of columns that a person chose for CSV files, found again by the header."""

from collections.abc import Mapping
from dataclasses import field

from rebond.actions.imports import kept_choices
from rebond.actions.imports.kept_choices import Kept
from rebond.domain.value_classes import dataclass
from rebond.exchange.columns import Columns
from rebond.exchange.origin import Origin


@dataclass(frozen=True, slots=True)
class ColumnChoices:
    """The columns of CSV files: those chosen for a file now (`chosen`), and those known by their header (`known`)."""

    chosen: Mapping[Origin, Columns] = field(default_factory=dict)
    known: Mapping[str, Columns] = field(default_factory=dict)


def load() -> dict[str, Columns]:
    """Return the columns kept from earlier imports, by the key of their table; those that are damaged are left out."""
    found = {key: Columns.parse(text) for key, text in kept_choices.load(Kept.COLUMNS).items()}
    return {key: columns for key, columns in found.items() if columns is not None}


def keep(chosen: Mapping[str, Columns]) -> None:
    """Keep columns by the key of their table."""
    kept_choices.keep(Kept.COLUMNS, {key: columns.text() for key, columns in chosen.items()})
