"""The first released format, version 2; `journal.schema` makes it. Version 1 was never released and is refused."""

revision = "0002"
down_revision = None


def upgrade() -> None:
    """Nothing came before."""
