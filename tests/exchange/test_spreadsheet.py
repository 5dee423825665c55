"""Tables for spreadsheets: encoding, separators, numbers, and texts that look like formulas."""

import csv
from datetime import date

import pytest

from rebond.exchange.spreadsheet import csv_file, harmless
from tests.languages import ENGLISH, FRENCH

ROWS = [("Atlas; fils", -1234_56, date(2026, 11, 1), None), ("=1+1", 5, date(2026, 1, 31), "two\nlines")]


@pytest.mark.parametrize(("language", "separator", "amount"), [(ENGLISH, ",", "-1234.56"), (FRENCH, ";", "-1234,56")])
def test_a_file_is_read_back_as_it_was_written(language: object, separator: str, amount: str) -> None:
    data = csv_file(language, ("Who", "How much", "When", "Note"), ROWS)  # type: ignore[arg-type]
    assert data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    assert text.endswith("\r\n")
    titles, first, second = csv.reader(text.splitlines(keepends=True), delimiter=separator)
    assert titles == ["Who", "How much", "When", "Note"]
    assert first == ["Atlas; fils", amount, "2026-11-01", ""]
    assert second == ["'=1+1", f"0{amount[-3]}05", "2026-01-31", "two\nlines"]


@pytest.mark.parametrize("text", ["=HYPERLINK()", "+33 6", "-2", "@SUM(A1)", "\tx", "\rx"])
def test_a_text_that_begins_a_formula_is_neutralised(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Atlas", "2026-01", "a=b", "'quoted'"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text
