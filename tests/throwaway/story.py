"""Checks of everything derived for a new kind, run by `test_throwaway_kind` in a process that declares it."""

import gettext
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from rebond.actions.action import said
from rebond.actions.erasing import erase
from rebond.actions.example import create_example
from rebond.actions.exports import export_document
from rebond.actions.history import redo, restore, undo
from rebond.actions.imports import carry_out, preview
from rebond.actions.journals import create
from rebond.actions.records import delete, save
from rebond.domain.missions.kinds import Mission
from rebond.domain.problems import Refused
from rebond.domain.prospecting.kinds import Contact
from rebond.domain.registry import KINDS
from rebond.exchange.document import json_schema
from rebond.journal import blobs
from rebond.journal.backup import backup
from rebond.journal.check import check
from rebond.journal.history import changes, trash
from rebond.journal.journal import Journal
from rebond.journal.search import search
from rebond.language import Language
from rebond.sentences import counted, label, sentence
from tests.actions.test_round_trip import (
    test_each_reference_comes_back_to_the_row_it_meant as test_it_comes_back_among_the_others,  # noqa: F401
)
from tests.throwaway.guarantee import FRENCH, FRENCH_COUNT, Guarantee, State

TODAY = date(2026, 11, 22)
PAPER = b"%PDF-1.7 signed by both"
ENGLISH = Language.of("en")


class _French(gettext.NullTranslations):
    """The kind's sentences in French, as its catalogue would hold them."""

    def gettext(self, message: str) -> str:
        return FRENCH.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return FRENCH_COUNT[n > 1] if msgid1 == "{count} guarantee" else (msgid1 if n == 1 else msgid2)


@pytest.fixture(scope="session", autouse=True)
def french() -> Language:
    language = Language.of("fr")
    language.catalogue.add_fallback(_French())
    return language


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """Marie's journal with one guarantee of her first mission, signed by the first contact."""
    with create_example(tmp_path / "marie.rebond", ENGLISH, TODAY) as journal:
        with journal.transaction("add_guarantee", {"name": "A-1"}) as transaction:
            file = transaction.attach(PAPER)
            transaction.insert(
                Guarantee(
                    mission_id=1, contact_id=1, number="A-1", title="Reels", state=State.SIGNED,
                    signed=date(2026, 11, 2), text="Two reels a month, Qualitätsprüfung included", file=file,
                )
            )  # fmt: skip
        yield journal


def guarantees(journal: Journal) -> tuple[Guarantee, ...]:
    with journal.read() as reader:
        return reader.all(Guarantee)


def test_it_is_stored_and_checked(journal: Journal) -> None:
    assert Guarantee in KINDS
    (found,) = guarantees(journal)
    assert found.state is State.SIGNED
    with journal.read() as reader:
        assert blobs.content(reader.sqlite, found.file) == PAPER
    assert check(journal.path) == ()


def test_its_rules_and_its_unique_key_refuse_beside_their_field(journal: Journal, french: Language) -> None:
    for row, code, field in (
        (Guarantee(mission_id=1, number="A-1"), "guarantee_taken", "number"),
        (Guarantee(mission_id=1, number="A-2", state=State.SIGNED), "signed_without_file", "file"),
        (Guarantee(mission_id=1, number="x" * 201), "too_long", "number"),
    ):
        with pytest.raises(Refused) as caught:
            save(journal, row, TODAY)
        (problem,) = caught.value.problems
        assert (problem.code, problem.field) == (code, field)
        assert sentence(french, problem) != sentence(ENGLISH, problem)
    save(journal, Guarantee(mission_id=2, number="A-1"), TODAY)


def test_it_is_searched(journal: Journal) -> None:
    with journal.read() as reader:
        for words in ("qualitatspruf", "A-1", "reel"):
            assert ("guarantee", 1) in [(hit.kind, hit.id) for hit in search(reader, words)]


