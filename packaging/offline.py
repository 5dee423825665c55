"""Runs a command without a network, and counts every connection that it asks for: there may be none but local ones.

    python3 packaging/offline.py COMMAND [ARGUMENT ...]

On Linux, by strace in a network of its own, where even this computer's own addresses do not answer. Ends with the exit
code of the command, or with 1 where it passed and yet asked for a connection that it should not.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

#: A connection asked for: the kind of address, and the rest of it.
_CONNECT = re.compile(r"(?:connect|sendto)\(.*?\{sa_family=(AF_\w+)(?:, ([^}]*))?\}")
#: A socket that was made, by its family.
_SOCKET = re.compile(r"socket\((AF_\w+)")
#: Local connections, and who makes them.
ALLOWED = {
    r"AF_UNIX sun_path=@?\"/tmp/\.X11-unix/X\d+\"": "the display",
    r"AF_UNIX sun_path=\"/var/run/nscd/socket\"": "the system's lookup of a user's name",
    r"AF_UNIX sun_path=\"(/var)?/run/(dbus|user/\d+/bus)[^\"]*\"": "the desktop's bus",
    # A print dialog asks this computer which printers it has; at port 1, the tests say, nobody answers.
    r"AF_INET6? sin6?_port=htons\((?:631|1)\).*(\"127\.0\.0\.1\"|\"::1\").*": "this computer's print server",
    r"AF_UNIX sun_path=\"(/var)?/run/cups/cups\.sock\"": "this computer's print server",
}


def main(command: list[str]) -> int:
    if not command:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory(prefix="rebond-offline-") as folder:
        log = Path(folder, "calls")
        code = subprocess.call([*_watched(log), *command])
        asked = log.read_text("utf-8", "replace").splitlines() if log.exists() else []
    made = Counter(found[1] for line in asked if (found := _SOCKET.search(line)))
    print(f"   sockets made, by family: {dict(made)}")
    for whose, count in Counter(whose for one in connections(asked) if (whose := allowed(one))).items():
        print(f"   {count} connections to {whose}")
    if forbidden := [one for one in connections(asked) if not allowed(one)]:
        print("   connections that nothing should ask for:", *sorted(set(forbidden)), sep="\n     ")
        return code or 1
    return code


def connections(lines: Iterable[str]) -> list[str]:
    """Return the addresses that were to be connected or sent to, in strace's words."""
    return [f"{found[1]} {found[2] or ''}".strip() for line in lines if (found := _CONNECT.search(line))]


def allowed(connection: str) -> str:
    """Return whose connection it is; empty if there should be none."""
    return next((whose for pattern, whose in ALLOWED.items() if re.fullmatch(pattern, connection)), "")


def _watched(log: Path) -> list[str]:
    """Return what runs a command in a network of its own, with its calls logged."""
    if sys.platform != "linux" or not shutil.which("strace"):
        sys.exit("This needs Linux, and strace: sudo apt-get install strace")
    trace = [
        "strace",
        "-f",
        "--seccomp-bpf",
        "-qq",
        "--signal=none",
        "--trace=socket,connect,sendto",
        "-s",
        "256",
        "-o",
        str(log),
    ]
    return [*(["unshare", "--net"] if os.getuid() == 0 else []), *trace]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
