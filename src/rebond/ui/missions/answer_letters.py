"""The letters that answer requests: the amendment, the polite no, the reminder of limits."""

from PySide6.QtWidgets import QWidget

from rebond.domain.missions.kinds import Mission
from rebond.ui.session import Session


def write_letter(
    session: Session,
    parent: QWidget,
    template: str,
    mission_id: int,
    *,
    event_id: int | None = None,
    amendment_id: int | None = None,
) -> None:
    """Open a letter about a request or an amendment of a mission."""
    from rebond.ui.letters.letter_window import open_letter

    with session.journal.read() as reader:
        mission = reader.get(Mission, mission_id)
    if mission:
        open_letter(
            session, parent, template, mission.client_id, mission.id, amendment_id=amendment_id, event_id=event_id
        )
