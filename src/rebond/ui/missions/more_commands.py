"""The commands on the selected mission or client that open a window of their own."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from rebond.domain.attachments.kept_files import FileOwner
from rebond.domain.missions.kinds import Mission
from rebond.ui.missions.mission_list import MissionList
from rebond.ui.session import Session
from rebond.ui.shared.command_actions import command, rule
from rebond.ui.speech import _


class MoreCommands:
    """Adds the commands to the list of missions, whose menu is also that of the mission's own button."""

    def __init__(self, session: Session, missions: MissionList) -> None:
        self._session = session
        self._missions = missions
        rule(missions.view)
        add = partial(command, missions.view)
        self._files = add(_("&Files of the mission…"), self.show_files, "Ctrl+Shift+A")
        self._talk = add(_("New &talk…"), self._on_talk, "Ctrl+Shift+T")
        self._people = add(_("&People of the client…"), self._on_people, "Ctrl+Shift+K")
        self._of_a_mission = (self._files, add(_("&Note the end…"), self.note_end, ""))
        self._of_a_client = (self._talk, self._people, add(_("D&ossier…"), self.show_dossier, ""))
        add(_("Pa&rtners…"), self._on_partners, "")
        missions.view.take_files(self._on_taken)
        missions.chosen.connect(self._on_chosen)
        self._on_chosen()

    def reach(self, tab: QWidget, *without_files: QWidget) -> None:
        """Let the keys work wherever the focus is in the tab.

        :param without_files: the parts of it that have no files of their own, which the same key shows elsewhere.
        """
        for action in (self._talk, self._people):
            _reaches(action, tab)
        _reaches(self._files, *without_files)

    def _on_chosen(self, _line: object = None) -> None:
        for action in self._of_a_mission:
            action.setEnabled(self._mission() is not None)
        for action in self._of_a_client:
            action.setEnabled(self._missions.line() is not None)

    def _mission(self) -> Mission | None:
        line = self._missions.line()
        return line.mission if line else None

    def show_files(self) -> None:
        """Show the files of the selected mission and of all its entries."""
        from rebond.ui.missions.files_dialog import FilesDialog

        if mission := self._mission():
            FilesDialog(self._session, FileOwner(mission.id), mission.name, self._missions.window()).open()

    def _on_people(self) -> None:
        from rebond.ui.missions.people_dialog import PeopleDialog

        if line := self._missions.line():
            PeopleDialog(self._session, line.client, self._missions.window()).open()

    def _on_talk(self) -> None:
        from rebond.ui.talks.talk_windows import plan_talk

        if line := self._missions.line():
            mission_id = line.mission.id if line.mission else None
            plan_talk(self._session, self._missions.window(), line.client.id, mission_id)

    def show_dossier(self) -> None:
        """Open the dialog of the dossier of the selected client."""
        from rebond.ui.missions.dossier_dialog import DossierDialog

        if line := self._missions.line():
            DossierDialog(self._session, line.client, self._missions.window()).open()

    def _on_partners(self) -> None:
        from rebond.ui.missions.people_dialog import PartnersDialog

        PartnersDialog(self._session, self._missions.window()).open()

    def _on_taken(self, paths: list[Path], row: QModelIndex) -> None:
        from rebond.ui.missions.attaching import take_files

        line = self._missions.model.at(row.row()) if row.isValid() else self._missions.line()
        if line and line.mission:
            take_files(self._session, FileOwner(line.mission.id), paths, self._missions)

    def note_end(self) -> None:
        """Open the form of how the selected mission ended."""
        from rebond.ui.missions.end_form import EndForm

        if mission := self._mission():
            EndForm(self._session, mission, self._missions.window()).open()


def _reaches(action: QAction, *widgets: QWidget) -> None:
    action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    for widget in widgets:
        widget.addAction(action)
