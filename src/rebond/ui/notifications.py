"""Notifications of the desktop: by the session bus on Linux, where Qt shows none without a tray, else by Qt."""

import sys
from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSocketNotifier, Signal
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from rebond.journal.journal import Journal
from rebond.ui.session import Session
from rebond.ui.speech import _
from rebond.ui.worker import Progress

if TYPE_CHECKING:
    from jeepney.io.blocking import DBusConnection  # type: ignore[import-untyped]

_SERVICE = "org.freedesktop.Notifications"
_PATH = "/org/freedesktop/Notifications"
#: Seconds to wait for the desktop's answer: it may have to start what shows its notifications.
_PATIENCE = 5


class Notifications(QObject):
    """Shows one notification at a time, and tells when it was clicked."""

    clicked = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._waiting: QObject | None = None
        #: The connections that the worker made and nobody waits on yet: at most one, but for the end of the session.
        self._made: list[DBusConnection] = []
        session.ended.connect(self._forget)

    def show(self, title: str, body: str, shown: Callable[[bool], object]) -> None:
        """Show a notification, then call `shown` with whether the desktop took it."""
        if sys.platform != "linux":
            shown(self._show_in_tray(title, body))
            return
        open_label, made = _("Open"), self._made

        def work(_journal: Journal, _progress: Progress) -> int | None:
            return _notify(title, body, open_label, made)

        def received(number: int | None) -> None:
            if number is not None:
                self._wait(_Click(made.pop(), number, self))
            shown(number is not None)

        self._session.run(work, received, owner=self, aside=True)

    def _show_in_tray(self, title: str, body: str) -> bool:
        if not QSystemTrayIcon.supportsMessages():
            return False
        icon = QSystemTrayIcon(QApplication.windowIcon(), self)
        icon.messageClicked.connect(self.clicked)
        self._wait(icon)
        icon.show()
        icon.showMessage(title, body, QApplication.windowIcon())
        return True

    def _wait(self, waiting: QObject) -> None:
        """Wait for a click on this notification, and no longer on the one before."""
        self._forget()
        self._waiting = waiting
        if isinstance(waiting, _Click):
            waiting.clicked.connect(self.clicked)

    def _forget(self) -> None:
        if isinstance(self._waiting, _Click):
            self._waiting.end()
        if self._waiting:
            self._waiting.deleteLater()
            self._waiting = None
        while self._made:
            self._made.pop().close()


class _Click(QObject):
    """Waits on the session bus until a notification is clicked."""

    clicked = Signal()

    def __init__(self, connection: "DBusConnection", number: int, parent: QObject) -> None:
        super().__init__(parent)
        self._connection, self._number = connection, number
        self._socket = QSocketNotifier(connection.sock.fileno(), QSocketNotifier.Type.Read, self)
        self._socket.activated.connect(self._receive)

    def end(self) -> None:
        """Leave the bus."""
        self._socket.setEnabled(False)
        self._connection.close()

    def _receive(self) -> None:
        """Read what the bus has sent."""
        from jeepney import HeaderFields  # type: ignore[import-untyped]

        try:
            while True:
                message = self._connection.receive(timeout=0)
                if (
                    message.header.fields.get(HeaderFields.member) == "ActionInvoked"
                    and message.body[0] == self._number
                ):
                    self.clicked.emit()
        except TimeoutError:
            pass  # nothing more for now
        except OSError:  # the bus has gone
            self._socket.setEnabled(False)


def _notify(title: str, body: str, open_label: str, made: "list[DBusConnection]") -> int | None:
    """Show a notification by the session bus, and return its number; None where the desktop shows none.

    The connection that tells of clicks is put into `made`. The calls are those of the Desktop Notifications
    Specification 1.2.
    """
    from jeepney import DBusAddress, DBusErrorResponse, MatchRule, message_bus, new_method_call
    from jeepney.auth import AuthenticationError  # type: ignore[import-untyped]
    from jeepney.io.blocking import open_dbus_connection
    from jeepney.wrappers import unwrap_msg  # type: ignore[import-untyped]

    service = DBusAddress(_PATH, bus_name=_SERVICE, interface=_SERVICE)
    try:
        connection = open_dbus_connection("SESSION")
    except (OSError, KeyError, ValueError, AuthenticationError):  # no bus, no address of one, or an unusable address
        return None

    def call(message: Any) -> Any:
        return unwrap_msg(connection.send_and_get_reply(message, timeout=_PATIENCE))

    try:
        (can,) = call(new_method_call(service, "GetCapabilities"))
        call(message_bus.AddMatch(MatchRule(type="signal", interface=_SERVICE, member="ActionInvoked", path=_PATH)))
        shown = escape(body, quote=False) if "body-markup" in can else body
        actions = ["default", open_label] if "actions" in can else []
        hints = {"desktop-entry": ("s", "rebond")}
        about = ("Rebond", 0, "rebond", title, shown, actions, hints, -1)
        (number,) = call(new_method_call(service, "Notify", "susssasa{sv}i", about))
    except (OSError, DBusErrorResponse):
        connection.close()
        return None
    made.append(connection)
    return int(number)
