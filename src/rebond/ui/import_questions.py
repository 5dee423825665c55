"""The questions of an import: which account a statement is of, and what it held where the file does not say."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from rebond.actions.imports import Preview, known_accounts
from rebond.actions.imports.bank.account_identity import AccountQuestion, ImportAnswers
from rebond.actions.imports.bank.balances import BalanceQuestion
from rebond.actions.imports.bank.wording import question_sentence
from rebond.domain.problems import Refused
from rebond.ui.column_chooser import ColumnChooser
from rebond.ui.import_rows import ReadRows
from rebond.ui.shared.fields import AmountField, TextField
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language


class ImportQuestions(QWidget):
    """The questions of a preview; `changed` tells that `complete` may be another one."""

    changed = Signal()

    def __init__(
        self,
        plan: Preview,
        accounts: Sequence[AccountQuestion],
        balances: Sequence[BalanceQuestion],
        columns: ColumnChooser,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._accounts = {question.key: _AccountChoice(question, plan.currency, self) for question in accounts}
        self._balances = {question.key: AmountField(optional=True, parent=self) for question in balances}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        asked = self._accounts.keys() | self._balances.keys()
        for source in plan.sources:
            if source.table is not None and asked & source.accounts.keys():
                column.addWidget(_sentence(_("What is read from {file}:").format(file=source.path.name), self))
                column.addWidget(ReadRows(source, columns))
        for choice in self._accounts.values():
            choice.changed.connect(self.changed)
            column.addWidget(choice)
        for question in balances:
            field = self._balances[question.key]
            text = _("The file does not say what {number} held at the end of {date}. Balance that day, if you know it:")
            label = _sentence(text.format(number=question.number, date=language().day(question.date, "medium")), self)
            label.setBuddy(field)
            field.setAccessibleName(label.text())
            field.textChanged.connect(self.changed)
            column.addWidget(label)
            column.addWidget(field)
        column.addStretch(1)
        first = next(iter((*self._accounts.values(), *self._balances.values())))
        self.setFocusProxy(first)

    @property
    def complete(self) -> bool:
        """Whether every account is chosen and every amount can be read."""
        named = all(choice.name for choice in self._accounts.values())
        return named and all(_readable(field) for field in self._balances.values())

    def answers(self, before: ImportAnswers) -> ImportAnswers:
        """Return the answers given before with those given here."""
        accounts = {key: choice.name for key, choice in self._accounts.items()}
        balances = {key: cents for key, field in self._balances.items() if (cents := field.read()) is not None}
        return ImportAnswers({**before.accounts, **accounts}, {**before.balances, **balances})


class _AccountChoice(QWidget):
    """Asks whose a statement is: an account of the journal, or a new one with a name."""

    changed = Signal()

    def __init__(self, question: AccountQuestion, currency: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._candidates = question.candidates
        text = _sentence(question_sentence(language(), question, currency), self)
        self._choice = QComboBox(self)
        self._choice.setAccessibleName(text.text())
        self._choice.setPlaceholderText(_("Choose…"))
        for name in question.candidates:
            self._choice.addItem(name)
        self._choice.addItem(_("Another account, not noted yet"))
        likely = known_accounts.likely(question)
        self._choice.setCurrentIndex(question.candidates.index(likely) if likely else -1)
        self._new_name = TextField(parent=self)
        self._new_name.setText(question.new_name)
        text.setBuddy(self._choice)
        self.setFocusProxy(self._choice)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(text)
        form.addRow(self._choice)
        form.addRow(_("Its &name"), self._new_name)
        self._form = form
        self._show_name()
        self._choice.currentIndexChanged.connect(self._show_name)
        self._new_name.textChanged.connect(self.changed)

    @property
    def name(self) -> str:
        """The name of the account chosen; empty while none is."""
        at = self._choice.currentIndex()
        if at < 0:
            return ""
        return self._candidates[at] if at < len(self._candidates) else self._new_name.text().strip()

    def _show_name(self) -> None:
        is_new = self._choice.currentIndex() == len(self._candidates)
        self._form.setRowVisible(self._new_name, is_new)
        self.changed.emit()


def _readable(field: AmountField) -> bool:
    try:
        field.read()
    except Refused:
        return False
    return True


def _sentence(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
