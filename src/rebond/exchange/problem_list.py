"""The problems of one file, collected while it is read, and the sentences of the exchange's problems."""

from rebond.domain.problems import Problem, declare_problems
from rebond.domain.translatable import later

declare_problems({
    "file_not_found": later("There is no such file. Check its name and folder."),
    "file_not_allowed": later("The system does not allow this file to be read. Check its permissions, or copy it."),
    "file_unreadable": later("This file could not be read. Copy it to this computer's disk and try again."),
    "file_is_folder": later("This is a folder. Choose a file in it."),
    "file_empty": later("This file is empty. Download it again."),
    "file_too_large": later("This file is too large for a statement or an address book. Export a smaller part."),
    "file_binary": later("This file does not hold text. Ask the bank's site for camt.053, OFX, QIF or CSV instead."),
    "file_is_workbook": later("This is a spreadsheet's workbook. Open it there, and save it as CSV."),
    "file_is_pdf": later("This is a PDF, made for printing. Ask the bank's site for camt.053, OFX or CSV instead."),
    "file_is_database": later("This is a database, perhaps a journal. Open it instead of importing it."),
    "file_is_web_page": later(
        "This is a web page, often what a bank's site sends after signing out. Download it again."
    ),
    "file_unknown": later(
        "This file is none of those that can be read: bank statements (camt.053, OFX, QFX, QIF, CSV or a ZIP of "
        "them), address books (vCard) and exported journals."
    ),
    "file_cut_short": later("The file stops before its end. Download it again."),
    "too_deep": later("Elements lie deeper in each other here than in any statement. Nothing of this file is read."),
    "too_many_problems": later("More problems follow than can be shown. Nothing of this file is read."),
    "xml_broken": later("The XML is broken here. Download the file again."),
    "xml_doctype": later("A document type stands here, which a statement never has. Nothing of this file is read."),
    "ofx_broken": later("There is no OFX statement in this file. Download it again."),
    "camt_other_message": later(
        "This is not a bank statement but “{name}”. Ask the bank's site for the statement, camt.053."
    ),
    "no_statement": later("There is no account statement in this file. Check the period asked for at the bank."),
    "bank_answered_error": later("The bank answered with an error: “{message}”. Download the statement again."),
    "account_missing": later("This statement does not say which account it is of; it is left out."),
    "currency_missing": later("This statement does not say its currency; it is left out."),
    "balance_not_told": later("The bank left the balance or its day empty here. Enter the balance of the account."),
    "securities_account": later("A securities account is not read, only the statements of bank accounts and cards."),
    "balance_other_currency": later(
        "This balance is in {currency}, on an account in {account_currency}; it is left out."
    ),
    "entry_other_currency": later(
        "This movement is in {currency}, on an account in {account_currency}; it is left out."
    ),
    "date_missing": later("A date is missing here; this is left out."),
    "date_unclear": later("“{date}” is not a day of the calendar; this is left out."),
    "amount_missing": later("An amount is missing here; this is left out."),
    "amount_unclear": later("“{amount}” is not an amount in whole cents; this is left out."),
    "direction_unclear": later("It is not said whether this came in or went out (“{text}”); it is left out."),
    "file_without_end": later("The file has no end. Check that it holds everything up to its last day."),
    "outside_statement": later(
        "From here on, amounts lie outside a movement or a statement, because a tag before them is missing or wrong; "
        "these are left out. Download the file again."
    ),
    "movements_run_together": later(
        "Two movements run together here, because the tags between them are missing; both are left out."
    ),
    "movement_without_number": later("The bank gave this movement no number. Check its amount: {amount}."),
    "zone_unclear": later("The time zone of “{date}” is unclear; the day is taken as written."),
    "letters_guessed": later("The letters of this line were guessed ({encoding}): “{text}”. Check them."),
    "letters_lost": later("Letters of this line cannot be read: “{text}”. Correct them after the import."),
    "csv_no_table": later("There is no table in this file. Download the movements again, as CSV."),
    "csv_columns_unknown": later("It is not clear which columns hold the date and the amount. Choose the columns."),
    "csv_day_or_month": later("It is not clear whether 03/04 is 3 April or March 4 in this file. Choose the columns."),
    "csv_decimal_sign": later("It is not clear whether 1,500 is a thousand and more in this file. Choose the columns."),
    "csv_no_movement": later("There is no movement in this table. Check the period asked for at the bank."),
    "csv_more_cells": later("This line has {count} cells and the table {expected} columns; it is left out."),
    "csv_too_long": later("This table has more than {count} lines; the rest is not read. Export a shorter period."),
    "csv_pending": later("Movements that are not booked yet, or were refused, are left out: {count}."),
    "csv_no_movement_line": later("This line is no movement: “{text}”."),
    "csv_quotation_open": later("A quotation mark is opened here and not closed; the line was read as it stands."),
    "csv_balances_do_not_follow": later(
        "The balances in this file do not follow from its movements; the newest was taken. Check it."
    ),
    "qif_no_account": later("There is no list of movements in this file. Download it again."),
    "qif_day_or_month": later(
        "It is not clear whether 03/04 is 3 April or March 4 in this file; it was read as 3 April. Check the dates."
    ),
    "card_without_name": later("This card has no name; it is left out."),
    "card_not_closed": later("This card has no end; it is left out."),
    "card_not_begun": later("A card ends here that has no beginning; it is left out."),
    "card_line_unclear": later("This line is not part of a card: “{text}”. It is left out."),
})  # fmt: skip


#: The number of problems after which reading stops: a file with more is not what it seems to be.
MOST_PROBLEMS = 1_000


class UnreadableError(Exception):
    """The file cannot be read further than `line`; `code` is that of the problem."""

    def __init__(self, code: str, line: int) -> None:
        super().__init__(code)
        self.code = code
        self.line = line


class ProblemList:
    """The problems of one file, in order of detection; false when empty."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []
        self._notes: list[Problem] = []

    def __bool__(self) -> bool:
        return bool(self._problems)

    def add(self, code: str, line: int, **facts: object) -> None:
        """Add a problem of one line.

        :raises UnreadableError: when there are too many.
        """
        if len(self._problems) == MOST_PROBLEMS:
            raise UnreadableError("too_many_problems", line)
        self._problems.append(Problem(code, "", facts, line))

    def note(self, code: str, line: int, **facts: object) -> None:
        """Add a note on what was read with a doubt; of more than can be shown, the first are kept."""
        if len(self._notes) < MOST_PROBLEMS:
            self._notes.append(Problem(code, "", facts, line))

    @property
    def notes(self) -> tuple[Problem, ...]:
        """The notes sorted by line."""
        return tuple(sorted(self._notes, key=lambda note: note.line or 0))

    def in_order(self, *last: Problem) -> tuple[Problem, ...]:
        """Return the problems sorted by line, followed by `last`."""
        return (*sorted(self._problems, key=lambda problem: problem.line or 0), *last)
