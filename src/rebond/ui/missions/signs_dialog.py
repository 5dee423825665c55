"""The dialog that says why a client may leave: each sign with its rule, its entries and its factor."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rebond.actions import sign_sentences
from rebond.actions.signs import count_again, dismiss, weigh
from rebond.domain.missions.kinds import Client
from rebond.domain.problems import Refused
from rebond.domain.registry import BY_NAME
from rebond.domain.signs.client_state import DEFAULT_PERCENTS, DEFAULT_WEIGHTS, ClientState, PresentSign
from rebond.domain.signs.kinds import Sign
from rebond.journal.history import Change
from rebond.journal.queries.signs import client_state
from rebond.sentences import label, sentence
from rebond.ui.missions.event_fields import now
from rebond.ui.missions.factor_field import FactorField
from rebond.ui.missions.weights_panel import WeightsPanel
from rebond.ui.session import Session
from rebond.ui.shared.command_actions import command
from rebond.ui.shared.field_problems import mark, problem_label, say
from rebond.ui.shared.row_table import RowTable
from rebond.ui.shared.theme import GRID, colours
from rebond.ui.speech import _, language, p_

_SIZE = QSize(936, 500)
_SIGNS = tuple(Sign)
#: The columns that are there once the weights were refitted.
_DEFAULT, _REFITTED = 2, 3


class SignsDialog(QDialog):
    """The signs of one client, those not seen too; it follows every change of the journal."""

    #: An entry is to be shown, by kind and id.
    go = Signal(str, int)

    def __init__(self, session: Session, client: Client, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Why {client} may leave").format(client=client.name))
        self._session = session
        self._client = client
        self._state: ClientState
        self.sentence = _wrapped("title")
        self.product = _wrapped("soft")
        titles = (_("Sign"), _("Factor"), p_("factor", "Default"), _("Refitted"), _("Until"))
        self.signs = RowTable(titles, free=0, figures=(1, _DEFAULT, _REFITTED))
        self.signs.setAccessibleName(_("Signs"))
        self.rule = _wrapped("soft")
        self.entries = RowTable((_("Day"), _("What happened")), free=1)
        self.entries.setAccessibleName(_("Entries of the sign"))
        self.entries.setWordWrap(True)
        self.entries.setStyleSheet(
            f"{self.entries.styleSheet()}QTableView::item {{ padding: {GRID // 2}px {GRID}px; }}"
        )
        self.entries.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.none = _wrapped("soft")
        self.none.setText(_("Nothing of the kind was seen."))
        self.factor = FactorField()
        self.default = QPushButton()
        self.dismiss = QPushButton()
        self.problem = problem_label(self)
        self.weights = WeightsPanel(session)
        self._close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._lay_out()
        self._connect()
        self._read()
        seen = [_SIGNS.index(one.sign) for one in (*self._state.present, *self._state.dismissed)]
        self.signs.selectRow(min(seen, default=0))
        self.resize(_SIZE)
        self.signs.setFocus()
        self.weights.compute()

    @property
    def sign(self) -> Sign:
        """The sign chosen."""
        return _SIGNS[max(0, self.signs.currentRow())]

    def _read(self) -> None:
        """Read the client's state, and show it."""
        with self._session.journal.read() as reader:
            self._state = client_state(reader, self._client.id, self._session.today)
        self.sentence.setText(sign_sentences.sentence(language(), self._state))
        self.product.setText(sign_sentences.product(language(), self._state))
        self.product.setVisible(bool(self._state.present))
        self.weights.show_weights(self._state.weights)
        self._show_signs()

    def _show_signs(self) -> None:
        """Show every sign, and again what is said of the one chosen."""
        for column in (_DEFAULT, _REFITTED):
            self.signs.setColumnHidden(column, self.weights.refit is None)
        chosen = self.signs.currentRow()
        self.signs.blockSignals(True)
        self.signs.show_texts([self._texts(sign) for sign in _SIGNS])
        for row, sign in enumerate(_SIGNS):
            self._weigh_row(row, sign)
        self.signs.blockSignals(False)
        if chosen >= 0:
            self.signs.selectRow(chosen)
            self._show_sign()

    def _texts(self, sign: Sign) -> tuple[str, ...]:
        """Return its name, the factor that counts, the default one and the refitted one, and until when it counts."""
        weights, refit = self._state.weights, self.weights.refit
        shown = (weights, DEFAULT_WEIGHTS, refit.weights if refit else DEFAULT_WEIGHTS)
        factors = [sign_sentences.factor(language(), one.percents[sign]) for one in shown]
        if sign in weights.typed:
            factors[-1] = p_("factor", "typed")
        found, dismissed = self._found(sign)
        if found is None:
            counts = _("not seen")
        else:
            counts = _("dismissed") if dismissed else sign_sentences.end(language(), found)
        return label(language(), sign), *factors, counts

    def _weigh_row(self, row: int, sign: Sign) -> None:
        """Set the name of a sign that counts in bold, and the row of one that does not in the soft colour."""
        found, dismissed = self._found(sign)
        for item in (self.signs.item(row, column) for column in range(self.signs.columnCount())):
            if item is None:
                continue
            if found is None or dismissed:
                item.setForeground(QColor(colours().soft))
            elif item.column() == 0:
                font = item.font()
                font.setBold(True)
                item.setFont(font)

    def _found(self, sign: Sign) -> tuple[PresentSign | None, bool]:
        """Return a sign if it is present, and whether it is dismissed."""
        counting = next((one for one in self._state.present if one.sign is sign), None)
        dismissed = next((one for one in self._state.dismissed if one.sign is sign), None)
        return counting or dismissed, dismissed is not None

    def _show_sign(self) -> None:
        """Show the rule, the entries and the factor of the sign chosen."""
        sign = self.sign
        found, dismissed = self._found(sign)
        entries = found.entries if found else ()
        self.rule.setText(_(sign_sentences.RULES[sign]))
        self.entries.show_texts(
            [(language().day(one.date, "medium"), sign_sentences.entry(language(), one)) for one in reversed(entries)]
        )
        self.entries.setVisible(bool(entries))
        self.none.setVisible(not entries)
        if entries:
            self.entries.selectRow(0)
        percent = self._state.weights.percents[sign]
        self.factor.show_value(percent)
        default = sign_sentences.factor(language(), DEFAULT_PERCENTS[sign])
        self.default.setText(_("Default: {factor}").format(factor=default))
        self.default.setEnabled(percent != DEFAULT_PERCENTS[sign])
        self.dismiss.setText(_("&Count again") if dismissed else _("&Dismiss"))
        self.dismiss.setEnabled(found is not None)
        self._tell([])

    def _on_factor(self) -> None:
        """Save the factor that was typed, or say what is wrong with it."""
        try:
            percent = self.factor.read()
            self._session.do(weigh, self._session.journal, self.sign, percent, self._session.today)
        except Refused as refused:
            self._tell([sentence(language(), problem) for problem in refused.problems])
        else:
            self._show_sign()

    def _on_default(self) -> None:
        self.factor.show_value(DEFAULT_PERCENTS[self.sign])
        self._on_factor()

    def _on_dismiss(self) -> None:
        found, dismissed = self._found(self.sign)
        if found is None:
            return
        journal = self._session.journal
        try:
            if dismissed:
                self._session.do(count_again, journal, self._client.id, found.sign)
            else:
                self._session.do(dismiss, journal, self._client.id, found, now(self._session))
        except Refused as refused:
            self._tell([sentence(language(), problem) for problem in refused.problems])

    def _edit_factor(self) -> None:
        self.factor.setFocus()
        self.factor.selectAll()

    def _on_open(self) -> None:
        found, _dismissed = self._found(self.sign)
        if found and self.entries.currentRow() >= 0:
            entry = found.entries[-1 - self.entries.currentRow()]
            self.accept()
            self.go.emit(entry.kind, entry.id)

    def _on_day(self) -> None:
        self._read()
        self.weights.compute()

    def _on_changed(self, change: Change) -> None:
        """Follow a change of what signs are read from; the dialog closes with its client."""
        if any(BY_NAME[kind].declared.tab == "missions" for kind in change.kinds) or "settings" in change.kinds:
            with self._session.journal.read() as reader:
                client = reader.get(Client, self._client.id)
            if client is None:
                self.reject()
            else:
                self._read()
                self.weights.compute(change)

    def _tell(self, sentences: list[str]) -> None:
        say(self.problem, sentences)
        mark(self.factor, sentences)

    def _connect(self) -> None:
        self.signs.currentCellChanged.connect(self._show_sign)
        self.signs.activated.connect(self.entries.setFocus)
        self.entries.activated.connect(self._on_open)
        self.factor.returnPressed.connect(self._on_factor)
        self.default.clicked.connect(self._on_default)
        self.dismiss.clicked.connect(self._on_dismiss)
        self._close.rejected.connect(self.reject)
        self._session.changed.connect(self._on_changed)
        self._session.day_changed.connect(self._on_day)
        self.weights.refitted.connect(self._show_signs)
        command(self.signs, _("Change the factor"), self._edit_factor, "F2")
        command(self.signs, _("Restore the default factor"), self._on_default, "Backspace")
        command(self.signs, _("Dismiss or count again"), self._on_dismiss, "Del")
        command(self.entries, _("Open the entry"), self._on_open)
        for view in (self.signs, self.entries):
            view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _lay_out(self) -> None:
        factor = QLabel(_("&Factor"))
        factor.setBuddy(self.factor)
        self.default.setToolTip(_("Restore it: Backspace in the list"))
        self.dismiss.setToolTip(_("Del in the list; a sign dismissed counts again with its next entry"))
        weighing = QHBoxLayout()
        weighing.addWidget(factor)
        weighing.addWidget(self.factor)
        weighing.addWidget(self.default)
        weighing.addStretch(1)
        weighing.addWidget(self.dismiss)
        right = QVBoxLayout()
        right.setSpacing(GRID)
        right.addWidget(self.rule)
        right.addWidget(self.entries, 1)
        right.addWidget(self.none, 1, Qt.AlignmentFlag.AlignTop)
        right.addLayout(weighing)
        right.addWidget(self.problem)
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        row.addWidget(self.signs, 3)
        row.addLayout(right, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(self.sentence)
        column.addWidget(self.product)
        column.addLayout(row, 1)
        column.addWidget(self.weights)
        source = QLabel(_("The defaults are chosen for this program: no study gives them."))
        source.setProperty("role", "soft")
        foot = QHBoxLayout()
        foot.addWidget(source, 1)
        foot.addWidget(self._close)
        column.addLayout(foot)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)  # Enter opens an entry or saves a factor, wherever the buttons are


def _wrapped(role: str) -> QLabel:
    text = QLabel()
    text.setTextFormat(Qt.TextFormat.PlainText)
    text.setProperty("role", role)
    text.setWordWrap(True)
    return text
