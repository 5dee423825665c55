"""The questions of an import: which account a statement is of, and what it held where the file does not say."""

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from rebond.actions.imports import known_accounts
from rebond.actions.imports.bank.account_identity import AccountQuestion, ImportAnswers
from rebond.actions.imports.bank.balances import BalanceQuestion
from rebond.actions.imports.bank.wording import question_sentence
from rebond.actions.imports.previewed import Preview, SourceFile
from rebond.domain.problems import Refused
from rebond.domain.value_classes import dataclass
from rebond.ui.column_chooser import ColumnChooser
from rebond.ui.import_rows import ReadRows
from rebond.ui.shared.fields import AmountField, TextField
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language


@dataclass(frozen=True, slots=True)
class OpenQuestions:
    """The questions still open about a file: the account of a statement, and the balances that it does not say."""

    source: SourceFile
    accounts: tuple[AccountQuestion, ...]
    balances: tuple[BalanceQuestion, ...]

    @classmethod
    def first(cls, plan: Preview, heard: Collection[str]) -> "OpenQuestions | None":
        """Return the questions about the first file that has any; None if all are answered.

        One account by one: what is found for one statement is known by its number for the next.

        :param heard: the keys of the questions for balances that were asked, and may have no answer.
        """
        for source in plan.sources:
            accounts = [question for question in plan.accounts if question.key in source.accounts]
            balances = [question for question in plan.balances if question.key in source.accounts.keys() - heard]
            if accounts or balances:
                return cls(source, tuple(accounts[:1]), tuple(balances))
        return None


class ImportQuestions(QWidget):
    """The open questions about one file; `changed` tells that `complete` may be another one."""

    changed = Signal()

    def __init__(
        self, questions: OpenQuestions, currency: str, columns: ColumnChooser, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.questions = questions
        source = questions.source
        self._accounts = {question.key: _AccountChoice(question, currency, self) for question in questions.accounts}
        self._balances = {question.key: AmountField(optional=True, parent=self) for question in questions.balances}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        if source.table is not None:
            name = source.origin.name(language())
            column.addWidget(_sentence(_("What is read from {file}:").format(file=name), self))
            column.addWidget(ReadRows(source, columns))
        for choice in self._accounts.values():
            choice.changed.connect(self.changed)
            column.addWidget(choice)
        for question in questions.balances:
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
