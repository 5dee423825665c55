"""The table of commands: the parsers, the help, the man page and the shells' completion are all made from it."""

from datetime import date

from rebond.cli import values
from rebond.cli.arguments import Argument, Option, Subcommand
from rebond.domain.countries import Country
from rebond.domain.translatable import later
from rebond.language import LANGUAGES, Language

_JOURNAL = ("rebond",)
_ANY = ("*",)

_HELP = Option("help", later("Show this help."), alone=True)
_LANG = Option("lang", later("Speak French or English."), "|".join(LANGUAGES), choices=tuple(LANGUAGES))
_TODAY = Option(
    "today", later("See it from this day instead of today."), later("DATE"), convert=values.today, default=date.today
)
_YES = Option("yes", later("Go ahead without asking."))
_JSON = Option("json", later("Write JSON."))

_FILE = Argument("file", later("FILE"), later("The journal; without it, the one used last."), "?", endings=_JOURNAL)

WINDOW = Subcommand(
    "",
    later("Open the window, on a journal or on the last one."),
    (_FILE,),
    (
        Option("log-contact", later("Begin by logging a contact.")),
        Option("print-runway", later("Begin by printing the page of the runway.")),
        Option("time-start", later("Print when the first frame was painted, in milliseconds, and quit.")),
        Option("version", later("Print the version.")),
        _LANG,
        _HELP,
    ),
)


def _command(name: str, help_: str, arguments: tuple[Argument, ...], *options: Option, module: str = "") -> Subcommand:
    return Subcommand(name, help_, arguments, (*options, _LANG, _HELP), module or name)


