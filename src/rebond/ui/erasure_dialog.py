"""The dialog that erases a person's or a client's data for good, after a preview."""

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rebond.actions.erasing import (
    Erased,
    ErasurePreview,
    delete_copies,
    erase_with_copies,
    files_left,
    preview,
    too_short,
)
from rebond.domain.kinds import Entity
from rebond.domain.problems import Refused
from rebond.domain.registry import BY_NAME
from rebond.journal.journal import Journal
from rebond.sentences import counted, sentence
from rebond.ui.session import Session
from rebond.ui.shared.enter_presses import FOR_GOOD
from rebond.ui.shared.field_problems import problem_label, say
from rebond.ui.shared.theme import GRID
from rebond.ui.shared.tooltip import tip
from rebond.ui.speech import _, language, n_
from rebond.ui.worker import Progress

#: The mentions listed in the preview at most; the others are only counted.
_MENTIONS = 200
#: The characters of a mention's text that are shown.
_EXCERPT = 120


class ErasureDialog(QDialog):
    """Shows what erasing a row would delete and black out, and does it when the person confirms.

    Both the search for mentions and the erasure run beside the window, since they read the whole history.
    """

    def __init__(self, session: Session, row: Entity, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Erase for good"))
        self.setMinimumWidth(64 * GRID)
        self._session = session
        self._row = row
        self._shown: ErasurePreview | None = None
        self._erasing = False
        self._erased = False
        #: The backups to be deleted, of which some may be left by an attempt that failed.
        self._doomed: tuple[Path, ...] = ()
        self._refused = problem_label(self)
        self._title = _plain(_("Erase {name} for good?").format(name=getattr(row, "name", "")), "title")
        self._text = _plain(_("Looking for everything about this name…"), "")
        self._mentions = QPlainTextEdit(self)
        self._mentions.setReadOnly(True)
        self._mentions.setTabChangesFocus(True)
        self._mentions.setAccessibleName(_("Other entries that mention the name"))
        self._mentions.setMaximumHeight(16 * GRID)
        self._mentions.hide()
        self._backups = QCheckBox(self)
        self._backups.hide()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._erase = QPushButton(_("&Erase for good"), self)
        self._erase.setAutoDefault(False)
        self._erase.setProperty(FOR_GOOD, True)
        self._erase.setEnabled(False)
        buttons.addButton(self._erase, QDialogButtonBox.ButtonRole.AcceptRole)
        self._cancel = buttons.button(QDialogButtonBox.StandardButton.Cancel)
        self._cancel.setDefault(True)
        self._cancel.setFocus()  # else the space bar might erase, should the preview be there before the dialog is
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        for widget in (self._refused, self._title, self._text, self._mentions, self._backups, buttons):
            column.addWidget(widget)
        self._task = session.run(partial(_preview, row), self._show_preview, owner=self, refused=self._show_refused)

    def accept(self) -> None:
        if self._shown is None or self._erasing:
            return
        self._erasing = True
        self._erase.setEnabled(False)
        self._cancel.setEnabled(False)
        if self._erased:
            self._text.setText(_("Deleting the backups…"))
            work = partial(_delete, self._doomed, self._session.today)
        else:
            self._text.setText(_("Erasing…"))
            self._doomed = self._shown.backups if self._backups.isChecked() else ()
            work = partial(_carry_out, self._row, self._doomed, self._session.today)
        self._task = self._session.run(work, self._on_erased, owner=self, refused=self._show_refused)

    def reject(self) -> None:
        """Close without erasing; an erasure that has begun is waited for."""
        if not self._erasing:
            self._task.cancel()
            super().reject()

    def _show_preview(self, found: ErasurePreview) -> None:
        self._shown = found
        counts = ", ".join(counted(language(), kind, count) for kind, count in found.rows.items())
        lines = [
            _("Deleted with their whole history: {rows}.").format(rows=counts),
            _("Neither undo nor the trash bring it back. Export the invoices that the law has you keep before."),
        ]
        if count := len(found.mentions):
            lines.append(
                n_(
                    "The name is blacked out in {count} other entry:",
                    "The name is blacked out in {count} other entries:",
                    count,
                ).format(count=count)
            )
            self._mentions.setPlainText("\n".join(_excerpt(kind, row) for kind, row in found.mentions[:_MENTIONS]))
            self._mentions.show()
        if found.unsearched:
            lines.append(too_short(language(), found))
        if found.files:
            lines.append(files_left(language(), found))
        self._text.setText("\n".join(lines))
        if count := len(found.backups):
            self._backups.setText(
                n_(
                    "Also &delete the backup that holds it, after making a new one",
                    "Also &delete the {count} backups that hold it, after making a new one",
                    count,
                ).format(count=count)
            )
            self._backups.setToolTip(tip("\n".join(path.name for path in found.backups)))
            self._backups.setChecked(True)
            self._backups.show()
        self._erase.setEnabled(True)
        self.adjustSize()

    def _show_refused(self, refused: Refused) -> None:
        self._erasing = False
        self._cancel.setEnabled(True)
        self._erase.setEnabled(self._shown is not None)
        self._text.setText("")
        say(self._refused, [sentence(language(), problem) for problem in refused.problems])

    def _on_erased(self, done: Erased) -> None:
        self._session.announce(done.change)
        if done.problem is None:
            super().accept()
            return
        self._erasing, self._erased, self._doomed = False, True, done.left
        say(self._refused, [sentence(language(), done.problem)])
        self._title.setText(_("Erased in the journal"))
        self._text.setText(_("Backups that still hold it:"))
        self._mentions.setPlainText("\n".join(map(str, done.left)))
        self._mentions.setAccessibleName(_("Backups that still hold it"))
        for widget in (self._text, self._mentions, self._erase):
            widget.setVisible(bool(done.left))
        self._backups.hide()
        self._erase.setText(_("&Delete these backups"))
        self._erase.setEnabled(bool(done.left))
        self._cancel.setText(_("&Close"))
        self._cancel.setEnabled(True)
        self._cancel.setFocus()
        self.adjustSize()


def _preview(row: Entity, journal: Journal, _progress: Progress) -> ErasurePreview:
    with journal.snapshot():
        return preview(journal, row)


def _carry_out(row: Entity, doomed: tuple[Path, ...], today: date, journal: Journal, _progress: Progress) -> Erased:
    return erase_with_copies(journal, row, doomed, today)


def _delete(doomed: tuple[Path, ...], today: date, journal: Journal, _progress: Progress) -> Erased:
    return delete_copies(journal, doomed, today)


def _excerpt(kind: str, row: dict[str, int | str | None]) -> str:
    """Return a line for an entry that mentions the name: its kind and the beginning of its texts."""
    declared = BY_NAME[kind].declared
    texts = (str(row[name]) for name in (*declared.names, *declared.texts) if row[name])
    text = " ".join(" · ".join(texts).split())
    return _("{place}: {problem}").format(place=_(declared.words.one), problem=text[:_EXCERPT])


def _plain(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setWordWrap(True)
    return label
