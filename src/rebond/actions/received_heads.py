"""Heads that are found in a mail that came back: compared with the history, and kept as what others hold of it."""

from datetime import date

from rebond.actions.action import action
from rebond.actions.records import save
from rebond.domain.letters.kinds import Letter
from rebond.domain.proof.kinds import HeadReceipt
from rebond.domain.value_classes import dataclass
from rebond.journal.heads import SHORT, change_with
from rebond.journal.history import Change
from rebond.journal.reader import Reader
from rebond.journal.transaction import Transaction
from rebond.letters.head_line import StatedHead, heads_in

#: The most that is compared of one text: what is pasted may be full of numbers.
_MOST = 40


@dataclass(frozen=True, slots=True)
class ComparedHead:
    """A head found in a text, and the change that has it; None when the history holds no such change.

    `letter` is the one that was sent with it, `kept` says whether it is kept already.
    """

    stated: StatedHead
    change: Change | None
    letter: Letter | None
    kept: bool


def compare(reader: Reader, text: str) -> ComparedHead | None:
    """Return the first head of a text that the history holds, else the first that it may mean; None: there is none."""
    found = [_compared(reader, stated) for stated in heads_in(text)[:_MOST]]
    held = [head for head in found if head.change]
    return next(iter((*held, *found)), None)


def _compared(reader: Reader, stated: StatedHead) -> ComparedHead:
    begins = stated.digits[:SHORT]
    letters = reader.where(Letter, "head <> '' AND substr(head, 1, ?) = ?", SHORT, begins)
    kept = reader.where(HeadReceipt, "substr(head, 1, ?) = ?", SHORT, begins)
    return ComparedHead(stated, change_with(reader, stated.digits), letters[0] if letters else None, bool(kept))


@action("keep_head")
def keep_head(transaction: Transaction, head: ComparedHead, sent: date, note: str, today: date) -> int:
    """Keep a head that a message of the day `sent` states; returns its id.

    :raises Refused: when the day lies ahead, or the note is too long.
    """
    digits = head.stated.digits
    transaction.describe("add_head_receipt", name=digits[:SHORT])
    letter_id = head.letter.id if head.letter else None
    return save.within(transaction, HeadReceipt(head=digits, sent=sent, letter_id=letter_id, note=note), today)
