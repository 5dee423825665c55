"""The table of commands with their options, and the help text."""

from rebond.cli.arguments import Option, Subcommand
from rebond.domain.translatable import later
from rebond.language import Language

_HELP = Option("help", later("Show this help."))
_LANG = Option("lang", later("Speak French or English."), "fr|en")
_TODAY = Option("today", later("See it from this day instead of today."), "DATE")
_JSON = Option("json", later("Write JSON."))

WINDOW = Subcommand(
    "",
    later("Open the window, on a journal or on the last one."),
    "[FILE]",
    0,
    1,
    (
        Option("time-start", later("Print when the first frame was painted, in milliseconds, and quit.")),
        Option("version", later("Print the version.")),
        _LANG,
        _HELP,
    ),
)


def _command(
    module: str, name: str, help_: str, positionals: str, least: int, most: int | None, *options: Option
) -> Subcommand:
    return Subcommand(name, help_, positionals, least, most, (*options, _LANG, _HELP), module)


_ALL = (
    _command(
        "example", "example", later("Make the example: the journal of Marie, whose one big client is about to leave."),
        "FILE", 1, 1, _TODAY,
    ),
    _command(
        "runway", "runway", later("How long the savings last."), "[FILE]", 0, 1,
        _TODAY,
        Option(
            "leaves",
            later("A client leaves; told when (else today), without notice, paying nothing more."),
            "CLIENT[,told=DATE][,no-notice][,pays-nothing]",
            many=True,
        ),
        Option("no-income", later("Nothing comes in any more.")),
        Option("essentials", later("Spend on essentials only.")),
        Option("horizon", later("Look so many months ahead."), "MONTHS"),
        _JSON,
        Option("pdf", later("Write the page as a PDF file."), "OUT"),
        Option("png", later("Write the page as a picture."), "OUT"),
    ),
    _command(
        "concentration", "concentration", later("How much of the revenue hangs on how few clients."), "[FILE]", 0, 1,
        _TODAY, _JSON,
    ),
    _command(
        "invoices", "invoices", later("List the invoices of all clients, with their sums."), "[FILE]", 0, 1,
        Option("year", later("Only those issued in that year."), "YEAR"),
        Option("csv", later("Write them as a table for a spreadsheet; “-” is standard output."), "OUT"),
        _TODAY,
    ),
    _command(
        "contact", "contact", later("Log a contact; a new name makes a new contact."), "[FILE] NAME", 1, 2,
        Option("by", later("By which channel, by its name: phone, email, event… or one of your own."), "CHANNEL"),
        Option("note", later("What was said."), "TEXT"),
        Option("next", later("The day of the next step."), "DATE"),
        Option("next-step", later("The next step."), "TEXT"),
        _TODAY,
    ),
    _command(
        "export", "export", later("Write the whole journal as one JSON document; “-” is standard output."),
        "[FILE] OUT.json", 1, 2,
    ),
    _command(
        "importing", "import",
        later("Take in journals' documents, contacts (vCard) and bank statements (camt.053, OFX, QIF, CSV)."),
        "[FILE] SOURCE…", 1, None,
        Option("yes", later("Go ahead without asking.")),
        Option("skip-bad-lines", later("Leave out what has problems, and take the rest.")),
        Option("account", later("The account that the statement is of: yours, or the name of a new one."), "NAME"),
        Option("balance", later("What the account held at the end of a statement that does not say it."), "AMOUNT"),
        _TODAY,
    ),
    _command("check", "check", later("Read the whole journal and say whether all of it holds."), "[FILE]", 0, 1),
    _command("backup", "backup", later("Make a verified copy."), "[FILE [OUT]]", 0, 2),
    _command(
        "erase", "erase",
        later("Erase a person's or a client's data for good; “undo” does not bring it back."), "[FILE] NAME", 1, 2,
        Option("yes", later("Go ahead without asking.")),
        Option("which", later("Which one, where several have the name."), "NUMBER"),
        Option("delete-backups", later("Delete the automatic backups that still hold it, too.")),
    ),
    _command("undo", "undo", later("Take back the last change."), "[FILE]", 0, 1),
)  # fmt: skip
COMMANDS = {command.name: command for command in _ALL}


def help_text(language: Language, command: Subcommand) -> str:
    """Return the help of a command; that of the window lists all commands."""
    usage = f"rebond {command.name} {command.positionals}".replace("  ", " ")
    lines = [language.gettext(command.help), "", f"  {usage}", ""]
    if command is WINDOW:
        usages = {f"{listed.name} {listed.positionals}": listed.help for listed in _ALL}
        width = max(map(len, usages))
        lines += [f"  rebond {usage.ljust(width)}  {language.gettext(help_)}" for usage, help_ in usages.items()]
        lines += [
            "",
            language.gettext(
                "Without FILE, the journal used last. A journal named like a command is written ./{name}."
            ).format(name=_ALL[1].name),
            "",
        ]
    names = {option: f"--{option.name} {option.takes}".rstrip() for option in command.options}
    width = max(map(len, names.values()))
    lines += [f"  {name.ljust(width)}  {language.gettext(option.help)}" for option, name in names.items()]
    return "\n".join(lines)
