"""The command that checks everything leaves nothing of its own running and nothing of the person's touched."""

import sys
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
