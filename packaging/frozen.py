"""Entry point of the packaged program."""

import signal
import sys

from rebond.__main__ import main

if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:  # see silent_interrupt.py
    signal.signal(signal.SIGINT, signal.default_int_handler)
sys.exit(main())
