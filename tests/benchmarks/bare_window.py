"""The baseline of the start time: a bare window and `import sqlalchemy.orm`, to the first frame painted.

Prints milliseconds since the process began, as `rebond --time-start` does, and quits.
"""

import sys

import sqlalchemy.orm  # noqa: F401 - its import is part of what is measured
from PySide6.QtWidgets import QApplication, QWidget

from rebond.ui.first_frame import after_first_frame, milliseconds_since_start

app = QApplication([])
window = QWidget()
window.resize(1280, 820)


def tell() -> None:
    sys.stdout.write(f"{milliseconds_since_start():.0f}\n")
    sys.stdout.flush()
    app.quit()


after_first_frame(window, tell)
window.show()
app.exec()
