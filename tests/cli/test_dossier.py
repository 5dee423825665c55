"""`rebond dossier`: all about a client as a PDF or a folder, of a period, cancelled without a trace."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from rebond.actions import dossier_files

from .conftest import Run


def text(path: Path) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(path).pages)


def test_a_pdf_holds_all_and_its_proof(run: Run, marie: Path, tmp_path: Path) -> None:
    before = marie.read_bytes()
    said = run("dossier", marie, "atlas", tmp_path / "out.pdf")
    assert said.code == 0, said.err
    assert said.out == "Written: out.pdf\n"
    assert "Dossier: Atlas" in text(tmp_path / "out.pdf")
    assert {"verify.py", "rows.json", "history.jsonl", "SHA256SUMS"} <= PdfReader(
        tmp_path / "out.pdf"
    ).attachments.keys()
    assert marie.read_bytes() == before


def test_a_folder_of_a_period_in_french_verifies(run: Run, marie: Path, tmp_path: Path) -> None:
    out = tmp_path / "dossier"
    said = run("dossier", marie, "Atlas", out, "--from", "2026-09-01", "--to", "2026-09-30", "--lang", "fr")
    assert said.code == 0, said.err
    assert "30 septembre 2026" in text(out / "dossier.pdf")
    done = subprocess.run([sys.executable, "-I", out / "verify.py"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_how_talks_were_prepared_is_in_it_only_if_asked_for(run: Run, marie: Path, tmp_path: Path) -> None:
    aim = "Return to the hours of the quote"
    for option, holds in (((), False), (("--preparation",), True)):
        out = tmp_path / f"dossier {holds}"
        assert run("dossier", marie, "Atlas", out, *option).code == 0
        assert (aim in text(out / "dossier.pdf")) is holds
        assert (aim in (out / "history.jsonl").read_text("utf-8")) is holds


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("Nobody", "out.pdf"), "There is no client “Nobody”"),
        (("Atlas", "out.pdf", "--from", "soon"), "--from: “soon” is not a day of the calendar"),
        (("Atlas", "out.pdf", "--from", "2026-09-02", "--to", "2026-09-01"), "the last day lies before the first"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    run: Run, marie: Path, arguments: tuple[str, ...], told: str
) -> None:
    said = run("dossier", marie, *arguments)
    assert said.code == 2
    assert told in said.err
    assert not Path("out.pdf").exists()


def test_a_folder_with_something_in_it_stays(run: Run, marie: Path, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "mine").write_text("")
    said = run("dossier", marie, "Atlas", tmp_path / "there")
    assert said.code == 1
    assert "there is there already, and not empty" in said.err
    assert [path.name for path in (tmp_path / "there").iterdir()] == ["mine"]


def test_ctrl_c_leaves_nothing_half_done(
    run: Run, marie: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "here" / "dossier"
    real = dossier_files.dossier

    def interrupted(*arguments: object) -> object:
        signal.raise_signal(signal.SIGINT)
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(dossier_files, "dossier", interrupted)
    said = run("dossier", marie, "Atlas", out)
    assert said.code == 130
    assert [*out.parent.iterdir()] == [marie]
