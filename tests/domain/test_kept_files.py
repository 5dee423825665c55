"""The names under which files are kept, and the files that are never opened."""

import io
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rebond.domain.attachments.kept_files import LONGEST, MOST_BYTES, kept_name, runs


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("devis signé.pdf", "devis signé.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\marie\\contract.docx", "contract.docx"),
        ("annexe\u202egpj.exe", "annexegpj.exe"),
        ("two\nlines\x00.txt", "two lines.txt"),
        ("e\u0301te\u0301.txt", "\u00e9t\u00e9.txt"),
        ('what: "this"?.pdf', "what_ _this__.pdf"),
        ("  .hidden. ", "hidden"),
        ("CON.txt", "_CON.txt"),
        ("nul .txt", "_nul.txt"),
        ("lpt\u00b9", "_lpt\u00b9"),
        ("\N{FIRE}" * 300 + ".pdf", "\N{FIRE}" * 49 + ".pdf"),
        ("...", "file"),
        ("", "file"),
        ("mail\udcff.eml", "mail.eml"),
        (f"{'x' * 300}.pdf", f"{'x' * (LONGEST - 4)}.pdf"),
        (f"photo.jpg{' ' * 60}.exe", "photo.jpg.exe"),
    ],
)
def test_a_name_is_kept_without_what_hides_or_forbids(name: str, kept: str) -> None:
    assert kept_name(name) == kept


@given(st.text())
def test_a_kept_name_is_a_plain_name_of_a_file(name: str) -> None:
    kept = kept_name(name)
    assert 0 < len(kept) <= LONGEST
    assert len(kept.encode()) <= MOST_BYTES
    assert not set(kept) & set('/\\<>:"|?*\n\r\t\x00\u202e')
    assert kept not in (".", "..")
    assert kept.isprintable()
    assert kept_name(kept) == kept


def archive(*names: str) -> bytes:
    made = io.BytesIO()
    with ZipFile(made, "w") as zipped:
        for name in names:
            zipped.writestr(name, "x")
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("setup.EXE", b"anything"), ("run.sh", b"echo"), ("link.desktop", b""), ("budget.xlsm", b""), ("a.app", b""),
        ("report.pdf", b"MZ\x90\x00"), ("report.pdf", b"\x7fELF\x02"), ("notes.txt", b"#!/bin/sh\n"),
        ("photo.jpg", b"L\x00\x00\x00\x01\x14\x02\x00rest"), ("readme", b"\n[Desktop Entry]\nExec=x"),
        ("readme", b"# a shortcut\n[Desktop Entry]\nExec=x"), ("page.txt", b"\xef\xbb\xbf[InternetShortcut]\r\nURL=x"),
        ("budget.xlsx", archive("xl/workbook.xml", "xl/vbaProject.bin")), ("text.odt", archive("Basic/Standard/x.xml")),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "_VBA_PROJECT".encode("utf-16-le")),
        ("x.settingcontent-ms", b""), ("script.js", b""), ("letter.docx.lnk", b""), ("page.html", b"<p>"),
        ("MAIL.MHT", b""), ("logo.svg", b'<svg xmlns="x"><SCRIPT>alert(1)</SCRIPT></svg>'), ("notes.one", b""),
    ],
)  # fmt: skip
def test_what_may_run_a_program_is_known_by_its_name_or_by_what_is_in_it(name: str, data: bytes) -> None:
    assert runs(name, data)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("quote.pdf", b"%PDF-1.7"), ("photo.jpg", b"\xff\xd8\xff"), ("mail.eml", b"From: a@b"), ("notes", b"plain"),
        ("budget.xlsx", archive("xl/workbook.xml")), ("broken.zip", b"PK\x03\x04 not an archive"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 only text"), ("v1.2 final", b"x"),
        ("logo.svg", b'<svg xmlns="x"><path/></svg>'),
    ],
)  # fmt: skip
def test_documents_and_pictures_are_no_programs(name: str, data: bytes) -> None:
    assert not runs(name, data)
