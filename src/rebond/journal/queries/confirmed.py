"""Query of the heads that messages state: letters as they were sent, and heads received back."""

from collections.abc import Iterator

from rebond.domain.letters.kinds import Letter
from rebond.domain.proof.confirmation import Confirmation, SeenHead
from rebond.domain.proof.kinds import HeadReceipt
from rebond.journal import history
from rebond.journal.heads import SHORT, change_with
from rebond.journal.reader import Reader


def confirmation(reader: Reader) -> Confirmation:
    """Return the heads that messages state, each once and the oldest first, as far as the history holds them."""
    heads: dict[str, SeenHead] = {}
    for seen in _seen(reader):
        # A receipt tells that a letter's head came back; it is no second message.
        heads.setdefault(seen.digits[:SHORT], seen)
    ordered = sorted(heads.values(), key=lambda seen: (seen.day, seen.change or 0))
    return Confirmation(tuple(ordered), history.head(reader).seq)


def _seen(reader: Reader) -> Iterator[SeenHead]:
    receipts = reader.matching(HeadReceipt)
    returned = {receipt.head[:SHORT] for receipt in receipts}
    for letter in reader.where(Letter, "head <> ''"):
        seen = SeenHead(letter.head, letter.sent, letter.subject, returned=letter.head[:SHORT] in returned)
        yield _placed(reader, seen, letter)
    for receipt in receipts:
        yield _placed(reader, SeenHead(receipt.head, receipt.sent, receipt.note, returned=True), receipt)


def _placed(reader: Reader, seen: SeenHead, row: Letter | HeadReceipt) -> SeenHead:
    change = change_with(reader, seen.digits)
    if change is None:
        foreign = any(version.action == "import" for version in history.versions(reader, row.kind, row.id)[:1])
        return SeenHead(seen.digits, seen.day, seen.subject, returned=seen.returned, foreign=foreign)
    return SeenHead(seen.digits, seen.day, seen.subject, change.seq, change.at, seen.returned)
