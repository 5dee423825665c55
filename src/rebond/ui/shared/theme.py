"""The theme: Fusion style with a light or a dark palette, one accent colour, and spacing on an 8-pixel grid."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from rebond.domain.value_classes import dataclass

#: Pixels.
GRID = 8

#: Widgets whose outline takes the `edge` colour.
_OUTLINED = (
    "QLineEdit", "QPlainTextEdit", "QCheckBox", "QRadioButton", "QSlider", "QComboBox", "QAbstractItemView",
)  # fmt: skip
#: The percentage by which Fusion darkens the window's colour for a widget's outline.
_OUTLINE_DARKER = 140


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of a theme, as `#rrggbb`; no meaning is carried by colour alone."""

    window: str
    base: str
    raised: str
    line: str
    #: The outline of input widgets; its contrast to `base` is at least 3 : 1 (WCAG 1.4.11).
    edge: str
    ink: str
    soft: str
    accent: str
    on_accent: str
    warm: str
    good: str
    danger: str


LIGHT = Colours(
    window="#f6f7f9", base="#ffffff", raised="#eef1f6", line="#d5dae3", edge="#798292", ink="#1b2333", soft="#5d6779",
    accent="#1f5fbf", on_accent="#ffffff", warm="#b93d0a", good="#1d7044", danger="#b3261e",
)  # fmt: skip
DARK = Colours(
    window="#161a22", base="#1d222c", raised="#262d3a", line="#39424f", edge="#717c8d", ink="#e8ebf1", soft="#a3adbd",
    accent="#7fb0ff", on_accent="#0d1420", warm="#ff9d66", good="#6fce9b", danger="#ff9b94",
)  # fmt: skip


def is_dark() -> bool:
    """Return whether the dark theme is in use."""
    return QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128


def colours() -> Colours:
    """Return the colours of the theme in use."""
    return DARK if is_dark() else LIGHT


def apply(app: QApplication, theme: str) -> None:
    """Apply a theme of `preferences.THEMES` to the application: style, palette and style sheet."""
    apply_colours(app, theme)
    apply_sheet(app)


def apply_colours(app: QApplication, theme: str) -> None:
    """Apply the style and palette of a theme, which `colours` reads."""
    dark = theme == "dark" or (theme == "system" and app.styleHints().colorScheme() is Qt.ColorScheme.Dark)
    chosen = DARK if dark else LIGHT
    if not app.styleSheet():  # with one, the style is set already, and to set it again restyles every widget
        app.setStyle("Fusion")
    app.setPalette(_palette(chosen))
    for widget in _OUTLINED:
        app.setPalette(_with_edge(chosen), widget)  # type: ignore[arg-type] # the stubs want bytes, Qt takes a text


def apply_sheet(app: QApplication) -> None:
    """Apply the style sheet of the theme in use.

    Call it after the window is built: with a style sheet set, Qt restyles every widget that gets a new parent, which
    takes a tenth of the time to the first frame.
    """
    sheet = _sheet(colours())
    if sheet != app.styleSheet():  # setting it restyles every widget there is
        app.setStyleSheet(sheet)


def outlined_as_faulty(palette: QPalette) -> QPalette:
    """Return the palette of an input widget outlined in the colour of problems, also while it has the focus."""
    marked = QPalette(palette)
    danger = QColor(colours().danger)
    # Not `lighter`, which turns a colour that is light already into white.
    brighter = min(1.0, danger.valueF() * _OUTLINE_DARKER / 100)
    window = QColor.fromHsvF(danger.hsvHueF(), danger.hsvSaturationF(), brighter)
    marked.setColor(QPalette.ColorRole.Window, window)
    marked.setColor(QPalette.ColorRole.Highlight, danger)
    return marked


def tabular(font: QFont) -> QFont:
    """Return the font with digits of equal width, so that amounts line up."""
    figures = QFont(font)
    figures.setFeature(QFont.Tag("tnum"), 1)
    return figures


def _palette(chosen: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for where, colour in (
        (role.Window, chosen.window), (role.WindowText, chosen.ink), (role.Base, chosen.base),
        (role.AlternateBase, chosen.raised), (role.Text, chosen.ink), (role.Button, chosen.raised),
        (role.ButtonText, chosen.ink), (role.BrightText, chosen.danger), (role.Highlight, chosen.accent),
        (role.HighlightedText, chosen.on_accent), (role.ToolTipBase, chosen.raised), (role.ToolTipText, chosen.ink),
        (role.PlaceholderText, chosen.soft), (role.Link, chosen.accent), (role.Mid, chosen.line),
        (role.Light, chosen.line), (role.Midlight, chosen.line),
        (role.Accent, chosen.accent),
    ):  # fmt: skip
        palette.setColor(where, QColor(colour))
    for where in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, where, QColor(chosen.soft))
    return palette


def _with_edge(chosen: Colours) -> QPalette:
    """Return the palette of an input widget: Fusion derives a widget's outline from the window's colour."""
    palette = _palette(chosen)
    palette.setColor(QPalette.ColorRole.Window, QColor(chosen.edge).lighter(_OUTLINE_DARKER))
    return palette


