"""The watch over connections knows a local one from any other, and lets no other pass."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from offline import allowed, connections

LINES = {
    '17 connect(12, {sa_family=AF_UNIX, sun_path=@"/tmp/.X11-unix/X77"}, 21) = 0': "the display",
    '17 connect(5, {sa_family=AF_INET, sin_port=htons(631), sin_addr=inet_addr("127.0.0.1")}, 16) = -1 E':
        "this computer's print server",
    '17 connect(5, {sa_family=AF_INET, sin_port=htons(631), sin_addr=inet_addr("192.0.2.1")}, 16) = -1 E': "",
    '17 connect(5, {sa_family=AF_INET6, sin6_port=htons(443), inet_pton(AF_INET6, "::1", &sin6_addr)}, 28) = 0': "",
    '17 sendto(5, "x", 1, 0, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("192.0.2.1")}, 16) = 1': "",
    '17 connect(5, {sa_family=AF_UNIX, sun_path="/tmp/other"}, 21) = 0': "",
}  # fmt: skip


@pytest.mark.parametrize("line", LINES)
def test_only_local_connections_are_allowed(line: str) -> None:
    (connection,) = connections([line])
    assert allowed(connection) == LINES[line]


@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
@pytest.mark.parametrize(
    ("code", "passes"),
    [
        ("pass", True),
        ("import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('192.0.2.1', 9))", False),
    ],
)
def test_a_program_that_wants_the_network_fails_and_another_passes(code: str, passes: bool) -> None:
    script = Path(__file__).parents[2] / "packaging" / "offline.py"
    tried = f"try:\n    {code}\nexcept OSError:\n    pass"
    watched = subprocess.run([sys.executable, str(script), sys.executable, "-c", tried], capture_output=True, text=True)
    assert (watched.returncode == 0) is passes, watched.stdout
