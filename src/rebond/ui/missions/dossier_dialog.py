"""The dialog of a client's dossier: its period and language, a preview, and where it is saved."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QWidget

from rebond.actions.dossier_files import write_dossier
from rebond.actions.dossier_text import DossierWish
from rebond.domain.attachments.kept_files import kept_name
from rebond.domain.kinds import Choice
from rebond.domain.letters.kinds import Tongue
from rebond.domain.missions.kinds import Client
from rebond.domain.problems import Problem, Refused
from rebond.domain.translatable import later
from rebond.journal.journal import Journal
from rebond.journal.queries.dossier_rows import DossierPeriod
from rebond.language import Language
from rebond.progress import Progress
from rebond.ui.long_work import run_long
from rebond.ui.message_boxes import warn
from rebond.ui.missions.file_opening import private_folder
from rebond.ui.session import Session
from rebond.ui.shared.fields import CheckField, ChoiceField, DayField
from rebond.ui.shared.file_questions import ask_save, offered_folder
from rebond.ui.shared.form import Form
from rebond.ui.speech import _, language

_PDF = ".pdf"


class DossierShape(Choice):
    """The form in which a dossier is written."""

    PDF = "pdf", later("one PDF file, with its proof inside")
    FOLDER = "folder", later("a folder with its files")


class DossierDialog(Form):
    """Asks for the period of a dossier, and writes it beside the window."""

    def __init__(self, session: Session, client: Client, parent: QWidget | None = None) -> None:
        title = _("Dossier: {client}").format(client=client.name)
        super().__init__(title, lambda _values: None, parent, save=_("&Save…"))
        self._session, self._client = session, client
        everything = _("Everything")
        self.add("first", _("&From"), DayField(session.today, optional=True, hint=everything))
        self.add("last", _("&Up to"), DayField(session.today, optional=True, hint=everything))
        self.add("tongue", _("&Language"), ChoiceField(Tongue), Tongue(language().code))
        self.add("shape", _("&As"), ChoiceField(DossierShape), DossierShape.PDF)
        self.warn(
            "shape",
            _(
                "It tells all that the journal holds about the client, and when it was written down and changed. Of "
                "anything else, its history shows when it was written, not what. Read it before you give it to anybody."
            ),
        )
        self.add("preparation", "", CheckField(_("&With my preparation of talks")), False)
        self.warn("preparation", _("Your aim, the least that you accept, your answers: the other side may read it."))
        self.preview = QPushButton(_("&Preview"))
        self.preview.setAutoDefault(False)
        self.preview.clicked.connect(self._on_preview)
        buttons = self.findChild(QDialogButtonBox)
        if buttons:
            buttons.addButton(self.preview, QDialogButtonBox.ButtonRole.ActionRole)

    def _wish(self) -> DossierWish | None:
        """Return what is wished for; None after saying what is wrong with it."""
        try:
            values = self.values()
            first, last = values["first"], values["last"]
            if first and last and last < first:
                raise Refused(Problem("last_before_first", "last"))
        except Refused as refused:
            self.show_problems(refused.problems)
            return None
        code = values["tongue"].value
        speaks = language() if code == language().code else Language.of(code)
        period = DossierPeriod(first, last)
        return DossierWish(self._client, period, speaks, self._session.today, preparation=values["preparation"])

    def accept(self) -> None:
        wish = self._wish()
        out = self._ask_where(wish) if wish else None
        if wish and out:
            told = partial(self._session.message.emit, _("Written: {name}").format(name=out.name))
            self._write(wish, out, lambda _result: told(), self.parentWidget() or self)
            QDialog.accept(self)

    def _ask_where(self, wish: DossierWish) -> Path | None:
        is_pdf = self.editor("shape").read() is DossierShape.PDF
        name = _("{client} – dossier {date}").format(client=wish.client.name, date=wish.today.isoformat())
        proposed = offered_folder() / f"{kept_name(name, 'dossier')}{_PDF if is_pdf else ''}"
        kinds = _("PDF document (*.pdf)") if is_pdf else _("Folder (*)")
        out = ask_save(self, _("Save the dossier"), proposed, kinds, replace=is_pdf)
        if out is None:
            return None
        is_named_so = out.suffix.lower() == _PDF
        if is_pdf:
            return out if is_named_so else out.with_name(f"{out.name}{_PDF}")
        return out.with_suffix("") if is_named_so else out

    def _on_preview(self) -> None:
        if wish := self._wish():
            try:
                out = private_folder() / f"{kept_name(wish.client.name, 'dossier')}{_PDF}"
            except OSError as error:
                warn(self, _("No preview could be made: {reason}.").format(reason=error.strerror))
                return
            self._write(wish, out, lambda _result: self._open(out), self)

    def _open(self, out: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(out))):
            warn(self, _("No program for PDF files was found. Save the dossier to open it yourself."))

    def _write(self, wish: DossierWish, out: Path, done: Callable[[None], object], parent: QWidget) -> None:
        run_long(
            self._session, partial(_written, wish, out), done, doing=_("Writing the dossier…"),
            cancelled=_("Cancelled: nothing was written."), parent=parent,
        )  # fmt: skip


def _written(wish: DossierWish, out: Path, journal: Journal, progress: Progress) -> None:
    from rebond.charts.dossier_pages import dossier_pdf

    write_dossier(journal, wish, out, dossier_pdf, progress)
