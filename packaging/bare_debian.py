"""Times the way from the Debian package to the first chart on a bare Debian, made in a folder for this.

    sudo python3 packaging/bare_debian.py PACKAGE.deb [RELEASE]

Needs root, debootstrap, a screen (DISPLAY) and Debian's packages. What is timed begins with the installation, with the
download of what the package depends on, and ends when the window showed the example and its chart was drawn.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

#: Seconds from the package to the first chart.
MOST = 120


def main(package: Path, release: str) -> int:
    with tempfile.TemporaryDirectory(prefix="rebond-debian-") as folder, ExitStack() as mounts:
        root = Path(folder)
        subprocess.run(["debootstrap", "--variant=minbase", release, str(root)], check=True, stdout=subprocess.DEVNULL)
        for source in ("/proc", "/dev", "/tmp/.X11-unix"):  # noqa: S108 - where the screen's socket is
            target = root / source.removeprefix("/")
            target.mkdir(parents=True, exist_ok=True)
            subprocess.run(["mount", "--bind", source, str(target)], check=True)
            mounts.callback(subprocess.run, ["umount", "--lazy", str(target)], check=False)
        for settings in (
            "sources.list",
            "sources.list.d",
            "apt.conf.d",
            "auth.conf.d",
        ):  # as this system reaches Debian
            _copy(Path("/etc/apt", settings), root / "etc/apt" / settings)
        shutil.copy("/etc/resolv.conf", root / "etc/resolv.conf")
        shutil.copy(package, root / "rebond.deb")
        begun = time.monotonic()
        _within(root, "apt-get", "update", "--quiet")
        _within(root, "apt-get", "install", "--yes", "--no-install-recommends", "/rebond.deb")
        installed = time.monotonic()
        _within(root, "rebond", "example", "/srv/marie.rebond")
        frame = _within(root, "rebond", "--time-start", "/srv/marie.rebond")
        _within(root, "rebond", "runway", "/srv/marie.rebond", "--png", "/srv/runway.png")
        taken = time.monotonic() - begun
        drawn = (root / "srv/runway.png").stat().st_size
    print(f"installed after {installed - begun:.0f} s, the window's first frame {frame.strip()} ms after its start,")
    print(f"the chart ({drawn} bytes) after {taken:.0f} s in all; at most {MOST} s are wanted")
    return int(taken > MOST)


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    elif source.is_file():
        shutil.copy(source, target)


def _within(root: Path, *command: str) -> str:
    kept = {name: value for name, value in os.environ.items() if name in {"DISPLAY", "http_proxy", "https_proxy"}}
    environment = kept | {
        "HOME": "/srv", "LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive",
        "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    }  # fmt: skip
    done = subprocess.run(["chroot", str(root), *command], env=environment, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout}\n{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) == 3 else "bookworm"))
