"""The running program: one journal, one window, the preferences, and the worker."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import QByteArray, QLibraryInfo, QLocale, QObject, QStandardPaths, Qt, QTranslator
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox

from rebond import preferences
from rebond.actions import journals
from rebond.domain.problems import Refused
from rebond.journal.backup import backup, backup_if_due
from rebond.journal.cloud import synchronised_by
from rebond.journal.journal import Journal
from rebond.language import LANGUAGES, Language, system_language
from rebond.preferences import PreferenceStore
from rebond.sentences import sentence
from rebond.ui.day_timer import local_now
from rebond.ui.first_frame import after_first_frame
from rebond.ui.main_window import MainWindow
from rebond.ui.qt_words import QtWords
from rebond.ui.session import Session
from rebond.ui.shared import theme
from rebond.ui.speech import _, language, speak
from rebond.ui.worker import Progress, Worker
from rebond.ui.workspace import MISSIONS

#: The file extension of journals.
SUFFIX = ".rebond"


class Program(QObject):
    """Opens journals, and builds the window for them."""

    def __init__(
        self, app: QApplication, today: Callable[[], date] = date.today, now: Callable[[], datetime] = local_now
    ) -> None:
        super().__init__()
        self._app = app
        self._today = today
        self._now = now
        self.worker = Worker(self)
        self.preferences = PreferenceStore(preferences.load())
        self.preferences.listen("language", self._on_language)
        self.preferences.listen("theme", self._on_theme)
        self.journal: Journal | None = None
        self.window: MainWindow | None = None
        self._refused: Refused | None = None
        self._translator = QTranslator(self)
        self._qt_words = QtWords(self)
        self._speak()
        theme.apply_colours(app, self.preferences.now.theme)
        app.styleHints().colorSchemeChanged.connect(self._follow_system)

    def start(self, path: Path | None) -> MainWindow:
        """Open the journal given, else the last one, else show the start page."""
        last = self.preferences.now.last_journal
        chosen = path or (last if last and last.is_file() else None)
        return self.open(chosen) if chosen else self.show_window()

    def open(self, path: Path) -> MainWindow:
        """Open a journal in the window; a refusal is shown and leaves the file untouched."""
        try:
            if self.journal and path.absolute() == self.journal.path and self.window:
                return self.window
            return self.work_on(Journal.open(path))
        except Refused as refused:
            return self._refuse(refused)

    def work_on(self, journal: Journal) -> MainWindow:
        """Show an open journal, and close the one shown before."""
        if self.window and self.window.workspace:
            self.window.workspace.session.end()
        if self.journal:
            self.journal.close()
        self.journal = journal
        self.preferences.opened(journal.path)
        at_start = self.window is None
        window = self.show_window()
        if not at_start:  # the start has its own moment for it
            after_first_frame(window, self.back_up_if_due)
        if service := synchronised_by(journal.path):
            warning = _("{service} copies this folder to other computers: open the journal on one of them at a time.")
            window.tell(warning.format(service=service))
        return window

    def show_window(self, refused: Refused | None = None) -> MainWindow:
        """Build a new window in the current language and theme, in place of the old one, and return it.

        Without a journal, its start page shows why one was `refused`.
        """
        self._refused = refused
        old = self.window
        tab = old.workspace.current if old and old.workspace else MISSIONS
        if old:
            self._remember_place()
        session = Session(self.journal, self._today, self.worker, self._now) if self.journal else None
        problem = _all(language(), refused) if refused else ""
        chosen = self.preferences.now
        window = self.window = MainWindow(session, chosen.theme, chosen.recent, problem)
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
        return window

    def back_up_if_due(self) -> None:
        """Make the backup of the day on the worker; a failure is shown as a passing message."""
        if self.journal is None:
            return
        path, today, spoken = self.journal.path, self._today(), language()

        def work(_progress: Progress) -> str:
            try:
                backup_if_due(path, today)
            except Refused as refused:
                return _all(spoken, refused)
            return ""

        self.worker.run(work, self.tell, owner=self)

    def tell(self, text: str) -> None:
        """Show a passing message, if there is a window."""
        if text and self.window:
            self.window.tell(text)

    def stop(self) -> None:
        """Stop the worker, close the journal, and save the preferences."""
        self.worker.stop()
        if self.journal:
            self.journal.close()
        preferences.save(self.preferences.now)
        self._remove_translators()

    def _connect(self, window: MainWindow) -> None:
        window.new_wanted.connect(self._new)
        window.open_wanted.connect(self._choose)
        window.example_wanted.connect(self._example)
        window.import_wanted.connect(self._import)
        window.export_wanted.connect(self._export)
        window.backup_wanted.connect(self._backup)
        window.recent_wanted.connect(self._open_recent)
        window.language_chosen.connect(self._choose_language)
        window.theme_chosen.connect(self._choose_theme)
        window.owner_wanted.connect(self._choose_owner)
        window.closed.connect(self._remember_place)

    def _refuse(self, refused: Refused) -> MainWindow:
        """Show why a journal cannot be opened: in a message box over the open one, or on the start page."""
        if self.journal and self.window:
            warn(self.window, _all(language(), refused))
            return self.window
        return self.show_window(refused)

    def _new(self) -> None:
        from rebond.ui.setup_dialog import SetupDialog

        window = self._begin()
        if window and window.workspace:
            SetupDialog(window.workspace.session, window).open()

    def _begin(self) -> MainWindow | None:
        """Ask for the file of a new journal and open it; None when the person cancels or it cannot be created."""
        path = self._ask_save(_("New journal"), _("My missions") + SUFFIX, _journals_filter())
        if path is None:
            return None
        try:
            return self.work_on(journals.create(path))
        except Refused as refused:
            self._refuse(refused)
            return None

    def _choose(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(
            self.window, _("Open a journal"), str(self._folder()), f"{_journals_filter()};;{_('All files')} (*)"
        )
        if chosen:
            self.open(Path(chosen))

    def _open_recent(self, path: str) -> None:
        self.open(Path(path))

    def _example(self) -> None:
        from rebond.actions.example import create_example

        path = Path(mkdtemp(prefix="rebond-")) / f"{_('Example')}{SUFFIX}"
        try:
            self.work_on(create_example(path, language(), self._today()))
        except Refused as refused:
            self._refuse(refused)

    def _import(self) -> None:
        from rebond.ui.import_dialog import import_files

        window = self.window if self.journal else self._begin()
        if window and window.workspace:
            import_files(window.workspace.session, window)

    def _export(self) -> None:
        from rebond.actions.exports import export_document

        if self.journal is None:
            return
        path = self._ask_save(_("Export the journal"), f"{self.journal.path.stem}.json", "JSON (*.json)", replace=True)
        if path:
            self._do(lambda: export_document(self.open_journal, path), path)

    def _backup(self) -> None:
        if self.journal is None:
            return
        name = f"{self.journal.path.stem} {self._today().isoformat()}{SUFFIX}"
        path = self._ask_save(_("Make a backup"), name, _journals_filter())
        if path:
            self._do(lambda: backup(self.open_journal.path, self._today(), path), path)

    @property
    def open_journal(self) -> Journal:
        assert self.journal is not None  # noqa: S101 - the commands that need one are grey without it
        return self.journal

    def _do(self, work: Callable[[], object], path: Path) -> None:
        """Write a file, and show where it is, or why it could not be written."""
        try:
            work()
        except (Refused, OSError) as fault:
            if self.window:
                warn(self.window, _all(language(), _refused(fault, path)))
        else:
            self.tell(_("Written: {path}").format(path=path))

    def _ask_save(self, title: str, name: str, kinds: str, *, replace: bool = False) -> Path | None:
        """Ask for the name of a file to write; `replace` allows an existing one.

        None when the person cancels. A name without an extension gets that of `name`.
        """
        options = QFileDialog.Option(0) if replace else QFileDialog.Option.DontConfirmOverwrite
        chosen, _kind = QFileDialog.getSaveFileName(
            self.window, title, str(self._folder() / name), kinds, options=options
        )
        if not chosen:
            return None
        path = Path(chosen)
        return path if path.suffix else path.with_suffix(Path(name).suffix)

    def _folder(self) -> Path:
        last = self.preferences.now.last_journal
        if last and last.parent.is_dir() and not last.parent.name.startswith("rebond-"):
            return last.parent
        return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))

    def _choose_language(self, language: str) -> None:
        self.preferences.choose(language=language)

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
        spoken = Language.of(chosen if chosen in LANGUAGES else system_language())
        speak(spoken)
        locale = QLocale(str(spoken.locale))
        QLocale.setDefault(locale)
        self._remove_translators()
        self._translator = QTranslator(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(f"qtbase_{spoken.code}", folder):
            self._app.installTranslator(self._translator)
            self._app.installTranslator(self._qt_words)

    def _remove_translators(self) -> None:
        for translator in (self._translator, self._qt_words):
            self._app.removeTranslator(translator)

    def _remember_place(self) -> None:
        if self.window:
            self.preferences.choose(geometry=bytes(self.window.saveGeometry().toBase64().data()).decode())


def warn(parent: MainWindow, text: str) -> None:
    """Show a warning in a message box."""
    box = QMessageBox(QMessageBox.Icon.Warning, "Rebond", "", parent=parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    box.open()


def _all(spoken: Language, refused: Refused) -> str:
    return " ".join(sentence(spoken, problem) for problem in refused.problems)


def _refused(fault: Refused | OSError, path: Path) -> Refused:
    """Return the fault as a refusal, with a problem for an error of the system."""
    from rebond.actions.exports import not_written

    return fault if isinstance(fault, Refused) else Refused(not_written(fault, path))


def _journals_filter() -> str:
    return f"{_('Rebond journals')} (*{SUFFIX})"
