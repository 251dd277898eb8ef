"""The API's own tables, on the same metadata: who may call, and what was answered to whom."""

from sqlalchemy import Column, ForeignKey, Integer, Table, Text

from notices.storage.tables import UtcDateTime, metadata

# `hash`: SHA-256 of the token. The token itself is shown once and kept nowhere.
api_keys = Table(
    "api_keys", metadata,
    Column("id", Text, primary_key=True),
    Column("hash", Text, nullable=False, unique=True),
    Column("owner", Text, nullable=False, index=True),
    Column("role", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("revoked_at", UtcDateTime),
)  # fmt: skip

# `fingerprint`: what was asked; the same idempotency key with anything else is refused.
api_answers = Table(
    "api_answers", metadata,
    Column("key_id", ForeignKey("api_keys.id"), primary_key=True),
    Column("idempotency_key", Text, primary_key=True),
    Column("fingerprint", Text, nullable=False),
    Column("status", Integer, nullable=False),
    Column("headers", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False, index=True),
)  # fmt: skip
