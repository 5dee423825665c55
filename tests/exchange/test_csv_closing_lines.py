"""Lines that say a balance in whatever words: known by what is filled in them, or by the balances around them."""

import datetime as dt

import pytest

from rebond.exchange.csv_file.read import read_csv
from rebond.exchange.statement import Statement

HEADER = "Date;Libellé;Débit;Crédit;Solde"
ROWS = "10/11/2026;VIR X;;12,00;\n15/11/2026;CB;5,00;;\n"
DAY = dt.date(2026, 11, 20)


def only(text: str) -> Statement:
    reading = read_csv(text.encode())
    assert reading.problems == ()
    (statement,) = reading.items
    return statement


def amounts(statement: Statement) -> list[int]:
    return [one.amount for one in statement.transactions]


WORDS = [
    "Solde de votre compte au 20/11", "Solde EUR", "Position du compte", "Avoir en compte", "Encours", "Running total",
    "Fin du relevé", "Situation au 20/11/2026", "Truc", "VIR ATLAS", "",
]  # fmt: skip
NOT_THE_BALANCE = [
    "Disponible", "Montant disponible", "Découvert autorisé", "Plafond CB", "Available funds", "Overdraft limit",
    "Solde précédent", "Opérations à venir", "Autorisation de découvert", "Facilité de caisse", "Solde prévisionnel",
]  # fmt: skip


class TestBalanceAlone:
    """A row with a balance and no amount is a line of a balance, whatever its words."""

    @pytest.mark.parametrize("words", WORDS)
    def test_it_closes_the_statement(self, words: str) -> None:
        statement = only(f"{HEADER}\n{ROWS}20/11/2026;{words};;;777,44\n")
        assert (amounts(statement), statement.closing_balance) == ([1200, -500], 77_744)
        assert statement.closing_date == DAY

    @pytest.mark.parametrize("words", WORDS[1:])
    def test_one_at_the_beginning_opens_it(self, words: str) -> None:
        statement = only(f"{HEADER}\n01/11/2026;{words};;;777,44\n{ROWS}")
        assert (amounts(statement), statement.closing_balance) == ([1200, -500], 77_744 + 700)
        assert statement.closing_date == dt.date(2026, 11, 15)

    def test_the_newest_row_may_be_the_first(self) -> None:
        newest_first = "15/11/2026;CB;5,00;;\n10/11/2026;VIR X;;12,00;\n"
        statement = only(f"{HEADER}\n20/11/2026;Position;;;777,44\n{newest_first}")
        assert (statement.closing_balance, statement.closing_date) == (77_744, DAY)
        statement = only(f"{HEADER}\n{newest_first}01/11/2026;Position;;;777,44\n")
        assert statement.closing_balance == 77_744 + 700

    @pytest.mark.parametrize("words", NOT_THE_BALANCE)
    def test_what_is_available_is_no_balance(self, words: str) -> None:
        statement = only(f"{HEADER}\n{ROWS}20/11/2026;{words};;;777,44\n")
        assert (amounts(statement), statement.closing_balance) == ([1200, -500], None)

    @pytest.mark.parametrize("words", [*WORDS, *NOT_THE_BALANCE])
    def test_balances_that_movements_lead_to_count_more(self, words: str) -> None:
        rows = "10/11/2026;VIR X;;12,00;112,00\n15/11/2026;CB;5,00;;107,00\n"
        statement = only(f"{HEADER}\n{rows}20/11/2026;{words};;;107,00\n")
        assert (amounts(statement), statement.closing_balance) == ([1200, -500], 10_700)
        statement = only(f"{HEADER}\n{rows}20/11/2026;{words};;;9999,00\n")
        assert (amounts(statement), statement.closing_balance) == ([1200, -500], 10_700)

    def test_it_is_told(self) -> None:
        reading = read_csv(f"{HEADER}\n{ROWS}20/11/2026;Truc;;;777,44\n".encode())
        assert [(note.code, note.line) for note in reading.notes] == [("csv_no_movement_line", 4)]

    def test_with_one_signed_amount(self) -> None:
        statement = only("Date,Label,Amount,Balance\n2026-11-10,X,12.00,\n2026-11-20,Account position,,777.44\n")
        assert (amounts(statement), statement.closing_balance) == ([1200], 77_744)

    def test_of_each_account_its_own(self) -> None:
        rows = "1111111111;10/11/2026;X;12,00;\n2222222222;10/11/2026;Y;3,00;\n"
        lines = "1111111111;20/11/2026;Position;;100,00\n2222222222;20/11/2026;Position;;200,00\n"
        reading = read_csv(f"Compte;Date;Libellé;Montant;Solde\n{rows}{lines}".encode())
        assert [(one.account_ref, one.closing_balance) for one in reading.items] == [
            ("1111111111", 10_000), ("2222222222", 20_000)
        ]  # fmt: skip

    def test_a_file_of_nothing_else(self) -> None:
        statement = only(f"{HEADER}\n20/11/2026;Position du compte;;;777,44\n")
        assert (amounts(statement), statement.closing_balance, statement.closing_date) == ([], 77_744, DAY)


