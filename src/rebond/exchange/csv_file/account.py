"""The movements of one account of a table, which take up the rows that belong to the movement above them."""

from dataclasses import dataclass, field, replace

from rebond.exchange.csv_file.above import Facts
from rebond.exchange.plain import LONGEST_LABEL, one_line
from rebond.exchange.statement import BankTransaction, Part

_MOST_PAYMENTS = 500


@dataclass(slots=True)
class AccountRows:
    """The movements of one account, with the balance after each where the file says it."""

    line: int
    number: str
    name: str
    currency: str
    facts: Facts
    movements: list[BankTransaction] = field(default_factory=list)
    balances: list[int | None] = field(default_factory=list)

    def continue_label(self, text: str) -> None:
        """Add to the label of the newest movement, whose reference stays that of its first line."""
        self.movements[-1] = _continued(self.movements[-1], text)

    def add_payment(self, amount: int, label: str, counterparty: str) -> None:
        """Add a payment (cents) to those that the newest movement is the sum of."""
        whole = self.movements[-1]
        if len(whole.parts) < _MOST_PAYMENTS:
            signed = abs(amount) if whole.amount > 0 else -abs(amount)
            part = Part(amount=signed, label=label or whole.label, counterparty=counterparty)
            self.movements[-1] = replace(whole, parts=(*whole.parts, part))


def with_payments(movement: BankTransaction) -> BankTransaction:
    """Return a movement with its payments if they are several and make it up; a single one only adds to the label."""
    if len(movement.parts) == 1:
        return replace(_continued(movement, movement.parts[0].label), parts=())
    return movement if sum(part.amount for part in movement.parts) == movement.amount else replace(movement, parts=())


def _continued(movement: BankTransaction, text: str) -> BankTransaction:
    # Some banks begin the second line with the first.
    label = text if text.startswith(movement.label) else f"{movement.label} {text}"
    return replace(movement, label=one_line(label, LONGEST_LABEL))
