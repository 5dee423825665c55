"""The dialog of a letter's wording: its template at the left, and how it reads with the facts at the right."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from rebond.actions.letter_writing import restore_wording, save_wording
from rebond.domain.letters.kinds import OwnTemplate, Tongue
from rebond.domain.problems import Refused
from rebond.letters.askable import ASKABLE
from rebond.letters.rendering import render, render_html
from rebond.letters.template_file import Template, load
from rebond.sentences import sentence
from rebond.ui.letters.draft import Draft
from rebond.ui.missions.event_fields import now
from rebond.ui.session import Session
from rebond.ui.shared.field_problems import mark, problem_label, say
from rebond.ui.shared.fields import LongTextField, TextField
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language

#: Milliseconds after the last key press before the preview follows.
_PAUSE = 150


class WordingDialog(QDialog):
    """Edits the person's own wording of a letter in its language; one button restores the program's."""

    def __init__(self, session: Session, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._draft = session, draft
        title = load(draft.name, language().code).title
        self.setWindowTitle(_("Your wording: {letter}").format(letter=title))
        self.resize(900, 500)
        self.subject = TextField()
        self.subject.setAccessibleName(_("Subject, with facts in {{ }}"))
        self.subject.show_value(draft.template.subject)
        self.text = LongTextField()
        self.text.setAccessibleName(_("Text, with facts in {{ }}"))
        self.text.show_value(draft.template.text)
        self.preview = QTextBrowser()
        self.preview.setAccessibleName(_("Preview"))
        self._read_subject = QLabel()
        self._read_subject.setTextFormat(Qt.TextFormat.PlainText)
        self._read_subject.setProperty("role", "sum")
        self._read_subject.setWordWrap(True)
        self._problems = problem_label(self)
        self.save = QPushButton(_("&Save"))
        self.save.setProperty("role", "primary")
        self.restore = QPushButton(_("&Restore the program's wording"))
        self.restore.setVisible(draft.template.own)
        self.insert = QPushButton(_("&Insert a fact"))
        self.insert.setMenu(self._facts_menu())
        cancel = QPushButton(_("Cancel"))
        for button in (self.insert, self.save, self.restore, cancel):
            button.setAutoDefault(False)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._show)
        self.subject.textChanged.connect(self._pause.start)
        self.text.textChanged.connect(self._pause.start)
        self.save.clicked.connect(self._on_save)
        self.restore.clicked.connect(self._on_restore)
        cancel.clicked.connect(self.reject)
        self._lay_out(cancel)
        self._show()
        self.text.setFocus()

    def _lay_out(self, cancel: QPushButton) -> None:
        columns = QGridLayout()
        columns.setHorizontalSpacing(2 * GRID)
        hint = QLabel(_("Your words stay as they are; the facts stand in {{ }}, and are filled in for each letter."))
        hint.setProperty("role", "soft")
        hint.setWordWrap(True)
        columns.addWidget(hint, 0, 0)
        columns.addWidget(self.subject, 1, 0)
        columns.addWidget(self.text, 2, 0)
        columns.addWidget(QLabel(_("Preview")), 0, 1)
        columns.addWidget(self._read_subject, 1, 1)
        columns.addWidget(self.preview, 2, 1)
        columns.setColumnStretch(0, 1)
        columns.setColumnStretch(1, 1)
        columns.setRowStretch(2, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.insert)
        buttons.addWidget(self.restore)
        buttons.addStretch(1)
        buttons.addWidget(self.save)
        buttons.addWidget(cancel)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        outer.setSpacing(GRID)
        outer.addLayout(columns, 1)
        outer.addWidget(self._problems)
        outer.addLayout(buttons)

    def _facts_menu(self) -> QMenu:
        """Return a menu of the facts, each by what it is called; choosing one writes it where the cursor is."""
        menu = QMenu(self)
        for path, askable in ASKABLE.items():
            if "*" not in path:
                written = f"{{{{ {path} }}}}"
                menu.addAction(_(askable.label)).triggered.connect(partial(self._insert, written))
        return menu

    def _insert(self, written: str) -> None:
        self.text.insertPlainText(written)
        self.text.setFocus()

    def _own(self) -> OwnTemplate:
        return OwnTemplate(
            template=self._draft.template.file, language=Tongue(self._draft.language.code), subject=self.subject.read(),
            text=self.text.read(),
        )  # fmt: skip

    def _template(self) -> Template:
        return replace(self._draft.template, subject=self.subject.read(), text=self.text.read())

    def _show(self) -> None:
        """Show how the wording reads, each fact in bold, or what is wrong with it; the last preview then stays."""
        draft = self._draft
        try:
            subject = render(self._template(), draft.facts, draft.language, language()).subject
            html = render_html(self._template(), draft.facts, draft.language, language())
        except Refused as refused:
            self._say(refused)
            return
        self._say(None)
        self._read_subject.setText(subject)
        self.preview.setHtml(html)

    def _say(self, refused: Refused | None) -> None:
        problems = refused.problems if refused else ()
        say(self._problems, [sentence(language(), problem) for problem in problems[:3]])
        for editor, field in ((self.subject, "subject"), (self.text, "text")):
            mark(editor, [sentence(language(), problem) for problem in problems if problem.field == field])

    def _on_save(self) -> None:
        try:
            self._session.do(save_wording, self._session.journal, self._own(), now(self._session))
        except Refused as refused:
            self._say(refused)
            (self.subject if refused.problems[0].field == "subject" else self.text).setFocus()
            return
        self.accept()

    def _on_restore(self) -> None:
        self._session.do(restore_wording, self._session.journal, self._draft.template.file, self._draft.language.code)
        self.accept()
