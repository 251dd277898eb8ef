"""The tables. Times are aware UTC; facts, contents and details are canonical JSON."""

from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC time on every database; a time without a zone is refused at the door."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuses naive times; SQLite keeps the UTC value without its zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone: {value}")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Gives the zone back."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


incidents = Table(
    "incidents", metadata,
    Column("id", Text, primary_key=True),
    Column("mode", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)  # fmt: skip

incident_events = Table(
    "incident_events", metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("incident_id", ForeignKey("incidents.id"), nullable=False, index=True),
    Column("fact_name", Text, nullable=False),
    Column("fact", Text, nullable=False),
    Column("scope", Integer, nullable=False),
    Column("reporter", Text, nullable=False),
    Column("reported_at", UtcDateTime, nullable=False),
)  # fmt: skip

notices = Table(
    "notices", metadata,
    Column("id", Text, primary_key=True),
    Column("incident_id", ForeignKey("incidents.id"), nullable=False, index=True),
    Column("status", Text, nullable=False),
    Column("number", Integer),
    Column("body", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("version", Integer, nullable=False),
    Column("published_at", UtcDateTime, index=True),
    UniqueConstraint("incident_id", "number"),
)  # fmt: skip
Index(
    "ux_notices_on_its_way", notices.c.incident_id, unique=True,
    sqlite_where=text("status IN ('submitted', 'approved')"),
    postgresql_where=text("status IN ('submitted', 'approved')"),
)  # fmt: skip

renditions = Table(
    "renditions", metadata,
    Column("notice_id", ForeignKey("notices.id"), primary_key=True),
    Column("form", Text, primary_key=True),
    Column("language", Text, primary_key=True),
    Column("text", Text, nullable=False),
)  # fmt: skip

# What lists of the public site say of an incident (`notices.domain.posting`); the title is its newest report's.
postings = Table(
    "postings", metadata,
    Column("incident_id", ForeignKey("incidents.id"), primary_key=True),
    Column("newest_id", ForeignKey("notices.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("report_count", Integer, nullable=False),
    Column("status", Text, nullable=False),
    Column("first_published_at", UtcDateTime, nullable=False),
    Column("last_published_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime, index=True),
    Column("month", Text, nullable=False),
    Column("place", Integer, nullable=False),
    Index("ix_postings_newest", "last_published_at", "incident_id"),
    Index("ix_postings_month", "month", "place"),
)  # fmt: skip

posting_brands = Table(
    "posting_brands", metadata,
    Column("incident_id", ForeignKey("postings.incident_id"), primary_key=True),
    Column("brand_id", Text, primary_key=True),
    Column("last_published_at", UtcDateTime, nullable=False),
    Index("ix_posting_brands_newest", "brand_id", "last_published_at"),
)  # fmt: skip

findings = Table(
    "findings", metadata,
    Column("notice_id", ForeignKey("notices.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("finding", Text, nullable=False),
)  # fmt: skip

deadlines = Table(
    "deadlines", metadata,
    Column("incident_id", ForeignKey("incidents.id"), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("due_at", UtcDateTime, nullable=False),
    Column("state", Text, nullable=False),
    Column("body", Text, nullable=False),
)  # fmt: skip

timers = Table(
    "timers", metadata,
    Column("incident_id", ForeignKey("incidents.id"), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("deadline_key", Text),
    Column("minutes_left", Integer),
    Column("due_at", UtcDateTime, nullable=False),
    Column("fired_at", UtcDateTime),
    Column("is_void", Boolean, nullable=False, server_default=false()),
    Index("ix_timers_due_at", "due_at"),
)  # fmt: skip

holds = Table(
    "holds", metadata,
    Column("incident_id", Text, primary_key=True),
    Column("deadline_key", Text, primary_key=True),
    Column("actor", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)  # fmt: skip

dispatches = Table(
    "dispatches", metadata,
    Column("id", Text, primary_key=True),
    Column("notice_id", ForeignKey("notices.id")),
    Column("report_id", ForeignKey("authority_reports.id")),
    Column("incident_id", ForeignKey("incidents.id"), nullable=False, index=True),
    Column("channel", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("priority", Integer, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("cursor", Text, nullable=False),
    Column("is_expanded", Boolean, nullable=False),
    UniqueConstraint("notice_id", "channel"),
    UniqueConstraint("report_id", "channel"),
)  # fmt: skip

Index(
    "ix_dispatches_open", dispatches.c.channel,
    sqlite_where=text("is_expanded IS 0"), postgresql_where=text("is_expanded IS false"),
)  # fmt: skip

shards = Table(
    "shards", metadata,
    Column("id", Text, primary_key=True),
    Column("dispatch_id", ForeignKey("dispatches.id"), nullable=False, index=True),
    Column("channel", Text, nullable=False),
    Column("priority", Integer, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("next_attempt_at", UtcDateTime),
    Column("owner", Text),
    Column("lease_until", UtcDateTime),
    Column("fence", Integer, nullable=False),
    Index("ix_shards_work", "channel", "next_attempt_at"),
)  # fmt: skip

deliveries = Table(
    "deliveries", metadata,
    Column("id", Text, primary_key=True),
    Column("shard_id", ForeignKey("shards.id"), nullable=False, index=True),
    Column("dispatch_id", ForeignKey("dispatches.id"), nullable=False),
    Column("incident_id", ForeignKey("incidents.id"), nullable=False),
    Column("notice_id", ForeignKey("notices.id")),
    Column("report_id", ForeignKey("authority_reports.id")),
    Column("number", Integer, nullable=False),
    Column("channel", Text, nullable=False),
    Column("recipient_id", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("attempted_at", UtcDateTime),
    Column("next_attempt_at", UtcDateTime),
    Column("settled_at", UtcDateTime),
    Column("detail", Text, nullable=False),
    UniqueConstraint("dispatch_id", "recipient_id"),
    Index("ix_deliveries_order", "incident_id", "channel", "recipient_id", "number"),
)  # fmt: skip

receipts = Table(
    "receipts", metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("delivery_id", ForeignKey("deliveries.id"), nullable=False, index=True),
    Column("status", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("vendor_reference", Text, nullable=False),
    Column("detail", Text, nullable=False),
)  # fmt: skip

authority_reports = Table(
    "authority_reports", metadata,
    Column("id", Text, primary_key=True),
    Column("incident_id", ForeignKey("incidents.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("sent_at", UtcDateTime, nullable=False),
    UniqueConstraint("incident_id", "kind", "number"),
)  # fmt: skip

call_sheets = Table(
    "call_sheets", metadata,
    Column("id", Text, primary_key=True),
    Column("incident_id", ForeignKey("incidents.id"), nullable=False),
    Column("deadline_key", Text, nullable=False),
    Column("authority_id", Text, nullable=False),
    Column("authority", Text, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("ticked_at", UtcDateTime),
    Column("ticked_by", Text, nullable=False, server_default=""),
    Column("outcome", Text, nullable=False, server_default=""),
    Column("script", Text, nullable=False, server_default=""),
    UniqueConstraint("incident_id", "deadline_key", "authority_id"),
)  # fmt: skip

subscribers = Table(
    "subscribers", metadata,
    Column("id", Text, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("mode", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("registered_at", UtcDateTime, nullable=False),
    Column("opted_out_at", UtcDateTime),
    Index("ix_subscribers_channel", "channel", "mode", "id"),
)  # fmt: skip

alarms = Table(
    "alarms", metadata,
    Column("id", Text, primary_key=True),
    Column("incident_id", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("details", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("sent_at", UtcDateTime),
)  # fmt: skip

audit = Table(
    "audit", metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", Text, nullable=False),
    Column("verb", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("previous_hash", Text, nullable=False),
    Column("hash", Text, nullable=False, unique=True),
)  # fmt: skip

house = Table(
    "house", metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)  # fmt: skip
