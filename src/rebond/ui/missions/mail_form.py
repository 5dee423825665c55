"""The form of a mail that was dropped: what was found in it, which Enter writes as an event with its files."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QWidget

from rebond.actions.attachments import read_files
from rebond.actions.mail_sentences import author
from rebond.actions.mails import MailDraft, draft_of_mail, note_mail, person_of
from rebond.domain.attachments.kept_files import IncomingFile
from rebond.domain.missions.kinds import EventKind, Mission
from rebond.domain.people.kinds import Person
from rebond.domain.problems import Refused
from rebond.journal.journal import Journal
from rebond.language import Language
from rebond.sentences import sentence
from rebond.ui.message_boxes import warn
from rebond.ui.missions.event_fields import ScopeField, now
from rebond.ui.missions.file_size import size_text
from rebond.ui.missions.sizes import narrow
from rebond.ui.session import Session
from rebond.ui.shared.fields import CheckField, ChoiceField, DayField, LongTextField, TextField, TimeField
from rebond.ui.shared.form import Form
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language
from rebond.ui.worker import Progress


def is_mail(path: Path) -> bool:
    """Whether a file is a mail, by its ending."""
    return path.suffix.lower() == ".eml"


def keep_mails(session: Session, mission_id: int, paths: Sequence[Path], parent: QWidget) -> None:
    """Read mails beside the window, and show what was found in each, one after the other."""
    if not paths:
        return

    def refused(why: Refused) -> None:
        warn(parent, "\n".join(sentence(language(), problem) for problem in why.problems))
        keep_mails(session, mission_id, paths[1:], parent)

    def show(read: tuple[Mission, MailDraft] | None) -> None:
        if read is None:
            return
        form = MailForm(session, *read, parent.window())
        form.finished.connect(lambda _result: keep_mails(session, mission_id, paths[1:], parent))
        form.open()

    work = partial(_read, paths[0], mission_id, language(), session)
    session.run(work, show, owner=parent, refused=refused)


class MailForm(Form):
    """The entry of a mail; the client's own words and the files can be changed before it is written."""

    def __init__(self, session: Session, mission: Mission, draft: MailDraft, parent: QWidget | None = None) -> None:
        title = _("Mail into the journal of {mission}").format(mission=mission.name)
        super().__init__(title, self._save, parent, save=_("Write down"))
        self._session = session
        self._mission = mission
        self._draft = draft
        event = draft.event
        self.add_wide(_label(author(language(), draft)))
        self.add("text", _("&What happened"), TextField(), event.text)
        self.add("type", _("&Kind"), ChoiceField(EventKind), event.type)
        self.add("date", _("&Day"), narrow(DayField(session.today)), event.date)
        self.add("time", _("&Time of day"), narrow(TimeField(optional=True)), event.time)
        self.add("in_scope", _("&Agreed"), ScopeField(), event.in_scope)
        self.add("request", _("Client’s own wo&rds"), LongTextField(), event.request).setMinimumHeight(13 * GRID)
        self.add("files", _("&Files"), FilesField(draft.files))
        self._asks_for_person = not draft.own and draft.who is None and bool(draft.mail.address)
        if self._asks_for_person:
            told = _("Add them to the &people of the client")
            if draft.namesake:
                told = _("Note the address of {name} in the &people").format(
                    name=draft.namesake.name.replace("&", "&&")
                )
            self.add("person", "", CheckField(told), False)
        for name in {note.field for note in draft.notes}:
            said = [sentence(language(), note) for note in draft.notes if note.field == name]
            self.warn(name, "\n".join(said))
        self.setMinimumWidth(72 * GRID)

    def _save(self, values: dict[str, Any]) -> None:
        files = values.pop("files")
        person: Person | None = None
        if values.pop("person", False):
            person = person_of(self._draft, self._mission)
        event = replace(self._draft.event, **values)
        self._session.do(note_mail, self._session.journal, event, files, now(self._session), person)


class FilesField(QListWidget):
    """The files of a mail, each with a mark that Space takes off."""

    def __init__(self, files: Sequence[IncomingFile], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files = tuple(files)
        for file in files:
            item = QListWidgetItem(f"{file.name} · {size_text(len(file.data))}")
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.addItem(item)
        self.setTabKeyNavigation(False)
        self.setUniformItemSizes(True)
        rows = min(4, max(1, len(self._files)))
        self.setFixedHeight(rows * max(self.sizeHintForRow(0), 2 * GRID) + 2 * self.frameWidth())

    def read(self) -> tuple[IncomingFile, ...]:
        marked = (self.item(place).checkState() is Qt.CheckState.Checked for place in range(self.count()))
        return tuple(file for file, kept in zip(self._files, marked, strict=True) if kept)

    def show_value(self, value: object) -> None:
        """Do nothing: the files are given when it is made."""


def _read(
    path: Path, mission_id: int, speech: Language, session: Session, journal: Journal, _progress: Progress
) -> tuple[Mission, MailDraft] | None:
    (file,) = read_files([path])
    with journal.snapshot() as reader:
        mission = reader.get(Mission, mission_id)
        return (mission, draft_of_mail(reader, mission, file, speech, session.today)) if mission else None


def _label(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("role", "soft")
    return label
