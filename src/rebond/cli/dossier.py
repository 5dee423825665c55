"""`rebond dossier`: what the journal holds about a client, as a PDF file with its proof inside, or as a folder."""

from datetime import date

from rebond.actions.dossier_files import write_dossier
from rebond.actions.dossier_text import DossierWish
from rebond.charts import fonts
from rebond.cli.arguments import Parsed
from rebond.cli.files import opened
from rebond.cli.output import say
from rebond.cli.progress_line import shown
from rebond.cli.usage import UsageError
from rebond.cli.values import day
from rebond.domain.missions.kinds import Client
from rebond.domain.names import folded
from rebond.domain.translatable import later
from rebond.journal.queries.by_name import named
from rebond.journal.queries.dossier_rows import DossierPeriod
from rebond.journal.reader import Reader


def run(parsed: Parsed) -> int:
    language = parsed.language
    period = DossierPeriod(_day(parsed, "from", parsed.from_), _day(parsed, "to", parsed.to))
    if period.first and period.last and period.last < period.first:
        raise UsageError(later("--to: the last day lies before the first."))
    with opened(parsed.file, language, read_only=True) as journal:
        with journal.read() as reader:
            client = _client(reader, parsed.client)
        fonts.prepare()
        # Matplotlib takes longer to import than everything else, and only a page needs it.
        from rebond.charts.dossier_pages import dossier_pdf

        wish = DossierWish(client, period, language, parsed.today, preparation=parsed.preparation)
        with shown(language, language.gettext("Writing the dossier…")) as progress:
            write_dossier(journal, wish, parsed.out, dossier_pdf, progress)
    say(language.gettext("Written: {name}").format(name=parsed.out.name))
    return 0


def _day(parsed: Parsed, option: str, typed: str | None) -> date | None:
    """:raises UsageError: when what was given is no day."""
    return day(parsed.language, typed, option, parsed.today) if typed else None


def _client(reader: Reader, name: str) -> Client:
    """:raises UsageError: when there is none of that name, with those that there are."""
    found = named(reader, Client, name)
    if not found:
        names = ", ".join(sorted((client.name for client in reader.all(Client)), key=folded)) or "–"
        why = later("There is no client “{name}”. There are: {names}.")
        raise UsageError(why, name=name, names=names)
    return found[0]
