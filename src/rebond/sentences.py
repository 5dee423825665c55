"""The sentence of every problem and the name of every choice, for the face that shows them."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from rebond.domain import entities as ent
from rebond.domain.problems import Problem
from rebond.words import _, later, n_

SENTENCES: dict[str, str] = {
    # What a person typed (ui.shared.fields)
    "amount_unreadable": later("This is not an amount. Write it with digits, for example 1234.56."),
    "number_unreadable": later("This is not a number. Write it with digits, for example 12."),
    "rate_unreadable": later("This is not a percentage. Write it with digits, for example 25.6."),
    "hours_unreadable": later("This is not a length of time. Write for example 1.5 or 1 h 30."),
    "time_unreadable": later("This is not a time of day. Write for example 19:40."),
    "day_unreadable": later("This is not a day of the calendar. Write for example 22/11/2026, 22/11 or +7."),
    # What an action refuses (actions)
    "next_before_contact": later("The next step lies before the contact itself. Choose a later day."),
    "invoice_number_taken": later("Another invoice has the number {number}. Give this one its own."),
    "mission_of_another": later("This mission is of another client. Choose one of this client."),
    "milestone_of_another": later("This milestone is of another mission. Choose one of this mission."),
    "cancel_paid": later("Something was paid of this invoice. Take the payment back, or write a credit note."),
    "invoice_cancelled": later("This invoice is cancelled. Take that back before you note a payment."),
    "paid_too_much": later("This is more than what is left to pay. Check the amount."),
    "paid_below_zero": later("This takes back more than was paid. Check the amount."),
    "nothing_to_take_back": later("This has been taken back already."),
    "cannot_write_file": later("{path} cannot be written: {reason}. Choose another folder or make room."),
    "gone": later("This was deleted in the meantime. Undo the deletion, or choose another."),
    # What a row must satisfy (domain.rules)
    "empty": later("Write something here."),
    "amount_too_large": later("This amount is too large. Check the number of digits."),
    "rate_out_of_range": later("A rate lies between 0 and 100 %."),
    "days_out_of_range": later("A month holds 0 to 31 days."),
    "date_out_of_range": later("Give a date between {first} and {last}."),
    "not_a_day_of_year": later("Give a day of the year as MM-DD, for example 12-20."),
    "too_long": later("This is {count} characters long; {longest} fit here. Shorten it."),
    "bad_character": later("This text holds a character that cannot be shown. Type it again, or remove it."),
    "not_a_currency": later("Give a currency by its three letters, for example EUR."),
    "out_of_range": later("Give a number from {low} to {high}."),
    "goal_after_horizon": later("The goal cannot be longer than the {horizon} months looked ahead."),
    "ends_before_start": later("This day lies before the first day. Choose a later one."),
    "fixed_term_needs_end": later("A fixed-term contract has a last day. Give it, or choose another kind of contract."),
    "open_ended_has_end": later("An open-ended contract has no last day. Remove it, or choose another kind."),
    "negative": later("Give an amount of 0 or more."),
    "not_positive": later("Give an amount above 0."),
    "zero": later("Give an amount other than 0."),
    "days_needed": later("Give the days you plan to work each month."),
    "not_a_month": later("Give a month, for example 2026-12."),
    "in_the_future": later("This day has not come yet. Give today's date or an earlier one."),
    "hours_out_of_range": later("Give the hours worked, for example 1.5."),
    "due_before_issue": later("The due date lies before the day of issue. Check both dates."),
    "vat_sign": later("The VAT has the sign of the amount, and is 0 without one."),
    "paid_in_the_future": later("This payment has not arrived yet. Note it on the day it does."),
    "balance_in_the_future": later("Give the balance of today or of an earlier day."),
    "last_before_first": later("The last day lies before the first. Choose a later one, or leave it empty."),
    # What a file from outside says (exchange)
    "file_not_found": later("There is no such file. Check its name and folder."),
    "file_not_allowed": later("The system does not allow this file to be read. Check its permissions, or copy it."),
    "file_unreadable": later("This file could not be read. Copy it to this computer's disk and try again."),
    "file_is_folder": later("This is a folder. Choose a file in it."),
    "file_empty": later("This file is empty. Download it again."),
    "file_too_large": later("This file is too large for a statement or an address book. Export a smaller part."),
    "file_binary": later("This file does not hold text. Ask the bank's site for camt.053, OFX or QFX instead."),
    "file_is_database": later("This is a database, perhaps a journal. Open it instead of importing it."),
    "file_is_web_page": later(
        "This is a web page, often what a bank's site sends after signing out. Download it again."
    ),
    "file_unknown": later(
        "This file is none of those that can be read: bank statements (camt.053, OFX, QFX), "
        "address books (vCard) and exported journals."
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
    "card_without_name": later("This card has no name; it is left out."),
    "card_not_closed": later("This card has no end; it is left out."),
    "card_line_unclear": later("This line is not part of a card: “{text}”. It is left out."),
    # The file itself (journal)
    "journal_missing": later("There is no file {name} here. It may have been moved: choose it again."),
    "journal_is_folder": later("{name} is a folder. Choose the journal in it."),
    "journal_not_allowed": later("The system does not allow {name} to be read. Check its permissions."),
    "journal_empty": later("{name} is empty: it is no journal. Its last backup can take its place."),
    "not_a_journal": later("{name} is not a journal of Rebond. It was left as it is."),
    "foreign_database": later("{name} is a database of another program. It was left as it is."),
    "journal_newer": later("{name} was written by a newer Rebond. It was left as it is: update Rebond to open it."),
    "journal_damaged": later("{name} is damaged. It was left as it is, and no backup of it was found beside it."),
    "journal_damaged_backup": later("{name} is damaged. It was left as it is; its last good backup is {backup}."),
    "journal_in_use": later("{name} is open in another window. Close it there first."),
    "journal_busy": later("Another program is reading {name} just now. Try again in a moment."),
    "journal_replaced": later(
        "Another program put a different file in the place of {name}. Nothing was written: open it again."
    ),
    "journal_read_only": later("{name} can only be read. Change its permissions, or work on a copy."),
    "folder_read_only": later("Nothing can be written in the folder {folder}. Move {name} to one of yours."),
    "cannot_read": later("{name} cannot be read: {reason}."),
    "cannot_write": later("Nothing was saved, since {name} cannot be written: {reason}. Try again."),
    "disk_full": later("Nothing was saved, since the disk is full. Free some space, then try again."),
    "file_exists": later("There is a file {name} here already. Choose another name."),
    "unsafe_sqlite": later("The SQLite library of this system cannot keep {name} safe ({reason}). Update it."),
    "client_name_taken": later("There is a client of this name already."),
    "mission_name_taken": later("This client has a mission of this name already."),
    "planned_days_there": later("Days are planned for this month already. Change them instead."),
    "account_name_taken": later("There is an account of this name already."),
    "balance_there": later("There is a balance of this account on that day already. Change it instead."),
    "contact_name_taken": later("There is a contact of this name already."),
    "reference_missing": later("What this belongs to is not there any more. Undo its deletion first."),
    "changed_since": later("What this wrote was changed or used since. Undo the later changes first."),
    # What a check of the file finds (journal.check, journal.backup)
    "check_pages": later("The file is damaged: {reason}."),
    "check_reference": later("Row {id} of “{kind}” belongs to a row of “{parent}” that is not there."),
    "check_chain": later("The history was changed from outside at change {seq}."),
    "check_row": later("Row {id} of “{kind}” is not what the history says: it was changed from outside."),
    "check_lost": later("Row {id} of “{kind}” is missing, though the history does not delete it."),
    "check_search": later("The search does not show row {id} of “{kind}” as it is."),
    "check_settled": later("Invoice {number}: the day it was paid in full is not that of its last payment."),
    "check_overpaid": later("Invoice {number}: more was paid than was owed."),
    "check_stranger": later("Invoice {number} names a mission or a milestone of someone else."),
    "backup_of_damaged": later("{name} itself is not whole, so no copy of it was kept."),
    "backup_failed": later("The copy of {name} was not whole ({reason}) and was not kept. Try again."),
    "migration_failed": later("{name} could not be brought to this version ({reason}) and is as it was before."),
    # What a journal's document says (exchange.document, actions.imports)
    "json_not_utf8": later("This line is not UTF-8. Save the file as UTF-8."),
    "json_broken": later("This is not JSON from here on. A comma, a quotation mark or a bracket may be missing."),
    "json_cut_short": later("The file stops before its end. Export it again, or close the brackets."),
    "json_too_deep": later("Lists lie deeper in each other here than in any journal. Nothing of this file is read."),
    "json_key_twice": later("“{key}” stands twice in one record. Keep one of the two."),
    "json_not_a_number": later("{text} is not a number. Write one, or null."),
    "json_number_too_long": later("This number has too many digits."),
    "document_not_an_object": later("A journal's document begins with a brace. This one does not."),
    "document_newer": later("This document was written by a newer Rebond. Update Rebond to import it."),
    "document_unknown_key": later("“{key}” is not known here. Known are: {known}."),
    "document_key_slip": later("“{key}” is not known here. Did you mean “{near}”?"),
    "document_key_missing": later("“{key}” is missing in this record."),
    "document_not_whole": later("{path}: whole cents are wanted here, not {value}. Write 12.50 as 1250."),
    "document_wrong_type": later("{path}: {value} is not what stands here; it is written as {wanted}."),
    "document_not_a_choice": later("{path}: {value} is not one of these: {choices}."),
    "document_not_a_date": later(
        "{path}: “{value}” is not a date of the calendar. Dates are YYYY-MM-DD, months YYYY-MM, days of the year "
        "MM-DD, times HH:MM."
    ),
    "document_out_of_range": later("{path}: {value} is out of range; the limit is {limit}."),
    "document_too_fine": later("{path}: {value} has too many decimals; the smallest step is {step}."),
    "document_unknown_client": later("There is no client “{name}”, in this document or in the journal."),
    "document_unknown_mission": later("This client has no mission “{name}”."),
    "document_unknown_milestone": later("This mission has no milestone “{name}”."),
    "belongs_to_left_out": later("It belongs to “{name}”, which is left out."),
    "mission_unclear": later("{client} does not have one mission only. Say which one it is."),
    "paid_and_payments": later("Give the day it was paid, or its payments, not both."),
    "differs_from_journal": later("“{name}” is in the journal already, with something else in it. Change it there."),
    "invoice_paid_otherwise": later("This invoice is in the journal already, with other payments. Note them there."),
    "setting_differs": later("“{key}” is {here} in the journal and {there} in the document. Change it in the journal."),
    "document_other_currency": later(
        "The document is in {there} and the journal in {here}: their amounts are not added. "
        "Import it into a new journal."
    ),
    # What an import brings (actions.imports)
    "statement_other_currency": later(
        "This statement is in {currency} and the journal in {journal}: it is left out, since they cannot be added."
    ),
    "statement_without_balance": later("This statement says no closing balance; its account is left as it is."),
    "movement_used_twice": later("“{label}” was chosen for two invoices. A movement pays one: choose again."),
    "nothing_to_undo": later("There is nothing to take back."),
    "not_over_the_journal": later("{name} is the journal itself. Choose another name."),
    "not_over_a_database": later("{name} is a database, perhaps a journal. It was left as it is: choose another name."),
    "folder_not_writable": later("{folder} does not allow {name} to be written. Choose another folder."),
    "folder_gone": later("The folder {folder} is not there any more. Choose another."),
    "disk_full_here": later("{name} was not written, since the disk is full. Free some space, or choose another disk."),
    "output_not_written": later("What was to be shown could not be written: {reason}."),
    "picture_format": later("A picture cannot be saved as “{ending}”; name a file that ends in {known}."),
}


_CHOICES: tuple[tuple[StrEnum, str], ...] = (
    (ent.Contract.OPEN_ENDED, later("open-ended")),
    (ent.Contract.FIXED_TERM, later("fixed term")),
    (ent.Contract.UNTIL_DELIVERY, later("until delivery")),
    (ent.Billing.MONTHLY, later("by the month")),
    (ent.Billing.DAILY, later("by the day")),
    (ent.Billing.MILESTONES, later("by milestones")),
    (ent.NoticeUnit.DAYS, later("days")),
    (ent.NoticeUnit.MONTHS, later("months")),
    (ent.Terms.NET, later("net: days from the invoice")),
    (ent.Terms.DAYS_THEN_MONTH_END, later("days, then end of month")),
    (ent.Terms.MONTH_END_THEN_DAYS, later("end of month, then days")),
    (ent.Every.ONCE, later("once")),
    (ent.Every.MONTH, later("every month")),
    (ent.Every.QUARTER, later("every quarter")),
    (ent.Every.YEAR, later("every year")),
    (ent.Period.MONTHLY, later("every month")),
    (ent.Period.QUARTERLY, later("every quarter")),
    (ent.EventKind.NOTE, later("note")),
    (ent.EventKind.EXTRA_REQUEST, later("extra request")),
    (ent.EventKind.OUTSIDE_HOURS, later("outside hours")),
    (ent.EventKind.ENDLESS_CHANGES, later("endless changes")),
    (ent.EventKind.SILENCE, later("silence")),
    (ent.EventKind.MY_ERROR, later("my error")),
    (ent.EventKind.CLIENT_ERROR, later("client's error")),
    (ent.EventKind.ADVICE, later("advice given")),
    (ent.EventKind.LATE_PAYMENT, later("late payment")),
    (ent.EventKind.MILESTONE, later("milestone")),
    (ent.EventKind.PRAISE, later("praise")),
    (ent.EventKind.DECISION, later("decision")),
    (ent.Channel.PHONE, later("phone")),
    (ent.Channel.EMAIL, later("e-mail")),
    (ent.Channel.SMS, later("text message")),
    (ent.Channel.NETWORK, later("social network")),
    (ent.Channel.WEBSITE, later("web site")),
    (ent.Channel.EVENT, later("event")),
    (ent.Channel.REFERRAL, later("recommendation")),
    (ent.Channel.OTHER, later("other")),
    (ent.Stage.TO_CONTACT, later("to contact")),
    (ent.Stage.CONTACTED, later("contacted")),
    (ent.Stage.TALKING, later("talking")),
    (ent.Stage.PROPOSAL, later("proposal")),
    (ent.Stage.WON, later("won")),
    (ent.Stage.LOST, later("lost")),
)
# Members of two enumerations may be equal as texts, so that a name is looked up with its enumeration.
NAMES: dict[tuple[type[StrEnum], str], str] = {(type(choice), choice.value): name for choice, name in _CHOICES}


#: What a person did, by the action's code.
ACTIONS: dict[str, str] = {
    "create": later("Journal created"),
    "add_client": later("Client added: {name}"),
    "edit_client": later("Client changed: {name}"),
    "delete_client": later("Client deleted: {name}"),
    "add_mission": later("Mission added: {name}"),
    "edit_mission": later("Mission changed: {name}"),
    "delete_mission": later("Mission deleted: {name}"),
    "add_event": later("Entry added: {name}"),
    "edit_event": later("Entry changed: {name}"),
    "delete_event": later("Entry deleted: {name}"),
    "add_invoice": later("Invoice added: {name}"),
    "edit_invoice": later("Invoice changed: {name}"),
    "delete_invoice": later("Invoice deleted: {name}"),
    "add_account": later("Account added: {name}"),
    "edit_account": later("Account changed: {name}"),
    "delete_account": later("Account deleted: {name}"),
    "add_expense": later("Expense added: {name}"),
    "edit_expense": later("Expense changed: {name}"),
    "delete_expense": later("Expense deleted: {name}"),
    "add_contact": later("Contact added: {name}"),
    "edit_contact": later("Contact changed: {name}"),
    "delete_contact": later("Contact deleted: {name}"),
    "add_touch": later("Logged contact added: {name}"),
    "edit_touch": later("Logged contact changed: {name}"),
    "delete_touch": later("Logged contact deleted: {name}"),
    "add_charge_rate": later("Charge rate added: {name}"),
    "edit_charge_rate": later("Charge rate changed: {name}"),
    "delete_charge_rate": later("Charge rate deleted: {name}"),
    "add_closure_window": later("Closed weeks added: {name}"),
    "edit_closure_window": later("Closed weeks changed: {name}"),
    "delete_closure_window": later("Closed weeks deleted: {name}"),
    "add_balance": later("Balance added: {name}"),
    "edit_balance": later("Balance changed: {name}"),
    "delete_balance": later("Balance deleted: {name}"),
    "add_milestone": later("Milestone added: {name}"),
    "edit_milestone": later("Milestone changed: {name}"),
    "delete_milestone": later("Milestone deleted: {name}"),
    "add_planned_days": later("Planned days added: {name}"),
    "edit_planned_days": later("Planned days changed: {name}"),
    "delete_planned_days": later("Planned days deleted: {name}"),
    "edit_settings": later("Settings changed"),
    "set_up": later("First figures noted"),
    "record_payment": later("Payment noted: {name}"),
    "delete_payment": later("Payment taken back: {name}"),
    "cancel_invoice": later("Invoice cancelled: {name}"),
    "uncancel_invoice": later("Invoice no longer cancelled: {name}"),
    "set_balance": later("Balance noted: {name}"),
    "log_contact": later("Contact logged: {name}"),
    "move_contact": later("Contact moved: {name}"),
    "finish_next_step": later("Next step done: {name}"),
    "import": later("Imported: {name}"),
    "use_preset": later("Charges taken over: {name}"),
    "undo": later("Undone: {what}"),
    "redo": later("Done again: {what}"),
    "revert": later("Taken back: {what}"),
    "restore": later("Brought back: {what}"),
}


def label(choice: StrEnum) -> str:
    """The name of a choice in the person's language."""
    return _(NAMES[type(choice), choice.value])