@pytest.mark.parametrize(
    "footer", ["Page 1;;;;", "Page 1/3;;;;", "1/3;;;;", "1;;;;", "2 opérations;;;;", "20/11/2026;;;;"]
)
def test_a_footer_is_a_remark(footer: str) -> None:
    assert amounts(only(f"{HEADER}\n{ROWS}{footer}\n")) == [1200, -500]


@pytest.mark.parametrize(
    "row", ["31/13/2026;X;;;", "99/99/2026;X;5,00;;", "20/11/2026;X;;;", "20/11/2026;X;;;100,00;7,00"]
)
def test_a_broken_movement_is_still_a_problem(row: str) -> None:
    reading = read_csv(f"{HEADER}\n{ROWS}{row}\n".encode())
    assert [problem.line for problem in reading.problems] == [4]


CLOSING = [
    "Solde de votre compte", "Votre solde au 20/11/2026", "Closing bal.", "Solde EUR", "Position du compte",
    "Avoir en compte", "Solde au 20 novembre 2026", "Solde de mon compte courant", "Balance of your account",
    "Solde créditeur de votre compte", "Closing bal 20 Nov 2026", "Solde fin novembre", "Votre solde en euros",
    "Mon solde", "Account balance", "Solde de votre livret A au 20/11",
]  # fmt: skip
ELSE = [
    "Solde opérations à venir",
    "Montant disponible",
    "Solde disponible de votre compte",
    "Votre solde prévisionnel",
]


class TestAmongAmounts:
    """A line of a balance whose sum stands in the column of amounts is known by its words: all are of accounts."""

    @pytest.mark.parametrize("words", CLOSING)
    @pytest.mark.parametrize("place", ["20/11/2026;{};722,56", "{};;722,56", ";{};722,56"])
    def test_it_is_the_balance(self, words: str, place: str) -> None:
        statement = only(f"Date;Libellé;Montant\n10/11/2026;VIR X;12,00\n{place.format(words)}\n")
        assert (amounts(statement), statement.closing_balance) == ([1200], 72_256)

    @pytest.mark.parametrize("words", ELSE)
    def test_or_no_movement_at_least(self, words: str) -> None:
        statement = only(f"Date;Libellé;Montant\n10/11/2026;VIR X;12,00\n20/11/2026;{words};722,56\n")
        assert (amounts(statement), statement.closing_balance) == ([1200], None)

    @pytest.mark.parametrize(
        "label",
        [
            "SOLDE FACTURE F-001", "Solde de tout compte", "Solde mission novembre", "SOLDE F-001", "Solde Atlas",
            "SOLDE ACOMPTE", "Solde devis 12", "POSITION MARKETING", "AVOIR 12", "ENCOURS FORMATION", "VIR SOLDE",
            "Balance of invoice 12", "Balance due", "SITUATION 2 CHANTIER", "Fin de mission", "Compte rendu",
            "Total Energies", "Virement de votre compte", "Frais de tenue de compte", "Disponible SARL",
            "SOLDE NOVEMBRE 2026", "Solde de novembre", "Final balance invoice 12", "Solde votre commande",
            "Mon compte",
        ],
    )  # fmt: skip
    def test_the_rest_of_an_invoice_is_a_movement(self, label: str) -> None:
        statement = only(f"Date;Libellé;Montant\n10/11/2026;VIR X;12,00\n20/11/2026;{label};722,56\n")
        assert amounts(statement) == [1200, 72_256]


class TestAmountThatIsTheBalance:
    """A row whose amount and balance are what the balances beside it lead to moves nothing."""

    @pytest.mark.parametrize("words", ["Truc", "Relevé", "FIN", "Position"])
    def test_beside_the_balance(self, words: str) -> None:
        rows = "10/11/2026;VIR X;12,00;112,00\n15/11/2026;CB;-5,00;107,00\n"
        statement = only(f"Date;Libellé;Montant;Solde\n{rows}20/11/2026;{words};107,00;107,00\n")
        assert (amounts(statement), statement.closing_balance) == ([1200, -500], 10_700)

    def test_the_first_movement_of_an_account_is_one(self) -> None:
        rows = "10/11/2026;VERSEMENT;112,00;112,00\n15/11/2026;CB;-5,00;107,00\n"
        assert amounts(only(f"Date;Libellé;Montant;Solde\n{rows}")) == [11_200, -500]

    @pytest.mark.parametrize("words", ["Truc", "Relevé", "FIN", "Position"])
    def test_at_the_end_without_its_balance(self, words: str) -> None:
        rows = "10/11/2026;VIR X;12,00;112,00\n15/11/2026;CB;-5,00;107,00\n"
        statement = only(f"Date;Libellé;Montant;Solde\n{rows}20/11/2026;{words};107,00;\n")
        assert (amounts(statement), statement.closing_balance) == ([1200, -500], 10_700)

    def test_the_same_balance_in_every_row_is_the_accounts_own(self) -> None:
        rows = "10/11/2026;VIR X;12,00;112,00\n15/11/2026;CB;112,00;112,00\n16/11/2026;CB;-5,00;112,00\n"
        assert amounts(only(f"Date;Libellé;Montant;Solde\n{rows}")) == [1200, 11_200, -500]
