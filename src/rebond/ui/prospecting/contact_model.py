"""The models of contacts: the table, a column of the board, and the follow-ups that are due."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QMimeData, QModelIndex, QObject, Qt

from rebond.domain.direction import joined
from rebond.journal.queries.contacts import (
    Asked,
    ContactLine,
    ContactOrder,
    contact_lines,
    contacts_listing,
    due,
    due_listing,
)
from rebond.journal.queries.listing import Listing
from rebond.ui.prospecting import contact_wording
from rebond.ui.session import Session
from rebond.ui.shared.tooltip import tip
from rebond.ui.shared.windowed import ROW, Index, WindowedModel
from rebond.ui.speech import _

_ROLE = Qt.ItemDataRole
#: The MIME type of a dragged card; its data is the contact's id in digits.
CARD = "application/x-rebond-contact"
_NO_PARENT = QModelIndex()


def summary(line: ContactLine, session: Session) -> str:
    """Return all that a row shows of a contact, on one line, for tooltips and screen readers."""
    contact = line.contact
    parts = (
        contact.name, contact.organisation, contact_wording.stage(contact, session),
        contact_wording.step_and_day(contact, session.today),
        _("last contact: {when}").format(when=contact_wording.last(line.last, session)),
    )  # fmt: skip
    return joined(" · ", parts)


class _ContactModel(WindowedModel):
    """Base of the models whose rows are contacts."""

    def show(self, row: ContactLine, column: int, role: int) -> Any:
        if role in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole):
            return summary(row, self.session)
        if role == _ROLE.ToolTipRole:
            return tip(summary(row, self.session))
        return None


class AskedModel(_ContactModel):
    """The contacts that match a filter, in its order."""

    first = 40  # as many as a window shows: a search reads them at every letter

    def __init__(self, session: Session, asked: Asked, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        self.asked = asked

    def read(self, limit: int, offset: int) -> Sequence[ContactLine]:
        with self.session.journal.read() as reader:
            return contact_lines(reader, self.asked, limit=limit, offset=offset)

    def listing(self) -> Listing:
        return contacts_listing(self.asked)

    def told_by(self) -> object:
        return self.session.today


class ContactModel(AskedModel):
    """The table of contacts, with a column for each order."""

    columns = tuple(ContactOrder)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, Asked(), parent)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self.columns)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == _ROLE.DisplayRole:
            return heading(self.columns[section])
        return None

    def show(self, row: ContactLine, column: int, role: int) -> Any:
        order = self.columns[column]
        if role == _ROLE.DisplayRole:
            return self._text(row, order)
        if role == _ROLE.ToolTipRole:
            return tip(self._text(row, order)) or None
        return None

    def _text(self, row: ContactLine, order: ContactOrder) -> str:
        contact, today = row.contact, self.session.today
        if order is ContactOrder.NAME:
            return contact.name
        if order is ContactOrder.ORGANISATION:
            return contact.organisation
        if order is ContactOrder.STAGE:
            return contact_wording.begun(contact_wording.stage(contact, self.session))
        if order is ContactOrder.LAST:
            return contact_wording.last(row.last, self.session)
        if order is ContactOrder.NEXT_STEP:
            return contact_wording.step(contact)
        return contact_wording.due(contact.next_date, today) if contact.next_date else ""


def heading(order: ContactOrder) -> str:
    """Return the title of a column."""
    return {
        ContactOrder.NAME: _("Name"),
        ContactOrder.ORGANISATION: _("Organisation"),
        ContactOrder.STAGE: _("Stage"),
        ContactOrder.LAST: _("Last contact"),
        ContactOrder.NEXT_STEP: _("Next step"),
        ContactOrder.NEXT_DATE: _("When"),
    }[order]


class StageModel(AskedModel):
    """The contacts of one stage, by the day of the next step, then by name; its items can be dragged."""

    first = 16

    def __init__(self, session: Session, stage_id: int, parent: QObject | None = None) -> None:
        super().__init__(session, Asked(stage_id=stage_id, order=ContactOrder.NEXT_DATE), parent)

    def fill(self, text: str, lines: Sequence[ContactLine], *, complete: bool) -> None:
        """Set the search text and its first rows, which the board reads for all columns at once."""
        self.asked = replace(self.asked, text=text)
        if self._rows != list(lines) or self._complete != complete:
            self.beginResetModel()
            self._hold(lines, complete=complete)
            self.endResetModel()

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else flags | Qt.ItemFlag.ItemIsDropEnabled

    def mimeTypes(self) -> list[str]:  # noqa: N802 - Qt's name
        return [CARD]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:  # noqa: N802 - Qt's name
        data = QMimeData()
        for index in indexes:
            line: ContactLine = index.data(ROW)
            data.setData(CARD, str(line.contact.id).encode())
        return data


class DueModel(_ContactModel):
    """The contacts whose next step is due today or late, the oldest first."""

    def read(self, limit: int, offset: int) -> Sequence[ContactLine]:
        with self.session.journal.read() as reader:
            return due(reader, self.session.today, limit=limit, offset=offset)

    def listing(self) -> Listing:
        return due_listing(self.session.today)
