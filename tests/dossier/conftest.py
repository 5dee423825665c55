"""Fixtures: a journal with something of every kind about a client, and its dossier."""

import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from rebond.actions.attachments import attach
from rebond.actions.dossier_files import write_dossier
from rebond.actions.dossier_text import DossierWish
from rebond.actions.journals import create
from rebond.actions.letter_writing import mark_as_sent
from rebond.actions.records import delete, save
from rebond.charts.dossier_pages import dossier_pdf
from rebond.domain.agreements.kinds import AgreedTask, Agreement, Amendment
from rebond.domain.attachments.kept_files import FileOwner, IncomingFile
from rebond.domain.late.kinds import InvoiceState, StateKind
from rebond.domain.letters.kinds import Letter
from rebond.domain.missions.kinds import Client, Event, EventKind, Invoice, Milestone, Mission, Payment
from rebond.domain.money.kinds import Settings
from rebond.domain.people.kinds import Person
from rebond.domain.proof.dossier import Dossier
from rebond.domain.talks.kinds import Objection, Talk, TalkKind, TalkNote
from rebond.domain.tasks.kinds import Task, TaskOwner
from rebond.domain.worked_days.kinds import WorkedDay
from rebond.journal.heads import short_head
from rebond.journal.journal import Journal
from rebond.journal.queries.dossier_rows import DossierPeriod
from rebond.language import Language

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
#: What is written as it is, whatever it looks like.
HOSTILE = "<b>Atlas</b> & \"Co\" $x$ 'é' {name}\nחברה בע״מ 2026 \u202egnp.exe شركة"


_FOOT = re.compile(
    r" ?(Head of the history, change|Empreinte de l’historique, modification) \d+\s*: [0-9a-f]{64} \d+/\d+"
)


def pages(path: Path) -> list[str]:
    """Return the text of each page of a PDF file, its spaces made one."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(path).pages]


def text(path: Path) -> str:
    """Return the text of all pages without their feet, which may part any two lines."""
    return " ".join(_FOOT.sub("", page) for page in pages(path))


def head_alone(dossier: Dossier, *_rest: object) -> bytes:
    """Pages that hold the head where the script looks for it, and take no time to draw."""
    return f"%PDF-1.7 /Keywords (rebond head {dossier.head})".encode()


def written(
    journal: Journal,
    out: Path,
    *,
    client_id: int = 1,
    period: DossierPeriod | None = None,
    language: str = "en",
    drawn: bool = False,
    preparation: bool = False,
) -> Path:
    """Write a dossier and return its path; the pages of a folder are drawn if `drawn`."""
    with journal.read() as reader:
        client = reader.get(Client, client_id)
    assert client
    wish = DossierWish(client, period or DossierPeriod(), Language.of(language), TODAY, preparation=preparation)
    write_dossier(journal, wish, out, dossier_pdf if drawn or out.suffix == ".pdf" else head_alone)
    return out


Verify = Callable[..., "subprocess.CompletedProcess[str]"]
Make = Callable[..., Path]


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """A journal about Atlas, and a client Other of whom a dossier must tell nothing."""
    journal = create(tmp_path / "own.rebond")
    day = date(2026, 10, 1)
    for row in (
        Settings(id=1, sender="Marie"),
        Client(name="Atlas"), Client(name="Other secret"),
        Person(client_id=1, name="Claire Duval", role="decides", phone="0600000000", note="Private remark"),
        Mission(client_id=1, name="Social media", starts=date(2026, 1, 1), amount=2_000_00),
        Mission(client_id=2, name="Secret mission", starts=date(2026, 1, 1), amount=9_999_00),
        Milestone(mission_id=1, name="Launch", amount=500_00, date=day),
        Agreement(mission_id=1, starts=date(2026, 1, 1), revisions=2, title="Quote 7"),
        AgreedTask(agreement_id=1, name="Twelve posts", minutes=600),
        Amendment(mission_id=1, number="A1", made=day, hourly_rate=80_00),
        Event(mission_id=1, type=EventKind.EXTRA_REQUEST, date=day, time=time(19, 40), text="Six visuals",
              request="Two more visuals?", minutes=90),
        Event(mission_id=1, date=date(2026, 10, 2), text="To be deleted"),
        Event(mission_id=2, date=day, text="Secret entry"),
        Event(mission_id=1, date=date(2025, 3, 1), text="Long before"),
        Talk(client_id=1, type=TalkKind.PAYMENT, date=date(2026, 10, 20), held=date(2026, 10, 21), aim="A day",
             person_id=1),
        Objection(talk_id=1, text="No money", answer="In two parts"),
        TalkNote(talk_id=1, second=61, text="They promise Friday"),
        Invoice(client_id=1, mission_id=1, number="2026-10", month=day, amount=2_000_00, issued=day,
                due=date(2026, 10, 31)),
        Payment(invoice_id=1, date=date(2026, 11, 5), amount=500_00),
        InvoiceState(invoice_id=1, type=StateKind.PROMISED, starts=date(2026, 10, 21), until=date(2026, 11, 20),
                     reason="New bookkeeper"),
        WorkedDay(mission_id=1, date=day, note="Workshop"),
        WorkedDay(mission_id=2, date=day, note="Secret day"),
        Task(text="Pay the rest", due=date(2026, 11, 20), owner=TaskOwner.THEM, mission_id=1, talk_id=1),
    ):  # fmt: skip
        save(journal, row, TODAY)
    with journal.read() as reader:
        event, doomed, head = reader.get(Event, 1), reader.get(Event, 2), short_head(reader)
    assert event
    assert doomed
    save(journal, replace(event, text="Seven visuals"), TODAY)
    delete(journal, doomed)
    attach(journal, FileOwner(1, event_id=1), [IncomingFile("contract.pdf", b"%PDF-1.4 signed")], TODAY)
    letter = Letter(client_id=1, mission_id=1, subject="Recap", text=f"We agreed.\n\n22/11/2026: {head}", sent=TODAY)
    mark_as_sent(journal, letter, NOW)
    return journal


@pytest.fixture
def make(journal: Journal, tmp_path: Path) -> Make:
    """Return a function that writes a dossier and returns its path; the pages of a folder are drawn if `drawn`."""

    def make(name: str = "out", **how: Any) -> Path:
        return written(journal, tmp_path / name, **how)

    return make


@pytest.fixture
def verify() -> Verify:
    """Return a function that runs the script of a dossier's folder, without anything of the program."""

    def run(folder: Path, *arguments: object) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-I", "-X", "utf8", str(folder / "verify.py"), *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, cwd="/")

    return run
