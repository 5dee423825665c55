"""The statements in a ZIP, and archives made to harm."""

import io
import warnings
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from rebond.domain.problems import Problem
from rebond.exchange import archive
from rebond.exchange.columns import Columns, Role
from rebond.exchange.csv_file.table import read_table
from rebond.exchange.detect import Reading, read, read_path
from rebond.exchange.origin import Origin
from rebond.exchange.result import Format
from rebond.sentences import sentence
from tests.languages import ENGLISH

from .csv_shapes import SHAPES
from .test_ofx import movement, sgml

ZIP = Path("z.zip")
NOTHING: Mapping[Any, Columns] = {}
QIF = b"!Type:Bank\nD20/11/2026\nT1.00\n^\n"


def packed(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as file:
        for name, data in files.items():
            file.writestr(name, data)
    return made.getvalue()


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def read_all(
    data: bytes, chosen: Mapping[Origin, Columns] = NOTHING, known: Mapping[str, Columns] = NOTHING
) -> dict[str, Reading]:
    """Return the results of reading an archive, each by the name of its file."""
    ZIP.write_bytes(data)
    return {origin.member: reading for origin, reading in read_path(ZIP, chosen, known)}


def codes(data: bytes) -> list[str]:
    return [problem.code for reading in read_all(data).values() for problem in reading.problems]


def test_every_statement_is_read_by_itself_and_other_files_are_noted() -> None:
    readings = read_all(
        packed({
            "2026/a.csv": SHAPES["bnp paribas"].data, "2026/b.ofx": sgml(movement()).encode(), "c.qif": QIF,
            "relevé.pdf": b"%PDF-1.7", "logo.png": b"\x89PNG\0\0", "__MACOSX/._a.csv": b"\0\5", ".DS_Store": b"\0",
        })
    )  # fmt: skip
    assert {name: reading.format for name, reading in readings.items()} == {
        "2026/a.csv": Format.CSV, "2026/b.ofx": Format.OFX, "c.qif": Format.QIF, "": Format.ZIP,
    }  # fmt: skip
    assert readings["2026/a.csv"] == read(SHAPES["bnp paribas"].data)
    assert [sentence(ENGLISH, note) for note in readings[""].notes] == [
        "“logo.png” in this ZIP is no statement; it is left out.",
        "“relevé.pdf” in this ZIP is no statement; it is left out.",
    ]


def test_a_problem_in_a_file_is_that_of_the_file_with_its_line() -> None:
    readings = read_all(packed({"a.csv": "Date;Libellé;Montant\n18/11/2026;x;1,00\n31/02/2026;y;1,00\n".encode()}))
    assert [(problem.code, problem.line) for problem in readings["a.csv"].problems] == [("date_unclear", 3)]
    assert (list(readings), len(readings["a.csv"].items)) == (["a.csv"], 1)


def test_columns_of_a_table_in_it_are_known_or_chosen() -> None:
    text = b"A;B;C;D\n18/11/2026;x;1,00;2,00\n"
    data = packed({"b/a.csv": text, "c/a.csv": text})
    assert codes(data) == ["csv_columns_unknown"] * 2
    table = read_table(text)
    assert table is not None
    columns = Columns((Role.DATE, Role.LABEL, Role.AMOUNT, Role.UNUSED))
    assert [len(reading.items) for reading in read_all(data, known={table.key: columns}).values()] == [1, 1]
    assert [len(one.items) for one in read_all(data, {Origin(ZIP, "c/a.csv"): columns}).values()] == [0, 1]


def test_a_file_in_it_is_read_again_by_its_name() -> None:
    read_all(packed({"b/a.qif": QIF, "c\\a.qif": QIF * 2, "d.qif": QIF * 3}))
    with warnings.catch_warnings(), zipfile.ZipFile(ZIP, "a") as file:
        warnings.simplefilter("ignore")
        file.writestr("d.qif", QIF * 4)
    names = [origin.member for origin, _reading in read_path(ZIP)]
    assert names == ["b/a.qif", "c/a.qif", "d.qif", "d.qif (2)"]
    assert [Origin(ZIP, name).data() for name in names] == [QIF, QIF * 2, QIF * 3, QIF * 4]
    for gone in (Origin(ZIP, "e.qif"), Origin(Path("e.zip"), "a.qif")):
        with pytest.raises(FileNotFoundError):
            gone.data()


def test_nested_locked_broken_and_empty_archives_are_told() -> None:
    whole = packed({"a.qif": QIF * 100})
    assert codes(packed({"b.zip": whole})) == ["archive_in_archive"]
    assert codes(packed({})) == codes(packed({"a.pdf": b"%PDF-1.7"})) == ["archive_without_statement"]
    assert codes(whole[: len(whole) // 2]) == codes(b"PK\3\4" + bytes(30)) == ["archive_broken"]
    spoilt = bytearray(whole)
    spoilt[45:60] = bytes(15)
    assert codes(bytes(spoilt)) == ["archive_broken"]
    locked = bytearray(whole)
    for sign, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        locked[locked.index(sign) + at] |= 1
    assert codes(bytes(locked)) == ["archive_locked"]
    assert codes(packed({"a.qif": QIF}, zipfile.ZIP_LZMA)) == ["archive_broken"]


def test_an_archive_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch, within_seconds: None) -> None:
    assert codes(packed({"a.csv": bytes(30 * 2**20)})) == ["archive_too_large"]
    assert codes(packed({f"{n}.csv": bytes(2**20) for n in range(65)})) == ["archive_too_large"]
    assert codes(packed({f"{n}.qif": QIF for n in range(archive.MOST_FILES + 1)})) == ["archive_too_large"]
    assert codes(packed({f"{n}.qif": QIF for n in range(archive.MOST_FILES)})) == []
    monkeypatch.setattr(archive, "MOST_BYTES", 3 * len(QIF))
    assert codes(packed({f"{n}.qif": QIF for n in range(4)})) == ["archive_too_large"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (packed({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}), "file_is_workbook"),
        (packed({"mimetype": b"application/vnd.oasis", "content.xml": b"<x/>"}), "file_is_workbook"),
        (packed({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}), "file_binary"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "file_is_workbook"),
        (b"%PDF-1.7\n", "file_is_pdf"),
    ],
)  # fmt: skip
def test_workbooks_and_documents_are_refused_by_name(data: bytes, code: str) -> None:
    assert read(data).problems == (Problem(code),)
