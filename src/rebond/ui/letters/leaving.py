"""The ways in which a letter leaves the window: the person's mail program, a PDF file, the clipboard."""

import re
import time
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from rebond import preferences
from rebond.actions.exports import not_written, write_out
from rebond.domain.direction import upright
from rebond.domain.problems import Refused
from rebond.journal.journal import Journal
from rebond.letters.mail_draft import draft, mailto
from rebond.letters.postal import LetterView
from rebond.progress import Progress
from rebond.ui.letters.draft import Draft
from rebond.ui.long_work import run_long
from rebond.ui.message_boxes import warn
from rebond.ui.refusals import sentences
from rebond.ui.session import Session
from rebond.ui.shared.file_questions import ask_save, offered_folder
from rebond.ui.speech import _
from rebond.whole_file import discard, write_whole

#: Seconds for which drafts are kept for the mail program to read them.
_KEPT = 24 * 3600


def open_mail(letter: Draft, subject: str, text: str, parent: QWidget) -> bool:
    """Open the letter in the person's mail program: by its address, or as a draft in a file where it is long.

    False when there is no mail program, which is said.
    """
    facts = letter.facts
    address = mailto(facts.person.email, subject, text)
    try:
        url = QUrl(address) if address else QUrl.fromLocalFile(str(_draft_file(letter, subject, text)))
    except OSError as error:
        warn(parent, sentences(Refused(not_written(error, _drafts()))))
        return False
    if QDesktopServices.openUrl(url):
        return True
    warn(parent, _("No mail program opened. Copy the text into yours, or set one as your system's default."))
    return False


def save_pdf(letter: Draft, subject: str, text: str, session: Session, parent: QWidget) -> None:
    """Ask for a file name and write the letter there as a PDF file, beside the window."""
    name = _("{client} – {subject} {date}").format(
        client=letter.facts.client.name, subject=subject, date=letter.day.isoformat()
    )
    path = ask_save(
        parent,
        _("Save the letter"),
        offered_folder() / f"{_file_name(name)}.pdf",
        _("PDF document (*.pdf)"),
        replace=True,
    )
    if path is None:
        return
    view = letter.on_paper(subject, text)
    run_long(
        session,
        lambda journal, progress: _write_pdf(journal, view, path, progress),
        lambda _result: session.message.emit(_("Written: {name}").format(name=path.name)),
        doing=_("Writing the letter…"),
        cancelled=_("Cancelled: nothing was written."),
        parent=parent,
    )


def copy(text: str) -> None:
    """Copy the letter's text."""
    QGuiApplication.clipboard().setText(text)


def _write_pdf(journal: Journal, view: LetterView, path: Path, progress: Progress) -> None:
    from rebond.charts.letter_page import letter_pdf

    progress(0, 2)
    data = letter_pdf(view)
    progress(1, 2)
    write_out(journal, path, data)


def _draft_file(letter: Draft, subject: str, text: str) -> Path:
    """Write the draft where only this person can read it, and delete those of earlier days.

    :raises OSError: when it cannot be written.
    """
    facts, folder = letter.facts, _drafts()
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.eml"):
        if old.stat().st_mtime < time.time() - _KEPT:
            discard(old)
    path = folder / f"{_file_name(subject)}.eml"
    data = draft(
        sender=facts.sender.name, sender_email=facts.sender.email, recipient=facts.person.name or facts.client.name,
        to=facts.person.email, subject=subject, text=text,
    )  # fmt: skip
    write_whole(path, data)
    return path


def _drafts() -> Path:
    return preferences.cache_folder() / "drafts"


def _file_name(text: str) -> str:
    """Return a text as the name of a file on every system."""
    return re.sub(r'[\x00-\x1f<>:"/\\|?*]+', " ", upright(text)).strip(" .")[:100].strip() or "letter"
