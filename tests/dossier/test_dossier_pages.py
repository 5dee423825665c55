"""The pages of a dossier tell everything about a client in a period, with when it was written down and changed."""

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from time import process_time

import pytest
from pypdf import PdfReader

from rebond.actions.dossier_fields import dossier_fields, dossier_name
from rebond.actions.dossier_files import write_dossier
from rebond.actions.dossier_text import DossierWish
from rebond.actions.history import redo, undo
from rebond.actions.records import save
from rebond.charts.dossier_pages import dossier_pdf
from rebond.domain.kinds import Unit
from rebond.domain.missions.kinds import Client, Event, EventKind, Mission
from rebond.domain.problems import Refused
from rebond.domain.proof.dossier import Dossier
from rebond.journal.heads import head_of, stated
from rebond.journal.journal import Journal
from rebond.journal.queries.dossier_rows import KINDS_TOLD, DossierPeriod
from rebond.language import Language

from .conftest import HOSTILE, TODAY, Make, pages, text

OCTOBER = DossierPeriod(date(2026, 10, 1), date(2026, 10, 31))


def test_everything_about_the_client_stands_in_it(make: Make) -> None:
    told = text(make("dossier.pdf"))
    for words in (
        "Dossier: Atlas", "The whole time", "by Marie", "Social media", "Launch", "Quote 7", "Twelve posts",
        "Amendment · A1", "Two more visuals?", "They promise Friday", "Recap", "We agreed.", "2026-10",
        "€2,000.00", "Amount paid: €500.00", "State of an invoice: promised", "New bookkeeper",
        "Pay the rest", "Whose task: the client", "contract.pdf",
        "Long before", "Days worked", "1 October 2026: Workshop", "Claire Duval – decides",
        "What became of it by 22 November 2026: broken",
    ):  # fmt: skip
        assert words in told, words
    assert "Secret" not in told


def test_how_a_talk_was_prepared_is_in_it_only_on_demand(make: Make) -> None:
    files = ("rows.json", "history.jsonl")
    folder = make(drawn=True)
    told = text(folder / "dossier.pdf")
    assert "Line noted · late payment, Claire Duval, 21 October 2026" in told
    assert "They promise Friday" in told
    assert "how they were prepared is not in this dossier" in told
    everything = told + "".join((folder / name).read_text("utf-8") for name in files)
    for private in ("No money", "In two parts", "Aim"):
        assert private not in everything, private
    whole = make("with it", drawn=True, preparation=True)
    told = text(whole / "dossier.pdf")
    assert "Talk: late payment" in told
    assert "In two parts" in told
    assert "not in this dossier" not in told


def test_it_says_when_each_was_written_down_and_what_was_changed_since(make: Make) -> None:
    told = text(make("dossier.pdf"))
    assert "What happened: Seven visuals" in told
    assert re.search(r"Written down on \d+ \w+ \d{4} at \d\d:\d\d \(change \d+\) · event 1", told)
    assert re.search(r"Changed on .{8,40} \(change \d+\): What happened was “Six visuals”", told)
    assert "To be deleted" in told
    assert re.search(r"To be deleted Deleted on .{8,40} \(change \d+\)", told)


def test_what_was_not_agreed_and_advice_that_was_not_followed_are_told_as_such(journal: Journal, make: Make) -> None:
    save(journal, Event(mission_id=1, type=EventKind.ADVICE, date=TODAY, text="Keep one line", followed=False), TODAY)
    save(journal, Event(mission_id=1, date=TODAY, text="Run the page too", in_scope=False), TODAY)
    told = text(make("dossier.pdf"))
    assert re.search(r"Keep one line .{0,40}Advice followed: no", told)
    assert re.search(r"Run the page too .{0,40}Agreed: no", told)


def test_what_was_deleted_and_put_back_is_told_so(journal: Journal, make: Make) -> None:
    event = Event(mission_id=1, date=TODAY, text="Twice there")
    change = save(journal, event, TODAY)
    assert change
    undo(journal)
    redo(journal)
    told = text(make("dossier.pdf"))
    assert re.search(r"Twice there Deleted on .{8,40} \(change \d+\) Brought back on", told)


def test_the_head_and_the_number_stand_on_every_page_and_the_contents_lead_to_the_parts(
    journal: Journal, make: Make
) -> None:
    path = make("dossier.pdf")
    all_pages, head = pages(path), stated(head_of(journal.path).hash)
    assert len(all_pages) > 3
    for number, page in enumerate(all_pages, 1):
        assert head in page
        assert f"{number}/{len(all_pages)}" in page
    reader = PdfReader(path)
    for item in reader.outline:
        title, at = str(item.title), reader.get_destination_page_number(item)  # type: ignore[union-attr,arg-type]
        assert title.partition(" (")[0] in all_pages[at]  # type: ignore[index]
        assert f"{title} {at + 1}" in all_pages[0]  # type: ignore[operator]
    links = [one for one in reader.pages[0].annotations or () if one.get_object()["/Subtype"] == "/Link"]
    assert len(links) == len(reader.outline) == 10
    assert PdfReader(path).pdf_header == "%PDF-1.7"


