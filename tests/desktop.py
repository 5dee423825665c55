"""A session bus of its own with a desktop on it that shows notifications, as the specification of them says."""

import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from jeepney import DBusAddress, HeaderFields, Message, MessageType, message_bus, new_method_return, new_signal
from jeepney.io.blocking import DBusConnection, open_dbus_connection

_SERVICE = "org.freedesktop.Notifications"
_RULES = """<busconfig>
  <type>session</type>
  <listen>unix:tmpdir={folder}</listen>
  <policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
</busconfig>"""
_EMITTER = DBusAddress("/org/freedesktop/Notifications", _SERVICE, _SERVICE)


@dataclass
class Desktop:
    """What the desktop can do, and the notifications that it was asked to show."""

    address: str
    can: list[str]
    shown: list[dict[str, Any]] = field(default_factory=list)
    _connection: DBusConnection = field(init=False)
    _thread: threading.Thread = field(init=False)

    def click(self, number: int, action: str = "default") -> None:
        """Click on the notification of a number."""
        self._connection.send(new_signal(_EMITTER, "ActionInvoked", "us", (number, action)))

    def _serve(self) -> None:
        """Answer calls until the bus is gone."""
        try:
            while True:
                self._answer(self._connection.receive())
        except (OSError, EOFError):
            pass

    def _answer(self, message: Message) -> None:
        if message.header.message_type is not MessageType.method_call:
            return
        if message.header.fields[HeaderFields.member] == "GetCapabilities":
            self._connection.send(new_method_return(message, "as", (self.can,)))
            return
        assert message.header.fields[HeaderFields.signature] == "susssasa{sv}i"
        app, _replaces, icon, title, body, actions, hints, _expires = message.body
        self.shown.append({"app": app, "icon": icon, "title": title, "body": body, "actions": actions, "hints": hints})
        self._connection.send(new_method_return(message, "u", (len(self.shown),)))

    def begin(self) -> None:
        self._connection = open_dbus_connection(self.address)
        self._connection.send_and_get_reply(message_bus.RequestName(_SERVICE))
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def end(self) -> None:
        self._connection.sock.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._connection.close()


@contextmanager
def session_bus() -> Iterator[str]:
    """Yield the address of a new session bus, which starts none of this computer's own desktops."""
    with TemporaryDirectory() as folder:
        rules = Path(folder, "session.conf")
        rules.write_text(_RULES.format(folder=folder), "utf-8")
        command = ["dbus-daemon", f"--config-file={rules}", "--nofork", "--print-address=1"]
        yield from _run(command)


def _run(command: list[str]) -> Iterator[str]:
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as bus:
        assert bus.stdout
        try:
            yield bus.stdout.readline().strip()
        finally:
            bus.terminate()


@contextmanager
def desktop(can: tuple[str, ...] = ("body", "body-markup", "actions")) -> Iterator[Desktop]:
    """Yield a desktop on a new session bus."""
    with session_bus() as address:
        shown = Desktop(address, list(can))
        shown.begin()
        yield shown
        shown.end()
