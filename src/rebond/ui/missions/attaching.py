"""Attaching of files that were dropped, pasted or chosen: read and written beside the window."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from rebond.actions.attachments import attach, read_files
from rebond.domain.attachments.kept_files import FileOwner
from rebond.domain.problems import Refused
from rebond.journal.history import Change
from rebond.journal.journal import Journal
from rebond.sentences import sentence
from rebond.ui.message_boxes import warn
from rebond.ui.session import Session
from rebond.ui.shared.file_questions import offered_folder
from rebond.ui.speech import _, language
from rebond.ui.worker import Progress

#: So many of the files that cannot be attached are named.
_NAMED = 8


def take_files(session: Session, owner: FileOwner, paths: Sequence[Path], parent: QWidget) -> None:
    """Attach files that were dropped or pasted; mails among them become entries of the mission's journal."""
    from rebond.ui.missions.mail_form import is_mail, keep_mails

    if files := [path for path in paths if not is_mail(path)]:
        attach_files(session, owner, files, parent)
    keep_mails(session, owner.mission_id, [path for path in paths if is_mail(path)], parent)


def attach_files(session: Session, owner: FileOwner, paths: Sequence[Path], parent: QWidget) -> None:
    """Attach files in one change; those that cannot be attached are named, and nothing is written then."""

    def refused(why: Refused) -> None:
        said = [sentence(language(), problem) for problem in why.problems]
        warn(parent, "\n".join([*said[:_NAMED], *(["…"] if len(said) > _NAMED else [])]))

    def done(change: Change | None) -> None:
        session.announce(change)
        if change is None:
            session.message.emit(_("These files are attached already."))

    read = partial(_attach, owner, tuple(paths), session.today)
    session.run(read, done, owner=parent, refused=refused, finishes=True)


def choose_files(session: Session, owner: FileOwner, parent: QWidget) -> None:
    """Ask for files, and attach them."""
    chosen, _kind = QFileDialog.getOpenFileNames(parent, _("Attach files"), str(offered_folder()), _("All files (*)"))
    if chosen:
        attach_files(session, owner, [Path(name) for name in chosen], parent)


def _attach(
    owner: FileOwner, paths: tuple[Path, ...], today: date, journal: Journal, _progress: Progress
) -> Change | None:
    return attach(journal, owner, read_files(paths), today)
