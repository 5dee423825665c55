"""The windows of a talk: the form of a new one, its preparation, the view beside the call, and what follows it."""

from PySide6.QtWidgets import QWidget

from rebond.domain.missions.kinds import Event, Mission
from rebond.domain.talks.advice import kind_for
from rebond.domain.talks.kinds import Talk
from rebond.ui.session import Session


def plan_talk(session: Session, parent: QWidget, client_id: int, mission_id: int | None) -> None:
    """Open the form of a new talk with a client."""
    from rebond.ui.talks.talk_form import TalkForm

    TalkForm(session, Talk(client_id=client_id, mission_id=mission_id, type=kind_for(None)), parent).open()


def plan_talk_about(session: Session, parent: QWidget, event: Event) -> None:
    """Open the form of a new talk about an entry of a mission's journal."""
    from rebond.ui.talks.talk_form import TalkForm

    with session.journal.read() as reader:
        mission = reader.get(Mission, event.mission_id)
    if mission:
        talk = Talk(client_id=mission.client_id, mission_id=mission.id, cause_id=event.id, type=kind_for(event))
        TalkForm(session, talk, parent).open()


def open_talk(session: Session, parent: QWidget, talk_id: int) -> None:
    """Open a talk: its preparation, or what follows it once it was held."""
    with session.journal.read() as reader:
        talk = reader.get(Talk, talk_id)
    if talk and talk.held:
        open_after(session, parent, talk_id)
    elif talk:
        prepare_talk(session, parent, talk_id)


def prepare_talk(session: Session, parent: QWidget, talk_id: int) -> None:
    """Open the preparation of a talk."""
    from rebond.ui.talks.talk_window import TalkWindow

    with session.journal.read() as reader:
        talk = reader.get(Talk, talk_id)
    if talk:
        TalkWindow(session, talk, parent).open()


def hold_talk(session: Session, parent: QWidget, talk_id: int) -> None:
    """Open the view beside the call, whose clock runs at once."""
    from rebond.ui.talks.call_window import CallWindow

    with session.journal.read() as reader:
        talk = reader.get(Talk, talk_id)
    if talk:
        CallWindow(session, talk, parent).open()


def open_after(session: Session, parent: QWidget, talk_id: int) -> None:
    """Open what follows a talk: its lines, its promises, and its recap."""
    from rebond.ui.talks.after_window import AfterWindow

    with session.journal.read() as reader:
        talk = reader.get(Talk, talk_id)
    if talk:
        AfterWindow(session, talk, parent).open()
