"""The routes of a claim as cards: those that are open in order of effort, then those that are not, with the reasons."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from rebond.actions.route_sentences import details, route_name, why
from rebond.domain.routes.open_routes import Claim, Openness, RouteFound
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language, n_


class RouteCards(QScrollArea):
    """A scrolled column of cards, filled anew with every answer."""

    #: The letter that a route begins with is to be written, by the name of its template.
    letter_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Routes"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._column = QVBoxLayout()

    def show_routes(self, claim: Claim, found: Iterable[RouteFound]) -> None:
        """Show the routes of a claim."""
        by_openness: dict[Openness, list[RouteFound]] = {openness: [] for openness in Openness}
        for one in found:
            by_openness[one.openness].append(one)
        self._begin()
        if claim.own_country != claim.client_country:
            self._add(_("The client is in another country: ask which court decides, and by which law."))
        count = len(by_openness[Openness.OPEN])
        self._title(n_("{count} route is open", "{count} routes are open", count).format(count=count))
        for one in by_openness[Openness.OPEN]:
            self._column.addWidget(self._card(claim, one))
        if depends := by_openness[Openness.DEPENDS]:
            self._title(_("It depends"))
            for one in depends:
                self._column.addWidget(self._card(claim, one))
        if closed := by_openness[Openness.CLOSED]:
            self._title(_("Not open, and why"))
            self._column.addWidget(_not_open(claim, closed))
        self._end()

    def show_sentence(self, text: str) -> None:
        """Show a sentence in the place of routes."""
        self._begin()
        self._add(text)
        self._end()

    def texts(self) -> list[str]:
        """Return the texts shown, from top to bottom."""
        body = self.widget()
        return [label.text() for label in body.findChildren(QLabel) if label.text()] if body else []

    def _begin(self) -> None:
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, GRID, 0)
        self._column.setSpacing(GRID)
        self.setWidget(body)

    def _end(self) -> None:
        """Leave the free room below, and let a screen reader read the whole."""
        self._column.addStretch(1)
        self.setAccessibleDescription("\n".join(self.texts()))

    def _add(self, text: str) -> None:
        self._column.addWidget(_text(text))

    def _title(self, text: str) -> None:
        self._column.addWidget(_text(text, "title"))

    def _card(self, claim: Claim, found: RouteFound) -> QFrame:
        """Return the card of a route that is open, or may be: what it is, asks for and costs."""
        card, column = _framed()
        name = route_name(language(), found, claim.own_country)
        card.setAccessibleName(name)
        column.addWidget(_text(name, "sum"))
        for reason in found.reasons:
            column.addWidget(_text(why(language(), reason), "warning"))
        column.addWidget(_text(language().text(found.route.text)))
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for row, (title, text) in enumerate(details(language(), found.route)):
            heading = _text(title, "soft")
            heading.setWordWrap(False)
            grid.addWidget(heading, row, 0)
            grid.addWidget(_text(text), row, 1)
        column.addLayout(grid)
        letter = found.route.letter
        if letter:
            button = QPushButton(_("&Write the letter…"))
            button.setAutoDefault(False)
            button.setAccessibleName(_("Write the letter: {route}").format(route=name))
            button.clicked.connect(lambda: self.letter_wanted.emit(letter))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return card


def _not_open(claim: Claim, closed: Iterable[RouteFound]) -> QFrame:
    """Return the card of all routes that are not open, each with its reasons."""
    card, column = _framed()
    grid = QGridLayout()
    grid.setHorizontalSpacing(2 * GRID)
    grid.setVerticalSpacing(GRID)
    grid.setColumnStretch(0, 2)
    grid.setColumnStretch(1, 3)
    for row, found in enumerate(closed):
        grid.addWidget(_text(route_name(language(), found, claim.own_country)), row, 0)
        reasons = "\n".join(why(language(), reason) for reason in found.reasons)
        grid.addWidget(_text(reasons, "soft"), row, 1)
    column.addLayout(grid)
    return card


def _framed() -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    card.setProperty("role", "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
    column.setSpacing(GRID // 2)
    return card, column


def _text(text: str, role: str = "") -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    if role:
        label.setProperty("role", role)
    return label
