"""Alembic's environment: runs each migration in one transaction, checked before it is committed.

A migration that changes rows must record that in the history. One that rebuilds a table must copy its row of
sqlite_sequence, so that no id is used twice.
"""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    transactional_ddl=True,
    transaction_per_migration=True,
    on_version_apply=context.config.attributes["after_each"],
)
with context.begin_transaction():
    context.run_migrations()
