"""The folder of the log of faults, opened in the system's file manager."""

from contextlib import suppress

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from rebond import preferences


def open_log_folder() -> bool:
    """Open the folder, which is made if there is no log yet; whether the system could."""
    folder = preferences.log_file().parent
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
