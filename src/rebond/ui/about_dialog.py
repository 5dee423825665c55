"""The About dialog: the program's version, the parts it runs with, their licences, and the log of its faults."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from rebond import __version__, preferences
from rebond.fault_report import system
from rebond.parts import ProgramPart, parts
from rebond.ui.log_folder import open_log_folder
from rebond.ui.shared.row_table import RowTable
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language


def show_about(parent: QWidget) -> None:
    """Open the dialog."""
    AboutDialog(parent).open()


class AboutDialog(QDialog):
    """The version, and a table of the parts; the licence of the selected one is beside it, to read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("About Rebond"))
        self.resize(1120, 560)
        self._parts = parts()
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        title = _label(_("Rebond {version}, the freelance consultant's mission journal.").format(version=__version__))
        title.setProperty("role", "title")
        own = _("Your journal is one file on your computer. Nothing leaves it: no server, no account, no telemetry.")
        free = _("Free software under the MIT licence. Nothing in it is legal advice.")
        faults = _("Faults of the program are written to {path}.").format(path=preferences.log_file())
        below = [_label(f"{own} {free}"), _label(f"{faults}\n{system(language().gettext)}")]
        below[-1].setProperty("role", "soft")
        for label in (title, *below):
            column.addWidget(label)
        self._table = self._part_table()
        self._licence = QPlainTextEdit()
        self._licence.setReadOnly(True)
        self._licence.setTabChangesFocus(True)
        self._licence.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._licence.setAccessibleName(_("Licence of the selected part"))
        both = QSplitter()
        both.setChildrenCollapsible(False)
        both.addWidget(self._table)
        both.addWidget(self._licence)
        both.setSizes([430, 650])
        column.addWidget(both, 1)
        column.addWidget(self._buttons())
        self._table.currentCellChanged.connect(lambda row, *_rest: self._show(self._parts[row]))
        self._table.setCurrentCell(0, 0)
        self._table.setFocus()

    def _part_table(self) -> RowTable:
        table = RowTable((_("Part"), _("Version"), _("Licence")), 2, parent=self)
        table.setAccessibleName(_("Parts of the program"))
        table.show_texts([(part.name, part.version, _licence_name(part)) for part in self._parts])
        return table

    def _show(self, part: ProgramPart) -> None:
        text = part.read()
        note = part.note or (_("It brings no licence text; its licence is at {address}.") if not text else "")
        told = language().gettext(note).format(address=part.address) if note else part.address
        heading = f"{part.name} {part.version} – {_licence_name(part)}"  # whole here, where the table cuts it
        self._licence.setPlainText("\n\n".join(piece for piece in (heading, told, text) if piece))

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        folder = QPushButton(_("Open the log's &folder"))
        folder.clicked.connect(lambda: open_log_folder())
        copy = QPushButton(_("&Copy the versions"))
        copy.setToolTip(_("For a message to whoever helps you: the versions of the program, its parts and the system."))
        copy.clicked.connect(self._copy)
        for button in (folder, copy):
            button.setAutoDefault(False)
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        buttons.button(QDialogButtonBox.StandardButton.Close).setDefault(True)
        return buttons

    def _copy(self) -> None:
        lines = [
            system(language().gettext),
            *(f"{part.name} {part.version} ({_licence_name(part)})" for part in self._parts),
        ]
        QGuiApplication.clipboard().setText("\n".join(lines))


def _licence_name(part: ProgramPart) -> str:
    return language().gettext(part.licence) if part.licence else ""


def _label(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    label.setWordWrap(True)
    return label
