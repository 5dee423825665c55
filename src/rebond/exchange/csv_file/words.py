"""The words that banks write above their columns: French and English, and the usual German, Spanish and Dutch ones."""

import re
from functools import lru_cache

from rebond.domain.names import folded
from rebond.exchange.columns import Role

#: What stands in a heading beside the word that counts, and would be taken for another.
_BESIDE = re.compile(r"\bttc\b|\b(?:incl|including|inclu\w*) (?:of )?(?:vat|tva|tax)\b|\b(?:numero|n) d ordre\b")
_SUM = r"\b(?:montant|amount|devise|currency|betrag|import[eo])\b"
_OTHER_SUM = (
    r"\b(?:local\w*|foreign|ester[oaie]|orig|original|origine|etranger\w*|fremd\w*|initial\w*|"
    r"converted|convertie?)\b"
)
_DEBIT = (
    r"\b(?:debits?|debitee?s?|debet|paid out|money out|funds out|decaissements?|outflows?|withdrawals?|retraits?|"
    r"cash out|depenses?|sorties?|soll|ausgang|"
    r"belastung\w*|lastschrift|cargos?|addebit[oi]|afschrijving)\b"
)
_CREDIT = (
    r"\b(?:credits?|creditee?s?|paid in|money in|funds in|encaissements?|rentrees?|"
    r"inflows?|cash in|lodg(?:e)?ments?|deposits?|depots?|recettes?|entrees?|haben|eingang|gutschrift\w*|abonos?|"
    r"accredit[oi]|bijschrijving)\b"
)
#: Words that say a direction only beside a column for the other one: fees are "charges" as well.
_OF_SUMS = (
    r"(?:(?:montants?|amounts?|sommes?|total|funds|money) )?(?:{})(?: (?:amount|en euros?|euros?|eur|usd|gbp|chf))*"
)
_MAYBE_DEBIT = _OF_SUMS.format(
    r"out|outgoings?|spent|sent|paid|payments?|expenses?|payes?|verses?|emis|envoyes?|charges|prelevements?|"
    r"paiements?|ausgaben|gastos|uscite|uitgaven|disbursements?|minus|doit|pertes?|loss(?:es)?|emplois|sortants?|"
    r"depensee?s?|decaissee?s?"
)
_MAYBE_CREDIT = _OF_SUMS.format(
    r"in|incomings?|income|received|receipts|earned|recus?|versements?|produits|apports?|revenus?|alimentations?|"
    r"remises?|einnahmen|ingresos|entrate|ontvangsten|plus|avoirs?|gains?|profits?|ressources?|entrants?|encaissee?s?"
)
#: An amount in another currency than the account's.
_IN_CURRENCY = r"^(?:montants?|amounts?|somme) (?:(?:en|in|dans la|de la) )?(?:devises?|currency)\b(?! (?:du )?compte)"

_OTHER_PARTY = (
    r"\b(?:contrepartie|counterparty|counter party|partner|partenaire|tegen\w*|gegen\w*|payees?|benefici\w*|"
    r"destinataire|emetteur|begue?nstigt\w*|zahlungspflichtig\w*)\b"
)
_NUMBER = r"\b(?:iban|compte|account|konto|rekening|cuenta|numero)\b"
_OTHER_ACCOUNT = r"\b(?:tiers|client|customer|destinat\w*|destination|target|to account|creditee?|credited|payer)\b"
_MAYBE_ACCOUNT = re.compile(
    r"\b(?:comptes?|accounts?|konto|rekening|cuenta|produits?|products?|cartes?|cards?|portefeuilles?|wallets?|"
    r"portfolios?|supports?|livrets?|contrats?|contracts?|pockets?|pots?|coffres?|vaults?|enveloppes?|espaces?)\b"
    r"|^(?:numero|number|num|no|n|nr)$"
)
_ACCOUNT_NAME = re.compile(
    r"\b(?:comptes?|livrets?|epargne|accounts?|savings|checking|current|joint|ldds?|lep|pel|cel|pea|konto|\w+konto)\b"
)

_FEES = r"\b(?:frais|fees?|commissions?)\b"
#: What one payment of a batch is headed by.
_DETAIL = r"\b(?:einzel\w*|betrag detail|importo singolo|sous montants?|individual amount)\b"

