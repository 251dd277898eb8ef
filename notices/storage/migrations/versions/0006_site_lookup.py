"""where incidents stand on the public site, so that a publication need not read the whole archive"""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "postings",
        sa.Column("incident_id", sa.Text(), nullable=False),
        sa.Column("newest_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("report_count", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("first_published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_postings_incident_id")),
        sa.ForeignKeyConstraint(["newest_id"], ["notices.id"], name=op.f("fk_postings_newest_id")),
        sa.PrimaryKeyConstraint("incident_id", name=op.f("pk_postings")),
    )
    op.create_index(op.f("ix_postings_ended_at"), "postings", ["ended_at"])
    op.create_index("ix_postings_newest", "postings", ["last_published_at", "incident_id"])
    op.create_index("ix_postings_month", "postings", ["month", "place"])
    op.create_table(
        "posting_brands",
        sa.Column("incident_id", sa.Text(), nullable=False),
        sa.Column("brand_id", sa.Text(), nullable=False),
        sa.Column("last_published_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["postings.incident_id"], name=op.f("fk_posting_brands_incident_id")),
        sa.PrimaryKeyConstraint("incident_id", "brand_id", name=op.f("pk_posting_brands")),
    )
    op.create_index("ix_posting_brands_newest", "posting_brands", ["brand_id", "last_published_at"])
    op.add_column("notices", sa.Column("published_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_notices_published_at"), "notices", ["published_at"])
    _write_down_what_is_published()


def _write_down_what_is_published() -> None:
    """From the notices themselves, as they stood when this was written."""
    connection = op.get_bind()
    is_sqlite = connection.dialect.name == "sqlite"
    time = sa.DateTime(timezone=True)
    notices = sa.table("notices", sa.column("id"), sa.column("published_at", time))
    postings = sa.table(
        "postings", *map(sa.column, ("incident_id", "newest_id", "number", "report_count", "status", "month", "place")),
        *(sa.column(name, time) for name in ("first_published_at", "last_published_at", "ended_at")),
    )
    brands = sa.table(
        "posting_brands", sa.column("incident_id"), sa.column("brand_id"), sa.column("last_published_at", time)
    )

    def moment(text: str) -> datetime:
        at = datetime.fromisoformat(text).astimezone(UTC)
        return at.replace(tzinfo=None) if is_sqlite else at

    incidents: dict[str, list[tuple[str, dict[str, Any], datetime]]] = {}
    told = sa.text("SELECT id, incident_id, body FROM notices WHERE status = 'published' ORDER BY incident_id, number")
    for notice_id, incident_id, body in connection.execute(told).all():
        notice = json.loads(body)
        if notice["content"] is None or notice["published_at"] is None:
            continue
        at = moment(notice["published_at"])
        connection.execute(notices.update().where(notices.c.id == notice_id).values(published_at=at))
        incidents.setdefault(incident_id, []).append((notice_id, notice, at))

    places: dict[str, int] = {}
    for incident_id, reports in sorted(incidents.items(), key=lambda item: (item[1][0][2], item[0])):
        newest_id, newest, last_at = reports[-1]
        first_at = reports[0][2]
        japan = first_at + timedelta(hours=9) if is_sqlite else first_at.astimezone(UTC) + timedelta(hours=9)
        month = japan.strftime("%Y-%m")
        places[month] = places.get(month, 0) + 1
        kinds = [notice["kind"] for _, notice, _ in reports]
        is_over = kinds[-1] == "cancellation" or newest["content"]["stage"] == "restored"
        endings = [at for _, notice, at in reports if notice["kind"] in ("restored", "cancellation")]
        connection.execute(
            postings.insert().values(
                incident_id=incident_id, newest_id=newest_id, number=newest["number"], report_count=len(reports),
                status="cancelled" if "cancellation" in kinds else newest["content"]["stage"],
                first_published_at=first_at, last_published_at=last_at,
                ended_at=(endings[-1] if endings else last_at) if is_over else None,
                month=month, place=places[month],
            )
        )
        hit = {brand for _, notice, _ in reports for impact in notice["content"]["impacts"] for brand in impact["brand_ids"]}
        for brand in sorted(hit):
            connection.execute(
                brands.insert().values(incident_id=incident_id, brand_id=brand, last_published_at=last_at)
            )
