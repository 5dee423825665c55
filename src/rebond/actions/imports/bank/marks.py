"""The words that mark a movement as one that takes another one back, as French, English and German banks write them."""

import re
from collections.abc import Sequence

from rebond.actions.imports.bank.texts import EVERYWHERE, telling, texts
from rebond.exchange.statement import BankTransaction

_BACK = re.compile(
    # French
    r"rejete?e?s?|rjt|impayee?s?|retours?|retourne?e?s?|annul\w*|extourn\w*|contrepass\w*|refusee?s?|"
    # English
    r"reject\w*|return(?:s|ed|ing)?|retd|rtn|rtd|reversals?|reversed?|unpaid|chargebacks?|bounced|dishonou?red|"
    r"recall\w*|cancel\w*|clawback|refused|"
    # German
    r"rue?ck(?:buch|l|ruf|u|gab|weis)\w*|retoure\w*|storn\w*|fehlbuchung|widerruf\w*"
)
#: Marks of two words, which may have a short one between them.
_BACK_PAIRS = re.compile(
    r"\b(?:contre passation|c passation|rej (?:vir|prlv)|rappel (?:de |des )?fonds|non paye|charge back|not paid)\b"
)
#: Words of money that a person sends back, in French, English and German: a debt may be paid back as well.
_REFUND = re.compile(
    r"rembt?s?|rmbt?|rbt|rembours\w*|restitu\w*|trop|percue?s?|verses?|double|doublons?|indue?s?|erreur|"
    r"refund\w*|repa(?:id|y\w*)|reimburs\w*|overpa\w*|duplicates?|twice|"
    r"rue?ckzahl\w*|rue?ckuberweis\w*|rue?ckerstatt\w*|erstatt\w*|uberzahl\w*|ueberzahl\w*|doppelt\w*"
)
#: The words among them that are marks of a refund only together.
_REFUND_PAIRS = re.compile(
    r"\b(?:trop (?:percu|verse|paye|recu)|double (?:paiement|reglement|virement|facturation)|en double|paid twice|"
    r"payment back|duplicate payment)\b"
)
_NO_REFUND_ALONE = {"trop", "percu", "percue", "percus", "verse", "verses", "double", "erreur", "twice", "duplicate",
                    "duplicates"}  # fmt: skip
#: What a bank charges for a reversal is none, up to so many cents.
_FEE = re.compile(
    r"frais|commissions?|com|fees?|charges?|penalty|agios|\w*gebue?hr(?:en)?|\w*entgelte?|\w*kosten|\w*spesen"
)
_LARGEST_FEE = 60_00
#: The letters of a word that may name somebody.
_SHORTEST_NAME = 3
#: The words beside such a mark that say nothing of who paid or for what.
_BESIDE_MARK = {
    # French
    "vir", "virt", "vrt", "virements", "inst", "instant", "recue", "recus", "prlv", "prelevements", "prel", "sdd",
    "sct", "cheque", "cheques", "chq", "remise", "operation", "operations", "mouvement", "compte", "motif", "code",
    "raison", "cause", "ref", "reference", "emetteur", "banque", "fonds", "errone", "erreur", "cloture", "incorrect",
    "iban", "bic", "client", "clients", "provision", "insuffisante", "defaut", "opposition", "date", "pour", "par",
    "sur", "des", "les", "une", "suite", "autre", "europeen", "core", "avis", "ordre", "donneur", "debiteur",
    "beneficiaire",
    # English
    "the", "payments", "incoming", "inward", "received", "transfers", "direct", "faster", "bank", "item", "items",
    "wire", "ach", "deposit", "deposited", "check", "checks", "transaction", "fund", "funds", "nsf", "insufficient",
    "reason", "account", "closed", "refer", "drawer", "bacs", "chaps", "fpi", "for", "due", "error",
    # German
    "lastschrift", "lastschriften", "uberweisung", "ueberweisung", "gutschrift", "zahlung", "zahlungseingang",
    "eingang", "buchung", "grund", "konto", "mangels", "deckung", "kein", "basislastschrift",
}  # fmt: skip


def is_back(transaction: BankTransaction) -> bool:
    """Whether the bank marks a movement as one that takes another one back, or its words do."""
    if transaction.reversal:
        return True
    words = texts(transaction)
    if abs(transaction.amount) <= _LARGEST_FEE and any(map(_FEE.fullmatch, words)):
        return False
    return any(map(_BACK.fullmatch, words)) or bool(_BACK_PAIRS.search(" ".join(words)))


def is_refund(transaction: BankTransaction) -> bool:
    """Whether the words of a debit are those of money that a person sends back."""
    words = texts(transaction)
    if transaction.amount >= 0 or (abs(transaction.amount) <= _LARGEST_FEE and any(map(_FEE.fullmatch, words))):
        return False
    is_marked = any(_REFUND.fullmatch(word) and word not in _NO_REFUND_ALONE for word in words)
    return is_marked or bool(_REFUND_PAIRS.search(" ".join(words)))


def names_somebody(words: Sequence[str]) -> bool:
    """Whether a marked movement says more than its mark: the bank's own words and references are not counted."""
    return any(
        word.isalpha() and len(word) >= _SHORTEST_NAME and word not in EVERYWHERE and word not in _BESIDE_MARK
        and not _BACK.fullmatch(word) and not _REFUND.fullmatch(word)
        for word in _BACK_PAIRS.sub(" ", " ".join(words)).split()
    )  # fmt: skip


def have_in_common(one: BankTransaction, other: BankTransaction) -> bool:
    """Whether two texts have a word in common that says who pays or for what."""
    return bool((telling(one) & telling(other)) - _BESIDE_MARK)
