"""The files of a ZIP are imported exactly as the same files by themselves."""

import re
from pathlib import Path

import pytest

from rebond.actions import imports
from rebond.actions.imports.bank.account_identity import ImportAnswers
from rebond.actions.imports.previewed import Preview
from rebond.domain.money.kinds import Account, Balance
from rebond.exchange.origin import Origin
from rebond.exchange.result import Format
from rebond.journal.journal import Journal
from tests.exchange.banks import Entry, camt, camt_file, ofx, packed, page

from .taking_in import SHORT, TODAY, new_journal, seen, take_in, written
from .test_imports_movements import invoiced

HEADER = "Date;Libellé;Montant;Solde\n"
COURANT = f"{HEADER}10/11/2026;VIR ATLAS F-001;1200,00;6200,00\n"
LIVRET = f"{HEADER}12/11/2026;B;1,00;3000,00\n"
LIVRET_THAT_DAY = f"{HEADER}10/11/2026;B;1,00;3000,00\n"
NO_BALANCE = "Date;Libellé;Montant\n10/11/2026;VIR ATLAS F-001;1200,00\n"
UNFAMILIAR = "Jour;Machin;Truc;Bidule\n10/11/2026;VIR ATLAS F-001;1200,00;6200,00\n09/11/2026;B;-1,00;5000,00\n"
UNCLEAR = "A;B;C;D\n10/11/2026;x;1,00;2,00\n"
BAD_LINE = f"{COURANT}31/02/2026;y;1,00;2,00\n"
TWO_IN_ONE = "Compte;Date;Libellé;Montant;Solde\nA;10/11/2026;a;1,00;12,50\nLivret;10/11/2026;b;1,00;50,00\n"
QIF = "!Type:Bank\nD10/11/2026\nT1200.00\nPVIR ATLAS F-001\n^\n"
PAID = Entry("1200.00", "2026-11-10", text="VIR ATLAS F-001", ref="R1")
CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Sophie Marchal\nEND:VCARD\n"
DAY = "2026-11-12"
PAGES = (
    camt_file(page([PAID], ("OPBD", "0.00", DAY), ("ITBD", "1200.00", DAY))),
    camt_file(page([Entry("1.00", DAY)], ("ITBD", "1200.00", DAY), ("CLBD", "1201.00", DAY))),
)
CONTENTS = {
    "two tables": {"courant.csv": COURANT, "livret.csv": LIVRET},
    "two tables of one day": {"courant.csv": COURANT, "livret.csv": LIVRET_THAT_DAY},
    "one name in two folders": {"courant/s.csv": COURANT, "livret/s.csv": LIVRET},
    "camt and table": {"r.csv": COURANT, "r.xml": camt(PAID, closing="6200.00")},
    "camt and QIF": {"r.qif": QIF, "r.xml": camt(PAID)},
    "two camt": {"a.xml": camt(PAID), "b.xml": camt(PAID, iban="FR1420041010050500013M02606")},
    "camt and OFX": {"a.ofx": ofx(PAID), "b.xml": camt(PAID)},
    "pages": {"1.xml": PAGES[0], "2.xml": PAGES[1]},
    "without balance": {"a.csv": NO_BALANCE, "b.csv": COURANT},
    "unfamiliar": {"a.csv": UNFAMILIAR},
    "unclear": {"a.csv": COURANT, "b.csv": UNCLEAR},
    "a bad line": {"a.csv": BAD_LINE},
    "two accounts in a table": {"a.csv": TWO_IN_ONE, "b.csv": COURANT},
    "address book": {"a.vcf": CARD, "b.csv": COURANT},
}  # fmt: skip


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return new_journal(tmp_path)


def loose_and_packed(folder: Path, contents: dict[str, str]) -> tuple[list[Path], Path]:
    """Write the files into a folder, and into a ZIP."""
    paths = [folder / "loose" / name for name in contents]
    for path, text in zip(paths, contents.values(), strict=True):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return paths, written(folder, packed(*contents.items()), "z.zip")


