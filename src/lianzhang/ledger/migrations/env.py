"""Where migrations run: in the connection, and so in the transaction, that the ledger gives."""

from alembic import context

from lianzhang.ledger.schema import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True
)
context.run_migrations()
