"""The mapping of a table's columns to what they mean, which a person may correct and which is kept as JSON."""

import json
from collections.abc import Mapping
from typing import Any, Self

from rebond.domain.kinds import Choice
from rebond.domain.translatable import later
from rebond.domain.value_classes import dataclass


class Role(Choice):
    """The meaning of a column. Several columns may make up a label; of the others there is at most one each.

    DIRECTION says in words whether an amount came in; REFERENCE is the bank's own; ACCOUNT is the account of the row.
    """

    UNUSED = "unused", later("not used")
    DATE = "date", later("Date")
    LABEL = "label", later("Label")
    AMOUNT = "amount", later("Amount")
    DEBIT = "debit", later("Debit")
    CREDIT = "credit", later("Credit")
    DIRECTION = "direction", later("Debit or credit?")
    BALANCE = "balance", later("Balance")
    COUNTERPARTY = "counterparty", later("Payer or payee")
    REFERENCE = "reference", later("Reference")
    CURRENCY = "currency", later("Currency")
    ACCOUNT = "account", later("Account number")
    ACCOUNT_NAME = "account_name", later("Account name")
    STATUS = "status", later("Status")


#: The roles that several columns may have.
SHARED = frozenset({Role.UNUSED, Role.LABEL})


@dataclass(frozen=True, slots=True)
class Columns:
    """The role of each column from the left, and how its dates and amounts are written.

    `day_first`: 03/04 is 3 April; a date with its year first or its month in letters is read either way.
    `decimal_comma`: 1.234 is more than a thousand. It holds for the amounts; a balance may be written differently.
    """

    roles: tuple[Role, ...]
    day_first: bool = True
    decimal_comma: bool = True

    @property
    def is_enough(self) -> bool:
        """Whether movements can be read: there is a date and an amount, and no role twice that is for one column."""
        single = [role for role in self.roles if role not in SHARED]
        has_amount = bool({Role.AMOUNT, Role.DEBIT, Role.CREDIT}.intersection(single))
        return Role.DATE in single and has_amount and len(single) == len(set(single))

    def place(self, role: Role) -> int | None:
        """Return the position of the column with a role; None if there is none."""
        return self.roles.index(role) if role in self.roles else None

    def text(self) -> str:
        """Return the mapping as JSON."""
        return json.dumps({
            "roles": [role.value for role in self.roles],
            "day_first": self.day_first,
            "decimal_comma": self.decimal_comma,
        })  # fmt: skip

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Return the mapping of a JSON text; None when it is none that movements can be read by."""
        try:
            values: Any = json.loads(text)
            if not isinstance(values, Mapping):
                return None
            roles = tuple(Role(value) for value in values["roles"])
            found = cls(roles, values["day_first"] is True, values["decimal_comma"] is True)
        except (ValueError, KeyError, TypeError, RecursionError):
            return None
        return found if found.is_enough else None
