"""What makes the figures less sure, in words, with what to do about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from rebond import words
from rebond.charts.sentences import listed
from rebond.domain.billing import NotInvoiced
from rebond.domain.outlook import Outlook
from rebond.ui.shared.theme import GRID
from rebond.words import _, n_

#: A balance older than this may hide movements that the journal does not know of.
OLD = timedelta(days=31)
#: Months named one by one; more are counted.
_NAMED = 2


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence, the words of its one action, and the row of the journal where that is done."""

    text: str
    action: str
    kind: str
    id: int


def notices(outlook: Outlook) -> tuple[Notice, ...]:
    """What there is to check, the most misleading first."""
    return (*_savings(outlook), *(_not_invoiced(one, outlook) for one in outlook.not_invoiced))


def _savings(outlook: Outlook) -> Iterator[Notice]:
    projection = outlook.as_things_stand.projection
    if not projection.opening_lines:
        yield Notice(
            _("No balance counts yet: the runway starts from zero."), _("Note what an account holds"), "account", 0
        )
        return
    first = projection.opening_lines[0].source
    account = first.id if first else 0
    age = outlook.today - projection.since
    if age > OLD:
        text = n_("The savings' balance is {count} day old.", "The savings' balance is {count} days old.", age.days)
        yield Notice(text.format(count=age.days), _("Note today's balance"), "account", account)
    stale = outlook.stale_accounts
    if stale:
        text = n_(
            "The balance of {names} is more than a week older than the newest one: movements since may be missing.",
            "The balances of {names} are more than a week older than the newest one: movements since may be missing.",
            len(stale),
        ).format(names=listed(stale))
        found = next((line.source for line in projection.opening_lines if line.name in stale and line.source), None)
        yield Notice(text, _("Note their balance"), "account", found.id if found else account)


def _not_invoiced(found: NotInvoiced, outlook: Outlook) -> Notice:
    client = outlook.situation.client_names.get(found.mission.client_id, "")
    parts = [words.month(month) for month in found.months] + list(found.milestones)
    if len(parts) > _NAMED:
        rest = len(parts) - _NAMED
        more = n_("{count} more", "{count} more", rest).format(count=rest)
        parts = [*parts[:_NAMED], more]
    text = _("{client} · {mission}: {what} not invoiced yet, so not counted.").format(
        client=client, mission=found.mission.name, what=listed(parts)
    )
    return Notice(text, _("Go to the mission"), "mission", found.mission.id)


class NoticeBar(QWidget):
    """Shows the first notice, and the others on demand; `followed` names where the action of one is done."""

    followed = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notices: tuple[Notice, ...] = ()
        self._all = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.hide()

    def show_notices(self, found: tuple[Notice, ...]) -> None:
        """Show these in the place of those before."""
        if found == self._notices:
            return
        self._notices = found
        self._fill()

    def texts(self) -> tuple[str, ...]:
        """What there is to check, shown or not."""
        return tuple(notice.text for notice in self._notices)

    def _fill(self) -> None:
        while item := self._column.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        shown = self._notices if self._all else self._notices[:1]
        for position, notice in enumerate(shown):
            more = len(self._notices) - 1 if position == 0 else 0
            self._column.addWidget(self._line(notice, more))
        self.setVisible(bool(self._notices))

    def _line(self, notice: Notice, more: int) -> QWidget:
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        text = QLabel(f"⚠ {notice.text}", line)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setProperty("role", "warning")
        text.setWordWrap(True)
        text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        action = link(notice.action, line)
        action.clicked.connect(lambda _on=False, kind=notice.kind, row_id=notice.id: self.followed.emit(kind, row_id))
        row.addWidget(text, 1)
        row.addWidget(action)
        if more:
            rest = link(_("fewer") if self._all else n_("{count} more", "{count} more", more).format(count=more), line)
            rest.clicked.connect(self._toggle)
            row.addWidget(rest)
        return line

    def _toggle(self) -> None:
        self._all = not self._all
        self._fill()


def link(text: str, parent: QWidget) -> QPushButton:
    """A button that reads as a link; reached and pressed with the keyboard like any button."""
    button = QPushButton(text, parent)
    button.setProperty("role", "link")
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return button
