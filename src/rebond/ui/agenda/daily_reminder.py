"""The notification of what is due today: once a day, if the person wants it, while the program runs."""

from datetime import date, datetime, time

from PySide6.QtCore import QObject, Signal

from rebond.actions.agenda_sentences import reminder
from rebond.domain.agenda.entries import AgendaEntry
from rebond.domain.calendar import ONE_DAY
from rebond.journal.journal import Journal
from rebond.journal.queries.agenda import load_agenda
from rebond.ui.notifications import Notifications
from rebond.ui.session import Session
from rebond.ui.speech import _, language
from rebond.ui.worker import Progress

#: The time of day from which on it is shown.
FROM = time(9)


class DailyReminder(QObject):
    """Shows what is due once a day and journal, from 9:00 on; its day is kept with the preferences.

    With it comes what fell due since it was last shown: the program may not have run meanwhile.
    """

    #: The notification was clicked.
    opened = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._notifications = Notifications(session, self)
        self._notifications.clicked.connect(self.opened)
        session.looked.connect(self._look)

    def switch_on(self) -> None:
        """Show what is due today now, so that the person sees what was switched on; say so if nothing is."""
        self._session.preferences.choose(reminders=True)
        self._ask(first=True)

    def _look(self, now: datetime) -> None:
        wanted = self._session.preferences.now.reminders
        if wanted and now.time() >= FROM and str(self._session.journal.path) not in self._reminded():
            self._ask(first=False)

    def _reminded(self) -> tuple[str, ...]:
        """Return the paths of the journals whose due was shown today."""
        day, *paths = self._session.preferences.now.reminded or ("",)
        return tuple(paths) if day == self._session.today.isoformat() else ()

    def _not_shown_since(self) -> date:
        """Return the first day whose entries were not shown yet: today, or the one after the last time."""
        day, *paths = self._session.preferences.now.reminded or ("",)
        known = str(self._session.journal.path) in paths
        try:
            return min(self._session.today, date.fromisoformat(day) + ONE_DAY) if known else self._session.today
        except ValueError:  # somebody wrote in the file of preferences
            return self._session.today

    def _ask(self, *, first: bool) -> None:
        """Read what is due on the worker, and show it."""
        since, outlook = self._not_shown_since(), self._session.outlook
        today = outlook.today
        paths = dict.fromkeys((*self._reminded(), str(self._session.journal.path)))
        self._session.preferences.choose(reminded=(today.isoformat(), *paths))

        def due(journal: Journal, _progress: Progress) -> list[AgendaEntry]:
            with journal.read() as reader:
                entries = load_agenda(reader, outlook, today)
            return [entry for entry in entries if entry.is_new(since, today)]

        def show(entries: list[AgendaEntry]) -> None:
            if entries:
                title, body = reminder(language(), entries, outlook.situation.settings.currency, today)
                self._notifications.show(title, body, self._tell_if_not)
            elif first:
                self._session.message.emit(_("Nothing is due today. What is due is shown once a day, from 9:00 on."))

        self._session.run(due, show, owner=self)

    def _tell_if_not(self, shown: bool) -> None:
        if not shown:
            self._session.message.emit(_("This desktop shows no notifications. What is due stands in the agenda."))
