"""Helpers of the tests of importing: a journal, files, previews and problems."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

from rebond.actions import imports, journals
from rebond.actions.imports.previewed import Preview
from rebond.journal.history import Change
from rebond.journal.journal import Journal

TODAY = dt.date(2026, 11, 22)

#: The first worked example of the runway as a person would write it by hand.
SHORT: dict[str, Any] = {
    "charge_rates": [{"social": 25.6}],
    "clients": ["Atlas", "Perret"],
    "missions": [
        {"client": "Atlas", "name": "Social media", "starts": "2026-07-01", "amount": 240000, "notice": 1},
        {
            "client": "Perret", "name": "Newsletter", "starts": "2026-09-01", "ends": "2027-03-31",
            "amount": 60000, "terms_days": 15,
        },
    ],
    "invoices": [
        {"client": "Atlas", "month": "2026-07", "amount": 240000, "paid": "2026-09-09"},
        {"client": "Atlas", "month": "2026-08", "amount": 240000, "paid": "2026-10-12"},
        {"client": "Atlas", "month": "2026-09", "amount": 240000, "paid": "2026-11-20"},
        {"client": "Atlas", "month": "2026-10", "amount": 240000},
        {"client": "Perret", "month": "2026-10", "amount": 60000},
    ],
    "accounts": [
        {"name": "Savings", "balances": [{"date": "2026-11-20", "amount": 900000}]},
        {"name": "Provision", "counted": False, "balances": [{"date": "2026-11-20", "amount": 150000}]},
    ],
    "expenses": [
        {"name": "Living", "amount": 190000, "first": "2026-01-01"},
        {"name": "Leisure", "amount": 35000, "first": "2026-01-05", "essential": False},
        {"name": "Insurance", "amount": 42000, "every": "year", "first": "2026-02-15"},
    ],
}  # fmt: skip


def new_journal(folder: Path, name: str = "marie") -> Journal:
    return journals.create(folder / f"{name}.rebond")


def written(folder: Path, content: Any, name: str = "in.json") -> Path:
    """Write a file: a document as JSON with one key a line, bytes and text unchanged."""
    path = folder / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content if isinstance(content, str) else json.dumps(content, indent=1), "utf-8")
    return path


def seen(journal: Journal, *paths: Path, today: dt.date = TODAY) -> Preview:
    return imports.preview(journal, paths, today)


def take_in(journal: Journal, *paths: Path, today: dt.date = TODAY, **how: Any) -> Change | None:
    return imports.carry_out(journal, seen(journal, *paths, today=today), today, **how)


def told(preview: Preview) -> list[tuple[str, int | None]]:
    return [(problem.code, problem.line) for problem in preview.problems]
