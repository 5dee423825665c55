"""The commands on the versions of an agreement: forms, comparison, deletion and files."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from rebond.actions.records import delete
from rebond.domain.agreements.kinds import Agreement
from rebond.domain.agreements.terms import Agreed
from rebond.domain.attachments.kept_files import FileOwner
from rebond.domain.missions.kinds import Mission
from rebond.domain.problems import Refused
from rebond.sentences import sentence
from rebond.ui.missions import agreement_wording as wording
from rebond.ui.session import Session
from rebond.ui.speech import language


class VersionCommands:
    """Runs the commands for a widget, over whose window dialogs open; refusals are passing messages."""

    def __init__(self, session: Session, owner: QWidget) -> None:
        self._session, self._owner = session, owner

    def edit(self, mission: Mission, agreed: Agreed, version: Agreement, tasks_of: int) -> None:
        """Open the form of a version, which begins with the tasks of the version of that id."""
        from rebond.ui.missions.agreement_form import AgreementForm

        tasks = agreed.tasks.get(tasks_of, ())
        AgreementForm(self._session, mission, version, tasks, self._owner.window()).open()

    def compare(self, agreed: Agreed, version: Agreement | None) -> None:
        """Show two versions side by side, of which `version` is one."""
        from rebond.ui.missions.agreement_compare import CompareDialog

        CompareDialog(self._session, agreed, version, self._owner.window()).open()

    def delete(self, version: Agreement) -> None:
        """Delete a version with its tasks."""
        try:
            self._session.do(delete, self._session.journal, version)
        except Refused as refused:
            self._session.message.emit(" ".join(sentence(language(), problem) for problem in refused.problems))

    def show_files(self, version: Agreement) -> None:
        """Show the files of a version."""
        from rebond.ui.missions.files_dialog import FilesDialog

        owner = FileOwner(version.mission_id, agreement_id=version.id)
        FilesDialog(self._session, owner, wording.version_name(version), self._owner.window()).open()

    def attach(self, mission: Mission, version: Agreement | None, paths: Sequence[Path]) -> None:
        """Attach files to a version, or to the mission as long as it has none."""
        from rebond.ui.missions.attaching import take_files

        owner = FileOwner(mission.id, agreement_id=version.id if version else None)
        take_files(self._session, owner, paths, self._owner)
