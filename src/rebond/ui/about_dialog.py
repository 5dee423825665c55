"""The About box."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from rebond import __version__, preferences
from rebond.ui.speech import _


def show_about(parent: QWidget) -> None:
    """Show the version, the licence, and the path of the log."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(_("About Rebond"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    box.setText(
        _("Rebond {version}, the freelance consultant's mission journal.").format(version=__version__)
        + "\n\n"
        + _("Your journal is one file on your computer. Nothing leaves it: no server, no account, no telemetry.")
        + "\n\n"
        + _("Faults of the program are written to {path}.").format(path=preferences.log_file())
        + "\n\n"
        + _("Free software under the MIT licence. Nothing in it is legal advice.")
    )
    box.open()
