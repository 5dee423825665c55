"""The running program: one journal, one window, the preferences, and the worker."""

import gc
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QLocale, QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog

from rebond import preferences
from rebond.actions import journals
from rebond.domain.problems import Refused
from rebond.journal.backup import backup_if_due
from rebond.journal.cloud import synchronised_by
from rebond.journal.journal import Journal
from rebond.language import LANGUAGES, Language, system_language
from rebond.preferences import PreferenceStore
from rebond.ui.day_timer import local_now
from rebond.ui.first_frame import after_first_frame
from rebond.ui.journal_commands import JournalCommands
from rebond.ui.main_window import MainWindow
from rebond.ui.qt_words import QtLanguage
from rebond.ui.refusals import sentences
from rebond.ui.session import Session
from rebond.ui.shared import theme
from rebond.ui.shared.enter_presses import EnterPresses
from rebond.ui.shared.focus_ring import FocusRing
from rebond.ui.speech import _, language, speak
from rebond.ui.worker import Progress, Worker
from rebond.ui.workspace import MISSIONS


def _collect_the_old() -> None:
    """Take back the memory of a window that was replaced, whose charts refer to themselves.

    Left to Python, several windows' worth of them pile up; and of what was there at the start, which is frozen so that
    collections are quick, it takes nothing back at all.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


class Program(QObject):
    """Opens journals, and builds the window for them."""

    def __init__(
        self,
        app: QApplication,
        today: Callable[[], date] = date.today,
        now: Callable[[], datetime] = local_now,
        asked: Language | None = None,
    ) -> None:
        """`asked` is the language to speak until another is chosen in the window; without it, the preferred one."""
        super().__init__()
        self._app = app
        self._asked = asked
        self._clock = today
        self._now = now
        self.worker = Worker(self)
        self.preferences = PreferenceStore(preferences.load())
        self.preferences.listen("language", self._on_language)
        self.preferences.listen("theme", self._on_theme)
        self.journal: Journal | None = None
        self.window: MainWindow | None = None
        self._refused: Refused | None = None
        self._qt_language = QtLanguage(app)
        self._journal_commands = JournalCommands(self)
        self._speak()
        theme.apply_colours(app, self.preferences.now.theme)
        self._focus_ring = FocusRing(app, self)
        self._enter_presses = EnterPresses(app, self)
        app.styleHints().colorSchemeChanged.connect(self._follow_system)

    @property
    def today(self) -> date:
        return self._clock()

    @property
    def to_restore(self) -> Path | None:
        """The journal that "Restore a backup" is about: the open one, else the one that could not be opened."""
        if self.journal:
            return self.journal.path
        if self._refused is None:
            return None
        from rebond.ui.restore_commands import restorable

        return restorable(self._refused)

    def start(self, path: Path | None, task: str = "") -> MainWindow | None:
        """Open the journal given, else the last one unless it was closed, else show the start page.

        None where another window has the journal open: that one came to the front, and begins the task.
        """
        last = None if self.preferences.now.closed else self.preferences.now.last_journal
        chosen = path or (last if last and last.is_file() else None)
        if not chosen:
            return self.show_window()
        try:
            return self.work_on(Journal.open(chosen))
        except Refused as refused:
            from rebond.ui.handover import hand_over

            if any(problem.code == "journal_in_use" for problem in refused.problems) and hand_over(chosen, task):
                return None
            return self.refuse(refused, chosen)

    def take_second_starts(self) -> None:
        """Take over, from now on, what a second start on the open journal was to do."""
        from rebond.ui.handover import Takeover

        self._takeover = Takeover(lambda: self.journal.path if self.journal else None, self._come_forward, self)

    def _come_forward(self, task: str) -> None:
        if self.window:
            self.window.come_forward()
            if task:
                self.window.begin(task)

    def open(self, path: Path) -> MainWindow:
        """Open a journal in the window; a refusal is shown and leaves the file untouched."""
        try:
            if self.journal and path.absolute() == self.journal.path and self.window:
                return self.window
            return self.work_on(Journal.open(path))
        except Refused as refused:
            return self.refuse(refused, path)

    def work_on(self, journal: Journal) -> MainWindow:
        """Show an open journal, and close the one shown before; the example is not among the recent ones."""
        self._close_journal()
        self.journal = journal
        if not journals.is_example(journal):
            self.preferences.opened(journal.path)
        at_start = self.window is None
        window = self.show_window()
        if not at_start:  # the start has its own moment for it
            after_first_frame(window, self.back_up_if_due)
        if service := synchronised_by(journal.path):
            warning = _("{service} copies this folder to other computers: open the journal on one of them at a time.")
            window.tell(warning.format(service=service))
        return window

    def close_journal(self) -> None:
        """Close the journal and show the start page, at the next start too unless it was the example."""
        if self.journal and not journals.is_example(self.journal):
            self.preferences.choose(closed=True)
        self.leave_journal()

    def leave_journal(self) -> MainWindow:
        """Close the journal, whatever state it is in, and show the start page."""
        self.release_journal()
        return self.show_window()

    def release_journal(self) -> None:
        """Close the journal, while the window goes on showing what it was."""
        self._close_journal()
        self.journal = None

    def _close_journal(self) -> None:
        if self.window and self.window.workspace:
            self.window.workspace.session.end()
        if self.journal:
            self.journal.close()

    def refuse(self, refused: Refused, path: Path | None = None) -> MainWindow:
        """Show why a journal cannot be opened: in a message box over the open one, or on the start page.

        Its backups are offered where one helps. Of a backup, at `path`, a copy is opened instead.
        """
        from rebond.ui.message_boxes import offer, warn
        from rebond.ui.restore_commands import ask_restore, open_copy, restorable

        window = self.window if self.journal and self.window else None
        if path and any(problem.code == "journal_is_backup" for problem in refused.problems):
            window = window or self.show_window()
            open_copy(self, path)
        elif window and (damaged := restorable(refused)):
            offer(window, sentences(refused), _("&Restore a backup…"), partial(ask_restore, self, damaged))
        elif window:
            warn(window, sentences(refused))
        return window or self.show_window(refused)

    def show_window(self, refused: Refused | None = None) -> MainWindow:
        """Build a new window in the current language and theme, in place of the old one, and return it.

        Without a journal, its start page shows why one was `refused`.
        """
        self._refused = refused
        old = self.window
        tab = old.workspace.current if old and old.workspace else MISSIONS
        if old:
            self._remember_place()
        session = Session(self.journal, self._clock, self.worker, self._now, self.preferences) if self.journal else None
        problem = sentences(refused) if refused else ""
        chosen = self.preferences.now
        window = self.window = MainWindow(
            session, chosen.theme, chosen.recent, problem, restorable=self.to_restore is not None
        )
        if not old:
            theme.apply_sheet(self._app)
        self._connect(window)
        if chosen.geometry:
            window.restoreGeometry(QByteArray.fromBase64(chosen.geometry.encode()))
        window.show()
        if window.workspace:
            window.workspace.show_tab(tab)
        if old:
            old.blockSignals(True)
            old.close()
            old.deleteLater()
            after_first_frame(window, _collect_the_old)
        return window

    def back_up_if_due(self) -> None:
        """Make the backup of the day on the worker; a failure is shown as a passing message."""
        if self.journal is None:
            return
        path, today, spoken = self.journal.path, self.today, language()

        def work(_progress: Progress) -> str:
            try:
                backup_if_due(path, today)
            except Refused as refused:
                return sentences(refused, spoken)
            return ""

        self.worker.run(work, self.tell, owner=self, aside=True, finishes=True)

    def tell(self, text: str) -> None:
        """Show a passing message, if there is a window."""
        if text and self.window:
            self.window.tell(text)

    def tell_fault(self, text: str) -> None:
        """Show that the program was at fault, if there is a window, with the way to its log."""
        if self.window:
            self.window.tell_fault(text)

    def stop(self) -> None:
        """Stop the worker, close the journal, and save the preferences."""
        self.worker.stop()
        if self.journal:
            self.journal.close()
            self.journal = None  # what waits for a first frame finds nothing to do
        preferences.save(self.preferences.now)
        self._qt_language.silence()

    def _connect(self, window: MainWindow) -> None:
        self._journal_commands.carry_out(window)
        window.language_chosen.connect(self._choose_language)
        window.theme_chosen.connect(self._choose_theme)
        window.owner_wanted.connect(self._choose_owner)
        window.closed.connect(self._remember_place)

    def _choose_language(self, code: str) -> None:
        self._asked = None
        before = self.preferences.now.language
        self.preferences.choose(language=code)
        if code == before != language().code:  # preferred already, and another one was asked for at the start
            self._on_language()

    def _choose_theme(self, chosen: str) -> None:
        self.preferences.choose(theme=chosen)

    def _choose_owner(self) -> None:
        from rebond.ui.printing.owner_dialog import OwnerDialog

        OwnerDialog(self.preferences, self.window).open()

    def _on_language(self) -> None:
        self._build_anew(self._speak)

    def _on_theme(self) -> None:
        self._build_anew(partial(theme.apply, self._app, self.preferences.now.theme))

    def _follow_system(self) -> None:
        if self.preferences.now.theme != "system":
            return
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):  # what is typed in it would go with its window
            dialog.finished.connect(self._follow_system, Qt.ConnectionType.QueuedConnection)
        else:
            self._build_anew(partial(theme.apply, self._app, "system"))

    def _build_anew(self, change: Callable[[], object]) -> None:
        """Apply a change of language or theme, and build a new window with the unsaved input of the old one."""
        workspace = self.window.workspace if self.window else None
        left = workspace.unfinished() if workspace else {}
        change()
        window = self.show_window(self._refused)
        if window.workspace:
            window.workspace.resume(left)

    def _speak(self) -> None:
        """Apply the language to the program's sentences and to Qt's own dialogs."""
        chosen = self.preferences.now.language
        spoken = self._asked or Language.of(chosen if chosen in LANGUAGES else system_language())
        speak(spoken)
        QLocale.setDefault(QLocale(str(spoken.locale)))
        self._qt_language.speak(spoken)

    def _remember_place(self) -> None:
        if self.window:
            self.preferences.choose(geometry=bytes(self.window.saveGeometry().toBase64().data()).decode())