def sentence(problem: Problem) -> str:
    """The problem in the person's language, with what to do."""
    return _(SENTENCES[problem.code]).format(**problem.facts)


def said(action: str, facts: Mapping[str, Any]) -> str:
    """What a change of the journal did, in a few words; what an undo took back is named in it."""
    if action in {"undo", "redo", "revert", "restore"}:
        what = said(facts["action"], facts["facts"])
        return _(ACTIONS[action]).format(what=what[:1].lower() + what[1:])
    text = _(ACTIONS[action]).format(**facts)
    return text.rstrip(":\N{NO-BREAK SPACE} ") if facts.get("name") == "" else text


def counted(kind: str, count: int) -> str:
    """A number of rows of a kind: `3 invoices`."""
    sentences = {
        "settings": n_("{count} set of choices", "{count} sets of choices", count),
        "charge_rate": n_("{count} charge rate", "{count} charge rates", count),
        "closure_window": n_("{count} closure window", "{count} closure windows", count),
        "client": n_("{count} client", "{count} clients", count),
        "mission": n_("{count} mission", "{count} missions", count),
        "planned_days": n_("{count} month planned", "{count} months planned", count),
        "milestone": n_("{count} milestone", "{count} milestones", count),
        "event": n_("{count} event", "{count} events", count),
        "invoice": n_("{count} invoice", "{count} invoices", count),
        "payment": n_("{count} payment", "{count} payments", count),
        "account": n_("{count} account", "{count} accounts", count),
        "balance": n_("{count} balance", "{count} balances", count),
        "expense": n_("{count} expense", "{count} expenses", count),
        "contact": n_("{count} contact", "{count} contacts", count),
        "touch": n_("{count} logged contact", "{count} logged contacts", count),
    }
    return sentences[kind].format(count=count)
