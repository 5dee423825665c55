"""Version 3: a credit note names the invoice that it corrects, and the settings hold the status and the example.

Nothing is guessed for journals of version 2: their credit notes name none, and their status is not said.
"""

from alembic import op

from rebond.journal.rebuilding import Added, add_columns

revision = "0003"
down_revision = "0002"

#: The columns that are new in this version, by table.
_ADDED = {
    "invoice": (
        Added(
            "corrects_id",
            "INTEGER",
            constraints=("FOREIGN KEY (corrects_id) REFERENCES invoice (id) ON DELETE RESTRICT",),
        ),
    ),
    "settings": (
        Added("status", "TEXT NOT NULL", "''"),
        Added("example", "INTEGER NOT NULL", "0", ("CHECK (example IN (0, 1))",)),
    ),
}
_INDEXES = ("CREATE INDEX invoice_by_corrects_id ON invoice (corrects_id)",)


def upgrade() -> None:
    for table, columns in _ADDED.items():
        add_columns(op.get_bind(), table, columns)
    for statement in _INDEXES:
        op.execute(statement)
