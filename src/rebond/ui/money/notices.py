"""Notices of what makes the figures less reliable, each with the action that settles it."""

from collections.abc import Iterator
from datetime import timedelta

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QWidget

from rebond.actions.charges import lacks_charges
from rebond.charts.runway_sentences import listed, not_invoiced
from rebond.domain.money.billing import NotInvoiced
from rebond.domain.money.outlook import Outlook
from rebond.domain.value_classes import dataclass
from rebond.ui.shared.theme import GRID
from rebond.ui.shared.tooltip import tip
from rebond.ui.speech import _, language, n_

#: The age from which a balance is reported: later movements may be missing from the journal.
OLD = timedelta(days=31)
#: The number of months that a notice names; further ones are counted.
_NAMED = 2


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence, the label of its action, and the kind and id of the row where the action takes place."""

    text: str
    action: str
    kind: str
    id: int


def notices(outlook: Outlook) -> tuple[Notice, ...]:
    """Return the notices of an outlook, the most misleading circumstance first."""
    return (*_savings(outlook), *_charges(outlook), *(_not_invoiced(work, outlook) for work in outlook.not_invoiced))


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
        text = n_(
            "The balance of your accounts is {count} day old.",
            "The balance of your accounts is {count} days old.",
            age.days,
        )
        yield Notice(text.format(count=age.days), _("Note today's balance"), "account", account)
    stale = outlook.stale_accounts
    if stale:
        text = n_(
            "The balance of {names} is more than a week older than the newest one: movements since may be missing.",
            "The balances of {names} are more than a week older than the newest one: movements since may be missing.",
            len(stale),
        ).format(names=listed(language(), stale))
        lines = projection.opening_lines
        source = next((line.source for line in lines if line.name in stale and line.source), None)
        yield Notice(text, _("Note their balance"), "account", source.id if source else account)


def _charges(outlook: Outlook) -> Iterator[Notice]:
    situation = outlook.situation
    if lacks_charges(situation.settings, situation.charge_rates):
        text = _("No social charges are counted yet: your savings will not last as long.")
        yield Notice(text, _("Choose your status…"), "charge_rate", 0)


def _not_invoiced(unbilled: NotInvoiced, outlook: Outlook) -> Notice:
    client = outlook.situation.client_names.get(unbilled.mission.client_id, "")
    parts = not_invoiced(language(), unbilled)
    if len(parts) > _NAMED:
        rest = len(parts) - _NAMED
        more = n_("{count} more", "{count} more", rest).format(count=rest)
        parts = [*parts[:_NAMED], more]
    text = _("{client} · {mission}: {what} not invoiced yet, so not counted.").format(
        client=client, mission=unbilled.mission.name, what=listed(language(), parts)
    )
    return Notice(text, _("Go to the mission"), "mission", unbilled.mission.id)


class NoticeBar(QWidget):
    """Shows the first notice on a line, and the others in a menu.

    `followed` carries the kind and id of the row to go to.
    """

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

    def show_notices(self, notices: tuple[Notice, ...]) -> None:
        """Replace the notices."""
        self._notices = notices
        self.setVisible(bool(notices))
        if not notices:
            return
        self._text.say(f"⚠ {notices[0].text}")
        self.action.setText(notices[0].action)
        rest = len(notices) - 1
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
    """A sentence on one line; where it does not fit, it ends in an ellipsis and the tooltip shows all."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "warning")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, text: str) -> None:
        self._whole = text
        self.setAccessibleName(text)
        self.setToolTip(tip(text))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width()))


def link(text: str, parent: QWidget) -> QPushButton:
    """Return a button that looks like a link."""
    button = QPushButton(text, parent)
    button.setProperty("role", "link")
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return button
