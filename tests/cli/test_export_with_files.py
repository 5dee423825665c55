"""`rebond export` and `rebond import` of a journal whose attached files lie beside the document."""

import json
from pathlib import Path

import pytest

from rebond.actions import exports
from rebond.actions.attachments import attach
from rebond.domain.attachments.kept_files import FileOwner, IncomingFile
from rebond.domain.attachments.kinds import AttachedFile
from rebond.journal.journal import Journal
from tests.actions.taking_in import TODAY

from .conftest import Run

QUOTE = IncomingFile("quote.pdf", b"%PDF" * 500)


@pytest.fixture
def filled(marie: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(exports, "MOST_INSIDE", 1_000)
    with Journal.open(marie) as journal:
        attach(journal, FileOwner(1), [QUOTE], TODAY)
    return marie


def test_both_are_named_and_come_back(run: Run, filled: Path) -> None:
    said = run("export", filled, "out.json")
    assert said.out.splitlines()[0] == f"Written: out.json, and the attached files in {Path('out.files')}"
    assert run("import", "new.rebond", "out.json", "--yes", "--today", TODAY).code == 0
    assert run("export", "new.rebond", Path("again") / "out.json").code == 1
    Path("again").mkdir()
    assert run("export", "new.rebond", Path("again") / "out.json").code == 0
    assert Path("again/out.json").read_bytes() == Path("out.json").read_bytes()
    with Journal.open(Path("new.rebond"), read_only=True) as journal, journal.read() as reader:
        assert [file.name for file in reader.all(AttachedFile)] == ["quote.pdf"]


def test_without_its_folder_nothing_is_imported(run: Run, filled: Path) -> None:
    run("export", filled, "out.json")
    Path("out.files").rename("elsewhere")
    said = run("import", "new.rebond", "out.json", "--yes", "--today", TODAY)
    assert said.code == 1
    assert "lie in the folder “out.files”, which is not beside it" in said.err
    assert not Path("new.rebond").exists()


def test_standard_output_has_no_folder_beside_it(run: Run, filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = run("export", filled, "-")
    assert (said.code, said.out, said.err.count("\n")) == (1, "", 1)
    assert "Export to a file of your disk" in said.err
    monkeypatch.setattr(exports, "MOST_INSIDE", 10_000)
    assert list(json.loads(run("export", filled, "-").out)["attachments"].values())


def test_the_help_says_from_which_size_on(run: Run) -> None:
    assert "more than 4 MB together" in run("export", "--help", "--lang", "en").out
