"""An ordinary morning: a contact is logged, an event is noted, and a change is undone."""

from pathlib import Path

from PySide6.QtCore import Qt

from rebond.domain.missions.kinds import Event
from rebond.domain.prospecting.kinds import ChannelId, Contact, Interaction
from rebond.ui.prospecting.log_dialog import LogDialog
from tests.stories.conftest import TODAY, Person


def test_a_contact_is_logged_by_keyboard_with_eight_keys_besides_its_words(person: Person, example: Path) -> None:
    person.starts(example)
    before = person.pressed
    person.presses(Qt.Key.Key_L, ctrl=True)
    person.dialog(LogDialog)
    person.types("Camille Arnaud")
    person.presses(Qt.Key.Key_Tab)
    person.types("e-")
    person.presses(Qt.Key.Key_Tab)
    person.types("Wants a quote for a web site")
    person.presses(Qt.Key.Key_Tab)
    person.types("Send the quote")
    person.presses(Qt.Key.Key_Tab)
    person.types("+7")
    person.presses(Qt.Key.Key_Return)  # says that she is new
    person.presses(Qt.Key.Key_Return)
    assert person.pressed - before <= 8

    with person.program.journal.read() as reader:  # type: ignore[union-attr]
        (contact,) = reader.matching(Contact, name="Camille Arnaud")
        (interaction,) = reader.matching(Interaction, contact_id=contact.id)
    assert (contact.next_step, str(contact.next_date)) == ("Send the quote", "2026-11-29")
    assert (interaction.channel_id, interaction.text, interaction.date) == (
        ChannelId.EMAIL,
        "Wants a quote for a web site",
        TODAY,
    )
    assert "Camille Arnaud" in person.window.statusBar().currentMessage()


def test_an_event_is_written_and_undone_after_a_restart(person: Person, example: Path) -> None:
    person.starts(example)
    person.types("Asked for three more posts by tomorrow")
    person.presses(Qt.Key.Key_Return)
    assert _events(person, "Asked for three more posts by tomorrow") == 1

    person.starts(example)
    assert _events(person, "Asked for three more posts by tomorrow") == 1
    person.presses(Qt.Key.Key_Z, ctrl=True)
    assert _events(person, "Asked for three more posts by tomorrow") == 0
    assert "three more posts" in person.window.statusBar().currentMessage()

    person.presses(Qt.Key.Key_Z, ctrl=True, shift=True)
    assert _events(person, "Asked for three more posts by tomorrow") == 1


def _events(person: Person, text: str) -> int:
    with person.program.journal.read() as reader:  # type: ignore[union-attr]
        return len(reader.matching(Event, text=text))
