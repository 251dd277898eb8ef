"""reports to authorities and call sheets; a dispatch carries a notice or such a report"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "authority_reports",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("incident_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_authority_reports_incident_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authority_reports")),
        sa.UniqueConstraint("incident_id", "kind", "number", name=op.f("uq_authority_reports_incident_id_kind_number")),
    )
    op.create_table(
        "call_sheets",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("incident_id", sa.Text(), nullable=False),
        sa.Column("deadline_key", sa.Text(), nullable=False),
        sa.Column("authority_id", sa.Text(), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ticked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ticked_by", sa.Text(), nullable=False, server_default=""),
        sa.Column("outcome", sa.Text(), nullable=False, server_default=""),
        sa.Column("script", sa.Text(), nullable=False, server_default=""),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_call_sheets_incident_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_sheets")),
        sa.UniqueConstraint(
            "incident_id", "deadline_key", "authority_id",
            name=op.f("uq_call_sheets_incident_id_deadline_key_authority_id"),
        ),
    )
    for table in ("dispatches", "deliveries"):
        with op.batch_alter_table(table) as batch:
            batch.alter_column("notice_id", existing_type=sa.Text(), nullable=True)
            batch.add_column(sa.Column("report_id", sa.Text(), nullable=True))
            batch.create_foreign_key(f"fk_{table}_report_id", "authority_reports", ["report_id"], ["id"])
            if table == "dispatches":
                batch.create_unique_constraint("uq_dispatches_report_id_channel", ["report_id", "channel"])
