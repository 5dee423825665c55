"""`rebond import`: import files as one change, after a preview and a confirmation."""

import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from rebond.actions import imports, journals
from rebond.actions.imports import known_accounts, known_columns
from rebond.actions.imports.bank.account_identity import ImportAnswers
from rebond.actions.imports.bank.offer import Offer
from rebond.actions.imports.bank.wording import offer_reasons, offer_sentence
from rebond.actions.imports.known_columns import ColumnChoices
from rebond.actions.imports.previewed import Preview, SourceFile
from rebond.cli.arguments import Parsed
from rebond.cli.asking import asked, somebody_answers
from rebond.cli.files import complain_of, journal_path, remember
from rebond.cli.import_answers import Questions
from rebond.cli.output import complain, fail, say
from rebond.cli.progress_line import shown
from rebond.domain.translatable import later
from rebond.exchange.csv_file.read import UNDECIDED
from rebond.journal.header import is_database
from rebond.journal.journal import Journal
from rebond.language import Language
from rebond.sentences import counted, sentence
from rebond.whole_file import discard

#: The extensions of files to import, which are never taken for the journal nor created as one.
_SOURCES = {".json", ".vcf", ".vcard", ".ofx", ".qfx", ".xml", ".csv", ".tsv", ".txt", ".qif", ".zip"}


def run(parsed: Parsed) -> int:
    day = parsed.today
    path, sources = _files(parsed)
    is_new = not path.exists()
    journal = journals.create(path) if is_new else Journal.open(path)
    done = False
    try:
        with journal:
            done = _import(journal, sources, parsed, day)
            complain_of(journal, parsed.language)
    finally:
        if is_new and not done:
            discard(path)
    if done:
        remember(path)
    return 0 if done else 1


def _files(parsed: Parsed) -> tuple[Path, Sequence[Path]]:
    """Return the journal and the sources; the first file is the journal unless its extension is a source's."""
    first = parsed.file
    if first and first.suffix.lower() in _SOURCES and not is_database(first):
        return journal_path(None), [first, *parsed.sources]
    return journal_path(first), parsed.sources


def _import(journal: Journal, sources: Sequence[Path], parsed: Parsed, day: date) -> bool:
    """Preview, confirm and import; False when it was not done."""
    language = parsed.language
    columns = ColumnChoices(known=known_columns.load())

    def look(answers: ImportAnswers | None = None) -> Preview:
        with shown(language, language.gettext("Reading…"), only_reads=True) as progress:
            return imports.preview(journal, sources, day, progress, answers, columns=columns)

    preview = look()
    questions = Questions(parsed, preview.currency)
    answers = questions.answers(look, preview)
    if answers is None:
        return False
    if answers != ImportAnswers():
        preview = look(answers=answers)
    currency = preview.currency
    for source in preview.sources:
        _show(language, source)
    paid = preview.sure
    if preview.offers:
        _show_offers(language, preview.offers, currency)
    skip = parsed.skip_bad_lines
    if preview.problems and not preview.steps and not preview.offers:
        return _not_done(language, preview)
    if somebody_answers() and not parsed.yes:
        if preview.problems and not skip:
            if not asked(language, language.gettext("Leave out what has problems, and import the rest?")):
                return _not_done(language, preview)
            skip = True
        elif not asked(language, language.gettext("Import this?")):
            return _not_done(language, preview)
        paid = _chosen(language, preview.offers)
    elif preview.problems and not skip:
        return _not_done(language, preview)
    fee_name = language.gettext("Bank fee")
    with shown(language, language.gettext("Importing…")) as progress:
        change = imports.carry_out(
            journal, preview, day, skip_bad_lines=skip, paid=paid, fee_name=fee_name, progress=progress
        )
    known_accounts.keep(questions.asked, answers.accounts)
    say(language.gettext(later("Imported. “rebond undo” takes it back.") if change else _nothing_new(preview)))
    return True


def _nothing_new(preview: Preview) -> str:
    if any(source.there for source in preview.sources):
        return later("Everything was there already.")
    if preview.offers:
        return later("Nothing was added.")
    return later("Nothing was added: no movement here pays an open invoice.")


def _not_done(language: Language, preview: Preview) -> bool:
    count = len(preview.problems)
    if count and not preview.steps and not preview.offers:
        fail(language.gettext("Nothing was imported: there is nothing in it that could be."))
    elif count:
        fail(
            language.ngettext(
                "Nothing was imported: there is {count} problem. With --skip-bad-lines the rest is imported.",
                "Nothing was imported: there are {count} problems. With --skip-bad-lines the rest is imported.",
                count,
            ).format(count=count)
        )
    else:
        fail(language.gettext("Nothing was imported."))
    return False


def _show(language: Language, source: SourceFile) -> None:
    """Print what a file adds, and its problems by line."""
    parts = [counted(language, kind, count) for kind, count in source.added.items()]
    if source.changed:
        parts.append(
            language.ngettext("{count} changed", "{count} changed", source.changed).format(count=source.changed)
        )
    if source.there:
        parts.append(
            language.ngettext("{count} already there", "{count} already there", source.there).format(count=source.there)
        )
    brings = ", ".join(parts) or language.gettext("nothing to add")
    file = source.origin.place(language)
    if not source.only_tells:
        say(language.gettext("{file}: {brings}").format(file=file, brings=brings))
    for tell, problems in ((complain, source.problems), (say, source.notes)):
        for problem in problems:
            place = f"{file}:{problem.line}" if problem.line else file
            text = language.gettext("{place}: {problem}").format(place=place, problem=sentence(language, problem))
            tell(f"  {text}")
    if any(problem.code in UNDECIDED for problem in source.problems):
        say("  " + language.gettext("Columns are chosen in the window, by Import; then they are known here too."))


def _show_offers(language: Language, offers: Iterable[Offer], currency: str) -> None:
    """Print what bank movements may have paid, and why; a star marks those chosen by default."""
    say(language.gettext("Paid, by the bank's movements (* will be noted):"))
    for number, offer in enumerate(offers, 1):
        mark = "*" if offer.sure else " "
        say(f"  {mark} {number}. {offer_sentence(language, offer, currency)}")
        say(f"       {offer_reasons(language, offer)}")


def _chosen(language: Language, offers: tuple[Offer, ...]) -> tuple[Offer, ...]:
    """Ask for the numbers of the offers to record; an empty line is those with a star, 0 is none."""
    if not offers:
        return ()
    sys.stdout.write(language.gettext("Which were paid? Their numbers, 0 for none, Enter for those with a star:") + " ")
    sys.stdout.flush()
    typed = sys.stdin.readline().replace(",", " ").split()
    if not typed:
        return tuple(offer for offer in offers if offer.sure)
    return tuple(offer for number, offer in enumerate(offers, 1) if str(number) in typed)
