"""Version 2, the first released format, which `journal.schema` creates; version 1 was never released."""

revision = "0002"
down_revision = None


def upgrade() -> None:
    """No change: there is no earlier released version."""
