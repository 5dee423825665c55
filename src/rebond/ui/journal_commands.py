"""The File menu's commands on journals: new, open, recent, the example, import, export, backup, check and restore."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject

from rebond.actions import journals
from rebond.domain.direction import joined
from rebond.domain.problems import Refused
from rebond.journal.backup import backup
from rebond.journal.file_format import SUFFIX
from rebond.journal.history import Head, head
from rebond.journal.journal import Journal
from rebond.ui.speech import _, language
from rebond.ui.worker import Progress

if TYPE_CHECKING:
    from rebond.ui.main_window import MainWindow
    from rebond.ui.program import Program


class _Written(NamedTuple):
    """The facts told of a file written: the folder of files beside it, if any, and the head of its history."""

    folder: Path | None
    head: Head


class JournalCommands(QObject):
    """Asks which file a command is about, and carries the command out on the program's journal."""

    def __init__(self, program: "Program") -> None:
        super().__init__(program)  # what is no object of Qt would be remembered for every window that is gone
        self._program = program

    def carry_out(self, window: "MainWindow") -> None:
        """Carry out the commands of a window."""
        window.new_wanted.connect(self._new)
        window.open_wanted.connect(self._choose)
        window.example_wanted.connect(self._example)
        window.import_wanted.connect(self._import)
        window.export_wanted.connect(self._export)
        window.backup_wanted.connect(self._backup)
        window.check_wanted.connect(self._check)
        window.restore_wanted.connect(self._restore)
        window.recent_wanted.connect(self._open_recent)
        window.forget_wanted.connect(self._forget_recent)
        window.keep_wanted.connect(self._keep_example)
        window.close_wanted.connect(self._close)

    def _new(self) -> None:
        window = self._begin()
        if window:
            window.set_up()

    def _begin(self) -> "MainWindow | None":
        """Ask for the file of a new journal and open it; None when the person cancels or it cannot be created."""
        return self._write_journal(_("New journal"), journals.create)

    def _keep_example(self) -> None:
        """Copy the example to a file that the person names, and open the copy."""
        example, today = self._journal, self._program.today
        self._write_journal(_("Keep a copy of the example"), lambda path: journals.keep_example(example, path, today))

    def _write_journal(self, title: str, write: Callable[[Path], Journal]) -> "MainWindow | None":
        from rebond.ui.shared.file_questions import ask_save

        proposed = self._folder / f"{_('My missions')}{SUFFIX}"
        path = ask_save(self._program.window, title, proposed, _journals_filter())
        if path is None:
            return None
        try:
            return self._program.work_on(write(path))
        except Refused as refused:
            self._program.refuse(refused)
            return None

    def _choose(self) -> None:
        from rebond.ui.shared.file_questions import ask_open

        kinds = f"{_journals_filter()};;{_('All files')} (*)"
        if chosen := ask_open(self._program.window, _("Open a journal"), self._folder, kinds):
            self._program.open(chosen)

    def _open_recent(self, path: str) -> None:
        self._program.open(Path(path))

    def _forget_recent(self) -> None:
        """Empty the list of recent journals, but for the one that is open."""
        preferences, window = self._program.preferences, self._program.window
        here = str(self._program.journal.path) if self._program.journal else ""
        preferences.choose(recent=tuple(path for path in preferences.now.recent if path == here))
        if window:
            window.show_recent(preferences.now.recent)

    def _example(self) -> None:
        from tempfile import mkdtemp

        from rebond.actions.example import create_example

        path = Path(mkdtemp(prefix="rebond-")) / f"{_('Example')}{SUFFIX}"
        try:
            self._program.work_on(create_example(path, language(), self._program.today))
        except Refused as refused:
            self._program.refuse(refused)

    def _close(self) -> None:
        self._program.close_journal()

    def _import(self) -> None:
        from rebond.ui.import_dialog import import_files

        window = self._program.window if self._program.journal else self._begin()
        if window and window.workspace:
            import_files(window.workspace.session, window)

    def _export(self) -> None:
        from rebond.actions.exports import export_document
        from rebond.ui.shared.file_questions import ask_save

        proposed = self._folder / f"{self._journal.path.stem}.json"
        path = ask_save(self._program.window, _("Export the journal"), proposed, "JSON (*.json)", replace=True)
        if path is None:
            return

        def export(journal: Journal, progress: Progress) -> _Written:
            folder = export_document(journal, path, progress)
            with journal.read() as reader:
                return _Written(folder, head(reader))

        self._write(export, path, _("Exporting the journal…"))

    def _backup(self) -> None:
        from rebond.journal.heads import head_of
        from rebond.ui.shared.file_questions import ask_save

        proposed = self._folder / f"{self._journal.path.stem} {self._program.today.isoformat()}{SUFFIX}"
        path = ask_save(self._program.window, _("Make a backup"), proposed, _journals_filter())
        today = self._program.today

        def back_up(journal: Journal, progress: Progress) -> _Written:
            return _Written(None, head_of(backup(journal.path, today, path, progress)))

        if path:
            self._write(back_up, path, _("Making the backup…"))

    def _check(self) -> None:
        from rebond.ui.check_dialog import check_journal

        window = self._program.window
        if window and window.workspace:
            check_journal(window.workspace.session, window, self._restore)

    def _restore(self) -> None:
        from rebond.ui.restore_commands import ask_restore

        if journal := self._program.to_restore:
            ask_restore(self._program, journal)

    def _write(self, work: Callable[[Journal, Progress], _Written], path: Path, doing: str) -> None:
        """Write a file beside the window, then show where it is and its head, or why it could not be written."""
        from rebond.actions.head_sentences import short_head_said
        from rebond.ui.long_work import run_long

        def tell(written: _Written) -> None:
            place = _("Written: {path}, and the attached files in {folder}") if written.folder else _("Written: {path}")
            where = place.format(path=path, folder=written.folder)
            self._program.tell(joined(" · ", (where, short_head_said(language(), written.head))))

        window = self._program.window
        if window and window.workspace:
            run_long(
                window.workspace.session,
                work,
                tell,
                doing=doing,
                cancelled=_("Cancelled: nothing was written."),
                parent=window,
            )

    @property
    def _journal(self) -> Journal:
        journal = self._program.journal
        assert journal is not None  # noqa: S101 - the commands that need one are grey without it
        return journal

    @property
    def _folder(self) -> Path:
        from rebond.ui.shared.file_questions import offered_folder

        return offered_folder(self._program.preferences.now.last_journal)


def _journals_filter() -> str:
    return f"{_('Rebond journals')} (*{SUFFIX})"
