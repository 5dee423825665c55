"""Sentences about the head of a history, wherever a journal leaves the program."""

from collections.abc import Iterator
from typing import Any

from rebond.domain.proof.confirmation import Confirmation, SeenHead
from rebond.journal.heads import SHORT, short, stated
from rebond.journal.history import Change, Head
from rebond.language import Language


def head_said(language: Language, head: Head) -> str:
    """Return the head in full with the number of its change: what a later check compares with."""
    return language.gettext("Head of the history, change {number}: {head}").format(
        number=head.seq, head=stated(head.hash)
    )


def short_head_said(language: Language, head: Head) -> str:
    """Return the head's first digits with the number of its change, where there is room for a few words."""
    return language.gettext("head {head}, change {number}").format(head=short(head.hash), number=head.seq)


def held_said(language: Language, change: Change) -> str:
    """Return that a head seen earlier is in the history, and of which change it is."""
    return language.gettext("The history holds that head: it is change {number}, of {date}.").format(
        number=change.seq, date=language.day(change.at.date())
    )


def grouped(digits: str) -> str:
    """Return the first digits of a head in groups, as on paper."""
    return short(bytes.fromhex(digits[:SHORT]))


def confirmation_said(language: Language, confirmation: Confirmation) -> list[str]:
    """Return up to where messages state or confirm the history, what rests on the journal alone, and what stays open.

    Only a message that came back and was compared confirms: that the others were sent is the journal's own word.
    """
    said = [_lost(language, head) for head in confirmation.lost]
    said += _stated(language, confirmation)
    count = confirmation.unstated
    if confirmation.latest and count:
        said.append(
            language.ngettext(
                "The change made since then rests on the journal itself alone.",
                "The {count} changes made since then rest on the journal itself alone.",
                count,
            ).format(count=count)
        )
    said.append(_not_excluded(language, confirmation))
    return said


def _lost(language: Language, head: SeenHead) -> str:
    facts = {"head": grouped(head.digits), "date": language.day(head.day), "name": head.subject or "–"}
    return language.gettext(
        "The head {head}, which a message of {date} states (“{name}”), is not in the history any more: what was "
        "written up to that day was cut off or written anew since then."
    ).format(**facts)


def _stated(language: Language, confirmation: Confirmation) -> Iterator[str]:
    latest, compared, count = confirmation.latest, confirmation.compared, len(confirmation.held)
    if latest is None or latest.at is None:
        yield language.gettext(
            "No message noted as sent states a head of this history: it rests on the journal itself alone."
        )
        return
    yield language.ngettext(
        "{count} message noted as sent states a head of this history. Whoever has received it and kept it can confirm "
        "all up to change {number}, of {date}.",
        "{count} messages noted as sent state heads of this history. Whoever has received and kept the last one can "
        "confirm all up to change {number}, of {date}.",
        count,
    ).format(count=count, number=latest.change, date=language.day(latest.at.date()))
    if compared is None or compared.at is None:
        yield language.gettext("None has come back yet to be compared.")
        return
    returned = sum(head.returned for head in confirmation.held)
    facts = {"count": returned, "number": compared.change, "date": language.day(compared.at.date())}
    if count == 1:
        said = language.gettext("It came back and was compared: all up to change {number}, of {date}, is confirmed.")
    else:
        said = language.ngettext(
            "{count} of them came back and was compared: all up to change {number}, of {date}, is confirmed.",
            "{count} of them came back and were compared: all up to change {number}, of {date}, is confirmed.",
            returned,
        )
    yield said.format(**facts)


def _not_excluded(language: Language, confirmation: Confirmation) -> str:
    compared = confirmation.compared
    if compared is None:
        return language.gettext(
            "What cannot be excluded until somebody else’s copy is compared: that its end was cut off, or that all of "
            "it was written anew."
        )
    return language.gettext(
        "What cannot be excluded: that changes after change {number} were cut off before today, or written anew."
    ).format(number=compared.change)


def confirmation_facts(confirmation: Confirmation) -> dict[str, Any]:
    """Return the same for another program."""
    latest, compared = confirmation.latest, confirmation.compared
    return {
        "messages": len(confirmation.held),
        "returned": sum(head.returned for head in confirmation.held),
        "stated_change": latest.change if latest else 0,
        "stated_at": latest.at.isoformat() if latest and latest.at else None,
        "confirmed_change": compared.change if compared else 0,
        "confirmed_at": compared.at.isoformat() if compared and compared.at else None,
        "unconfirmed_changes": confirmation.last - ((compared.change if compared else 0) or 0),
        "lost_heads": [{"head": head.digits, "day": head.day.isoformat()} for head in confirmation.lost],
        "cut_tail_excluded": False,
    }
