"""A version that only the tests know: clients have a colour."""

import os

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.execute("ALTER TABLE client ADD COLUMN colour TEXT NOT NULL DEFAULT ''")
    op.execute("UPDATE client SET colour = 'blue'")
    if "REBOND_TEST_KILL" in os.environ:
        os.kill(os.getpid(), 9)
    if "REBOND_TEST_FAIL" in os.environ:
        op.execute("UPDATE client SET note = NULL")
