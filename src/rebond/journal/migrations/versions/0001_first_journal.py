"""The first journal: what every journal of version 1 was made with (schema.sql of then)."""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Nothing came before."""
