"""The program's icon in the sizes that desktops ask for, drawn from its one vector file."""

import os
import shutil
from pathlib import Path

from environment import ROOT

SOURCE = ROOT / "resources" / "icons" / "rebond.svg"
#: The sides of the icons in pixels.
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)


def write_icons(theme: Path) -> None:
    """Write the icon into the folder of an icon theme, as pictures in every size and as vectors."""
    for side in SIZES:
        path = theme / f"{side}x{side}" / "apps" / "rebond.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        draw(path, side)
    vectors = theme / "scalable" / "apps" / "rebond.svg"
    vectors.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(SOURCE, vectors)


def draw(path: Path, side: int) -> None:
    """Write the icon as a square picture, `side` in pixels."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    _app = QGuiApplication.instance() or QGuiApplication([])
    picture = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(str(SOURCE)).render(painter)
    painter.end()
    if not picture.save(str(path)):
        message = f"{path} could not be written"
        raise OSError(message)
