"""Lets Ctrl+C end the packaged program without a traceback while it is not yet the program that runs.

It runs before what PyInstaller itself runs first; frozen.py gives Ctrl+C back to the program.
"""

import signal

if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # else whoever started it has it ignore Ctrl+C
    signal.signal(signal.SIGINT, signal.SIG_DFL)
