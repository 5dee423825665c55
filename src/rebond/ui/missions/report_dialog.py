"""The activity report of a month: the page as it will be, its language, and the buttons that print or save it."""

import re
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from rebond.actions.exports import write_out
from rebond.actions.worked_days import activity_report
from rebond.charts.activity_report import report_page, title
from rebond.charts.picture_files import picture
from rebond.domain.direction import upright
from rebond.domain.missions.kinds import Mission
from rebond.domain.value_classes import dataclass
from rebond.domain.worked_days.report import NAME_UNKNOWN, ActivityReport
from rebond.journal.heads import short_head
from rebond.journal.journal import Journal
from rebond.language import LANGUAGES, Language
from rebond.progress import Progress
from rebond.sentences import days_counted
from rebond.ui.long_work import run_long
from rebond.ui.session import Session
from rebond.ui.shared.file_questions import offered_folder
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language

_SIZE = (112 * GRID, 62 * GRID)
#: The width at which the page is shown, in pixels: its text can be read.
_PAGE_WIDTH = 66 * GRID
#: The width of what stands beside the page, in pixels.
_SIDE_WIDTH = 30 * GRID
#: What no system allows in the name of a file.
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


@dataclass(frozen=True, slots=True)
class Drawn:
    """A report with its page as a picture (PNG), the language of both, and the head of the history in short."""

    report: ActivityReport
    page: bytes
    language: Language
    head: str


class ReportDialog(QDialog):
    """Shows the report of a month of a mission as its page, which is drawn beside the window."""

    def __init__(self, session: Session, mission: Mission, month: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Activity report, {month}").format(month=language().month(month)))
        self._session = session
        self._mission = mission
        self._month = month
        self.drawn: Drawn | None = None
        self.page = QLabel(_("The page is being drawn…"))
        self.page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.around = QScrollArea()
        self.around.setWidget(self.page)
        self.around.setWidgetResizable(True)
        self.around.setAccessibleName(_("The page as it will be"))
        self.languages = QComboBox()
        self.languages.setAccessibleName(_("Language of the report"))
        for code, name in LANGUAGES.items():
            self.languages.addItem(name, code)
        self.languages.setCurrentIndex(self.languages.findData(language().code))
        self.languages.setMinimumWidth(_SIDE_WIDTH)
        self.sum = QLabel()
        self.sum.setProperty("role", "title")
        self.missing = QLabel()
        self.missing.setProperty("role", "warning")
        for label in (self.sum, self.missing):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.save = QPushButton(_("&Save as PDF…"))
        self.save.setProperty("role", "primary")
        self.save.setDefault(True)
        self.print = QPushButton(_("&Print…"))
        self.print.setAutoDefault(False)
        self._lay_out()
        self.languages.currentIndexChanged.connect(self._draw)
        self.save.clicked.connect(self._ask_where)
        self.print.clicked.connect(self._on_print)
        self.resize(*_SIZE)
        self._draw()

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.setOrientation(Qt.Orientation.Vertical)
        for button in (self.save, self.print):
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        heading = QLabel(_("&Language of the report"))
        heading.setBuddy(self.languages)
        side = QVBoxLayout()
        side.setSpacing(GRID)
        for widget in (self.sum, heading, self.languages, self.missing):
            side.addWidget(widget)
        side.addStretch(1)
        side.addWidget(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        row.setSpacing(2 * GRID)
        row.addWidget(self.around, 1)
        row.addLayout(side)

    def _language(self) -> Language:
        return Language.of(str(self.languages.currentData()))

    def _draw(self) -> None:
        """Draw the page beside the window, and show it when it is there."""
        mission, month, today, speaks = self._mission, self._month, self._session.today, self._language()
        for button in (self.save, self.print):
            button.setEnabled(False)

        def work(journal: Journal, _progress: Progress) -> Drawn:
            with journal.read() as reader:
                report, head = activity_report(reader, mission, month, speaks), short_head(reader)
            shown = picture(report_page(report, speaks, head=head), ".png", title=title(report, speaks), made=today)
            return Drawn(report, shown, speaks, head)

        self._session.run(work, self._show, owner=self)

    def _show(self, drawn: Drawn) -> None:
        if drawn.language.code != self._language().code:
            return  # another one was chosen since, and is being drawn
        self.drawn = drawn
        report = drawn.report
        pixmap = QPixmap()
        pixmap.loadFromData(drawn.page)
        sharp = self.devicePixelRatioF()
        shown = pixmap.scaledToWidth(round(_PAGE_WIDTH * sharp), Qt.TransformationMode.SmoothTransformation)
        shown.setDevicePixelRatio(sharp)
        self.page.setPixmap(shown)
        total = days_counted(language(), report.grid.total)
        self.sum.setText(f"{report.client.name} · {report.mission}\n{total}")
        self.page.setAccessibleName(title(report, self._language()))
        self.page.setAccessibleDescription(total)
        missing = [] if report.sender.name else [_(NAME_UNKNOWN)]
        if not report.client.lines:
            missing.append(_("The client’s address is not known: edit the client."))
        self.missing.setText("\n\n".join(missing))
        for button in (self.save, self.print):
            button.setEnabled(True)
        if not self.languages.hasFocus():
            self.save.setFocus()

    def _on_print(self) -> None:
        from rebond.ui.printing.dialogs import print_job
        from rebond.ui.printing.paper import PrintJob

        if self.drawn:
            report, speaks, head = self.drawn.report, self._language(), self.drawn.head
            job = PrintJob(
                title(report, speaks), speaks, self._session.today,
                lambda paper, _: report_page(report, speaks, paper, head),
            )  # fmt: skip
            print_job(job, _("Print the activity report"), self)

    def _ask_where(self) -> None:
        if self.drawn is None:
            return
        name = _NOT_IN_NAMES.sub(" ", upright(title(self.drawn.report, self._language())))
        usual = offered_folder() / f"{name}.pdf"
        dialog = QFileDialog(self, _("Save the activity report"), str(usual.parent), _("PDF document (*.pdf)"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(str(usual))
        dialog.fileSelected.connect(lambda chosen: self.write(Path(chosen)))
        dialog.open()

    def write(self, path: Path) -> None:
        """Save the report as it is shown, and close; a failure is reported in a message box."""
        if self.drawn is None:
            return
        report, speaks, head, today = self.drawn.report, self._language(), self.drawn.head, self._session.today

        def work(journal: Journal, progress: Progress) -> None:
            data = picture(report_page(report, speaks, head=head), ".pdf", title=title(report, speaks), made=today)
            write_out(journal, path, data, progress)

        def written(_result: None) -> None:
            self._session.message.emit(_("Exported: {name}").format(name=path.name))
            self.accept()

        run_long(
            self._session, work, written,
            doing=_("Exporting the page…"), cancelled=_("Cancelled: nothing was written."), parent=self,
        )  # fmt: skip
