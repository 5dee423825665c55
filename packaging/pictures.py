"""Makes the README's pictures from the example: `.venv/bin/python packaging/pictures.py`."""

import os
import sys
import tempfile
from datetime import date
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "pictures"
#: The example's dates are relative to this day, so that the pictures change only when the program does.
TODAY = date(2026, 11, 22)
NAMES = ("missions", "runway", "prospection")


def main() -> None:
    """Open the example, look at each tab, and keep what is seen."""
    from PySide6.QtCore import QSize
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from rebond import preferences
    from rebond.actions.example import create_example
    from rebond.language import Language
    from rebond.preferences import Preferences
    from rebond.ui.money.tab import RunwayTab
    from rebond.ui.program import Program
    from rebond.ui.workspace import TABS

    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["REBOND_CONFIG_DIR"] = os.environ["MPLCONFIGDIR"] = folder
        preferences.save(Preferences(language="en", theme="light"))
        app = QApplication(sys.argv)
        program = Program(app, lambda: TODAY)
        window = program.work_on(create_example(Path(folder, "Marie.rebond"), Language.of("en"), TODAY))
        window.resize(QSize(1280, 800))
        workspace = window.workspace
        assert workspace  # noqa: S101 - a journal is open
        for tab_name, name in zip(TABS, NAMES, strict=True):
            tab = workspace.show_tab(tab_name)
            if isinstance(tab, RunwayTab):
                tab.choose(*workspace.session.outlook.largest[:1])
            QTest.qWait(1500)  # until the charts are drawn in their final size
            window.grab().save(str(FOLDER / f"{name}.png"))
        window.close()
        program.stop()


if __name__ == "__main__":
    main()
