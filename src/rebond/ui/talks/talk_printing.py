"""Printing the preparation of a talk: its page in the preview, on paper and as a PDF file."""

import re
from pathlib import Path

from PySide6.QtWidgets import QWidget

from rebond.actions.exports import write_out
from rebond.charts.picture_files import picture
from rebond.charts.talk_page import talk_page
from rebond.domain.direction import upright
from rebond.domain.talks.advice import AGREEMENTS, CHANNELS, channel_of
from rebond.journal.heads import short_head
from rebond.journal.journal import Journal
from rebond.letters.talk_sheet import TalkSheet, filled_parts
from rebond.progress import Progress
from rebond.sentences import label
from rebond.ui.long_work import run_long
from rebond.ui.printing.dialogs import preview_job, print_job
from rebond.ui.printing.paper import PrintJob
from rebond.ui.session import Session
from rebond.ui.shared.file_questions import ask_save, offered_folder
from rebond.ui.speech import _, language
from rebond.ui.talks import talk_wording
from rebond.ui.talks.holding_fields import agreement_texts
from rebond.ui.talks.prepared import Prepared
from rebond.ui.talks.talk_facts_panel import fact_text
from rebond.ui.talks.talk_titles import PRINTED, title_of

#: What no system allows in the name of a file.
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def sheet(session: Session, shown: Prepared) -> TalkSheet:
    """Return a preparation as it is printed, with the head of the history."""
    talk, today = shown.talk, session.today
    with session.journal.read() as reader:
        head = short_head(reader)
    when = talk_wording.when(talk, today) if talk.held or talk.date else ""
    how = label(language(), channel_of(talk))
    reason = shown.proposed.channel
    if channel_of(talk) is not CHANNELS[talk.type]:
        advised = _("advised: {channel}").format(channel=label(language(), CHANNELS[talk.type]))
        reason = f"{advised[:1].upper()}{advised[1:]}. {reason}"
    parts = [(title_of(name), shown.text(name)) for name in PRINTED]
    checks = zip(agreement_texts(), AGREEMENTS, strict=True)
    return TalkSheet(
        language(), talk_wording.titled(talk, shown.who), (" · ".join(filter(None, (when, how))), reason),
        tuple(fact_text(fact) for fact in shown.facts), filled_parts(parts), shown.answers(),
        tuple((text, bool(getattr(talk, name))) for text, name in checks), head,
    )  # fmt: skip


def _job(session: Session, shown: Prepared) -> PrintJob:
    view = sheet(session, shown)
    return PrintJob(view.title, view.language, session.today, lambda paper, _landscape: talk_page(view, paper))


def preview(session: Session, shown: Prepared, parent: QWidget) -> None:
    """Open the print preview of a preparation."""
    preview_job(_job(session, shown), parent)


def print_it(session: Session, shown: Prepared, parent: QWidget) -> None:
    """Open the print dialog for a preparation."""
    print_job(_job(session, shown), _("Print the talk"), parent)


def save_pdf(session: Session, shown: Prepared, parent: QWidget) -> None:
    """Ask for a file name, and write the page there as a PDF file, beside the window."""
    view = sheet(session, shown)
    name = _NOT_IN_NAMES.sub(" ", upright(view.title))[:100].strip()
    path = ask_save(
        parent, _("Save the talk"), offered_folder() / f"{name}.pdf", _("PDF document (*.pdf)"), replace=True
    )  # fmt: skip
    if path is not None:
        write(session, view, path, parent)


def write(session: Session, view: TalkSheet, path: Path, parent: QWidget) -> None:
    """Write the page of a preparation as a PDF file."""

    def work(journal: Journal, progress: Progress) -> None:
        data = picture(talk_page(view), ".pdf", title=view.title, made=session.today)
        write_out(journal, path, data, progress)

    run_long(
        session, work, lambda _result: session.message.emit(_("Exported: {name}").format(name=path.name)),
        doing=_("Exporting the page…"), cancelled=_("Cancelled: nothing was written."), parent=parent,
    )  # fmt: skip