def test_it_is_exported_with_its_references_and_its_file_and_imported_again(journal: Journal, tmp_path: Path) -> None:
    export_document(journal, tmp_path / "a.json")
    document = json.loads((tmp_path / "a.json").read_text("utf-8"))
    (record,) = document["guarantees"]
    with journal.read() as reader:
        mission, contact = reader.get(Mission, 1), reader.get(Contact, 1)
    assert mission is not None
    assert contact is not None
    assert (record["mission"], record["contact"]) == (mission.name, contact.name)
    assert list(document["attachments"]) == [record["file"]]
    assert "guarantees" in json_schema.schema()["properties"]
    with create(tmp_path / "b.rebond") as other:
        shown = preview(other, [tmp_path / "a.json"], TODAY)
        assert shown.problems == ()
        assert counted(ENGLISH, "guarantee", shown.added["guarantee"]) == "1 guarantee"
        carry_out(other, shown, TODAY)
        export_document(other, tmp_path / "b.json")
        assert check(other.path) == ()
        assert preview(other, [tmp_path / "a.json"], TODAY).steps == ()
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_a_file_that_is_not_whole_is_told_and_not_taken(journal: Journal, tmp_path: Path) -> None:
    export_document(journal, tmp_path / "a.json")
    document = json.loads((tmp_path / "a.json").read_text("utf-8"))
    document["attachments"] = dict.fromkeys(document["attachments"], "AAAA")
    (tmp_path / "c.json").write_text(json.dumps(document), "utf-8")
    with create(tmp_path / "b.rebond") as other:
        codes = [problem.code for problem in preview(other, [tmp_path / "c.json"], TODAY).problems]
    assert sorted(codes) == ["document_attachment_broken", "document_attachment_missing"]


def test_it_is_deleted_undone_and_brought_back_and_its_file_stays_as_long(journal: Journal) -> None:
    (row,) = guarantees(journal)
    delete(journal, row)
    assert guarantees(journal) == ()
    undo(journal)
    assert guarantees(journal) == (row,)
    redo(journal)
    with journal.read() as reader:
        (trashed,) = trash(reader, limit=5)
    assert [(gone.kind, gone.id) for gone in trashed.rows] == [("guarantee", 1)]
    restore(journal, trashed.change.seq)
    assert guarantees(journal) == (row,)
    assert check(journal.path) == ()


def test_a_mission_takes_it_along_and_a_contact_leaves_it(journal: Journal) -> None:
    with journal.read() as reader:
        mission, contact = reader.get(Mission, 1), reader.get(Contact, 1)
    assert mission is not None
    assert contact is not None
    delete(journal, contact)
    assert [row.contact_id for row in guarantees(journal)] == [None]
    delete(journal, mission)
    assert guarantees(journal) == ()
    undo(journal)
    undo(journal)
    assert [row.contact_id for row in guarantees(journal)] == [1]


def test_it_is_erased_with_its_client_and_so_is_its_file(journal: Journal) -> None:
    from rebond.actions.erasing import erasable

    (atlas,) = erasable(journal, "Atlas")
    erase(journal, atlas)
    assert guarantees(journal) == ()
    assert check(journal.path) == ()
    journal.close()
    held = journal.path.read_bytes()
    assert PAPER not in held
    assert "Qualitätsprüfung".encode() not in held


def test_a_deleted_rows_file_outlasts_the_erasure_of_somebody_else(journal: Journal) -> None:
    (row,) = guarantees(journal)
    delete(journal, row)
    save(journal, Contact(name="Somebody Else"), TODAY)
    with journal.read() as reader:
        (other,) = reader.matching(Contact, name="Somebody Else")
    erase(journal, other)
    with journal.read() as reader:
        assert blobs.content(reader.sqlite, row.file) == PAPER
        deletion = next(found.change.seq for found in trash(reader, limit=5) if found.rows[0].kind == "guarantee")
    restore(journal, deletion)
    assert guarantees(journal) == (row,)
    assert check(journal.path) == ()


