"""Entry point of the packaged program."""

import sys

from rebond.__main__ import main

sys.exit(main())
