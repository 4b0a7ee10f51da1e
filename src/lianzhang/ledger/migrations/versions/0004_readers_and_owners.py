"""Documents say which reader read them; a database that several may reach says whose it is"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward: a column and a table more; documents that are there were read by a reader that nobody noted."""
    op.add_column("documents", sa.Column("reader", sa.String(16), nullable=True))
    op.create_table(
        "ledger_owner",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ledger_owner"),
    )


def downgrade() -> None:
    """Back: what the two said goes."""
    op.drop_table("ledger_owner")
    op.drop_column("documents", "reader")