#: The role of a heading that one of the patterns matches, and its rank among the headings of that role. The first rule
#: that matches counts.
_RULES: tuple[tuple[Role, int, tuple[str, ...]], ...] = (
    # Accounts, and no sums: the balances or the values tell whether they are the own ones.
    (Role.UNUSED, -1, (r"^(?:sous )?compte (?:debit|credit)ee?$", r"^(?:debited|credited) account$")),
    (Role.REFERENCE, 3, (
        r"^(?:\w+ )?(?:transaction|operation|movement) ?(?:id|identifier|uid)\b", r"^(?:id|fitid|transactionid)$",
        r"^(?:transferwise|wise) id$", r"\bid(?:entifiant)? (?:de |d )?(?:la )?\w*tion\b",
    )),
    (Role.REFERENCE, 2, (
        r"\b(?:numero|n) (?:de |d )?(?:la )?(?:transaction|operation)\b", r"^transaktions ?(?:nr|nummer)$",
        r"^n di transazione$",
    )),
    (Role.LABEL, 3, (
        r"^(?:(?:numero|n|no|num|ref|reference) (?:de )?)?(?:factures?|invoices?)(?: (?:number|no|n|numero))?$",
    )),
    (Role.DEBIT, 1, (rf"^{_MAYBE_DEBIT}$",)),
    (Role.CREDIT, 1, (rf"^{_MAYBE_CREDIT}$",)),
    (Role.AMOUNT, 1, (r"^mouvements?$", _IN_CURRENCY)),
    # Categories, notes and the like are the person's own, and change from one download to the next.
    (Role.UNUSED, 0, (
        r"\b(?:tva|vat|ht|hors taxes?|taux|rate|kurs|bic|swift|heure|time|timezone|fuseau|zone|uhrzeit)\b",
        _FEES, r"categ\w*|kategorie|pieces?\b|justificatif|receipt\b",
        r"\b(?:mode|methode|method|initia\w+|email|adresse|country|pays|carte|card|mouvement)\b",
        r"\b(?:notes?|comment\w*|pointage|pointe|tags?|suggestedlabel|refus)\b",
        _DETAIL,
        rf"{_SUM}.*{_OTHER_SUM}", rf"{_OTHER_SUM}.*{_SUM}",
    )),
    (Role.DATE, 1, (
        r"date.*\bval\w*", r"\bval(?:ue|eur)\b.*date", r"^dateval$", r"^date ?v$", r"^valuta\w*", r"wertstellung",
        r"rentedatum", r"fecha valor", r"^data (?:di )?valuta$",
    )),
    (Role.DATE, 6, (
        r"dat\w*.*\b(?:comptab\w*|compta|book\w*|post\w*)\b", r"^dateop$", r"^buchung(?:stag|sdatum)?$", r"^boekdatum$",
        r"\b(?:booking|book|posting|posted|settlement|completed)\b.*date", r"^(?:booked|posted) (?:at|on)$",
        r"^fecha (?:contable|operacion)",
        r"^data (?:di )?(?:registrazione|contabil\w*)$", r"^buchung$",
    )),
    (Role.DATE, 5, (r"^(?:date|datum|fecha|data|jour|day)$",)),
    (Role.DATE, 4, (
        r"^date(?: (?:de |d )?(?:la |l )?| )?(?:operation|transaction|execution|mouvement)",
        r"^(?:operation|transaction) date", r"^(?:auftrags|erfassungs)datum$", r"^data (?:dell )?operazione$",
    )),
    (Role.DATE, 2, (r"^(?:\w+ )?date\b",)),
    (Role.DIRECTION, 3, (r"^sens$", r"^d ?c$", r"^af bij$", rf"{_DEBIT}.*{_CREDIT}", rf"{_CREDIT}.*{_DEBIT}")),
    (Role.BALANCE, 4, (
        r"^solde bancaire$", r"^accountbalance$", r"running balance", r"account balance", r"solde du compte",
        r"^kontostand",
    )),
    (Role.BALANCE, 3, (r"\b(?:soldes?|balance|\w*saldo)\b",)),
    (Role.DEBIT, 3, (_DEBIT,)),
    (Role.CREDIT, 3, (_CREDIT,)),
    (Role.AMOUNT, 1, (r"\b(?:gross|brut)\b",)),
    (Role.AMOUNT, 4, (
        r"\b(?:total|montant|amount|betrag|umsatz|importe|importo|monto|bedrag|somme|net|netto)\b", r"^value$",
    )),
    (Role.CURRENCY, 4, (r"^(?:devise|currency)$",)),
    (Role.CURRENCY, 3, (r"\b(?:devise|monn(?:aie)?|currency|wahrung|waehrung|moneda|moneta|divisa|munt|ccy)\b",)),
    (Role.UNUSED, 0, (
        rf"{_NUMBER}.*{_OTHER_PARTY}", rf"{_OTHER_PARTY}.*{_NUMBER}", r"^tegenrekening(?!houder)|gegenkonto",
    )),
    (Role.ACCOUNT_NAME, 3, (
        r"^accountlabel$", r"^account (?:name|label|title|nickname)$",
        r"^(?:nom|libelle|intitule) (?:(?:du|de) )?compte$",
    )),
    (Role.ACCOUNT, 4, (r"^accountnum$", r"^iban (?:du |de )?compte$", r"^auftragskonto$", r"^rekening$")),
    (Role.ACCOUNT, 3, (
        r"^(?:bank )?account (?:number|num|no|nr|id|iban)$", r"^iban\b", r"^rib$", r"^kontonummer$",
        r"^(?:numero|num|no|nr|n) (?:(?:de|du) )?compte(?: bancaire)?$", r"^compte (?:numero|num|no|n|iban|bancaire)$",
    )),
    (Role.ACCOUNT, 2, (r"^(?:bank )?account$", r"^compte$", r"^cuenta$")),
    (Role.STATUS, 3, (r"^(?:status|statut|state|etat|estado)$",)),
    (Role.COUNTERPARTY, 5, (rf"\b(?:nom|name|naam)\b.*{_OTHER_PARTY}", rf"{_OTHER_PARTY}.*\b(?:nom|name|naam)\b")),
    (Role.COUNTERPARTY, 4, (
        _OTHER_PARTY, r"^(?:naam|nom|name)(?: .*)?$", r"^tiers$", r"^payer$", r"empfanger", r"auftraggeber",
    )),
    (Role.COUNTERPARTY, 3, (r"^(?:client|customer)(?: name)?$",)),
    (Role.COUNTERPARTY, 2, (r"^supplierfound$", r"^merchant\b", r"^fournisseur$")),
    (Role.UNUSED, 0, (r"^type\b", r"^code\b")),
    (Role.LABEL, 3, (
        r"libell\w*", r"\blabel\b", r"descri\w*", r"detail\w*", r"communication", r"reference", r"\bmemo\b", r"motif",
        r"narrative", r"particulars", r"wording", r"intitule", r"nature", r"ecriture", r"informations", r"objet",
        r"verwendungszweck", r"buchungstext", r"beschreibung", r"descrizione", r"dettagli\w*", r"^testo$", r"concepto",
        r"omschrijving", r"mededeling", r"\btexte?\b", r"\w+text$", r"bezeichnung",
        r"^(?:operations?|transactions?)$",
    )),
)  # fmt: skip
_COMPILED = tuple((role, rank, re.compile("|".join(patterns))) for role, rank, patterns in _RULES)

