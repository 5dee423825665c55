"""The agreement of the selected mission: the terms on a day with their sources, and the versions they come from."""

from collections import Counter
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from rebond.actions.agreements import next_version
from rebond.domain.agreements.kinds import Agreement
from rebond.domain.agreements.terms import Agreed, in_force
from rebond.domain.attachments.kinds import AttachedFile
from rebond.domain.missions.kinds import Mission
from rebond.journal.history import Change
from rebond.journal.queries.agreements import load_agreed, load_as_entered
from rebond.journal.queries.missions import MissionLine
from rebond.sentences import label
from rebond.ui.missions import agreement_wording as wording
from rebond.ui.missions.asked_days import AskedDays
from rebond.ui.missions.file_drops import FileRowTable, TakesFiles
from rebond.ui.missions.terms_view import TermsView
from rebond.ui.missions.version_commands import VersionCommands
from rebond.ui.session import Session
from rebond.ui.shared.command_actions import command, unlettered
from rebond.ui.shared.flow import Flow
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language, n_

#: The kinds whose changes alter what is shown.
_SHOWN = frozenset({"agreement", "agreed_task", "attached_file", "mission", "client", "settings"})
#: The rows of the table of versions that are seen at once: at most, and where the part is lower than so many pixels.
_ROWS, _FEW_ROWS, _LOW = 4, 2, 45 * GRID