def comparable(preview: Preview, folder: Path) -> str:
    """Return all of a preview, without what says where its files are."""
    text = re.sub(r"Origin\(path=PosixPath\('[^']*/loose/([^']*)'\), member=''\)", r"<\1>", repr(preview))
    text = re.sub(r"Origin\(path=PosixPath\('[^']*'\), member='([^']*)'\)", r"<\1>", text)
    return text.replace(f"{folder}/loose/", "").replace(f"{folder}/z.zip ", "")


@pytest.mark.parametrize("noted", [False, True], ids=["new journal", "accounts noted by hand"])
@pytest.mark.parametrize("contents", CONTENTS.values(), ids=CONTENTS)
def test_a_zip_brings_and_asks_what_its_files_do(
    tmp_path: Path, journal: Journal, contents: dict[str, str], noted: bool
) -> None:
    invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000))
    if noted:
        take_in(journal, written(tmp_path, {"accounts": [{"name": "Compte courant"}, {"name": "Livret A"}]}))
    paths, zipped = loose_and_packed(tmp_path, contents)
    loose = seen(journal, *paths)
    assert comparable(seen(journal, zipped), tmp_path) == comparable(loose, tmp_path)
    # And with every question answered in the same way.
    answers = [
        ImportAnswers(
            {question.key: f"Account {nth}" for nth, question in enumerate(found.accounts)},
            {question.key: 500_000 + nth for nth, question in enumerate(found.balances)},
        )
        for found in (loose, seen(journal, zipped))
    ]
    answered = [
        imports.preview(journal, chosen, TODAY, answers=given)
        for chosen, given in zip((paths, [zipped]), answers, strict=True)
    ]
    assert comparable(answered[0], tmp_path) == comparable(answered[1], tmp_path)


def test_tables_without_a_number_are_not_taken_for_one_account(tmp_path: Path, journal: Journal) -> None:
    for livret in (LIVRET, LIVRET_THAT_DAY):
        path = written(tmp_path, packed(("2026/courant.csv", COURANT), ("2026/livret.csv", livret)), "z.zip")
        found = seen(journal, path)
        (question,) = found.accounts
        assert (question.number, question.new_name, question.candidates) == ("livret", "livret", ("courant",))
        assert [source.origin for source in found.sources] == [
            Origin(path, "2026/courant.csv"),
            Origin(path, "2026/livret.csv"),
        ]


def test_one_movement_in_two_formats_and_one_account_each_count_once(tmp_path: Path, journal: Journal) -> None:
    invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000))
    path = written(tmp_path, packed(("r.csv", COURANT), ("r.xml", camt(PAID, closing="6200.00"))), "z.zip")
    (question,) = seen(journal, path).accounts
    answers = ImportAnswers({question.key: question.candidates[0]})
    found = imports.preview(journal, [path], TODAY, answers=answers)
    assert [(offer.amount, offer.sure) for offer in found.offers] == [(120_000, True)]
    imports.carry_out(journal, found, TODAY)
    with journal.read() as reader:
        assert [account.name for account in reader.all(Account)] == ["r"]
        assert {(one.date.isoformat(), one.amount) for one in reader.all(Balance)} == {
            ("2026-11-10", 620_000),
            ("2026-11-20", 620_000),
        }


def test_a_table_is_shown_with_its_own_rows(tmp_path: Path, journal: Journal) -> None:
    path = written(tmp_path, packed(("a.csv", UNFAMILIAR), ("b.csv", COURANT)), "z.zip")
    unsure, sure = seen(journal, path).sources
    assert (unsure.table is not None and unsure.table.sure, len(unsure.rows)) == (False, 2)
    assert (sure.table is not None and sure.table.sure, len(sure.rows)) == (True, 1)


def test_a_journal_in_a_zip_is_imported(tmp_path: Path, journal: Journal) -> None:
    path = written(tmp_path, packed(("a.json", written(tmp_path, SHORT).read_text()), ("b.pdf", "%PDF-1.7")), "z.zip")
    found = seen(journal, path)
    assert [(source.format, source.added.get("invoice", 0)) for source in found.sources] == [
        (Format.JOURNAL, 5),
        (Format.ZIP, 0),
    ]
    change = imports.carry_out(journal, found, TODAY)
    assert change is not None
    assert change.facts["name"] == "z.zip"
