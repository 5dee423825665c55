"""The preview of an import: what each file adds, notes and problems, and the invoices that movements may pay."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from rebond.actions.imports.bank.offer import Offer
from rebond.actions.imports.bank.wording import offer_reasons, offer_sentence
from rebond.actions.imports.previewed import Preview, SourceFile
from rebond.domain.problems import Problem
from rebond.domain.rules import LONGEST_NAME
from rebond.exchange.result import Format
from rebond.sentences import counted, sentence
from rebond.ui.column_chooser import ColumnChooser
from rebond.ui.import_rows import ReadRows
from rebond.ui.shared.fields import TextField
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language, n_

#: The most lines of problems or notes that are shown without scrolling.
_MOST_LINES = 8


class ImportPreview(QWidget):
    """A preview with its choices: the lines to leave out, and the offers to note as paid."""

    #: What may be imported has changed.
    changed = Signal()

    def __init__(self, plan: Preview, columns: ColumnChooser, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = plan
        self._names: dict[str, TextField] = {}
        self._skip = QCheckBox(_("&Leave out the lines that have problems and import the others"), self)
        self._skip.setVisible(bool(plan.problems))
        self._skip.toggled.connect(self.changed)
        self._offers = QListWidget(self)
        self._offers.setSpacing(GRID // 4)
        self._offers.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        tables = [source for source in plan.sources if source.table is not None]
        column.addWidget(self._summaries(columns))
        if len(tables) == 1:
            column.addWidget(ReadRows(tables[0], columns))
        column.addLayout(self._new_accounts())
        if notes := [(source.origin.name(language()), note) for source in plan.sources for note in source.notes]:
            column.addWidget(self._sentences(notes, _("Notes")), 1)
        if plan.problems:
            said = [(source.origin.name(language()), problem) for source in plan.sources for problem in source.problems]
            column.addWidget(self._sentences(said, _("Problems")), 1)
        column.addWidget(self._skip)
        if plan.offers:
            column.addWidget(_plain(_("Invoices that these movements seem to pay:"), "title"))
            column.addWidget(self._offers, 2)
        else:
            column.addStretch()
        self._offers.setVisible(bool(plan.offers))
        for offer in plan.offers:
            text = f"{offer_sentence(language(), offer, plan.currency)}\n{offer_reasons(language(), offer)}"
            item = QListWidgetItem(text, self._offers)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if offer.sure else Qt.CheckState.Unchecked)

    @property
    def complete(self) -> bool:
        """Whether there is something to import, and nothing to decide first."""
        anything = bool(self._plan.steps or self._plan.offers)
        return anything and all(self.names.values()) and (not self._plan.problems or self.skips_bad_lines)

    @property
    def names(self) -> dict[str, str]:
        """The names of the new accounts, by the keys of their questions; empty while one is not given."""
        return {key: field.read() for key, field in self._names.items()}

    @property
    def skips_bad_lines(self) -> bool:
        return self._skip.isChecked()

    @property
    def paid(self) -> list[Offer]:
        """The offers that are ticked."""
        return [
            offer
            for row, offer in enumerate(self._plan.offers)
            if self._offers.item(row).checkState() is Qt.CheckState.Checked
        ]

    def _new_accounts(self) -> QFormLayout:
        """Return a field for the name of each account that the import makes."""
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for question in self._plan.new_accounts:
            field = self._names[question.key] = TextField(parent=self)
            field.show_value(question.new_name)
            field.setMaxLength(LONGEST_NAME)
            field.textChanged.connect(self.changed)
            text = _("Name of the new account, {amount} on {date}:").format(
                amount=language().money(question.balance, self._plan.currency),
                date=language().day(question.date, "medium"),
            )
            form.addRow(text, field)
            field.setAccessibleName(text.rstrip(" :\u00a0\u202f"))
        return form

    def _summaries(self, columns: ColumnChooser) -> QScrollArea:
        """Return a line on each file, with the button for its columns if it is a table; scrolled where room lacks."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        sources = [source for source in self._plan.sources if not source.only_tells]
        tables = [source for source in sources if source.table is not None]
        for source in sources:
            line = QHBoxLayout()
            line.addWidget(_plain(_summary(source), "title" if len(sources) == 1 else ""), 1)
            # A single table has its button below its rows.
            if len(tables) != 1 and (button := columns.button(source)) is not None:
                line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            column.addLayout(line)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        scroll.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        scroll.setMinimumHeight(min(inside.sizeHint().height(), scroll.fontMetrics().lineSpacing() * _MOST_LINES))
        return scroll

    def _sentences(self, said: Sequence[tuple[str, Problem]], name: str) -> QPlainTextEdit:
        """Return a text that can be copied, with each problem or note, the name of its file and its line."""
        lines = []
        for where, problem in said:
            if problem.line:
                where = _("{file}, line {line}").format(file=where, line=problem.line)
            lines.append(_("{place}: {problem}").format(place=where, problem=sentence(language(), problem)))
        shown = QPlainTextEdit("\n".join(lines), self)
        shown.setReadOnly(True)
        shown.setTabChangesFocus(True)
        shown.setAccessibleName(name)
        # Room for a few lines, so that the offers below have theirs.
        shown.setMaximumHeight(shown.fontMetrics().lineSpacing() * min(2 * len(said) + 1, _MOST_LINES) + 2 * GRID)
        return shown


def _plain(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("role", role)
    return label


def _summary(source: SourceFile) -> str:
    """Return one line on a file: its name, its format, and what it adds."""
    count = len(source.problems)
    parts = [
        *(counted(language(), kind, number) for kind, number in source.added.items()),
        n_("{count} row changed", "{count} rows changed", source.changed).format(count=source.changed)
        if source.changed
        else "",
        n_("{count} there already", "{count} there already", source.there).format(count=source.there)
        if source.there
        else "",
        n_("{count} problem", "{count} problems", count).format(count=count) if count else "",
    ]
    brings = ", ".join(part for part in parts if part) or _("nothing")
    return _("{file} ({format}): {brings}").format(
        file=source.origin.name(language()), format=_formats()[source.format], brings=brings
    )


def _formats() -> dict[Format, str]:
    return {
        Format.CAMT: _("bank statement, camt.053"),
        Format.OFX: _("bank statement, OFX"),
        Format.CSV: _("bank statement, CSV"),
        Format.QIF: _("bank statement, QIF"),
        Format.ZIP: _("files in a ZIP"),
        Format.VCARD: _("address book"),
        Format.JOURNAL: _("journal"),
        Format.UNKNOWN: _("not known"),
    }
