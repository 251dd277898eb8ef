"""The chain that makes the audit trail tamper-evident (S2): every entry's hash covers the one before."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime

from notices.desk.ports import AuditEntry

GENESIS = "0" * 64


def link(seq: int, at: datetime, actor: str, verb: str, subject: str, detail: str, previous_hash: str) -> AuditEntry:
    """The next entry of the chain. `detail` is canonical JSON; people appear by account id only."""
    covered = [seq, at.astimezone(UTC).isoformat(timespec="microseconds"), actor, verb, subject, detail, previous_hash]
    digest = hashlib.sha256(json.dumps(covered, ensure_ascii=False).encode()).hexdigest()
    return AuditEntry(seq, at, actor, verb, subject, detail, previous_hash, digest)


def first_broken(entries: Iterable[AuditEntry]) -> int | None:
    """The number of the first entry that does not fit the chain, or None when the whole chain holds."""
    previous, expected = GENESIS, 1
    for entry in entries:
        again = link(entry.seq, entry.at, entry.actor, entry.verb, entry.subject, entry.detail, previous)
        if entry.seq != expected or entry.previous_hash != previous or entry.hash != again.hash:
            return entry.seq
        previous, expected = entry.hash, expected + 1
    return None