#: Where one word of `RunningBalance` ends and the next begins.
_APART = re.compile(r"(?<=[a-z])(?=[A-Z])")

#: Words that only a French heading has.
_FRENCH = re.compile(
    r"\b(?:libell\w*|montant\w*|solde|devise|valeur|operation|compte|statut|sens|tiers|intitule)\b|debit euros"
)
_WORDED = re.compile(r"[\w\s()'’/.,&°º€$£%+:_#*-]{0,80}")
_CURRENCIES = re.compile(r"\b(eur|usd|gbp|chf|cad|aud|jpy|sek|nok|dkk|pln|czk|mad|xof|xaf|xpf)\b")


def plain(text: str) -> str:
    """Return the words of a heading: folded, separated by single spaces."""
    return " ".join(re.sub(r"[^a-z0-9€]+", " ", folded(text[:200])).split())


@lru_cache(5_000)
def meaning(heading: str) -> tuple[Role, int]:
    """Return the role that a heading names, and its rank: the higher counts of two headings for one role.

    UNUSED with rank 0 for a heading that is known not to count, with -1 for an unknown one.
    """
    for written in (heading, _APART.sub(" ", heading[:200])):
        words = " ".join(_BESIDE.sub(" ", plain(written)).split())
        for role, rank, pattern in _COMPILED:
            if pattern.search(words):
                # A bank that gives a day twice means its customer's, which differs near midnight.
                return role, 2 * rank + (role is Role.DATE and "local" in words)
    return Role.UNUSED, -1


