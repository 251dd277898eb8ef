"""Calls to the API under somebody's key, and a look at everything that is kept."""

import secrets
from dataclasses import dataclass

import requests
from sqlalchemy import select
from worlds.house import APPROVER, START, WRITER

from notices.storage.access import ApiKey, Role
from notices.storage.tables import metadata

VOICE_DOWN = {"fact": "ImpactChanged", "service_id": "voice", "effect": "unusable", "areas": ["千葉県柏市の一部", "13"]}
DETECTED = {"fact": "Detected", "detected_at": "2026-11-21T12:00:00+09:00"}


@dataclass
class Api:
    """Calls under somebody's key, to paths below /api/v1."""

    url: str
    world: object
    tokens: dict[str, str]

    def call(self, method, path, body=None, *, by="writer", language="en", data=None, **headers):
        sent = {"Accept-Language": language, **{name.replace("_", "-"): value for name, value in headers.items()}}
        if by is not None:
            sent["Authorization"] = f"Bearer {self.tokens.get(by, by)}"
        if data is not None:
            sent.setdefault("Content-Type", "application/json")
        return requests.request(method, f"{self.url}/api/v1{path}", json=body, data=data, headers=sent, timeout=30)

    def get(self, path, **more):
        return self.call("GET", path, **more)

    def post(self, path, body=None, **more):
        return self.call("POST", path, body, **more)

    def put(self, path, body=None, **more):
        return self.call("PUT", path, body, **more)

    def add_key(self, name, owner, role):
        self.tokens[name] = f"shuchi_{secrets.token_urlsafe(32)}"
        with self.world.house.database.write() as records:
            records.access.add_key(ApiKey(name, owner, role, START), self.tokens[name])

    def open(self, *facts, by="noc"):
        made = self.post("/incidents", {"facts": facts or [DETECTED, VOICE_DOWN]}, by=by)
        assert made.status_code == 201, made.text
        return made.json()["id"]

    def draft(self, incident_id, kind="first", by="writer", **more):
        made = self.post(f"/incidents/{incident_id}/drafts", {"kind": kind, **more}, by=by)
        assert made.status_code == 201, made.text
        return made.json()["id"]

    def move(self, notice_id, verb, body=None, *, by="writer"):
        """With the version as it stands now."""
        etag = self.get(f"/notices/{notice_id}").headers["ETag"]
        return self.post(f"/notices/{notice_id}/{verb}", body, by=by, If_Match=etag)

    def approve(self, notice_id, *, by="approver"):
        digest = self.get(f"/notices/{notice_id}/preview").json()["digest"]
        return self.move(notice_id, "approve", {"digest": digest}, by=by)

    def everything(self):
        """All rows of all tables."""
        with self.world.house.database.engine.connect() as connection:
            return {t.name: sorted(map(repr, connection.execute(select(t)))) for t in metadata.sorted_tables}


def with_keys(url, world):
    """Calls to this house under the keys of its machines and people; "noc" is trusted, "probe" is not."""
    api = Api(url, world, {})
    api.add_key("noc", "noc", Role.MACHINE)
    api.add_key("probe", "probe", Role.MACHINE)
    api.add_key("viewer", "viewer-1", Role.VIEWER)
    api.add_key("writer", WRITER, Role.EDITOR)
    api.add_key("approver", APPROVER, Role.APPROVER)
    return api
