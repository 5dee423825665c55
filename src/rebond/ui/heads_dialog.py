"""The dialog of the heads that others hold: up to where they confirm the history, and comparing one that came back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from rebond.actions.head_sentences import confirmation_said, grouped, held_said
from rebond.actions.received_heads import ComparedHead, compare, keep_head
from rebond.actions.records import delete
from rebond.domain.problems import Problem, Refused
from rebond.domain.proof.confirmation import Confirmation, SeenHead
from rebond.domain.proof.kinds import HeadReceipt
from rebond.journal.heads import SHORT
from rebond.journal.history import Change
from rebond.journal.queries.confirmed import confirmation
from rebond.sentences import sentence
from rebond.ui.refusals import sentences
from rebond.ui.session import Session
from rebond.ui.shared.command_actions import command
from rebond.ui.shared.field_problems import mark, problem_label, say
from rebond.ui.shared.fields import DayField, LongTextField, TextField
from rebond.ui.shared.row_table import RowTable
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language


class HeadsDialog(QDialog):
    """Compares at once what is pasted with the history, and keeps it as a head received back."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Heads of the history that others hold"))
        self.resize(720, 560)
        self._session = session
        self._compared: ComparedHead | None = None
        self.confirmed = _plain("")
        self.table = RowTable((_("Day"), _("Message"), _("Head"), _("In the history")), 1)
        self.table.setAccessibleName(_("Heads that messages state"))
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._delete = command(self.table, _("&Delete what was kept of it"), self._on_delete, "Del")
        self.pasted = LongTextField(_("Paste the mail that came back, or its line with the head."))
        self.pasted.setAccessibleName(_("Mail or line"))
        self.pasted.setFixedHeight(11 * GRID)
        self.verdict = _plain("")
        # So that the form does not keep the height that it has in a narrow one.
        self.verdict.setMinimumWidth(60 * GRID)
        self.day = DayField(session.today)
        self.note = TextField(_("For example: their answer, my sent mail"))
        self.problem = problem_label(self)
        self.keep = QPushButton(_("&Keep it"))
        self.keep.setProperty("role", "primary")
        self.keep.setEnabled(False)
        self._lay_out()
        self.pasted.textChanged.connect(self._on_pasted)
        self.table.itemSelectionChanged.connect(self._on_chosen)
        self.keep.clicked.connect(self._on_keep)
        session.changed.connect(self._on_changed)
        self._read()
        self.pasted.setFocus()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(GRID)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for title, field in (
            (_("&Mail or line"), self.pasted), (_("&Day of the message"), self.day), (_("&Found in"), self.note),
        ):  # fmt: skip
            heading = QLabel(title)
            heading.setBuddy(field)
            form.addRow(heading, field)
            if field is self.pasted:
                form.addRow("", self.verdict)
            else:
                field.setAccessibleName(title.replace("&", ""))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        buttons.addButton(self.keep, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(self.confirmed)
        column.addWidget(self.table, 1)
        column.addLayout(form)
        column.addStretch(0)  # takes the room of the table while that is hidden
        column.addWidget(self.problem)
        column.addWidget(buttons)

    def _read(self) -> None:
        with self._session.journal.read() as reader:
            self._confirmation: Confirmation = confirmation(reader)
            self._receipts = {receipt.head[:SHORT]: receipt for receipt in reader.all(HeadReceipt)}
        self.confirmed.setText("\n".join(confirmation_said(language(), self._confirmation)))
        self.table.setVisible(bool(self._confirmation.heads))
        self.table.show_texts([self._texts(head) for head in self._confirmation.heads])
        self._on_chosen()

    def _texts(self, head: SeenHead) -> tuple[str, ...]:
        if head.change:
            place = _("change {number}, compared") if head.returned else _("change {number}")
            place = place.format(number=head.change)
        else:
            place = _("another journal") if head.foreign else _("not there any more")
        return (language().day(head.day, "short"), head.subject, grouped(head.digits), place)

    def _on_pasted(self) -> None:
        """Compare what is pasted, and take the day of the message from it."""
        text = self.pasted.toPlainText()
        with self._session.journal.read() as reader:
            found = compare(reader, text)
        self._compared = found
        self.verdict.setText(self._said(found) if text.strip() else "")
        is_lost = found is not None and found.change is None
        self.verdict.setProperty("role", "warning" if is_lost else "")
        self.verdict.style().polish(self.verdict)
        self.keep.setEnabled(found is not None and not found.kept)
        if found:
            letter = found.letter
            self.day.show_value(found.stated.day or (letter.sent if letter else self._session.today))
        say(self.problem, [])

    def _said(self, found: ComparedHead | None) -> str:
        if found is None:
            return _("No head is found there: it has at least 16 digits, 0 to 9 and a to f.")
        if found.change is None:
            facts = {"head": found.stated.digits[:SHORT]}
            return sentence(language(), Problem("check_head", facts=facts))
        held = held_said(language(), found.change)
        return f"{held} {_('It is kept already.')}" if found.kept else held

    def _on_keep(self) -> None:
        if self._compared is None:
            return
        try:
            sent, note = self.day.read(), self.note.read()
            self._session.do(
                keep_head, self._session.journal, self._compared, sent, note, self._session.today
            )  # fmt: skip
        except Refused as refused:
            told = [sentences(refused)]
            say(self.problem, told)
            mark(self.day, told)
            self.day.setFocus()
            return
        mark(self.day, [])
        self.pasted.clear()
        self.note.clear()
        self.pasted.setFocus()

    def _chosen(self) -> HeadReceipt | None:
        heads, row = self._confirmation.heads, self.table.currentRow()
        if not (self.table.selectedItems() and 0 <= row < len(heads)):
            return None
        return self._receipts.get(heads[row].digits[:SHORT])

    def _on_chosen(self) -> None:
        self._delete.setEnabled(self._chosen() is not None)

    def _on_delete(self) -> None:
        if receipt := self._chosen():
            self._session.do(delete, self._session.journal, receipt)

    def _on_changed(self, _change: Change) -> None:
        self._read()
        self._on_pasted()


def _plain(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setWordWrap(True)
    # As wide as there is room: a form would otherwise break its lines at a third of that.
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return label
