"""Paints a page on a printer: matplotlib draws it as SVG, which Qt paints as vectors and selectable text."""

import errno
import os
import re
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import matplotlib
from matplotlib.figure import Figure
from PySide6.QtCore import QByteArray, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QFontDatabase, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtSvg import QSvgRenderer

from rebond.charts.page import page
from rebond.charts.page_view import PageView, Paper
from rebond.charts.picture_files import picture
from rebond.domain.value_classes import dataclass
from rebond.language import Language

#: The page size of each paper in Qt.
QT_SIZES = {Paper.A4: QPageSize.PageSizeId.A4, Paper.LETTER: QPageSize.PageSizeId.Letter}
#: A line of text as matplotlib writes it.
_TEXT = re.compile(
    rb'font-size: (?P<size>[\d.]+)px(?P<style>[^"]*)" x="(?P<x>[-\d.]+)" y="(?P<y>[-\d.]+)" '
    rb'transform="rotate\((?P<turn>[^)]*)\)"'
)
_LARGER = 20
_FONTS = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")


@dataclass(frozen=True, slots=True)
class PrintJob:
    """A page to print: its title, language and day; `draw` takes a paper, and whether it is laid in landscape."""

    title: str
    language: Language
    made: date
    draw: Callable[[Paper, bool], Figure]


def runway_job(view: PageView) -> PrintJob:
    """Return the page of the runway as one to print."""
    return PrintJob(
        view.title, view.language, view.outlook.today, lambda paper, landscape: page(view, paper, landscape=landscape)
    )


def paint_page(job: PrintJob, printer: QPrinter) -> bool:
    """Print a page in the printer's size and orientation; return False when the printer cannot start.

    The printer's margins are set to none, since the page has its own. A paper other than A4 and Letter gets the layout
    of the one nearest in shape, scaled to fit and centred.
    """
    layout = printer.pageLayout()
    landscape = layout.orientation() is QPageLayout.Orientation.Landscape
    figure = job.draw(nearest_paper(layout.pageSize()), landscape)
    renderer = svg_renderer(picture(figure, ".svg", title=job.title, made=job.made))
    printer.setFullPage(True)
    printer.setDocName(job.title)
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
    """Write the page of the runway to a PDF file through Qt's printer.

    :raises OSError: when the file cannot be written.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    orientation = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(QPageSize(QT_SIZES[paper]), orientation, QMarginsF()))
    if not paint_page(runway_job(view), printer):
        raise OSError(errno.EACCES, os.strerror(errno.EACCES), str(path))


def nearest_paper(size: QPageSize) -> Paper:
    """Return the paper, of those with a layout, whose shape is nearest to a page size."""
    for paper, known in QT_SIZES.items():
        if size.id() is known:
            return paper
    points = size.size(QPageSize.Unit.Point)
    shape = max(points.width(), points.height()) / max(1.0, min(points.width(), points.height()))
    return min(Paper, key=lambda paper: abs(_shape(paper) - shape))


def svg_renderer(svg: bytes) -> QSvgRenderer:
    """Return a renderer for a chart's SVG, which uses the fonts it was laid out with."""
    _add_fonts()
    return QSvgRenderer(QByteArray(_exact_sizes(svg)))


def _exact_sizes(svg: bytes) -> bytes:
    """Return the SVG with fonts scaled up twentyfold and text scaled down, as QtSvg rounds font sizes to pixels."""

    def exact(text: re.Match[bytes]) -> bytes:
        size = round(float(text["size"]) * _LARGER)
        place = b"rotate(%b) translate(%b %b) scale(%g)" % (text["turn"], text["x"], text["y"], 1 / _LARGER)
        return b'font-size: %dpx%b" transform="%b"' % (size, text["style"], place)

    return _TEXT.sub(exact, svg)


@cache
def _add_fonts() -> None:
    """Register matplotlib's bundled fonts with Qt, since the SVG names them and systems may lack them."""
    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    for name in _FONTS:
        QFontDatabase.addApplicationFont(str(folder / name))


def _shape(paper: Paper) -> float:
    points = QPageSize(QT_SIZES[paper]).size(QPageSize.Unit.Point)
    return points.height() / points.width()


def _middle(size: QSizeF, room: QRectF) -> QRectF:
    """Return the largest rectangle of a shape that fits into `room`, centred."""
    scale = min(room.width() / size.width(), room.height() / size.height())
    wide, high = size.width() * scale, size.height() * scale
    return QRectF(room.x() + (room.width() - wide) / 2, room.y() + (room.height() - high) / 2, wide, high)
