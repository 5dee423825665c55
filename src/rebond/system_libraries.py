"""Check of the system libraries that Qt needs on Linux, with a sentence about missing ones.

Wheels include Qt but not the system's graphics libraries, and Qt aborts with a core dump when its platform plugin
cannot be loaded. So the plugin is loaded here first, which costs nothing since Qt would load it anyway. Nothing of Qt
is imported.
"""

import ctypes
import shutil
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from rebond.domain.translatable import later
from rebond.language import Language

#: Library → its packages for apt, dnf and pacman: the libraries that Qt 6 links to and its wheels do not include, by
#: `ldd` on libQt6Widgets, libqxcb and libqwayland.
PACKAGES = {
    "libEGL.so.1": ("libegl1", "libglvnd-egl", "libglvnd"),
    "libGL.so.1": ("libgl1", "libglvnd-glx", "libglvnd"),
    "libX11-xcb.so.1": ("libx11-xcb1", "libX11-xcb", "libx11"),
    "libX11.so.6": ("libx11-6", "libX11", "libx11"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus-libs", "dbus"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig", "fontconfig"),
    "libfreetype.so.6": ("libfreetype6", "freetype", "freetype2"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2", "glib2"),
    "libgthread-2.0.so.0": ("libglib2.0-0", "glib2", "glib2"),
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    "libxcb-image.so.0": ("libxcb-image0", "xcb-util-image", "xcb-util-image"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    "libxcb-randr.so.0": ("libxcb-randr0", "libxcb", "libxcb"),
    "libxcb-render-util.so.0": ("libxcb-render-util0", "xcb-util-renderutil", "xcb-util-renderutil"),
    "libxcb-render.so.0": ("libxcb-render0", "libxcb", "libxcb"),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb", "libxcb"),
    "libxcb-shm.so.0": ("libxcb-shm0", "libxcb", "libxcb"),
    "libxcb-sync.so.1": ("libxcb-sync1", "libxcb", "libxcb"),
    "libxcb-util.so.1": ("libxcb-util1", "xcb-util", "xcb-util"),
    "libxcb-xfixes.so.0": ("libxcb-xfixes0", "libxcb", "libxcb"),
    "libxcb-xkb.so.1": ("libxcb-xkb1", "libxcb", "libxcb"),
    "libxcb.so.1": ("libxcb1", "libxcb", "libxcb"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon", "libxkbcommon"),
    "libz.so.1": ("zlib1g", "zlib-ng-compat", "zlib"),
}
WAYLAND_PACKAGES = {
    "libwayland-client.so.0": ("libwayland-client0", "libwayland-client", "wayland"),
    "libwayland-cursor.so.0": ("libwayland-cursor0", "libwayland-cursor", "wayland"),
}

#: The install command of each package manager, in the order of the packages above.
COMMANDS = {"apt-get": "sudo apt-get install", "dnf": "sudo dnf install", "pacman": "sudo pacman -S"}

_NO_SCREEN = later(
    "Rebond has no screen to open its window on: neither DISPLAY nor WAYLAND_DISPLAY is set. "
    "Start it from a desktop session. Its commands work without a window: rebond --help"
)
_SCREEN_SILENT = later("The screen {display} does not answer. Start Rebond from a desktop session.")
_MISSING = later("Rebond cannot open its window: this system lacks {libraries}. Install it with: {command}")
_UNREADABLE = later("Rebond cannot open its window: {reason}")


def why_no_window(language: Language, environment: Mapping[str, str]) -> str | None:
    """Return the reason why no window can open on Linux, as a sentence, or None.

    Call it before the first import of PySide6, with the process's environment.
    """
    platforms = _platforms(environment)
    if not platforms:
        return language.gettext(_NO_SCREEN)
    reasons = [_cannot_load_qt(platform) for platform in platforms]
    if all(reasons):
        missing = missing_libraries(platforms[-1])
        if not missing:
            return language.gettext(_UNREADABLE).format(reason=reasons[-1])
        return language.gettext(_MISSING).format(libraries=", ".join(missing), command=install_command(missing))
    if platforms == ("xcb",) and not _x_answers():
        return language.gettext(_SCREEN_SILENT).format(display=environment.get("DISPLAY", ""))
    return None


def missing_libraries(platform: str) -> tuple[str, ...]:
    """Return the system libraries that Qt needs for a platform and that cannot be loaded: `("libEGL.so.1",)`."""
    return tuple(name for name in _needed(platform) if _cannot_load(name))


def install_command(libraries: tuple[str, ...]) -> str:
    """Return the command of the system's package manager that installs the libraries, by default apt-get's."""
    known = PACKAGES | WAYLAND_PACKAGES
    manager = next((name for name in COMMANDS if shutil.which(name)), "apt-get")
    column = list(COMMANDS).index(manager)
    return " ".join([COMMANDS[manager], *sorted({known[library][column] for library in libraries})])


def _platforms(environment: Mapping[str, str]) -> tuple[str, ...]:
    """Return the Qt platforms to try, in Qt's order; empty when there is no screen."""
    requested = environment.get("QT_QPA_PLATFORM", "").partition(";")[0].partition(":")[0]
    screens = {"wayland": environment.get("WAYLAND_DISPLAY"), "xcb": environment.get("DISPLAY")}
    available = tuple(platform for platform, screen in screens.items() if screen)
    if requested and requested not in screens:
        return (requested,)
    return (requested,) if requested and available else available


def _needed(platform: str) -> list[str]:
    if platform == "wayland":
        return [
            *(name for name in PACKAGES if "xcb" not in name and name != "libxkbcommon-x11.so.0"),
            *WAYLAND_PACKAGES,
        ]
    return list(PACKAGES)


def _cannot_load_qt(platform: str) -> str | None:
    """Return the reason why Qt's plugin of a platform, which links to all it needs, cannot be loaded, or None.

    None also when Qt is not installed from a wheel: the system's packages then have what it needs.
    """
    package = find_spec("PySide6")
    folders = package.submodule_search_locations if package else None
    qt = Path(folders[0] if folders else "PySide6", "Qt")
    plugin = qt / "plugins" / "platforms" / f"libq{platform}.so"
    return _cannot_load(str(plugin)) if plugin.exists() else None


def _cannot_load(library: str) -> str | None:
    """Return the loader's reason why a library cannot be loaded; None when it can."""
    try:
        ctypes.CDLL(library)
    except OSError as error:
        return str(error)
    return None


def _x_answers() -> bool:
    """Whether an X server accepts a connection; Qt ends the process when none does."""
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    refused = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not refused