def may_be_account(heading: str) -> bool:
    """Whether a heading may be that of the own accounts, and of other things as well."""
    return bool(_MAYBE_ACCOUNT.search(plain(heading)))


def is_of_other_party(heading: str) -> bool:
    """Whether a heading speaks of the other party of a movement, or of its account."""
    return bool(re.search(rf"{_OTHER_PARTY}|{_OTHER_ACCOUNT}", plain(heading)))


def names_account(text: str) -> bool:
    """Whether a cell is the name of an account: `Livret A`."""
    return bool(_ACCOUNT_NAME.search(plain(text)))


def direction_said(heading: str) -> Role | None:
    """Return DEBIT or CREDIT for a heading that says a direction, even if only beside another one; None for others."""
    if heading.strip() in {"+", "-"}:
        return Role.CREDIT if heading.strip() == "+" else Role.DEBIT
    role = meaning(heading)[0]
    return role if role in {Role.DEBIT, Role.CREDIT} else None


def is_fee(heading: str) -> bool:
    """Whether a heading is that of what the bank kept."""
    return bool(re.search(_FEES, plain(heading)))


def is_foreign(heading: str) -> bool:
    """Whether a heading is that of an amount in another currency than the account's."""
    words = plain(heading)
    is_other = re.search(_OTHER_SUM, words) and re.search(r"\b(?:montants?|amounts?|betrag|import[eo])\b", words)
    return bool(is_other or re.search(_IN_CURRENCY, words))


def is_type(heading: str) -> bool:
    """Whether a heading is that of the kind of the movements, which tells little about each."""
    return plain(heading).startswith("type")


def is_detail(heading: str) -> bool:
    """Whether a heading is that of the payments of which a movement is the sum."""
    return bool(re.search(_DETAIL, plain(heading)))


def is_heading(cells: tuple[str, ...]) -> bool:
    """Whether the cells name a date and an amount, in words without signs that only other texts have."""
    if not all(_WORDED.fullmatch(cell) for cell in cells):
        return False
    roles = {meaning(cell)[0] for cell in cells if cell}
    return Role.DATE in roles and bool(roles & {Role.AMOUNT, Role.DEBIT, Role.CREDIT})


def is_french(headings: tuple[str, ...]) -> bool:
    """Whether the headings are in French."""
    return any(_FRENCH.search(plain(heading)) for heading in headings)


def currency_in(text: str) -> str:
    """Return the currency that a heading or a line names (`Montant(EUROS)`), as its code; empty if none."""
    words = plain(text)
    if "€" in text or re.search(r"\beuros?\b", words):
        return "EUR"
    match = _CURRENCIES.search(words)
    return match[1].upper() if match else ""


#: Folded values of a column that says in words whether money came in, True, or went out, False.
DIRECTIONS = {
    "c": True, "credit": True, "cr": True, "crdt": True, "bij": True, "h": True, "haben": True, "in": True, "+": True,
    "d": False, "debit": False, "dr": False, "dbit": False, "af": False, "s": False, "soll": False, "out": False,
    "-": False, "debet": False, "abono": True, "cargo": False,
}  # fmt: skip

_NOT_BOOKED = re.compile(
    r"pending|en cours|en attente|a venir|processing|authori[sz]ed|declined|refus|reject|rejet|cancel|annul|revert|"
    r"failed|echou|vorgemerkt|pendiente"
)


def is_not_booked(status: str) -> bool:
    """Whether a status says that the movement is not booked, or never will be."""
    return bool(_NOT_BOOKED.search(plain(status)))