def _sheet(chosen: Colours) -> str:
    """Return the style sheet, for what a palette cannot express.

    A widget selects its rules by its `role` property: title, figure, sum, soft, problem, alert, card…
    """
    return f"""
    QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
    QToolTip {{ border: 1px solid {chosen.line}; padding: 4px; }}
    QLabel[role="title"] {{ font-weight: 600; font-size: 11pt; }}
    QLabel[role="figure"] {{ font-weight: 600; font-size: 15pt; }}
    QLabel[role="sum"] {{ font-weight: 600; }}
    QLabel[role="soft"] {{ color: {chosen.soft}; }}
    QLabel[role="problem"] {{ color: {chosen.danger}; }}
    QLabel[role="alert"] {{
        background: {chosen.base}; color: {chosen.ink}; border: 1px solid {chosen.line};
        border-left: 3px solid {chosen.danger}; border-radius: 4px; padding: 8px 12px;
    }}
    QLabel[role="warning"] {{ color: {chosen.warm}; }}
    QFrame[role="card"] {{ background: {chosen.base}; border: 1px solid {chosen.line}; border-radius: 6px; }}
    QPushButton[role="primary"] {{
        background: {chosen.accent}; color: {chosen.on_accent}; border: 1px solid {chosen.accent};
        border-radius: 4px; padding: 4px 14px; font-weight: 600;
    }}
    QPushButton[role="primary"]:disabled {{
        background: {chosen.line}; border-color: {chosen.line}; color: {chosen.soft};
    }}
    QPushButton[role="primary"]:focus {{ border: 3px double {chosen.on_accent}; padding: 2px 12px; }}
    QPushButton[role="chip"] {{
        background: {chosen.raised}; border: 1px solid {chosen.line}; border-radius: 4px; padding: 2px 8px;
    }}
    QPushButton[role="chip"]:hover {{ border-color: {chosen.accent}; }}
    QPushButton[role="chip"]:focus {{ border: 2px solid {chosen.accent}; padding: 1px 7px; }}
    QPushButton[role="day"] {{
        background: {chosen.base}; border: 1px solid {chosen.edge}; border-radius: 4px; padding: 3px 0;
    }}
    QPushButton[role="day"]:focus {{ border: 2px solid {chosen.accent}; padding: 2px 0; }}
    QPushButton[role="day"]:checked {{
        background: {chosen.accent}; color: {chosen.on_accent}; border-color: {chosen.accent}; font-weight: 600;
    }}
    QPushButton[role="day"]:checked:focus {{ border: 3px double {chosen.on_accent}; padding: 1px 0; }}
    QPushButton[role="link"] {{ border: none; color: {chosen.accent}; text-align: left; padding: 3px 0; }}
    QPushButton[role="link"]:disabled {{ color: {chosen.soft}; }}
    QPushButton[role="link"]:hover, QPushButton[role="link"]:focus {{ text-decoration: underline; }}
    QFrame[role="strip"] {{ background: {chosen.base}; border-bottom: 1px solid {chosen.line}; }}
    QFrame[role="banner"] {{ background: {chosen.raised}; border-bottom: 1px solid {chosen.line}; }}
    QPushButton[role="headline"] {{ border: none; text-align: left; border-radius: 4px; }}
    QPushButton[role="headline"]:hover {{ background: {chosen.raised}; }}
    QPushButton[role="headline"]:focus {{ border: 2px solid {chosen.accent}; }}
    QPushButton[role="door"] {{
        background: {chosen.base}; border: 1px solid {chosen.line}; border-radius: 8px; text-align: left;
    }}
    QPushButton[role="door"]:hover, QPushButton[role="door"]:focus {{ border: 2px solid {chosen.accent}; }}
    QCheckBox, QRadioButton {{ padding: 2px 4px 2px 3px; }}
    QTabWidget::pane {{ border: none; }}
    QTabBar::tab {{
        background: transparent; color: {chosen.soft}; border: none; border-bottom: 2px solid transparent;
        padding: 7px 14px 6px 14px;
    }}
    QTabBar::tab:hover {{ color: {chosen.ink}; }}
    QTabBar::tab:selected {{ color: {chosen.ink}; border-bottom-color: {chosen.accent}; }}
    QTabBar::tab:selected:focus {{ border: 2px solid {chosen.accent}; padding: 5px 12px 6px 12px; }}
    QTableView, QListView, QTreeView {{ border: 1px solid {chosen.line}; gridline-color: {chosen.line}; }}
    QTableView:focus, QListView:focus, QTreeView:focus {{ border: 1px solid {chosen.accent}; }}
    QHeaderView {{ background: {chosen.raised}; border: none; }}
    QHeaderView::section {{
        background: {chosen.raised}; color: {chosen.soft}; border: none;
        border-bottom: 1px solid {chosen.line}; padding: 4px 3px;
    }}
    """
