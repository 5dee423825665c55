"""The page of a preparation: what is proposed stands in it, too, and it is written, previewed and printed."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rebond.actions.records import save
from rebond.domain.talks.kinds import TalkChannel
from rebond.journal.heads import short_head
from rebond.ui.printing.dialogs import PreviewPage, PrintPage
from rebond.ui.session import Session
from rebond.ui.talks.talk_printing import preview, print_it, sheet, write
from rebond.ui.talks.talk_window import TalkWindow
from tests.ui.conftest import TODAY
from tests.ui.talks.conftest import SUNDAY, talk_of


def test_the_page_holds_ones_own_words_and_what_is_proposed(session: Session, over: QWidget) -> None:
    session.do(save, session.journal, replace(talk_of(session), aim="Peace", own_best=True), TODAY)
    window = TalkWindow(session, talk_of(session), over)
    view = sheet(session, window._shown)
    texts = dict(view.parts)
    assert view.title == "Limits · Claire"
    assert texts["What I aim at"] == "Peace"
    assert texts["My first sentence"].startswith("I am calling about your message")
    (how, reason) = view.above
    assert how.endswith("by video")
    assert reason.startswith("By video or telephone: calm can be heard")
    assert "And in five?" not in texts, "what says nothing is left out"
    assert ("It was just a quick message.", view.objections[0][1]) == view.objections[0]
    assert [done for _text, done in view.checks] == [False, False, False, True]
    assert any(SUNDAY in fact for fact in view.facts)
    with session.journal.read() as reader:
        assert view.head == short_head(reader)
    window._leave()


def test_the_reason_of_the_channel_is_that_of_the_advised_one(session: Session, over: QWidget) -> None:
    session.do(save, session.journal, replace(talk_of(session), channel=TalkChannel.WRITING), TODAY)
    window = TalkWindow(session, talk_of(session), over)
    assert sheet(session, window._shown).above[1].startswith("Advised: by video. By video or telephone: calm")
    window._leave()


def test_it_is_written_as_a_pdf(session: Session, over: QWidget, qtbot: QtBot, tmp_path: Path) -> None:
    window = TalkWindow(session, talk_of(session), over)
    path = tmp_path / "talk.pdf"
    write(session, sheet(session, window._shown), path, over)
    qtbot.waitUntil(path.is_file, timeout=10_000)
    assert path.read_bytes().startswith(b"%PDF")
    window._leave()


def test_it_is_previewed_and_printed(session: Session, over: QWidget) -> None:
    window = TalkWindow(session, talk_of(session), over)
    preview(session, window._shown, over)
    print_it(session, window._shown, over)
    for kind in (PreviewPage, PrintPage):
        (dialog,) = over.findChildren(kind)
        dialog.reject()
    window._leave()
