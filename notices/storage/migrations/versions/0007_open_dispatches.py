"""the few dispatches whose recipients are not all written, found without looking at all the others"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_dispatches_open", "dispatches", ["channel"],
        sqlite_where=sa.text("is_expanded IS 0"), postgresql_where=sa.text("is_expanded IS false"),
    )
