"""The marks and the colours that show the state of a mission or an invoice, and that an entry has files."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from rebond.ui.missions.mission_wording import Standing, Tone
from rebond.ui.shared.theme import colours


def tone_colour(tone: Tone) -> str:
    shown = colours()
    return {Tone.PLAIN: shown.ink, Tone.SOFT: shown.soft, Tone.GOOD: shown.good, Tone.WARM: shown.warm}[tone]


def mark(painter: QPainter, centre: QPointF, standing: Standing) -> None:
    """Paint the state of a mission: a disc if running, half-filled if something needs attention, a ring if ended."""
    shown = colours()
    colour = {Standing.RUNNING: shown.accent, Standing.ATTENTION: shown.warm, Standing.ENDED: shown.soft}[standing]
    disc = QRectF(centre.x() - 4.5, centre.y() - 4.5, 9, 9)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colour), 1.5))
    painter.setBrush(QColor(colour) if standing is Standing.RUNNING else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(disc)
    if standing is Standing.ATTENTION:
        painter.setBrush(QColor(colour))
        painter.drawPie(disc, 90 * 16, 180 * 16)
    painter.restore()


def paperclip(painter: QPainter, box: QRect, colour: str) -> None:
    """Paint a paperclip into a square box."""
    wire = QPainterPath(QPointF(11, 5.5))
    wire.lineTo(11, 11)
    wire.arcTo(QRectF(5, 8, 6, 6), 0, -180)
    wire.lineTo(5, 4.5)
    wire.arcTo(QRectF(5, 2.5, 4, 4), 180, -180)
    wire.lineTo(9, 10.5)
    wire.arcTo(QRectF(7, 9.5, 2, 2), 0, -180)
    wire.lineTo(7, 6)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(QRectF(box).center())
    painter.scale(box.height() / 18, box.height() / 18)
    painter.rotate(30)
    painter.translate(-8, -8)
    painter.setPen(QPen(QColor(colour), 1.3))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(wire)
    painter.restore()