_ALL = (
    _command(
        "example", later("Make the example: the journal of Marie, whose one big client is about to leave."),
        (Argument("new", later("FILE"), later("The journal to make."), endings=_JOURNAL),),
        _TODAY,
    ),
    _command(
        "runway", later("How long the savings last."), (_FILE,),
        _TODAY,
        Option(
            "leaves",
            later("A client leaves; told when (else today), without notice, paying nothing more."),
            "CLIENT[,told=DATE][,no-notice][,pays-nothing]",
            many=True,
        ),
        Option("no-income", later("Nothing comes in any more.")),
        Option("essentials", later("Spend on essentials only.")),
        Option("horizon", later("Look so many months ahead."), later("MONTHS"), convert=values.months),
        _JSON,
        Option("pdf", later("Write the page as a PDF file."), later("OUT"), convert=values.path, endings=_ANY),
        Option("png", later("Write the page as a picture."), later("OUT"), convert=values.path, endings=_ANY),
    ),
    _command(
        "concentration", later("How much of the revenue hangs on how few clients."), (_FILE,),
        _TODAY, _JSON,
    ),
    _command(
        "signs", later("What says that a client may leave, and how likely that is in a month."), (_FILE,),
        Option("all", later("Also clients without a mission under way.")),
        Option("refit", later("The weights refitted from past endings instead, with their Brier score.")),
        _TODAY, _JSON,
    ),
    _command(
        "agenda", later("Everything dated: what is late, due today and ahead within a year."), (_FILE,),
        _TODAY, _JSON,
        Option(
            "ics", later("Write it as a calendar file with alarms (iCalendar)."), later("OUT"),
            convert=values.path, endings=_ANY,
        ),
    ),
    _command(
        "invoices", later("List the invoices of all clients, with their sums."), (_FILE,),
        Option("year", later("Only those issued in that year."), later("YEAR"), convert=values.year),
        Option(
            "csv", later("Write them as a table for a spreadsheet; “-” is standard output."), later("OUT"),
            convert=values.path, endings=_ANY,
        ),
        _TODAY,
    ),
    _command(
        "late", later("Late payments: each open invoice with its state, next step, penalty and indemnity."), (_FILE,),
        Option(
            "country", later("By the law of this country, in place of the client’s."),
            "|".join(country.value for country in Country), convert=values.country,
            choices=tuple(country.value for country in Country),
        ),
        Option("settled", later("Also invoices that were settled late.")),
        _TODAY, _JSON,
    ),
    _command(
        "routes", later("Which routes to the payment of an invoice are open to you, and why others are not."),
        (_FILE, Argument("invoice", later("INVOICE"), later("The invoice's number."), convert=values.text)),
        Option("contested", later("The client contests the debt.")),
        _TODAY, _JSON,
    ),
    _command(
        "contact", later("Log a contact; a new name makes a new contact."),
        (_FILE, Argument("name", later("NAME"), later("The name of the contact."), convert=values.text)),
        Option(
            "by", later("By which channel, by its name: phone, email, event… or one of your own."), later("CHANNEL")
        ),
        Option("note", later("What was said."), later("TEXT")),
        Option("next", later("The day of the next step."), later("DATE")),
        Option("next-step", later("The next step."), later("TEXT")),
        _TODAY,
    ),
    _command(
        "event",
        later(
            "Write what happened on a mission; day, time, length and kind are understood from the line, or found in "
            "a mail with the files that came with it."
        ),
        (
            _FILE,
            Argument(
                "mission", later("MISSION"), later("The mission: its name, its client's, or both as CLIENT / MISSION."),
                convert=values.text,
            ),
            Argument(
                "typed", later("TEXT"), later("What happened, in French or English: “sun 7:40pm urgent post 1.5h”."),
                convert=values.text, unless="eml",
            ),
        ),
        Option(
            "eml", later("Take a mail in place of a line; it is kept with its files."), later("MAIL"),
            convert=values.path, endings=("eml",),
        ),
        Option("dry-run", later("Only say what would be written.")),
        _TODAY, _JSON,
    ),
    _command(
        "report", later("The activity report of a month of a mission: the days worked, on one page to sign."),
        (
            # Not left out as elsewhere: of two words, nobody could tell the journal from the client.
            Argument("file", later("FILE"), later("The journal."), endings=_JOURNAL),
            Argument("name", later("CLIENT"), later("The name of the client."), convert=values.text),
            Argument(
                "mission_name", later("MISSION"), later("The mission, where the client has several."), "?",
                convert=values.text,
            ),
        ),
        Option("month", later("The month; without it, that of today."), later("YYYY-MM"), convert=values.month),
        Option("pdf", later("Write the page as a PDF file."), later("OUT"), convert=values.path, endings=_ANY),
        _TODAY, _JSON,
    ),
    _command(
        "letter", later("Write a letter to a client from the facts of the journal; nothing is sent."),
        (
            _FILE,
            Argument("template", later("LETTER"), later("Which letter; --list lists them."), convert=values.text),
            Argument("client", later("CLIENT"), later("The client's name."), convert=values.text),
            Argument(
                "mission_name", later("MISSION"), later("The mission's name; without it, the only one."), "?",
                convert=values.text,
            ),
        ),
        Option("amendment", later("The amendment that it is about, by its number."), later("NUMBER")),
        Option("invoice", later("The invoice that it asks for, by its number."), later("NUMBER")),
        Option("person", later("The person at the client's whom it is written to."), later("NAME")),
        Option("set", later("A fact for this letter, in place of the journal's."), later("FACT=VALUE"), many=True),
        Option("list", later("List the letters."), alone=True),
        _TODAY,
        Option("eml", later("Write it as a draft of a mail."), later("OUT"), convert=values.path, endings=_ANY),
        Option("pdf", later("Write it as a PDF file."), later("OUT"), convert=values.path, endings=_ANY),
        _JSON,
    ),
    _command(
        "dossier",
        later(
            "Write all that the journal holds about a client, with when it was written down and changed, and what "
            "verifies it: OUT.pdf holds it all, any other name is a folder."
        ),
        (
            Argument("file", later("FILE"), later("The journal."), endings=_JOURNAL),
            Argument("client", later("CLIENT"), later("The client's name."), convert=values.text),
            Argument("out", later("OUT"), later("The PDF file or the folder to write."), endings=("pdf",)),
        ),
        Option("from", later("Only from this day on."), later("DATE")),
        Option("to", later("Only up to this day."), later("DATE")),
        Option("preparation", later("With your preparation of talks, such as the least that you accept.")),
        _TODAY,
    ),
    _command(
        "export",
        later(
            "Write the whole journal as one JSON document; “-” is standard output. Attached files of more than 4 MB "
            "together are written beside it, in the folder OUT.files."
        ),
        (_FILE, Argument("out", later("OUT.json"), later("The document to write."), endings=("json",))),
    ),
    _command(
        "import",
        later("Take in journals' documents, contacts (vCard) and bank statements (camt.053, OFX, QIF, CSV)."),
        (_FILE, Argument("sources", later("SOURCE"), later("The files to take in."), "+", endings=_ANY)),
        _YES,
        Option("skip-bad-lines", later("Leave out what has problems, and take the rest.")),
        Option(
            "account", later("The account that the statement is of: yours, or the name of a new one."), later("NAME")
        ),
        Option(
            "balance", later("What the account held at the end of a statement that does not say it."), later("AMOUNT"),
            convert=values.amount,
        ),
        _TODAY,
        module="importing",
    ),
    _command(
        "check", later("Read the whole journal and say whether all of it holds."), (_FILE,),
        Option(
            "head", later("A head seen earlier, on paper or in a message: is it in the history still?"), later("HEX"),
            convert=values.head,
        ),
        _JSON,
    ),
    _command(
        "backup", later("Make a verified copy."),
        (
            _FILE,
            Argument(
                "copy", later("OUT"), later("The copy to make; without it, one in the folder of backups."), "?",
                endings=_JOURNAL,
            ),
        ),
    ),
    _command(
        "restore", later("List the backups of a journal, or put one in its place; the former file is kept."),
        (
            Argument("journal", "FILE", later("The journal; it may be damaged or missing."), endings=_JOURNAL),
            Argument(
                "backup", later("BACKUP"), later("The backup: its number in the list or a file; without it, the list."),
                "?", convert=values.text, endings=_JOURNAL,
            ),
        ),
        _YES,
    ),
    _command(
        "erase", later("Erase a person's or a client's data for good; “undo” does not bring it back."),
        (_FILE, Argument("name", later("NAME"), later("The name of the person or the client."), convert=values.text)),
        _YES,
        Option("which", later("Which one, where several have the name."), later("NUMBER")),
        Option("delete-backups", later("Delete the automatic backups that still hold it, too.")),
    ),
    _command("undo", later("Take back the last change."), (_FILE,)),
    _command(
        "install-launcher", later("Put Rebond into your desktop's menu, and open journals by a double click (Linux)."),
        (),
        Option("remove", later("Take it out of the menu again.")),
        module="install_launcher",
    ),
)  # fmt: skip
COMMANDS = {command.name: command for command in _ALL}


def help_text(language: Language, command: Subcommand) -> str:
    """Return the help of a command; that of the window lists all commands."""
    lines = [language.gettext(command.help), "", f"  {command.written(language)}", ""]
    if command is WINDOW:
        lines += _listed({listed.written(language): listed.help for listed in _ALL}, language)
        lines += [
            "",
            language.gettext(
                "Without FILE, the journal used last. A journal named like a command is written ./{name}."
            ).format(name=_ALL[1].name),
            "",
        ]
    elif command.arguments:
        lines += [
            *_listed({language.gettext(argument.shown): argument.help for argument in command.arguments}, language),
            "",
        ]
    lines += [*_listed({option.written(language): option.help for option in command.options}, language)]
    return "\n".join(lines)


def _listed(helps: dict[str, str], language: Language) -> list[str]:
    """Return a line for each entry, its help beside it."""
    width = max(map(len, helps))
    return [f"  {written.ljust(width)}  {language.gettext(help_)}" for written, help_ in helps.items()]
