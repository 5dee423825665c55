"""The words of lines that are no movements: totals, and balances of the account."""

import re

from rebond.exchange.csv_file.words import plain

_MAY_BE_TOTAL = re.compile(
    r"tota|sold|balance|sald|som|sum|report|kontostand|bal\b|position|avoir|situation|"
    r"disponib|encours",
    re.IGNORECASE,
)
#: What a balance is one of: `Solde en fin de période`. A payment of the rest is `solde facture 12`, a movement.
_SOLDE = (
    r"(?:nouveau |ancien |dernier )?soldes?(?: (?:(?:en|a|au|de|du|le|la|les|l|d|date|compte) )*(?:initial|final|"
    r"precedent|anterieur|crediteur|debiteur|depart|debut|fin|ouverture|cloture|reporte|reporter|comptable|disponible|actuel|"
    r"courant|bancaire|provisoire|previsionnel|theorique|reel|intermediaire|valeur|veille|nouveau|jour|periode|mois|"
    r"releve|compte|\d+)\b.*| (?:au|en date)|)$"
)
_ENGLISH_BALANCE = (
    r"(?:opening|closing|starting|start|ending|end|beginning|previous|prior|new|final|initial|current|available|ledger|"
    r"book|account|statement|cleared|total|carried|brought)"
    r"(?: (?:ledger|available|account|book|statement|of|period|day|forward|closing|opening))* balance\b"
    r"(?!.* (?:invoices?|inv|bill|order|project|quote|deposit)\b)"
)
_TOTAL = re.compile(
    rf"^(?:sous |grand )?tota(?:l|ux)\b|^{_SOLDE}|^{_ENGLISH_BALANCE}"
    r"|^transactions total$|^umsatztotal$|^(?:report|a reporter)(?: (?:du|de|solde|a nouveau)\b.*|$)"
    r"|^balance(?: (?:as (?:of|at)|at|on|(?:of|at) (?:the )?(?:start|end|beginning)|\d+|b f|c f|b fwd|c fwd|brought|"
    r"carried|forward|available)\b.*|$)"
    r"|^(?:anfangs|end|schluss)saldo\b|^(?:neuer|alter|aktueller) (?:saldo|kontostand)\b|^kontostand\b|^saldo\b"
    r"|^(?:sum|somme|summe)$"
)

#: Balances by whatever is said of them, as long as nothing is said but of accounts and days: `Solde de votre compte`.
_BALANCES = {"solde", "soldes", "balance", "bal", "saldo", "kontostand"}
#: What is a balance only beside the word for an account or a sum.
_MAYBE_BALANCES = {"position", "avoir", "avoirs", "situation", "disponible", "encours"}
_OF_MONEY = {"compte", "comptes", "account", "montant"}
_OF_ACCOUNTS = {
    # French
    "en", "a", "au", "aux", "de", "du", "des", "le", "la", "les", "l", "d", "un", "votre", "vos", "mon", "mes",
    "notre", "bancaire", "bancaires", "courant", "courants", "livret", "epargne", "cheque", "cheques", "banque",
    "operation", "operations", "mouvements", "date", "jour", "mois", "annee", "periode", "releve", "fin", "debut",
    "venir", "ce", "nouveau", "ancien", "dernier", "initial", "final", "precedent", "crediteur", "debiteur",
    "ouverture", "cloture", "comptable", "actuel", "provisoire", "previsionnel", "theorique", "reel", "valeur",
    "veille", "euro", "euros", "eur",
    # English
    "the", "your", "my", "our", "of", "at", "as", "on", "in", "for", "to", "and", "bank", "current", "savings",
    "checking", "closing", "opening", "ending", "starting", "end", "start", "available", "ledger", "book",
    "statement", "cleared", "day", "month", "year", "period", "transactions",
}  # fmt: skip
_MONTHS = {
    "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre",
    "decembre", "janv", "fevr", "avr", "juil", "sept", "oct", "nov", "dec", "january", "february", "march", "april",
    "may", "june", "july", "august", "september", "october", "november", "december", "jan", "feb", "mar", "apr",
    "jun", "jul", "aug", "sep",
}  # fmt: skip
#: What makes a month one of a balance: a client who pays the rest writes `Solde novembre`.
_ON_DAY = {"au", "fin", "compte", "account", "of", "at", "on", "as", "closing", "livret"}
_KNOWN = _BALANCES | _MAYBE_BALANCES | _OF_MONEY | _OF_ACCOUNTS | _MONTHS

#: Labels of a total that has a day: words of sums alone, since `TOTAL ACCESS 21 PARIS` is a payment for petrol.
_DATED_TOTAL = re.compile(
    r"^(?:sous |grand )?tota(?:l|ux)(?: (?:general|des?|du|d|of|the|for|and|et|debits?|credits?|periode|period|"
    r"mois|month|operations?|mouvements?|movements?|transactions?|montants?|amounts?|eur|euros?))*$"
)


def names_balance(words: str) -> bool:
    """Whether plain words name a balance, and nothing but accounts and days beside it."""
    said = {word for word in words.split() if not word.isdigit()}
    is_named = bool(said & _BALANCES or (said & _MAYBE_BALANCES and said & _OF_MONEY))
    is_dated = not said & _MONTHS or bool(said & _ON_DAY)
    return is_named and is_dated and said <= _KNOWN


def is_total(text: str, *, dated: bool = False) -> bool:
    """Whether a label is that of a total or a balance, not of a movement; `dated`: beside a day and an amount."""
    # The quick test first: this is asked of every label of a long file.
    if not _MAY_BE_TOTAL.search(text, 0, 40):
        return False
    words = plain(text)
    if dated and words.startswith(("total ", "sous total ")):
        return bool(_DATED_TOTAL.search(words))
    return bool(_TOTAL.search(words)) or names_balance(words)


_WORD_OF_TOTAL = re.compile(
    r"^(?:(?:le|votre|mon|your|the|nouveau|ancien|montant|du|de|des) )*"
    r"(?:soldes?|balance|saldo|(?:sous |sub)?tota(?:l|ux)|sum|somme|summe)\b"
)


def is_total_in_place_of_day(text: str) -> bool:
    """Whether what stands where the day is expected names a total or a balance, of whatever kind."""
    return bool(_WORD_OF_TOTAL.search(plain(text)) or is_total(text))
