"""what a database is for: it remembers its mode"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "house",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_house")),
    )
    op.execute("INSERT INTO house (key, value) SELECT 'mode', mode FROM incidents ORDER BY created_at, id LIMIT 1")


def downgrade() -> None:
    op.drop_table("house")
