"""Opening attached files: from a read-only copy in a private folder, which goes when the program ends.

A copy that a crash left behind goes when the next one is made, a day later at the earliest: until then it may be of
another window. What is changed in a copy does not change the journal.
"""

import atexit
import os
import shutil
import time
from contextlib import suppress
from functools import cache
from pathlib import Path
from stat import S_IRUSR, S_IWUSR
from tempfile import TemporaryDirectory

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from rebond import preferences
from rebond.actions.attachments import save_copy
from rebond.domain.attachments.kept_files import kept_name, runs
from rebond.domain.attachments.kinds import AttachedFile
from rebond.domain.problems import Refused
from rebond.journal.queries.attachments import content_of
from rebond.sentences import sentence
from rebond.ui.message_boxes import offer, warn
from rebond.ui.session import Session
from rebond.ui.shared.file_questions import ask_save, offered_folder
from rebond.ui.speech import _, language

#: How the folders of copies begin, and the seconds after which one of another run is left over.
_COPIES, _LEFT_OVER = "opened-", 24 * 3600


def open_file(session: Session, file: AttachedFile, parent: QWidget) -> None:
    """Open a copy of a file in the system's program for it; what may run a program is only offered as a copy."""
    try:
        with session.journal.read() as reader:
            data = content_of(reader, file)
        if runs(kept_name(file.name), data):
            text = _(
                "{name} may run a program, so it is not opened from here. Save a copy and look at it first "
                "if you know where it comes from."
            )
            offer(parent, text.format(name=file.name), _("&Save a copy…"), lambda: save_file(session, file, parent))
            return
        copy = _copy(file, data)
    except Refused as refused:
        warn(parent, _said(refused))
        return
    except OSError as error:
        warn(parent, _("No copy of {name} could be made: {reason}.").format(name=file.name, reason=error.strerror))
        return
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy))):
        text = _("No program for {name} was found. Save a copy to open it yourself.").format(name=file.name)
        offer(parent, text, _("&Save a copy…"), lambda: save_file(session, file, parent))


def save_file(session: Session, file: AttachedFile, parent: QWidget) -> None:
    """Ask where to save a copy of a file, and save it."""
    proposed = offered_folder() / kept_name(file.name)
    out = ask_save(parent, _("Save a copy of the file"), proposed, _("All files (*)"), replace=True)
    if out is None:
        return
    try:
        save_copy(session.journal, file, out)
    except Refused as refused:
        warn(parent, _said(refused))
    else:
        session.message.emit(_("Saved as {path}.").format(path=out))


def private_folder() -> Path:
    """Return a folder that only its owner can read, for what is looked at once; it goes when the program ends.

    :raises OSError: when it cannot be made.
    """
    return Path(_folder().name)


@cache
def _folder() -> "TemporaryDirectory[str]":
    """The folder of the copies, which only its owner can read; it is deleted when the program ends."""
    folder = preferences.cache_folder()
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob(f"{_COPIES}*"):
        with suppress(OSError):
            if old.stat().st_mtime < time.time() - _LEFT_OVER:
                shutil.rmtree(old, ignore_errors=True)
    made = TemporaryDirectory(prefix=_COPIES, dir=folder, ignore_cleanup_errors=True)
    atexit.register(made.cleanup)
    return made


def _copy(file: AttachedFile, data: bytes) -> Path:
    """Write a read-only copy under the file's own name, cleaned once more: a journal may be anybody's.

    :returns: its path.
    :raises OSError: when it cannot be written.
    """
    folder = private_folder() / str(file.id)
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / kept_name(file.name)
    with suppress(FileNotFoundError):
        copy.chmod(S_IRUSR | S_IWUSR)  # or Windows would not delete it
        copy.unlink()
    with os.fdopen(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, S_IRUSR | S_IWUSR), "wb") as out:
        out.write(data)
    copy.chmod(S_IRUSR)
    return copy


def _said(refused: Refused) -> str:
    return "\n".join(sentence(language(), problem) for problem in refused.problems)