def test_too_large_a_file_is_refused_by_its_size(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blobs, "LARGEST", 2 * 2**20)
    with pytest.raises(Refused) as caught, journal.transaction("add_guarantee") as transaction:
        transaction.attach(b"x" * (2 * 2**20 + 1))
    (problem,) = caught.value.problems
    assert (problem.code, problem.facts) == ("attachment_too_large", {"size": 3, "largest": 2})


def test_a_backup_holds_its_file_and_a_check_notices_one_that_was_changed(journal: Journal, tmp_path: Path) -> None:
    copy = backup(journal.path, TODAY, tmp_path / "copy.rebond")
    journal.close()
    assert check(copy) == ()
    assert PAPER in copy.read_bytes()
    copy.write_bytes(copy.read_bytes().replace(PAPER, PAPER[::-1]))
    assert [problem.code for problem in check(copy)] == ["check_attachment"]


def test_it_is_said_in_both_languages(journal: Journal, french: Language) -> None:
    (row,) = guarantees(journal)
    delete(journal, row)
    with journal.read() as reader:
        deleted, added = changes(reader, limit=2)
    said_of = [(said(language, one.action, one.facts)) for language in (ENGLISH, french) for one in (added, deleted)]
    assert said_of == [
        "Guarantee added: A-1", "Guarantee deleted: A-1",
        "Garantie ajoutée\N{NO-BREAK SPACE}: A-1", "Garantie supprimée\N{NO-BREAK SPACE}: A-1",
    ]  # fmt: skip
    assert [label(language, State.SIGNED) for language in (ENGLISH, french)] == ["signed", "signée"]
    assert [counted(french, "guarantee", count) for count in (1, 3)] == ["1 garantie", "3 garanties"]


@pytest.mark.parametrize(
    ("code", "history", "trashed", "kind"),
    [
        ("en", "Guarantee deleted: A-1", "Guarantee deleted: A-1", "Guarantee"),
        ("fr", "Garantie supprimée\N{NO-BREAK SPACE}: A-1", "Garantie supprimée\N{NO-BREAK SPACE}: A-1", "Garantie"),
    ],
)
def test_the_window_shows_it_in_history_trash_and_search(
    journal: Journal, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, history: str,
    trashed: str, kind: str,
) -> None:  # fmt: skip
    from rebond import preferences
    from rebond.ui.history_dialog import HistoryDialog
    from rebond.ui.program import Program
    from rebond.ui.search_dialog import SearchDialog

    monkeypatch.setenv("REBOND_CONFIG_DIR", str(tmp_path / "config"))
    preferences.save(preferences.Preferences(language=code, theme="light"))
    journal.close()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    program = Program(app, lambda: TODAY)
    window = program.open(journal.path)
    try:
        assert window.workspace is not None
        session = window.workspace.session
        search_dialog = SearchDialog(session, window)
        search_dialog.chosen.connect(window.workspace.reveal)
        search_dialog.show()
        QTest.keyClicks(search_dialog._line, "qualitatspr")
        search_dialog._after_frame.catch_up()
        assert search_dialog._found.item(0).text().startswith(kind)
        QTest.keyClick(search_dialog._line, Qt.Key.Key_Return)
        line = window.workspace.missions.missions.line()
        assert line.key == ("mission", 1)
        (row,) = guarantees(session.journal)
        session.do(delete, session.journal, row)
        dialog = HistoryDialog(session, window)
        dialog.show()
        shown = [shown_in(view) for view in dialog.findChildren(QTableView)]
        assert history in shown[0]
        assert trashed in shown[1]
        dialog.close()
    finally:
        window.close()
        program.stop()
        window.deleteLater()


def shown_in(view: Any) -> list[str]:
    """The texts of the second column of a table."""
    model = view.model()
    return [str(model.index(row, 1).data()) for row in range(model.rowCount())]
