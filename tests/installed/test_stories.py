"""The stories that matter most, told by keyboard with the installed program."""

import datetime as dt
import json
from pathlib import Path

from pypdf import PdfReader

from .conftest import Desk, wait_for

#: The title of the set-up.
SET_UP = "Your first figures"


def test_the_first_day(installed: Path, desk: Desk) -> None:
    window = desk.launches()
    asking = desk.dialog(lambda: desk.presses("Return"))  # the first door: a new journal
    journal = desk.home / "mine.rebond"
    desk.types(str(journal))
    desk.presses("Return")
    setup = desk.window(SET_UP)
    desk.presses("Home", "Tab")  # the first status
    for text in ("9000", "1900", "Atlas", "2400"):
        desk.types(text)
        desk.presses("Tab")
    desk.presses("Return")
    desk.gone(setup)
    assert asking not in desk.windows()
    found = wait_for(lambda: desk.json("rebond", "runway", journal, "--json"))
    assert found["opening"] == 9_000_00
    assert found["largest"] == ["Atlas"]
    assert "mine" in wait_for(lambda: desk.title(desk.windows()[-1])), window
    assert desk.log() == ""


def test_atlas_leaves(installed: Path, desk: Desk) -> None:
    journal = desk.home / "marie.rebond"
    desk.runs("rebond", "example", journal)
    desk.opens(journal)
    desk.presses("ctrl+2", "space")  # the first client who may leave is the largest
    page = desk.home / "page.pdf"
    desk.dialog(lambda: desk.presses("ctrl+shift+e"))
    desk.types(str(page))
    desk.presses("Return")
    wait_for(page.is_file)
    text = " ".join(PdfReader(page).pages[0].extract_text().split())
    assert "If Atlas leaves today" in text
    assert desk.log() == ""


def test_a_morning(installed: Path, desk: Desk) -> None:
    journal = desk.home / "mine.rebond"
    start = desk.home / "start.json"
    mission = {"client": "Atlas", "name": "Posts", "amount": 100_000, "starts": "2026-01-01"}
    start.write_text(json.dumps({"clients": ["Atlas"], "missions": [mission]}))
    desk.runs("rebond", "import", journal, start, "--yes")
    window = desk.launches(journal)
    dialog = desk.dialog(lambda: desk.presses("ctrl+l"))
    desk.types("Camille Arnaud")
    desk.presses("Tab", "Tab")
    desk.types("Wants a quote")
    desk.presses("Tab")
    desk.types("Send the quote")
    desk.presses("Tab")
    desk.types("+7")
    desk.presses("Return")
    desk.gone(dialog)
    desk.activates(window)
    desk.presses("ctrl+j")
    desk.types("Asked for three more posts by tomorrow")
    desk.presses("Return")

    def kept() -> dict[str, list[dict[str, str]]] | None:
        found = desk.json("rebond", "export", journal, "-")
        return found if found.get("events") else None

    found = wait_for(kept, "the event")
    (contact,) = found["contacts"]
    assert (contact["name"], contact["next_step"]) == ("Camille Arnaud", "Send the quote")
    assert contact["next_date"] == (dt.date.today() + dt.timedelta(7)).isoformat()  # noqa: DTZ011 - the person's own day
    assert "three more posts" in found["events"][0]["text"]
    desk.presses("ctrl+z")
    wait_for(lambda: not desk.json("rebond", "export", journal, "-").get("events"), "the event to be taken back")
    assert desk.log() == ""
