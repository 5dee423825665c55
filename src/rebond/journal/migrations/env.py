"""How Alembic runs the migrations: each in one transaction, which is checked before it ends.

A migration that changes rows must leave the history saying so, and one that makes a table anew copies its row of
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
