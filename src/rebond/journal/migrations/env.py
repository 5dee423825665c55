"""Alembic's environment: runs each migration in one transaction, checked before it is committed.

A migration that changes rows must record that in the history; a column added with the default of its field is none.
`rebuilding` adds columns to a table.
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
