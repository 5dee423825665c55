"""The command that checks everything leaves nothing of its own running and nothing of the person's touched."""

import signal
import sys
import time
from pathlib import Path

import pytest

import check


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the tests use the real screen")
def test_the_virtual_screen_is_there_for_the_tests_and_gone_after_them() -> None:
    with check.virtual_screen({"XDG_CONFIG_HOME": "kept"}) as screen:
        socket = Path("/tmp/.X11-unix", f"X{screen['DISPLAY'].removeprefix(':')}")  # noqa: S108
        assert socket.exists()
        assert screen["XDG_CONFIG_HOME"] == "kept"
    assert not socket.exists()


def test_the_tested_program_remembers_things_in_a_folder_that_is_removed() -> None:
    with check.own_settings() as settings:
        folder = Path(settings["XDG_DATA_HOME"]).parent
        assert folder.is_dir()
        assert {Path(home).parent for home in settings.values()} == {folder}
    assert not folder.exists()


def test_a_failing_check_ends_all_with_its_exit_code(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        check.run("mypy", sys.executable, "-c", "import sys; sys.exit(3)")
    assert end.value.code == 3
    assert "mypy failed (exit code 3)" in capfd.readouterr().err


def test_a_system_that_lacks_a_program_is_given_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check.sys, "platform", "linux")
    monkeypatch.setattr(check.shutil, "which", lambda name, **_: None if name == "openbox" else f"/bin/{name}")
    monkeypatch.setattr(check.os, "getuid", lambda: 1000, raising=False)
    monkeypatch.setattr(
        check.subprocess, "run", lambda *_, **__: check.subprocess.CompletedProcess([], 0, "libxcb-cursor0\n", "")
    )
    with pytest.raises(SystemExit) as end:
        check.install_system_packages(package=True)
    assert str(end.value.code).endswith("sudo apt-get install --yes --no-install-recommends openbox libxcb-cursor0")


def lane(*codes: str) -> list[check.Step]:
    return [check.Step(f"step {number}", [sys.executable, "-c", code], {}) for number, code in enumerate(codes)]


def test_steps_beside_show_what_they_print_and_end_all_at_the_first_that_fails(
    capfd: pytest.CaptureFixture[str],
) -> None:
    steps = lane("print('one')", "print('two'); raise SystemExit(4)", "print('three')")
    with check.beside(steps) as others:
        assert others.finish() == 4
    said = capfd.readouterr().out
    assert said.index("step 0") < said.index("one") < said.index("step 1") < said.index("two")
    assert "three" not in said


def test_what_still_runs_beside_is_ended_as_by_ctrl_c_and_puts_away_what_it_started(tmp_path: Path) -> None:
    waits = f"""
import pathlib, time
pathlib.Path({str(tmp_path / "begun")!r}).touch()
try:
    time.sleep(600)
finally:
    pathlib.Path({str(tmp_path / "put away")!r}).touch()
"""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # as `check.main` does
    try:
        with check.beside(lane(waits, "print('never')")) as others:
            while not (tmp_path / "begun").exists():
                time.sleep(0.02)
    finally:
        signal.signal(signal.SIGINT, before)
    assert not others.is_alive()
    assert (tmp_path / "put away").exists()
