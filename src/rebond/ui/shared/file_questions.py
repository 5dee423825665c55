"""Questions about files: the folder that is offered, and the name of a file to write or to open."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget


def offered_folder(last: Path | None = None) -> Path:
    """Return the folder to offer, which exists: that of the `last` file, else the documents, else the home folder."""
    place = QStandardPaths.StandardLocation
    usual = [Path(QStandardPaths.writableLocation(kind)) for kind in (place.DocumentsLocation, place.HomeLocation)]
    folders = [last.parent, *usual] if last else usual
    return next((folder for folder in folders if folder.is_dir()), Path.home())


def ask_save(parent: QWidget | None, title: str, proposed: Path, kinds: str, *, replace: bool = False) -> Path | None:
    """Ask for the name of a file to write; `replace` allows an existing one.

    None when the person cancels. A name without an extension gets that of `proposed`.
    """
    options = QFileDialog.Option(0) if replace else QFileDialog.Option.DontConfirmOverwrite
    chosen, _kind = QFileDialog.getSaveFileName(parent, title, str(proposed), kinds, options=options)
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_suffix(proposed.suffix)


def ask_open(parent: QWidget | None, title: str, folder: Path, kinds: str) -> Path | None:
    """Ask for a file to open; None when the person cancels."""
    chosen, _kind = QFileDialog.getOpenFileName(parent, title, str(folder), kinds)
    return Path(chosen) if chosen else None
