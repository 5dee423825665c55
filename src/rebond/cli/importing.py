"""`rebond import`: shown first, asked where somebody can answer, and done as one change."""

import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from rebond.actions import imports, journals
from rebond.actions.imports import Preview, Source
from rebond.actions.imports.statements import Offer
from rebond.cli.arguments import Parsed
from rebond.cli.files import journal_path, remember, today
from rebond.cli.output import fail, say
from rebond.domain.translatable import later
from rebond.journal.header import is_database
from rebond.journal.journal import Journal
from rebond.journal.queries.settings import load_settings
from rebond.language import Language
from rebond.sentences import counted, sentence

#: Endings of files to import: such a file is never taken for the journal, nor made into one.
_SOURCES = {".json", ".vcf", ".vcard", ".ofx", ".qfx", ".xml"}


def run(parsed: Parsed) -> int:
    day = today(parsed)
    path, sources = _files(parsed.positionals)
    made = not path.exists()
    journal = journals.create(path) if made else Journal.open(path)
    kept = False
    try:
        with journal:
            kept = _import(journal, sources, parsed, day)
    finally:
        if made and not kept:
            path.unlink(missing_ok=True)
    if kept:
        remember(path)
    return 0 if kept else 1


def _files(given: tuple[str, ...]) -> tuple[Path, list[Path]]:
    """The journal and the sources: the first of several files is the journal unless it is named as a source is."""
    first = Path(given[0])
    if len(given) == 1 or (first.suffix.lower() in _SOURCES and not is_database(first)):
        return journal_path(None), [Path(one) for one in given]
    return first, [Path(one) for one in given[1:]]


def _import(journal: Journal, sources: list[Path], parsed: Parsed, day: date) -> bool:
    """Whether it was done, or there was nothing to do."""
    language = parsed.language
    preview = imports.preview(journal, sources, day)
    for source in preview.sources:
        _show(language, source)
    paid = preview.sure
    if preview.offers:
        _show_offers(language, preview.offers, journal)
    skip = parsed.flag("skip-bad-lines")
    if preview.problems and not preview.steps and not preview.offers:
        return _not_done(language, preview)
    if somebody_answers() and not parsed.flag("yes"):
        if preview.problems and not skip:
            if not asked(language, language.gettext("Leave out what has problems, and import the rest?")):
                return _not_done(language, preview)
            skip = True
        elif not asked(language, language.gettext("Import this?")):
            return _not_done(language, preview)
        paid = _chosen(language, preview.offers)
    elif preview.problems and not skip:
        return _not_done(language, preview)
    change = imports.carry_out(journal, preview, day, skip_bad_lines=skip, paid=paid)
    done = later("Imported. “rebond undo” takes it back.") if change else later("Everything was there already.")
    say(language.gettext(done))
    return True


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


def _show(language: Language, source: Source) -> None:
    """What a file brings, and its problems by line."""
    parts = [counted(language, kind, count) for kind, count in source.added.items()]
    if source.changed:
        parts.append(
            language.ngettext("{count} changed", "{count} changed", source.changed).format(count=source.changed)
        )
    if source.there:
        parts.append(
            language.ngettext("{count} already there", "{count} already there", source.there).format(count=source.there)
        )
    say(f"{source.path}: {', '.join(parts) or language.gettext('nothing to add')}")
    for problem in source.problems:
        place = f"{source.path}:{problem.line}" if problem.line else str(source.path)
        say(f"  {place}: {sentence(language, problem)}")


def _show_offers(language: Language, offers: Iterable[Offer], journal: Journal) -> None:
    """The invoices that the bank's movements may have paid; a star marks those chosen."""
    with journal.read() as reader:
        currency = load_settings(reader).currency
    say(language.gettext("Paid, by the bank's movements (* will be noted):"))
    for place, offer in enumerate(offers, 1):
        mark = "*" if offer.sure else " "
        invoice = f"{offer.number} {offer.client}".strip()
        amount = language.money(offer.amount, currency)
        say(f"  {mark} {place}. {invoice}, {amount}, {language.day(offer.date)}: {offer.label}")


def somebody_answers() -> bool:
    """Whether there is a terminal at both ends; a stream that is closed is None."""
    return all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout))


def asked(language: Language, question: str) -> bool:
    """Whether the person answers yes."""
    sys.stdout.write(f"{question} {language.gettext('[y/N]')} ")
    sys.stdout.flush()
    return sys.stdin.readline().strip().casefold() in {"y", "yes", "o", "oui"}


def _chosen(language: Language, offers: tuple[Offer, ...]) -> tuple[Offer, ...]:
    """The offers whose numbers are typed; those with a star for an empty line, none for 0."""
    if not offers:
        return ()
    sys.stdout.write(language.gettext("Which were paid? Their numbers, 0 for none, Enter for those with a star:") + " ")
    sys.stdout.flush()
    typed = sys.stdin.readline().replace(",", " ").split()
    if not typed:
        return tuple(offer for offer in offers if offer.sure)
    return tuple(offer for place, offer in enumerate(offers, 1) if str(place) in typed)
