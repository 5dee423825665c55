"""The words of a movement's texts, as banks write them."""

import re
from collections.abc import Iterable

from rebond.domain.names import folded
from rebond.exchange.statement import BankTransaction

#: The letters of a word that says who pays or for what.
_TELLING_WORD = 4
#: Words that stand in any bank's text.
EVERYWHERE = {
    "virement", "instantane", "sepa", "recu", "emis", "faveur", "votre", "prelevement", "paiement", "transfer",
    "payment", "credit", "debit", "from", "facture", "invoice",
}  # fmt: skip


def words_of(text: str) -> list[str]:
    """Return the folded words of a text."""
    return re.findall(r"[^\W_]+", folded(text))


def texts(transaction: BankTransaction) -> tuple[str, ...]:
    """Return the folded words of a movement's label and its other party, with a sign between both."""
    return (*words_of(transaction.label), "·", *words_of(transaction.counterparty))


def telling(transaction: BankTransaction) -> set[str]:
    """Return the words that say who pays or for what."""
    return telling_of(texts(transaction))


def telling_of(words: Iterable[str]) -> set[str]:
    """Return those of some words that say who pays or for what."""
    return {word for word in words if len(word) >= _TELLING_WORD} - EVERYWHERE


def may_be_one_text(one: BankTransaction, other: BankTransaction) -> bool:
    """Whether two texts may be those of one movement: they have a telling word in common, or one has none."""
    mine, yours = telling(one), telling(other)
    return not (mine and yours) or bool(mine & yours)
