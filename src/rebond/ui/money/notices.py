"""What makes the figures less sure, in words, with what to do about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from html import escape

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QWidget

from rebond.charts.sentences import listed
from rebond.domain.money.billing import NotInvoiced
from rebond.domain.money.outlook import Outlook
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language, n_

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
        ).format(names=listed(language(), stale))
        found = next((line.source for line in projection.opening_lines if line.name in stale and line.source), None)
        yield Notice(text, _("Note their balance"), "account", found.id if found else account)


def _not_invoiced(found: NotInvoiced, outlook: Outlook) -> Notice:
    client = outlook.situation.client_names.get(found.mission.client_id, "")
    parts = [language().month(month) for month in found.months] + list(found.milestones)
    if len(parts) > _NAMED:
        rest = len(parts) - _NAMED
        more = n_("{count} more", "{count} more", rest).format(count=rest)
        parts = [*parts[:_NAMED], more]
    text = _("{client} · {mission}: {what} not invoiced yet, so not counted.").format(
        client=client, mission=found.mission.name, what=listed(language(), parts)
    )
    return Notice(text, _("Go to the mission"), "mission", found.mission.id)


class NoticeBar(QWidget):
    """Shows the first notice on a line, and the others in a menu; `followed` names where one is settled."""

    followed = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notices: tuple[Notice, ...] = ()
        self._text = _OneLine(self)
        self.action = link("", self)
        self.more = link("", self)
        self.action.clicked.connect(self._follow_first)
        self.more.clicked.connect(self._show_others)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self._text, 1)
        row.addWidget(self.action)
        row.addWidget(self.more)
        self.hide()

    def show_notices(self, found: tuple[Notice, ...]) -> None:
        """Show these in the place of those before."""
        self._notices = found
        self.setVisible(bool(found))
        if not found:
            return
        self._text.say(f"⚠ {found[0].text}")
        self.action.setText(found[0].action)
        rest = len(found) - 1
        self.more.setText(n_("{count} more…", "{count} more…", rest).format(count=rest))
        self.more.setVisible(rest > 0)

    def _follow_first(self) -> None:
        self._follow(self._notices[0])

    def _show_others(self) -> None:
        menu = QMenu(self)
        for notice in self._notices[1:]:
            short = self.fontMetrics().elidedText(notice.text, Qt.TextElideMode.ElideRight, 80 * GRID)
            menu.addAction(short.replace("&", "&&")).setData(notice)
        chosen = menu.exec(self.more.mapToGlobal(QPoint(0, self.more.height())))
        if chosen:
            self._follow(chosen.data())

    def _follow(self, notice: Notice) -> None:
        self.followed.emit(notice.kind, notice.id)


class _OneLine(QLabel):
    """A sentence on one line, its end left out where there is no room; the tooltip holds all of it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._said = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "warning")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, text: str) -> None:
        self._said = text
        self.setAccessibleName(text)
        self.setToolTip(escape(text))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._said, Qt.TextElideMode.ElideRight, self.width()))


def link(text: str, parent: QWidget) -> QPushButton:
    """A button that reads as a link; reached and pressed with the keyboard like any button."""
    button = QPushButton(text, parent)
    button.setProperty("role", "link")
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return button
