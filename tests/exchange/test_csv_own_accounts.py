"""The column of the own accounts: by its values, by the balances, or by a heading that may mean one."""

import pytest

from rebond.exchange.csv_file.read import read_csv
from tests.exchange.banks import IBAN

OTHER = "FR4630001007941234567890143"
HEADINGS = [
    "Compte source", "Compte débité", "Produit", "Numéro", "Carte", "Sous-compte", "Portefeuille", "Wallet", "Support",
    "Livret", "Pocket", "From account",
]  # fmt: skip
UNKNOWN = ["Truc", "Bidule", "X1", "Rubrique"]
#: Two rows of two accounts, and more rows in which the balances follow within each.
TWO = (("10/11/2026;{a};VIR X;400,00;1400,00"), ("11/11/2026;{b};VIR Y;1000,00;3000,00"))
MORE = (
    "10/11/2026;{a};VIR X;400,00;1400,00", "11/11/2026;{b};VIR Y;1000,00;3000,00", "12/11/2026;{a};CB;-100,00;1300,00",
    "13/11/2026;{b};CB;-50,00;2950,00", "14/11/2026;{b};CB;-50,00;2900,00",
)  # fmt: skip
NAMES = [("Compte courant", "Livret A"), ("00012345678", "00087654321"), (IBAN, OTHER)]


def read(heading: str, rows: tuple[str, ...], **names: str) -> list[tuple[int | None, int]]:
    lines = "\n".join((f"Date;{heading};Libellé;Montant;Solde", *rows, "")).format(**names)
    reading = read_csv(lines.encode())
    assert reading.problems == ()
    return [(one.closing_balance, len(one.transactions)) for one in reading.items]


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize(("a", "b"), NAMES)
def test_a_heading_that_may_mean_an_account_and_balances_that_break(heading: str, a: str, b: str) -> None:
    assert read(heading, TWO, a=a, b=b) == [(140_000, 1), (300_000, 1)]
    assert read(heading, MORE, a=a, b=b) == [(130_000, 2), (290_000, 3)]


@pytest.mark.parametrize("heading", UNKNOWN)
def test_any_heading_above_account_numbers(heading: str) -> None:
    assert read(heading, TWO, a=IBAN, b=OTHER) == [(140_000, 1), (300_000, 1)]


@pytest.mark.parametrize("heading", [*UNKNOWN, "Type", "Catégorie", "Code"])
@pytest.mark.parametrize(("a", "b"), NAMES)
def test_any_heading_where_only_by_it_the_balances_follow(heading: str, a: str, b: str) -> None:
    assert read(heading, MORE, a=a, b=b) == [(130_000, 2), (290_000, 3)]


@pytest.mark.parametrize("heading", [*HEADINGS, *UNKNOWN, "Type"])
@pytest.mark.parametrize(("a", "b"), NAMES)
def test_no_account_where_the_balances_follow_through_the_file(heading: str, a: str, b: str) -> None:
    rows = (
        "10/11/2026;{a};VIR X;400,00;1400,00",
        "11/11/2026;{b};VIR Y;1000,00;2400,00",
        "12/11/2026;{a};CB;-100,00;2300,00",
    )
    assert read(heading, rows, a=a, b=b) == [(230_000, 3)]


@pytest.mark.parametrize("heading", [*UNKNOWN, "Type", "Carte", "Produit"])
def test_no_account_where_the_rows_of_a_day_are_out_of_order(heading: str) -> None:
    rows = (
        "10/11/2026;{a};VIR X;400,00;1400,00",
        "11/11/2026;{b};CB;-100,00;2300,00",
        "11/11/2026;{a};VIR Y;1000,00;2400,00",
    )
    assert len(read(heading, rows, a="VIR", b="CB")) == 1


@pytest.mark.parametrize("heading", ["Contrepartie", "IBAN bénéficiaire", "Compte du tiers", "Compte destinataire"])
def test_the_other_partys_is_not_the_own(heading: str) -> None:
    assert len(read(heading, TWO, a=IBAN, b=OTHER)) == 1


def test_the_only_account_of_a_file_by_its_number() -> None:
    text = f"Date;Truc;Libellé;Montant\n10/11/2026;{IBAN};X;1,00\n11/11/2026;{IBAN};Y;2,00\n"
    assert [one.account_ref for one in read_csv(text.encode()).items] == [IBAN]
    separate = " ".join(IBAN[at : at + 4] for at in range(0, len(IBAN), 4))
    assert [one.account_ref for one in read_csv(text.replace(IBAN, separate).encode()).items] == [IBAN]


def test_without_balances_names_of_accounts_under_such_a_heading() -> None:
    text = "Date;Produit;Libellé;Montant\n10/11/2026;Compte courant;X;1,00\n11/11/2026;Livret A;Y;2,00\n"
    assert [one.account_name for one in read_csv(text.encode()).items] == ["Compte courant", "Livret A"]
    others = text.replace("Compte courant", "Paiement").replace("Livret A", "Virement")
    assert len(read_csv(others.encode()).items) == 1


def test_numbers_that_differ_in_each_row_are_no_accounts() -> None:
    rows = "".join(f"{day}/11/2026;{day}4711;X;1,00\n" for day in range(10, 20))
    assert len(read_csv(f"Date;Numéro;Libellé;Montant\n{rows}".encode()).items) == 1


def test_with_debit_and_credit() -> None:
    text = (
        "Date;Sous-compte;Libellé;Débit;Crédit;Solde\n10/11/2026;A;X;;400,00;1400,00\n"
        "11/11/2026;B;Y;;1000,00;3000,00\n12/11/2026;A;Z;100,00;;1300,00\n"
    )
    assert [one.closing_balance for one in read_csv(text.encode()).items] == [130_000, 300_000]


@pytest.mark.parametrize("heading", [*UNKNOWN, "Type", "Catégorie"])
def test_two_rows_of_another_kind_prove_nothing(heading: str) -> None:
    text = f"Date;{heading};Libellé;Montant;Solde\n10/11/2026;A;X;400,00;1400,00\n11/11/2026;B;Y;100,00;3000,00\n"
    reading = read_csv(text.encode())
    assert [len(one.transactions) for one in reading.items] == [2]
    assert [note.code for note in reading.notes] == ["csv_balances_do_not_follow"]
