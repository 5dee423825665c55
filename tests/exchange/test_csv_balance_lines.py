"""Lines of balances and totals among the movements of a table: none is a movement, and only the last one closes it."""

import pytest

from rebond.exchange.csv_file.read import read_csv
from rebond.exchange.statement import Statement

FRENCH = "Date;Libellé;Débit;Crédit\n18/11/2026;x;;10,00\n19/11/2026;y;5,00;\n"
ENGLISH = "Date,Description,Amount,Balance\n2026-11-18,x,10.00,110.00\n2026-11-19,y,-5.00,105.00\n"
CLOSING = [
    "Solde en fin de période", "Solde comptable", "Solde fin", "Solde de fin de mois", "Solde à la clôture",
    "Solde du compte", "Nouveau solde", "Solde final", "Votre solde", "Solde créditeur au 30/11/2026",
]  # fmt: skip
NOT_CLOSING = [
    "Solde en début de période", "Solde à l'ouverture", "Solde début", "Solde au début du mois", "Solde disponible",
    "Solde précédent", "Solde veille", "Ancien solde", "Report à nouveau", "Solde en valeur", "Solde d'ouverture",
    "Total des opérations", "Solde prévisionnel",
]  # fmt: skip


def only(text: str) -> Statement:
    reading = read_csv(text.encode())
    assert reading.problems == ()
    (statement,) = reading.items
    return statement


@pytest.mark.parametrize("line", ["{};;;777,44\n", ";{};;777,44\n", "30/11/2026;{};;777,44\n"])
@pytest.mark.parametrize("words", [*CLOSING, *NOT_CLOSING])
def test_a_line_of_a_balance_is_no_movement_and_only_the_last_one_counts(words: str, line: str) -> None:
    if words in {"Votre solde", "Total des opérations", "Report à nouveau"} and not line.startswith("{"):
        return  # such words begin labels as well
    statement = only(FRENCH + line.format(words))
    assert len(statement.transactions) == 2
    assert statement.closing_balance == (77_744 if words in CLOSING else None)


@pytest.mark.parametrize(
    ("words", "balance"),
    [
        ("Closing balance", 77_744), ("Ending balance", 77_744), ("Ledger balance", 77_744), ("Balance", 77_744),
        ("Balance at end of period", 77_744), ("Balance carried forward", 77_744), ("Opening balance", 10_500),
        ("Balance brought forward", 10_500), ("Balance b/f", 10_500), ("Available balance", 10_500),
        ("Start balance", 10_500), ("Balance at the beginning", 10_500), ("Balance forward", 10_500),
    ],
)  # fmt: skip
def test_english_lines_of_balances_too(words: str, balance: int) -> None:
    statement = only(f"{ENGLISH}{words},,,777.44\n")
    assert (len(statement.transactions), statement.closing_balance) == (2, balance)


@pytest.mark.parametrize("line", ["Solde débiteur au 30/11/2026;;;777,44", "Solde au 30/11/2026;;777,44;"])
def test_a_balance_below_zero_says_so_by_a_word_or_by_its_column(line: str) -> None:
    assert only(f"{FRENCH}{line}\n").closing_balance == -77_744


@pytest.mark.parametrize(
    "label",
    [
        "SOLDE FACTURE F-001", "Solde de tout compte", "Solde mission", "Solde du devis 12", "Solde au titre de F-001",
        "Balance of invoice F-001", "TOTAL ACCESS 21 PARIS", "REPORT LOYER", "Solde acompte",
    ],
)  # fmt: skip
def test_the_rest_of_an_invoice_is_a_movement(label: str) -> None:
    statement = only(f"{FRENCH}20/11/2026;{label};;777,44\n")
    assert [one.amount for one in statement.transactions] == [1_000, -500, 77_744]


def test_a_movement_without_a_day_is_told_whatever_it_pays() -> None:
    reading = read_csv(f"{FRENCH};SOLDE FACTURE F-001;;777,44\n".encode())
    assert [(problem.code, problem.line) for problem in reading.problems] == [("date_missing", 4)]


def test_cents_that_a_comma_cut_off_belong_to_the_balance() -> None:
    text = 'Compte courant,,\nSolde au 30/11/2026 : 1 234,56 EUR,\nDate,Libellé,Montant\n18/11/2026,x,"1,00"\n'
    assert only(text).closing_balance == 123_456
