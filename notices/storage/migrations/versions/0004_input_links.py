"""alerts and tickets of the carrier's own systems, and the incidents they belong to"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "input_links",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("group_key", sa.Text(), nullable=False),
        sa.Column("incident_id", sa.Text(), nullable=True),
        sa.Column("claim", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tell_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reporter", sa.Text(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_input_links_incident_id")),
        sa.PrimaryKeyConstraint("source", "external_id", name=op.f("pk_input_links")),
    )
    op.create_index(op.f("ix_input_links_group_key"), "input_links", ["group_key"])
    op.create_index(op.f("ix_input_links_incident_id"), "input_links", ["incident_id"])
    op.create_index(op.f("ix_input_links_tell_at"), "input_links", ["tell_at"])
