"""The window's commands on backups: restoring one, and opening a copy of one."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rebond.actions import backups
from rebond.domain.problems import Problem, Refused
from rebond.journal.backup_folder import copies
from rebond.journal.backup_list import FoundBackup
from rebond.journal.restoring import HELPED_BY_BACKUP
from rebond.sentences import sentence
from rebond.ui.long_work import follow
from rebond.ui.message_boxes import inform, warn
from rebond.ui.refusals import sentences
from rebond.ui.restore_dialog import RestoreDialog
from rebond.ui.speech import _, language
from rebond.ui.worker import Progress

if TYPE_CHECKING:
    from rebond.ui.program import Program


def restorable(refused: Refused) -> Path | None:
    """Return the path of the journal that a backup beside it would bring back; None when that does not help."""
    paths = (Path(str(problem.facts["path"])) for problem in refused.problems if problem.code in HELPED_BY_BACKUP)
    try:
        return next((path for path in paths if copies(path)), None)
    except Refused:  # backups that cannot be looked at now; the problems of a damaged journal say why
        return None


def ask_restore(program: "Program", journal: Path) -> None:
    """Show the backups of a journal, which may be the open one, and restore the one that is chosen."""
    dialog = RestoreDialog(journal, program.window)
    dialog.chosen.connect(partial(_restore, program, dialog, journal))
    dialog.open()


def _restore(program: "Program", dialog: RestoreDialog, journal: Path, found: FoundBackup) -> None:
    """Restore beside the window, whose journal is closed meanwhile; then open the journal, restored or as it was."""
    was_open = program.journal is not None and program.journal.path == journal
    if was_open:
        program.release_journal()
    today, spoken = program.today, language()
    warnings: list[Problem] = []

    def work(progress: Progress) -> Path | None:
        return backups.restore(journal, found.path, spoken, today, progress, tell=warnings.append)

    def end(reopen: bool, tell: Callable[[], object]) -> None:
        dialog.end()
        if reopen:
            program.open(journal)
        tell()

    def tell_outcome(kept: Path | None) -> None:
        if program.window and program.journal:
            said = (sentence(language(), warning) for warning in warnings)
            inform(program.window, "\n".join((backups.outcome(language(), journal, found, kept), *said)))

    def tell_refused(refused: Refused) -> None:
        if program.window:
            warn(program.window, sentences(refused))

    task = program.worker.run(
        work, lambda kept: end(True, partial(tell_outcome, kept)), owner=dialog, progress=dialog.show_progress,
        refused=lambda refused: end(was_open, partial(tell_refused, refused)),
        stopped=lambda: end(was_open, partial(program.tell, _("Cancelled: nothing was restored."))),
        aside=True, finishes=True,
    )  # fmt: skip
    dialog.restoring(task.cancel)


def open_copy(program: "Program", backup: Path) -> None:
    """Copy a backup to beside its journal and open the copy, since a backup stays as it is."""
    window = program.window or program.show_window()
    spoken = language()

    def tell(copy: Path) -> None:
        opened = program.open(copy)
        text = _("{backup} is a backup, which stays as it is. This is a copy of it: {copy}")
        if program.journal:
            inform(opened, text.format(backup=backup.name, copy=copy))

    follow(
        partial(program.worker.run, lambda progress: backups.copy_of_backup(backup, spoken, progress)), tell,
        doing=_("Copying the backup…"), stopped=partial(program.tell, _("Cancelled: nothing was written.")),
        parent=window,
    )  # fmt: skip
