"""Lets Ctrl+C end the packaged program without a traceback while it is not yet the program that runs.

It runs before what PyInstaller itself runs first; frozen.py gives Ctrl+C back to the program.
"""

# `signal` itself imports for ten milliseconds, in which Ctrl+C would be heard.
import _signal  # type: ignore[import-not-found]

if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:  # else whoever started it has it ignore Ctrl+C
    _signal.signal(_signal.SIGINT, _signal.SIG_DFL)
