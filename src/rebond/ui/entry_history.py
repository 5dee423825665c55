"""The dialog with the history of one row: when it was entered, and what each change made of it, field by field."""

from collections.abc import Iterator
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from rebond.actions.field_words import field_name, field_value, told_fields
from rebond.domain.kinds import Entity
from rebond.journal.history import Version, versions
from rebond.journal.queries.settings import load_settings
from rebond.journal.reader import Reader
from rebond.ui.session import Session
from rebond.ui.shared.theme import GRID, colours
from rebond.ui.speech import _, language

#: The changes shown at most, the newest; each has as many lines as it changed fields.
_MOST = 200
_TAKEN_BACK = frozenset({"undo", "revert"})


class EntryHistoryDialog(QDialog):
    """All that one row said since it was entered, the newest change first; it can be copied."""

    def __init__(self, session: Session, row: Entity, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("History of this entry"))
        self.resize(680, 440)
        with session.journal.read() as reader:
            found = versions(reader, row.kind, row.id)
            currency = load_settings(reader).currency
            page = "".join(_told(reader, type(row), found, currency))
        self.text = QTextBrowser()
        self.text.setAccessibleName(self.windowTitle())
        self.text.setOpenLinks(False)
        self.text.setHtml(page)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(self.text)
        column.addWidget(buttons)
        self.text.setFocus()


def _told(reader: Reader, cls: type[Entity], found: tuple[Version, ...], currency: str) -> Iterator[str]:
    """Yield the changes as HTML, the newest first."""
    if not found:
        yield _paragraph(_("Nothing is known of how this entry came about."))
    for place, version in reversed(list(enumerate(found))[-_MOST:]):
        if table := _table(reader, cls, version, currency):
            when = escape(_when(version, first=place == 0))
            yield f'<p style="margin-top:{GRID}px"><b>{when}</b></p>{table}'
    if found and found[0].row.before is not None:
        yield _paragraph(_("What it said before was erased."))
    elif len(found) == 1:
        yield _paragraph(_("It was never changed."))
    elif len(found) > _MOST:
        yield _paragraph(_("Earlier changes are in the history of the journal."))


def _when(version: Version, *, first: bool) -> str:
    """Return what was done and when."""
    if version.row.after is None:
        said = _("Deleted on {date} at {time}")
    elif version.action in _TAKEN_BACK:
        said = _("Put back on {date} at {time}")
    elif version.row.before is None:
        said = _("Entered on {date} at {time}") if first else _("Brought back on {date} at {time}")
    else:
        said = _("Changed on {date} at {time}")
    return said.format(date=language().day(version.at.date()), time=language().hour(version.at.time()))


def _table(reader: Reader, cls: type[Entity], version: Version, currency: str) -> str:
    """Return the fields that a change wrote: with what each said before, or as they were entered.

    Empty when it wrote none that a person has to do with.
    """
    was, became = version.row.was, version.row.became
    unreadable = (was is None) != (version.row.before is None) or (became is None) != (version.row.after is None)
    if unreadable:
        return _paragraph(_("Another version of the program wrote this, and it cannot be shown here."))
    soft = f'style="color:{colours().soft}"'
    lines = []
    for field in told_fields(cls):
        if (was is None or became is None) and getattr(became or was, field.name) == field.default:
            continue
        before, after = (
            escape(field_value(language(), field, getattr(row, field.name), reader, currency)).replace("\n", "<br>")
            if row
            else ""
            for row in (was, became)
        )
        if (was and became and before == after) or not (before or after):
            continue
        name = f"<td {soft}>{escape(field_name(language(), field))}</td>"
        if was and became:
            lines.append(f"{name}<td {soft}>{before or '–'}</td><td {soft}>→</td><td>{after or '–'}</td>")
        else:
            lines.append(f'{name}<td colspan="3">{after or before}</td>')
    if not lines:
        return ""
    rows = "".join(f"<tr>{line}</tr>" for line in lines)
    return f'<table cellspacing="0" cellpadding="{GRID // 2 - 1}">{rows}</table>'


def _paragraph(text: str) -> str:
    return f'<p style="color:{colours().soft}">{escape(text)}</p>'
