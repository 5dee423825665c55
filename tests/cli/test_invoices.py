"""`rebond invoices`: all invoices as text and as a table."""

import csv
from pathlib import Path

from tests.cli.conftest import Run


def test_the_invoices_of_a_year_are_listed_and_added_up(run: Run, marie: Path) -> None:
    said = run("invoices", marie, "--year", "2026", "--today", "2026-11-22")
    assert said.code == 0
    first, *_rest = said.out.splitlines()
    assert first.split() == ["31/10/2026", "2026-34", "Perret", "€576.00", "not", "due", "yet,", "€576.00", "left"]
    assert "2026: 33 invoices" in said.out
    assert "2025: " not in said.out
    assert "late: 2 invoices" in said.out


def test_a_table_is_written_to_a_file_or_to_standard_output(run: Run, marie: Path, tmp_path: Path) -> None:
    out = tmp_path / "table.csv"
    assert run("invoices", marie, "--csv", out, "--today", "2026-11-22").code == 0
    table = list(csv.reader(out.read_text("utf-8-sig").splitlines()))
    assert table[0][:2] == ["Client", "Number"]
    french = run("invoices", marie, "--csv", "-", "--lang", "fr", "--today", "2026-11-22").out
    assert len(french.splitlines()) == len(table)
    assert ";2700,00;540,00;3240,00;" in french


def test_a_year_that_is_none_is_refused(run: Run, marie: Path) -> None:
    said = run("invoices", marie, "--year", "26")
    assert said.code == 2
    assert "--year" in said.err
