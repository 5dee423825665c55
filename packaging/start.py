"""Starts Rebond on a machine that has only Python and pip; the first time it sets everything up.

    python3 packaging/start.py [FILE | COMMAND ...]

No newer syntax than old Pythons can read, up to the line that sends them away.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit("Rebond needs Python 3.11 or newer; this is Python %d.%d." % sys.version_info[:2])

from environment import RUN, set_up_or_exit

set_up_or_exit(RUN)
RUN.become("-m", "rebond", *sys.argv[1:])
