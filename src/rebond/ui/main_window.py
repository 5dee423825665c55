"""The main window: the open journal or the start page, the menus, and the status bar."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from rebond.actions import history
from rebond.actions.action import said
from rebond.domain.direction import upright
from rebond.domain.problems import Refused
from rebond.journal.history import Change
from rebond.sentences import sentence
from rebond.ui.menus import RULE, Menus, Submenu, languages, themes
from rebond.ui.session import Session
from rebond.ui.shared.command_actions import Command, Key
from rebond.ui.shared.status_line import StatusLine
from rebond.ui.speech import _, language
from rebond.ui.workspace import MISSIONS, PROSPECTION, RUNWAY, Workspace

if TYPE_CHECKING:
    from rebond.ui.agenda.daily_reminder import DailyReminder

#: Milliseconds for which a passing message is shown.
_PASSING = 8_000
#: Milliseconds for which the message of a fault is shown.
_FAULT = 60_000
#: The window's smallest size in pixels: a screen of 1920 by 1080 at 200 %.
_SMALLEST = (930, 520)
#: The pixels to leave for the window's frame on the screen.
_FRAME = QSize(16, 40)
#: The number of characters of a change's description in the Edit menu.
_NAMED = 60


class MainWindow(QMainWindow):
    """The window on a session, or on the start page; commands on files and preferences are signals for `Program`."""

    new_wanted = Signal()
    open_wanted = Signal()
    example_wanted = Signal()
    import_wanted = Signal()
    export_wanted = Signal()
    backup_wanted = Signal()
    check_wanted = Signal()
    restore_wanted = Signal()
    recent_wanted = Signal(str)
    #: The list of recent journals is to be emptied.
    forget_wanted = Signal()
    keep_wanted = Signal()
    close_wanted = Signal()
    language_chosen = Signal(str)
    theme_chosen = Signal(str)
    owner_wanted = Signal()
    closed = Signal()

    def __init__(
        self,
        session: Session | None,
        theme: str,
        recent: tuple[str, ...] = (),
        problem: str = "",
        *,
        restorable: bool = False,
    ) -> None:
        """Without a session, the start page shows a `problem`; a backup may help where it is `restorable`."""
        super().__init__()
        self._session = session
        self._recent = recent
        self.workspace: Workspace | None = None
        self.setMinimumSize(*_SMALLEST)
        self.resize(QSize(1280, 820).boundedTo(self.screen().availableSize() - _FRAME))
        if session:
            self.workspace = Workspace(session, self)
            self.setCentralWidget(self.workspace)
            self.setWindowTitle(f"{upright(session.journal.path.stem)} – Rebond")
            session.changed.connect(self._on_changed)
            session.message.connect(self.tell)
            self.workspace.keep_wanted.connect(self.keep_wanted)
            self.workspace.own_wanted.connect(self.new_wanted)
        else:
            self.setCentralWidget(self._first_page(recent, problem, restorable))
            self.setWindowTitle("Rebond")
        self._status = StatusLine(self)
        self.setStatusBar(self._status)
        self._menus = self._fill_menus(theme)
        self._reminder: DailyReminder | None = None
        if self._reminds():
            self._watch_what_is_due()

    def tell(self, text: str) -> None:
        """Show a passing message in the status bar."""
        self.statusBar().showMessage(text, _PASSING)

    def tell_fault(self, text: str) -> None:
        """Show the message of a fault of the program, with a button for the folder of its log."""
        from rebond.ui.log_folder import open_log_folder

        self._status.offer(text, _("Open the log's &folder"), open_log_folder, _FAULT)

    def set_up(self) -> None:
        """Open the set-up on the journal; it leads to the runway."""
        from rebond.ui.setup_dialog import SetupDialog

        if self._session and self.workspace:
            dialog = SetupDialog(self._session, self)
            dialog.accepted.connect(partial(self.workspace.show_tab, RUNWAY))
            dialog.open()

    def _heads(self) -> None:
        from rebond.ui.heads_dialog import HeadsDialog

        if self._session:
            HeadsDialog(self._session, self).open()

    def _about_you(self) -> None:
        from rebond.ui.about_you_dialog import AboutYouDialog

        if self._session:
            AboutYouDialog(self._session, self).open()

    def show_recent(self, recent: tuple[str, ...]) -> None:
        """Replace the recent journals that the File menu offers."""
        self._recent = recent

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        super().closeEvent(event)
        if self._session:
            self._session.end()
        self.closed.emit()

    def _first_page(self, recent: tuple[str, ...], problem: str, restorable: bool) -> QWidget:
        from rebond.ui.start_page import StartPage

        page = StartPage(recent, problem, restorable=restorable)
        page.new_wanted.connect(self.new_wanted)
        page.open_wanted.connect(self.open_wanted)
        page.example_wanted.connect(self.example_wanted)
        page.import_wanted.connect(self.import_wanted)
        page.recent_wanted.connect(self.recent_wanted)
        page.restore_wanted.connect(self.restore_wanted)
        page.language_chosen.connect(self.language_chosen)
        return page

    def _fill_menus(self, theme: str) -> Menus:
        menus = Menus(self, has_journal=self._session is not None)
        menus.add(
            _("&File"),
            Command(_("&New journal…"), self.new_wanted.emit, Key.New, needs_journal=False),
            Command(_("&Open a journal…"), self.open_wanted.emit, Key.Open, needs_journal=False),
            Submenu(_("&Recent journals"), self._recent_commands),
            Command(_("Open the &example"), self.example_wanted.emit, needs_journal=False),
            Command(_("&Close the journal"), self.close_wanted.emit, Key.Close),
            RULE,
            Command(_("&Set-up…"), self.set_up),
            Command(_("Abo&ut you…"), self._about_you),
            Command(_("&Import…"), self.import_wanted.emit, "Ctrl+I"),
            Command(_("E&xport the journal…"), self.export_wanted.emit, "Ctrl+E"),
            Command(_("Make a &backup"), self.backup_wanted.emit),
            Command(_("Res&tore a backup…"), self.restore_wanted.emit),
            Command(_("Chec&k the journal"), self.check_wanted.emit),
            Command(_("Heads that others &hold…"), self._heads),
            RULE,
            Command(_("Print pre&view…"), self._preview),
            Command(_("&Print the runway…"), self._print, Key.Print),
            Command(_("Export the run&way as a file…"), self._export_runway, "Ctrl+Shift+E"),
            Command(_("Export the a&genda as iCalendar…"), self._export_agenda),
            Command(_("Your n&ame on printed pages…"), self.owner_wanted.emit, needs_journal=False),
            RULE,
            Command(_("&Quit"), self.close, Key.Quit, needs_journal=False),
        )
        menus.add(
            _("&Edit"),
            Command(_("&Undo"), self._undo, Key.Undo, enabled=self._can_undo, names=self._undo_name),
            Command(_("&Redo"), self._redo, "Ctrl+Shift+Z", enabled=self._can_redo, names=self._redo_name),
            RULE,
            Command(_("&Log a contact…"), self._log_contact, "Ctrl+L"),
            Command(_("&Note an event"), self._note_event, "Ctrl+J"),
            Command(_("&Write a letter…"), self._write_letter, "Ctrl+Shift+L"),
            Command(_("&Search the journal…"), self._search, Key.Find),
            RULE,
            Command(_("&History and trash…"), self._history, "Ctrl+H"),
            Command(_("S&tages and channels…"), self._choices),
            Command(_("La&dder of reminders…"), self._ladder),
            Command(_("Rates of interest on &late payments…"), self._late_rates),
        )
        view = menus.add(
            _("&View"),
            Command(_("&Missions"), self._tab(MISSIONS), "Ctrl+1"),
            Command(_("Cash &runway"), self._tab(RUNWAY), "Ctrl+2"),
            Command(_("&Prospection"), self._tab(PROSPECTION), "Ctrl+3"),
            Command(_("&Agenda"), self._today, "Ctrl+T"),
            Command(_("All &invoices…"), self._all_invoices, "Ctrl+Shift+I"),
            RULE,
            Command(_("Show a &notification of what is due each day"), self._switch_reminder, checked=self._reminds),
        )
        menus.add_choices(view, _("&Language"), languages(), language().code, self.language_chosen.emit)
        menus.add_choices(view, _("&Theme"), themes(), theme, self.theme_chosen.emit)
        menus.add(_("&Help"), Command(_("&About Rebond"), self._about, needs_journal=False))
        return menus

    def _recent_commands(self) -> Iterator[Command | None]:
        """Yield a command for each recent journal but the open one; those that are not there now are grey."""
        here = str(self._session.journal.path) if self._session else ""
        others = [path for path in self._recent if path != here]
        for path in others:
            there = _is_file(path)
            name = _("{journal}  –  {folder}") if there else _("{journal}  –  not found in {folder}")
            name = name.format(journal=Path(path).stem, folder=Path(path).parent).replace("&", "&&")
            open_it = partial(self.recent_wanted.emit, path)
            yield Command(name, open_it, needs_journal=False, enabled=partial(bool, there))
        if others:
            yield RULE
            yield Command(_("&Clear the list"), self.forget_wanted.emit, needs_journal=False)

    def _tab(self, name: str) -> Callable[[], object]:
        return lambda: self.workspace and self.workspace.show_tab(name)

    def _today(self) -> None:
        if self.workspace:
            self.workspace.show_today()

    def _reminds(self) -> bool:
        return self._session is not None and self._session.preferences.now.reminders

    def _switch_reminder(self) -> None:
        if self._session and self._reminds():
            self._session.preferences.choose(reminders=False)
        elif reminder := self._watch_what_is_due():
            reminder.switch_on()

    def _watch_what_is_due(self) -> "DailyReminder | None":
        """Return the daily notification of what is due; a click on it leads to the agenda."""
        from rebond.ui.agenda.daily_reminder import DailyReminder

        if self._reminder is None and self._session:
            self._reminder = DailyReminder(self._session, self)
            self._reminder.opened.connect(self._show_what_is_due)
        return self._reminder

    def _show_what_is_due(self) -> None:
        self.come_forward()
        if self.workspace and not self.workspace.today.isVisible():
            self.workspace.show_today()

    def come_forward(self) -> None:
        """Bring the window to the front, also when it is minimized."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()

    def _export_agenda(self) -> None:
        from rebond.ui.agenda.exporting import export_calendar

        if self._session:
            export_calendar(self._session, self)

    def _all_invoices(self) -> None:
        if self.workspace:
            self.workspace.missions.list_all_invoices()

    def _preview(self) -> None:
        if self.workspace:
            self.workspace.runway.preview()

    def _print(self) -> None:
        if self.workspace:
            self.workspace.runway.print()

    def _export_runway(self) -> None:
        if self.workspace:
            self.workspace.runway.export()

    def _on_changed(self, change: Change) -> None:
        text = said(language(), change.action, change.facts)
        hint = "" if change.action in {"undo", "redo", "erase"} else _("Ctrl+Z undoes it")
        self.tell(f"{text}  ·  {hint}" if hint else text)
        for action in self._menus.commands:
            action.refresh()

    def _can_undo(self) -> bool:
        return self._session is not None and history.can_undo(self._session.journal)

    def _can_redo(self) -> bool:
        return self._session is not None and history.can_redo(self._session.journal)

    def _undo_name(self) -> str:
        what = history.undo_name(language(), self._session.journal) if self._session else ""
        return _("&Undo: {what}").format(what=_in_menu(what)) if what else _("&Undo")

    def _redo_name(self) -> str:
        what = history.redo_name(language(), self._session.journal) if self._session else ""
        return _("&Redo: {what}").format(what=_in_menu(what)) if what else _("&Redo")

    def _undo(self) -> None:
        self._step(history.undo)

    def _redo(self) -> None:
        self._step(history.redo)

    def _step(self, step: Callable[..., Change | None]) -> None:
        if self._session is None:
            return
        try:
            self._session.do(step, self._session.journal)
        except Refused as refused:
            self.tell(" ".join(sentence(language(), problem) for problem in refused.problems))

    def begin(self, task: str) -> None:
        """Begin a task of the desktop's launcher: "log-contact" or "print-runway"."""
        if self._session is None:
            self.tell(_("Open a journal first, or begin a new one."))
        elif task == "log-contact":
            self._log_contact()
        elif task == "print-runway":
            self._print()

    def _log_contact(self) -> None:
        from rebond.ui.prospecting.log_dialog import LogDialog

        if self._session:
            LogDialog(self._session, QApplication.activeWindow() or self).open()

    def _note_event(self) -> None:
        if self.workspace:
            self.workspace.show_tab(MISSIONS)
            self.workspace.missions.note_event()

    def _write_letter(self) -> None:
        if self.workspace:
            self.workspace.show_tab(MISSIONS)
            self.workspace.missions.write_letter()

    def _search(self) -> None:
        from rebond.ui.search_dialog import SearchDialog

        if self._session and self.workspace:
            dialog = SearchDialog(self._session, self)
            dialog.chosen.connect(self.workspace.reveal)
            dialog.open()

    def _history(self) -> None:
        from rebond.ui.history_dialog import HistoryDialog

        if self._session:
            HistoryDialog(self._session, self).open()

    def _choices(self) -> None:
        from rebond.ui.prospecting.choices_dialog import ChoicesDialog

        if self._session:
            ChoicesDialog(self._session, self).open()

    def _ladder(self) -> None:
        from rebond.ui.late.ladder_dialog import LadderDialog

        if self._session:
            LadderDialog(self._session, parent=self).open()

    def _late_rates(self) -> None:
        from rebond.ui.late.rates_dialog import RatesDialog

        if self._session:
            RatesDialog(self._session, None, self).open()

    def _about(self) -> None:
        from rebond.ui.about_dialog import show_about

        show_about(self)


def _is_file(path: str) -> bool:
    try:
        return Path(path).is_file()
    except (OSError, ValueError):  # a drive that does not answer, or no path at all
        return False


def _in_menu(what: str) -> str:
    """Return a change's description for a menu entry: shortened, its first letter in lower case, `&` escaped."""
    what = what[:1].lower() + what[1:]
    return (what if len(what) <= _NAMED else f"{what[:_NAMED]}…").replace("&", "&&")
