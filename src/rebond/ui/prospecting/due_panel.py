"""The follow-ups that are due today or late; each can be logged, marked done or postponed with one key."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from rebond.domain.prospecting.kinds import Contact
from rebond.journal.history import Change
from rebond.journal.queries.contacts import ContactLine
from rebond.ui.prospecting import views
from rebond.ui.prospecting.cards import DueDelegate
from rebond.ui.prospecting.contact_model import DueModel
from rebond.ui.session import Session
from rebond.ui.shared.command_actions import unlettered
from rebond.ui.shared.row_list import RowList
from rebond.ui.shared.theme import GRID
from rebond.ui.shared.tooltip import tip
from rebond.ui.speech import _

_WEEK = 7


class DuePanel(QWidget):
    """The list of follow-ups; what the person does with one is emitted as a signal that the tab handles."""

    #: The `ContactLine` that the person selected.
    chosen = Signal(object)
    #: A request to log an interaction with a `Contact`.
    log_wanted = Signal(object)
    #: A `Contact` whose next step is done.
    done = Signal(object)
    #: A `Contact` whose next step is postponed, and the new day as a number of days from today.
    later = Signal(object, int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = DueModel(session, self)
        self.view = RowList()
        self.view.setAccessibleName(_("Follow-ups due"))
        self.view.show_rows(self.rows, DueDelegate(session, self.view))
        self._title = QLabel(_("Follow-ups due"))
        self._title.setProperty("role", "title")
        self._none = QLabel(_("Nothing is due. A next step with its day appears here in time."))
        self._none.setProperty("role", "soft")
        self._none.setWordWrap(True)
        self._buttons = QWidget()
        self._lay_out()
        views.command(self.view, _("&Log a contact"), self._on_log, "Return", "Enter")
        views.command(self.view, _("Do&ne"), self._on_done, "Space")
        views.command(self.view, _("&Tomorrow"), self._on_tomorrow, "+")
        views.command(self.view, _("In a &week"), self._on_week, "*")
        self.view.doubleClicked.connect(self._on_log)
        self.view.clicked.connect(self._on_chosen)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        for signal in (self.rows.modelReset, self.rows.rowsInserted, self.rows.rowsRemoved):
            signal.connect(self._on_counted)

    def load(self) -> None:
        """Read the follow-ups, and select the first."""
        self.rows.ask()
        self._choose_one()
        self._on_chosen()

    def follow(self, change: Change) -> None:
        """Update to a change if it concerns a follow-up that is or was due."""
        rows = [values for row in change.rows if row.kind == Contact.kind for values in (row.before, row.after)]
        today = self.rows.session.today.isoformat()
        if any(row.erased for row in change.rows) or any(
            values and values["next_date"] and str(values["next_date"]) <= today for values in rows
        ):
            self.refresh()

    def refresh(self) -> None:
        """Update to a change of the journal, row by row."""
        self.rows.refresh()
        self._choose_one()

    def line(self) -> ContactLine | None:
        """Return the selected follow-up."""
        index = self.view.currentIndex()
        return self.rows.at(index.row()) if index.isValid() else None

    def _choose_one(self) -> None:
        if not self.view.currentIndex().isValid() and self.rows.rowCount():
            self.view.setCurrentIndex(self.rows.index(0, 0))

    def _lay_out(self) -> None:
        grid = QGridLayout(self._buttons)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GRID // 2)
        for place, (name, hint, slot) in enumerate(
            (
                (_("Lo&g…"), _("Log a contact with this person (Enter)"), self._on_log),
                (_("Do&ne"), _("The next step is done, without a contact to log (Space)"), self._on_done),
                (_("&Tomorrow"), _("Put the next step off until tomorrow (+)"), self._on_tomorrow),
                (_("In a &week"), _("Put the next step off for a week (*)"), self._on_week),
            )
        ):
            button = QPushButton(unlettered(name))
            button.setToolTip(tip(hint))
            button.clicked.connect(slot)
            grid.addWidget(button, place // 2, place % 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self._title)
        column.addWidget(self._none)
        column.addWidget(self.view, 1)
        column.addWidget(self._buttons)

    def _on_counted(self) -> None:
        any_due = self.rows.rowCount() > 0
        self.view.setVisible(any_due)
        self._buttons.setVisible(any_due)
        self._none.setVisible(not any_due)

    def _on_current(self) -> None:
        """Ignore changes of the current row without the focus: rows also vanish by actions elsewhere."""
        if self.view.hasFocus():
            self._on_chosen()

    def _on_chosen(self) -> None:
        if line := self.line():
            self.chosen.emit(line)

    def _on_log(self) -> None:
        if line := self.line():
            self.log_wanted.emit(line.contact)

    def _on_done(self) -> None:
        if line := self.line():
            self.done.emit(line.contact)

    def _on_tomorrow(self) -> None:
        self._put_off(1)

    def _on_week(self) -> None:
        self._put_off(_WEEK)

    def _put_off(self, days: int) -> None:
        if line := self.line():
            self.later.emit(line.contact, days)