class AgreementPanel(TakesFiles, QWidget):
    """The terms as they stand on a day, as the journal knows them now or knew them on another day.

    Files dropped or pasted here are attached to the version below them, else to the selected one, else to the latest.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._line: MissionLine | None = None
        self._agreed: Agreed | None = None
        self._commands = VersionCommands(session, self)
        self.asked = AskedDays(session)
        self.state = _text()
        self.first_button = QPushButton(_("Add the first versio&n…"))
        self.first_button.setProperty("role", "primary")
        self.terms = TermsView(session)
        self.versions = FileRowTable([_("From"), _("Paper"), _("Title"), _("Files")], free=2)
        self.versions.setAccessibleName(_("Versions of the agreement"))
        self._action = partial(command, self.versions)
        self.add_button = QPushButton(unlettered(_("Add a &version…")))
        self.edit_button = QPushButton(unlettered(_("Ed&it…")))
        self.compare_button = QPushButton(_("C&ompare…"))
        self.files_button = QPushButton(unlettered(_("&Files…")))
        self.delete_button = QPushButton(unlettered(_("&Delete")))
        self._edit = self._action(_("Ed&it…"), self._on_edit, "F2")
        self._compare = self._action(_("C&ompare…"), self._on_compare, "")
        self._files = self._action(_("&Files…"), self._on_files, "Ctrl+Shift+A")
        self._delete = self._action(_("&Delete"), self._on_delete, "Del")
        self._add = self._action(_("Add a &version…"), self.add, "Ins")
        self.take_files(self._on_taken)
        self.versions.take_files(self._on_taken)
        self._lay_out()
        self._connect()

    def show_mission(self, line: MissionLine | None) -> None:
        """Show what was agreed for a mission as of today."""
        self._line = line
        self.asked.begin()
        self._read()

    def follow(self, change: Change, line: MissionLine | None) -> None:
        """Update to a change, and select a version that was added."""
        self._line = line
        if change.kinds.isdisjoint(_SHOWN):
            return
        self._read()
        added = [row.id for row in change.rows if row.kind == Agreement.kind and row.before is None]
        if added:
            self.choose(added[0])

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._fit_table(len(self._listed))

    def choose(self, version_id: int) -> None:
        """Select a version."""
        for place, version in enumerate(self._listed):
            if version.id == version_id:
                self.versions.selectRow(place)

    def reveal(self, version_id: int) -> None:
        """Select a version, and show the terms on its first day."""
        self.choose(version_id)
        if chosen := self._chosen():
            self.asked.day_field.show_value(chosen.starts)
        self.versions.setFocus()

    def add(self) -> None:
        """Open the form of a new version, which begins as the one in force."""
        mission = self._mission
        if mission and self._agreed and not self._looks_back:
            current = in_force(self._agreed.versions, self._session.today)
            draft = next_version(current, mission, self._session.today)
            self._open_form(draft, current.id if current else 0)

    @property
    def _mission(self) -> Mission | None:
        return self._line.mission if self._line else None

    @property
    def _listed(self) -> list[Agreement]:
        """The versions as the table lists them, the newest first."""
        return list(reversed(self._agreed.versions)) if self._agreed else []

    @property
    def _looks_back(self) -> bool:
        """Whether the journal is shown as it stood before."""
        return self.asked.known is not None

    def _lay_out(self) -> None:
        buttons = Flow(last_apart=True)
        self._buttons = (
            self.add_button, self.edit_button, self.compare_button, self.files_button, self.delete_button,
        )  # fmt: skip
        for button in self._buttons:
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.asked)
        column.addWidget(self.state)
        column.addWidget(self.first_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.terms, 1)
        column.addLayout(buttons)
        column.addWidget(self.versions)

    def _connect(self) -> None:
        self.asked.day_asked.connect(self._show)
        self.asked.known_asked.connect(self._read)
        self.first_button.clicked.connect(self.add)
        self.add_button.clicked.connect(self.add)
        self.edit_button.clicked.connect(self._on_edit)
        self.compare_button.clicked.connect(self._on_compare)
        self.files_button.clicked.connect(self._on_files)
        self.delete_button.clicked.connect(self._on_delete)
        self.versions.activated.connect(self._on_edit)
        self.versions.itemSelectionChanged.connect(self._on_current)

    def _read(self) -> None:
        """Read the versions, as the journal knows them or knew them, and show them."""
        mission, chosen = self._mission, self._chosen()
        known = self.asked.known
        self._agreed, attached = None, Counter[int | None]()
        if mission:
            with self._session.journal.read() as reader:
                self._agreed = load_as_entered(reader, mission.id, known) if known else load_agreed(reader, mission.id)
                files = reader.among(AttachedFile, "agreement_id", {version.id for version in self._listed})
                attached.update(file.agreement_id for file in files)
        rows = [self._texts(version, attached[version.id]) for version in self._listed]
        self.versions.show_texts(rows)
        self._fit_table(len(rows))
        self._show()
        if chosen:
            self.choose(chosen.id)
        self._on_current()

    def _texts(self, version: Agreement, attached: int) -> tuple[str, ...]:
        files = n_("{count} file", "{count} files", attached).format(count=attached) if attached else ""
        day = language().day(version.starts, "medium")
        return day, label(language(), version.source), version.title, files

    def _fit_table(self, count: int) -> None:
        seen = min(count, _FEW_ROWS if self.height() < _LOW else _ROWS)
        row = self.versions.verticalHeader().defaultSectionSize()
        self.versions.setFixedHeight(self.versions.horizontalHeader().sizeHint().height() + seen * row + 4)
        self.versions.setVisible(bool(count))
        for button in self._buttons:
            button.setVisible(bool(count))

    def _show(self) -> None:
        """Show the terms on the day asked for."""
        mission, agreed, day, known = self._mission, self._agreed, self.asked.day, self.asked.known
        self.asked.setVisible(mission is not None)
        empty = agreed is not None and not agreed.versions
        self.first_button.setVisible(empty and not self._looks_back)
        if mission is None or agreed is None:
            self.state.setText(_not_entered(known))
            self.state.setVisible(known is not None)
            self.terms.clear()
            return
        self.state.setText(self._state_text(agreed, day))
        self.state.setVisible(bool(self.state.text()))
        self.terms.show_terms(agreed, day)

    def _state_text(self, agreed: Agreed, day: date) -> str:
        if not agreed.versions and not self._looks_back:
            return _(
                "No paper is noted yet. Note the quote or the contract here: its tasks, hours, revisions and notice. "
                "Later you will know what was agreed on any day."
            )
        return _in_force_text(agreed, day)

    def _chosen(self) -> Agreement | None:
        place = self.versions.currentRow()
        listed = self._listed
        return listed[place] if self.versions.selectedItems() and 0 <= place < len(listed) else None

    def _on_current(self) -> None:
        own = self._chosen() is not None and not self._looks_back
        for part in (
            self.edit_button, self.delete_button, self.files_button, self._edit, self._delete, self._files
        ):  # fmt: skip
            part.setEnabled(own)
        several = len(self._listed) > 1
        self.compare_button.setEnabled(several)
        self._compare.setEnabled(several)
        for part in (self.add_button, self._add):
            part.setEnabled(not self._looks_back)

    def _on_edit(self) -> None:
        if (version := self._chosen()) and not self._looks_back:
            self._open_form(version, version.id)

    def _open_form(self, version: Agreement, tasks_of: int) -> None:
        if self._mission and self._agreed:
            self._commands.edit(self._mission, self._agreed, version, tasks_of)

    def _on_compare(self) -> None:
        if self._agreed and len(self._agreed.versions) > 1:
            self._commands.compare(self._agreed, self._chosen())

    def _on_delete(self) -> None:
        if (version := self._chosen()) and not self._looks_back:
            self._commands.delete(version)

    def _on_files(self) -> None:
        if (version := self._chosen()) and not self._looks_back:
            self._commands.show_files(version)

    def _on_taken(self, paths: list[Path], row: QModelIndex) -> None:
        if self._looks_back:
            self._session.message.emit(_("The journal is shown as it stood before: no file can be attached to it."))
        elif self._mission:
            listed = self._listed
            version = listed[row.row()] if row.isValid() else self._chosen() or next(iter(listed), None)
            self._commands.attach(self._mission, version, paths)


def _in_force_text(agreed: Agreed, day: date) -> str:
    current = in_force(agreed.versions, day)
    if current is None:
        return _("On this day no version was in force: the mission speaks for itself.")
    return _("In force: {version}").format(version=wording.version_name(current))


def _not_entered(known: date | None) -> str:
    if known is None:
        return ""
    return _("On {day} this mission was not in the journal yet.").format(day=language().day(known))


def _text() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", "soft")
    label.setWordWrap(True)
    return label
