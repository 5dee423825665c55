"""The facts of a letter as fields: each with what the journal knows, and a missing one with what is asked for."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from rebond.domain.kinds import Entity
from rebond.domain.problems import Money, Problem, Refused
from rebond.language import Language
from rebond.letters.askable import ASKABLE, TypedAs, asked_as, general
from rebond.letters.fact_values import Minutes
from rebond.letters.facts import value_at
from rebond.letters.worded import worded
from rebond.sentences import sentence
from rebond.ui.letters.draft import Draft
from rebond.ui.letters.fact_sources import SourceLink, on_key, titled
from rebond.ui.session import Session
from rebond.ui.shared.field_problems import mark, problem_label, say
from rebond.ui.shared.fields import AmountField, DayField, HoursField, LongTextField, TextField
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language


class FactField(QWidget):
    """One fact: its label, its field, and below what is wrong with it and the entry that it comes from."""

    #: The person changed the fact, by its path and its new value.
    given = Signal(str, object)

    def __init__(self, path: str, currency: str, today: date) -> None:
        super().__init__()
        self.path, self._currency = path, currency
        self._typed = ASKABLE[general(path)].typed
        self._editor = _editor(self._typed, today)
        title = asked_as(language(), path)
        heading = QLabel(title)
        heading.setWordWrap(True)
        heading.setBuddy(self._editor)
        self._editor.setAccessibleName(title)
        self._title = title
        self._problem = problem_label(self)
        self.source = SourceLink()
        self.source.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the key in the field opens it
        on_key(self, self.source.press)
        self._shown = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for widget in (heading, self._editor, self._problem, self.source):
            column.addWidget(widget)
        self.setFocusProxy(self._editor)
        if isinstance(self._editor, QPlainTextEdit):
            self._editor.setFixedHeight(self._editor.fontMetrics().lineSpacing() * 3 + 2 * GRID)
            self._editor.installEventFilter(self)
        else:
            self._editor.editingFinished.connect(self._read)

    def show_fact(self, spoken: Language, value: Any) -> None:
        """Show a fact as the letter words it, unless the person is typing it."""
        if self._editor.hasFocus() and self._text() != self._shown:
            return
        if self._typed is TypedAs.LIST:
            self._editor.show_value("\n".join(worded(spoken, one) for one in value or ()))
        elif self._typed in (TypedAs.TEXT, TypedAs.LONG):
            self._editor.show_value(worded(spoken, value) if value else "")
        elif isinstance(value, Minutes):
            self._editor.show_value(value.count)
        else:
            self._editor.show_value(value.cents if isinstance(value, Money) else value)
        self._shown = self._text()
        self.ask(missing=not value)

    def show_source(self, row: Entity | None, title: str) -> None:
        """Show the entry that the fact comes from; None is none."""
        self.source.show_source(row, title, _("{fact}: open “{entry}”").format(fact=self._title, entry=title))

    def ask(self, *, missing: bool) -> None:
        """Mark the fact as missing, or not."""
        self._say([_("Missing: fill it in here.")] if missing else [])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Read a text of several lines when it loses the focus."""
        if watched is self._editor and event.type() == QEvent.Type.FocusOut:
            self._read()
        return super().eventFilter(watched, event)

    def _read(self) -> None:
        if self._text() == self._shown:
            return
        try:
            value = self._editor.read()
        except Refused as refused:
            self._say([sentence(language(), problem) for problem in refused.problems])
            return
        self._shown = self._text()
        self.ask(missing=not value)
        self.given.emit(self.path, self._as_fact(value))

    def refuse(self, problems: Iterable[Problem]) -> None:
        """Say why the journal did not take the fact."""
        self._say([sentence(language(), problem) for problem in problems])

    def _as_fact(self, value: Any) -> Any:
        if value is None:
            return None
        if self._typed is TypedAs.LIST:
            return tuple(line.strip() for line in value.splitlines() if line.strip())
        if self._typed is TypedAs.HOURS:
            return Minutes(value)
        return Money(value, self._currency) if self._typed is TypedAs.AMOUNT else value

    def _text(self) -> str:
        editor = self._editor
        return editor.toPlainText() if isinstance(editor, QPlainTextEdit) else str(editor.text())

    def _say(self, sentences: list[str]) -> None:
        say(self._problem, sentences)
        mark(self._editor, sentences)


def _editor(typed: TypedAs, today: date) -> Any:
    makers: dict[TypedAs, Callable[[], QLineEdit | QPlainTextEdit]] = {
        TypedAs.TEXT: TextField,
        TypedAs.LONG: LongTextField,
        TypedAs.LIST: LongTextField,
        TypedAs.DAY: lambda: DayField(today, optional=True),
        TypedAs.HOURS: lambda: HoursField(optional=True),
        TypedAs.AMOUNT: lambda: AmountField(optional=True),
    }
    return makers[typed]()


class FactsPanel(QWidget):
    """The fields of all facts that a draft uses, and the entries that it lists; what is filled in stays where it is."""

    #: The person changed a fact, by its path and its new value.
    given = Signal(str, object)
    #: An entry that a fact comes from is to be opened.
    wanted = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._today = session.today
        self.fields: list[FactField] = []
        self.quoted: list[SourceLink] = []
        self._heading = QLabel(_("Entries that it quotes"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID)
        self._entries = QVBoxLayout()
        self._entries.setSpacing(0)
        self._entries.addWidget(self._heading)
        self._column.addLayout(self._entries)

    def show_draft(self, draft: Draft, missing: Collection[str]) -> None:
        """Show the draft's facts, and mark as missing those that it cannot do without."""
        paths = draft.asked()
        if {field.path for field in self.fields} != {*paths}:
            self._replace(paths, draft.currency)
        for field in self.fields:
            field.show_fact(draft.language, value_at(draft.facts, field.path))
            field.ask(missing=field.path in missing)
            row = draft.source(field.path)
            field.show_source(row, titled(row, self._session) if row else "")
        self._show_quoted(draft.quoted())

    def _show_quoted(self, rows: Sequence[Entity]) -> None:
        """Show the entries that the letter lists."""
        self._heading.setVisible(bool(rows))
        while len(self.quoted) < len(rows):
            link = SourceLink()
            link.wanted.connect(self.wanted)
            on_key(link, link.press)
            self.quoted.append(link)
            self._entries.addWidget(link)
        for link in self.quoted[len(rows) :]:
            link.show_source(None, "")
        for link, row in zip(self.quoted, rows, strict=False):
            link.show_source(row, titled(row, self._session))

    def lead_to(self, missing: Collection[str]) -> FactField | None:
        """Mark the fields of missing facts, and give the focus to the first of them."""
        found = [field for field in self.fields if field.path in missing]
        for field in found:
            field.ask(missing=True)
        if found:
            found[0].setFocus()
        return found[0] if found else None

    def _replace(self, paths: tuple[str, ...], currency: str) -> None:
        there = {field.path: field for field in self.fields}
        for path, field in there.items():
            self._column.removeWidget(field)
            if path not in paths:
                field.hide()
                field.deleteLater()
        self.fields = [there[path] if path in there else self._field(path, currency) for path in paths]
        for at, field in enumerate(self.fields):
            self._column.insertWidget(at, field)
        for one, following in pairwise(self.fields):
            QWidget.setTabOrder(one, following)

    def _field(self, path: str, currency: str) -> FactField:
        field = FactField(path, currency, self._today)
        field.given.connect(self.given)
        field.source.wanted.connect(self.wanted)
        return field
