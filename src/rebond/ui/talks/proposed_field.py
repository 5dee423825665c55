"""A field whose text is proposed until the person changes it; it grows with what stands in it."""

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from rebond.ui.shared.fields import LongTextField
from rebond.ui.shared.theme import GRID, colours
from rebond.ui.speech import _

#: The least and the most lines that a field shows at once.
_LEAST, _MOST = 2, 12
_NO_BREAK = "\N{NO-BREAK SPACE}"


class GrowingText(LongTextField):
    """A field for several lines that is as high as its text, between two limits."""

    def __init__(self, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(hint, parent)
        self.setMinimumHeight(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        # Queued, since the layout above may be in the middle of its own work.
        self.document().documentLayout().documentSizeChanged.connect(
            self.updateGeometry, Qt.ConnectionType.QueuedConnection
        )

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        # Of a plain text Qt counts the height of a document in lines.
        lines = min(max(round(self.document().size().height()), _LEAST), _MOST)
        return QSize(super().sizeHint().width(), lines * self.fontMetrics().lineSpacing() + 2 * GRID)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            QTimer.singleShot(0, self, self.updateGeometry)

    def look_proposed(self, *, proposed: bool) -> None:
        """Show the text in the soft colour of a proposal, or as one's own."""
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Text, QColor(colours().soft if proposed else colours().ink))
        self.setPalette(palette)


def same_words(one: str, other: str) -> bool:
    """Whether two texts say the same; a field gives the no-break spaces of French print back as ordinary ones."""
    return one.replace(_NO_BREAK, " ").strip() == other.replace(_NO_BREAK, " ").strip()


class ProposedField(QWidget):
    """A labelled field with a text of one's own, or else the one proposed, which is shown as such."""

    #: The person typed in it.
    edited = Signal()

    def __init__(self, title: str, hint: str = "") -> None:
        super().__init__()
        self._proposal = ""
        self.text = GrowingText(hint)
        self._title = title.replace("&", "")
        heading = QLabel(title)
        heading.setBuddy(self.text)
        heading.setProperty("role", "sum")
        self.mark = QLabel(_("proposed – change what you like"))
        self.mark.setProperty("role", "soft")
        above = QHBoxLayout()
        above.setSpacing(GRID)
        above.addWidget(heading)
        above.addWidget(self.mark, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(above)
        column.addWidget(self.text)
        self.setFocusProxy(self.text)
        self.text.textChanged.connect(self._on_text)
        self._tell()

    def show_value(self, own: str, proposal: str) -> None:
        """Show one's own text, or else the proposal; what is being typed is left alone."""
        self._proposal = proposal
        shown = own or proposal
        if not same_words(self.text.read(), shown):
            before = self.text.blockSignals(True)
            self.text.show_value(shown)
            self.text.blockSignals(before)
        self._tell()

    def read(self) -> str:
        """Return one's own text; empty while it is as proposed."""
        text = self.text.read()
        return "" if same_words(text, self._proposal) else text

    @property
    def is_proposed(self) -> bool:
        return bool(self._proposal) and same_words(self.text.read(), self._proposal)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationPaletteChange:
            self._tell()

    def _on_text(self) -> None:
        self._tell()
        self.edited.emit()

    def _tell(self) -> None:
        """Show a proposal in the soft colour, and say it; one's own text in the usual one."""
        proposed = self.is_proposed
        self.text.look_proposed(proposed=proposed)
        self.mark.setVisible(proposed)
        self.text.setAccessibleName(_("{field}, proposed").format(field=self._title) if proposed else self._title)
