"""The mark and the colour that show the state of a mission or an invoice."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

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
