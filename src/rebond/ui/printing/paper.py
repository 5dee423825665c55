"""The page on a printer: drawn by matplotlib as SVG, painted by Qt as vectors and real text."""

import errno
import os
import re
from functools import cache
from pathlib import Path

import matplotlib
from PySide6.QtCore import QByteArray, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QFontDatabase, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtSvg import QSvgRenderer

from rebond.charts.export import picture
from rebond.charts.page import PageView, Paper, page

#: Which of Qt's page sizes each paper is.
QT_SIZES = {Paper.A4: QPageSize.PageSizeId.A4, Paper.LETTER: QPageSize.PageSizeId.Letter}
#: How matplotlib writes a line of text.
_TEXT = re.compile(
    rb'font-size: (?P<size>[\d.]+)px(?P<style>[^"]*)" x="(?P<x>[-\d.]+)" y="(?P<y>[-\d.]+)" '
    rb'transform="rotate\((?P<turn>[^)]*)\)"'
)
_LARGER = 20
_FONTS = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")


def paint_page(view: PageView, printer: QPrinter) -> bool:
    """Print the page in the printer's own size and orientation; False when the printer cannot begin.

    The page brings its margins, so that the paper's are set to none. Another paper than A4 and Letter gets the
    one that is nearest in shape, as large as it fits, in the middle.
    """
    layout = printer.pageLayout()
    landscape = layout.orientation() is QPageLayout.Orientation.Landscape
    figure = page(view, nearest_paper(layout.pageSize()), landscape=landscape)
    renderer = svg_renderer(picture(figure, ".svg", title=view.title, made=view.outlook.today))
    printer.setFullPage(True)
    printer.setDocName(view.title)
    printer.setCreator("Rebond")
    painter = QPainter()
    if not painter.begin(printer):
        return False
    try:
        whole = printer.paperRect(QPrinter.Unit.DevicePixel)
        renderer.render(painter, _middle(renderer.viewBoxF().size(), QRectF(0, 0, whole.width(), whole.height())))
    finally:
        painter.end()
    return True


def print_to_pdf(view: PageView, path: Path, paper: Paper = Paper.A4, *, landscape: bool = False) -> None:
    """Print the page into a PDF file, as a printer would get it.

    :raises OSError: when the file cannot be written.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    orientation = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(QPageSize(QT_SIZES[paper]), orientation, QMarginsF()))
    if not paint_page(view, printer):
        raise OSError(errno.EACCES, os.strerror(errno.EACCES), str(path))


def nearest_paper(size: QPageSize) -> Paper:
    """Which of the papers that a page is laid out for has that shape, or nearly."""
    for paper, known in QT_SIZES.items():
        if size.id() is known:
            return paper
    points = size.size(QPageSize.Unit.Point)
    shape = max(points.width(), points.height()) / max(1.0, min(points.width(), points.height()))
    return min(Paper, key=lambda paper: abs(_shape(paper) - shape))


def svg_renderer(svg: bytes) -> QSvgRenderer:
    """A renderer of a chart's SVG, whose letters are those that it was laid out with."""
    _add_fonts()
    return QSvgRenderer(QByteArray(_exact_sizes(svg)))


def _exact_sizes(svg: bytes) -> bytes:
    """The drawing with its letters twenty times as large and scaled back: QtSvg rounds their size to whole pixels."""

    def exact(text: re.Match[bytes]) -> bytes:
        size = round(float(text["size"]) * _LARGER)
        place = b"rotate(%b) translate(%b %b) scale(%g)" % (text["turn"], text["x"], text["y"], 1 / _LARGER)
        return b'font-size: %dpx%b" transform="%b"' % (size, text["style"], place)

    return _TEXT.sub(exact, svg)


@cache
def _add_fonts() -> None:
    """Make matplotlib's own letters known to Qt: the SVG names them, and no system is sure to have them."""
    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    for name in _FONTS:
        QFontDatabase.addApplicationFont(str(folder / name))


def _shape(paper: Paper) -> float:
    points = QPageSize(QT_SIZES[paper]).size(QPageSize.Unit.Point)
    return points.height() / points.width()


def _middle(size: QSizeF, room: QRectF) -> QRectF:
    """The largest rectangle of that shape in the middle of `room`."""
    scale = min(room.width() / size.width(), room.height() / size.height())
    wide, high = size.width() * scale, size.height() * scale
    return QRectF(room.x() + (room.width() - wide) / 2, room.y() + (room.height() - high) / 2, wide, high)