def test_it_says_in_plain_words_what_it_proves_and_what_it_does_not(make: Make) -> None:
    told = text(make("dossier.pdf"))
    assert "It proves order and integrity. It does not prove that what was written is true, who wrote it" in told
    assert "1 message noted as sent states a head of this history" in told
    assert "What cannot be excluded" in told
    assert "verify.py" in told


def test_a_period_tells_what_was_in_it_and_all_about_an_open_invoice(make: Make) -> None:
    told = text(make("dossier.pdf", period=OCTOBER))
    assert "From 1 October 2026 to 31 October 2026" in told
    assert "Seven visuals" in told
    assert "Long before" not in told
    assert "Amount paid" in told, "the invoice was issued in October"
    assert "No letter in this period." in told


def test_an_empty_period_is_said_so(make: Make) -> None:
    told = text(make("dossier.pdf", period=DossierPeriod(date(2020, 1, 1), date(2020, 12, 31))))
    assert "Nothing was written down about Atlas in this period." in told
    for sentence in ("No entry in the journal", "No talk", "No letter", "No invoice", "No task", "No file"):
        assert sentence in told


def test_a_client_without_a_mission_has_a_dossier(journal: Journal, make: Make) -> None:
    save(journal, Client(name="New one"), TODAY)
    told = text(make("dossier.pdf", client_id=3))
    assert "Nothing was written down about New one in this period." in told


@pytest.mark.parametrize("language", ["fr", "en"])
def test_hostile_text_stands_as_it_is_in_every_part(journal: Journal, make: Make, language: str) -> None:
    save(journal, Client(id=1, name="Atlas <i>&</i> \u202eegnar"), TODAY)
    with journal.read() as reader:
        rows = {cls: reader.all(cls)[0] for cls in KINDS_TOLD}
    for cls, row in rows.items():
        names = [field.name for field in cls.declared.fields if field.unit is Unit.LONG]
        if names:
            save(journal, replace(row, **dict.fromkeys(names, HOSTILE)), TODAY)
    told = text(make("dossier.pdf", language=language))
    assert told.count('<b>Atlas</b> & "Co" $x$') > 10
    assert "\u202e" not in told
    assert told.count("חברה") + told.count("חברה"[::-1]) > 10, "in the order of reading or of the page"
    assert "Atlas <i>&</i> egnar" in told
    assert "2026" in told


def test_fifty_pages_are_quick_and_tell_their_progress(journal: Journal, tmp_path: Path) -> None:
    day = date(2026, 1, 1)
    with journal.transaction("import") as transaction:
        transaction.insert_all(
            [Event(mission_id=1, date=day + timedelta(at % 300), text=f"Entry {at}. " + "They said so. " * 12)
             for at in range(520)]
        )  # fmt: skip
    wish = DossierWish(Client(id=1, name="Atlas"), DossierPeriod(), Language.of("en"), TODAY)
    heard: list[float] = []
    began = process_time()
    write_dossier(journal, wish, tmp_path / "long.pdf", dossier_pdf, lambda done, total: heard.append(done / total))
    assert process_time() - began < 30, "some seconds on an idle machine"
    assert len(PdfReader(tmp_path / "long.pdf").pages) >= 50
    assert heard == sorted(heard)
    assert len(heard) > 100
    assert heard[-1] <= 1


@pytest.mark.parametrize("name", ["dossier.pdf", "folder"])
def test_a_cancelled_dossier_leaves_nothing(journal: Journal, tmp_path: Path, name: str) -> None:
    wish = DossierWish(Client(id=1, name="Atlas"), DossierPeriod(), Language.of("en"), TODAY)
    before = sorted(tmp_path.iterdir())
    for share in (0.05, 0.3, 0.72, 0.9):

        def cancel(done: int, total: int, share: float = share) -> None:
            if done >= share * total:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            write_dossier(journal, wish, tmp_path / name, _instantly, cancel)
        assert sorted(tmp_path.iterdir()) == before


def _instantly(dossier: Dossier, *_rest: object) -> bytes:
    return b"%PDF-1.7"


def test_a_folder_that_is_not_empty_is_left_as_it_is(journal: Journal, make: Make, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "mine.txt").write_text("mine")
    with pytest.raises(Refused) as refused:
        make("there")
    assert refused.value.problems[0].code == "dossier_there"
    (tmp_path / "empty").mkdir()
    assert (make("empty") / "SHA256SUMS").is_file()
    with pytest.raises(Refused):
        make(journal.path.name)


def test_every_field_that_is_told_has_a_name_of_its_own() -> None:
    language = Language.of("fr")
    for cls in KINDS_TOLD:
        names = [dossier_name(language, cls, field) for field in dossier_fields(cls)]
        assert len(set(names)) == len(names), (cls, names)
        for field, name in zip(dossier_fields(cls), names, strict=True):
            assert name != field.description.rstrip("."), (cls, field.name)


def test_missions_are_named_where_there_are_several(journal: Journal, make: Make) -> None:
    assert "Mission: Social media" not in text(make("one.pdf"))
    save(journal, Mission(client_id=1, name="Second", starts=date(2026, 2, 1)), TODAY)
    assert "Mission: Social media" in text(make("two.pdf"))
