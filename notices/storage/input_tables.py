"""The table of what the carrier's own systems told, on the same metadata."""

from sqlalchemy import Column, ForeignKey, Table, Text

from notices.storage.tables import UtcDateTime, metadata

# One row for each alert or ticket, as it stands. `claim`: what a row of inputs.toml makes of it; `as_of`: what moment
# its latest statement is about; `tell_at`: when its end is told unless it fires again before; `reporter`: who said so.
input_links = Table(
    "input_links", metadata,
    Column("source", Text, primary_key=True),
    Column("external_id", Text, primary_key=True),
    Column("group_key", Text, nullable=False, index=True),
    Column("incident_id", ForeignKey("incidents.id"), index=True),
    Column("claim", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("as_of", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("tell_at", UtcDateTime, index=True),
    Column("reporter", Text, nullable=False),
    Column("first_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
)  # fmt: skip
