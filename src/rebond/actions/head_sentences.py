"""Sentences about the head of a history, wherever a journal leaves the program."""

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
    """Return up to where messages confirm the history, what only the journal itself does, and what stays open."""
    said = [_lost(language, head) for head in confirmation.lost]
    said.append(_confirmed(language, confirmation))
    count = confirmation.unconfirmed
    if confirmation.latest and count:
        said.append(
            language.ngettext(
                "The change since then is confirmed by the journal itself alone.",
                "The {count} changes since then are confirmed by the journal itself alone.",
                count,
            ).format(count=count)
        )
    if confirmation.latest:
        said.append(
            language.gettext(
                "What cannot be excluded: that changes made after that head were cut off before today, or written anew."
            )
        )
    else:
        said.append(
            language.gettext("What cannot be excluded: that its end was cut off, or that all of it was written anew.")
        )
    return said


def _lost(language: Language, head: SeenHead) -> str:
    facts = {"head": grouped(head.digits), "date": language.day(head.day), "name": head.subject or "–"}
    return language.gettext(
        "The head {head}, which a message of {date} states (“{name}”), is not in the history any more: what was "
        "written up to that day was cut off or written anew since then."
    ).format(**facts)


def _confirmed(language: Language, confirmation: Confirmation) -> str:
    latest, count = confirmation.latest, len(confirmation.held)
    if latest is None or latest.at is None:
        return language.gettext(
            "No message that somebody else holds states a head of this history: the journal itself alone confirms it."
        )
    facts = {"count": count, "number": latest.change, "date": language.day(latest.at.date())}
    said = language.ngettext(
        "{count} message that somebody else holds states a head of this history. It confirms all up to change "
        "{number}, of {date}.",
        "{count} messages that somebody else holds state heads of this history. The last one confirms all up to change "
        "{number}, of {date}.",
        count,
    ).format(**facts)
    returned = sum(head.returned for head in confirmation.held)
    if returned and count == 1:
        return f"{said} {language.gettext('It came back to you and was compared.')}"
    if returned:
        came = language.ngettext(
            "{count} of them came back to you and was compared.", "{count} of them came back to you and were compared.",
            returned,
        ).format(count=returned)  # fmt: skip
        return f"{said} {came}"
    return said


def confirmation_facts(confirmation: Confirmation) -> dict[str, Any]:
    """Return the same for another program."""
    latest = confirmation.latest
    return {
        "messages": len(confirmation.held),
        "returned": sum(head.returned for head in confirmation.held),
        "confirmed_change": latest.change if latest else 0,
        "confirmed_at": latest.at.isoformat() if latest and latest.at else None,
        "unconfirmed_changes": confirmation.unconfirmed,
        "lost_heads": [{"head": head.digits, "day": head.day.isoformat()} for head in confirmation.lost],
        "cut_tail_excluded": False,
    }
