"""Makes up the carrier a scenario does not describe: profile, services, partners, subscribers, standing approval."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from notices.domain.carrier import (
    AlarmRoutes,
    Brand,
    Carrier,
    ClockSettings,
    Partner,
    Service,
    ServiceKind,
    StandingApproval,
)
from notices.domain.delivery import Recipient
from notices.domain.incident_event import Mode
from notices.domain.notice_content import Contact, NoticeKind
from notices.sandbox.replay.fiction import Veil, fiction, veil_for
from notices.sandbox.replay.scenario import Scenario

CHANNELS = ("website", "feed", "x", "sms", "mvno", "mail")


@dataclass(frozen=True, slots=True)
class Invented:
    """What was made up. `service_ids`: the scenario's own service names → service ids; `assumed`: codes to print."""

    carrier: Carrier
    subscribers: tuple[Recipient, ...]
    service_ids: Mapping[str, str]
    veil: Veil
    assumed: tuple[tuple[str, Mapping[str, str]], ...]


def invent(scenario: Scenario, webhook_urls: Mapping[str, str]) -> Invented:
    """`webhook_urls`: where the sandbox receives for each partner id."""
    own = fiction()["carrier"]
    veil = veil_for(scenario.carrier_name, scenario.brands, scenario.downstream)
    brand_names = list(dict.fromkeys(veil.over(brand) for brand in scenario.brands)) or own["brands"][:1]
    brands = tuple(Brand(f"brand{n}", name) for n, name in enumerate(brand_names, 1))
    names = service_names(scenario)
    service_ids = {name: f"service{n}" for n, name in enumerate(names, 1)}
    services = tuple(_service(service_ids[name], veil.over(name), brands) for name in names)
    if not services:
        services = (_service("service1", own["brands"][0], brands),)
    carrier = Carrier(
        id=own["id"],
        name=own["name"],
        is_designated_public_institution=scenario.is_designated,
        site_url=own["site_url"],
        brands=brands,
        services=services,
        contacts=(
            Contact(
                own["contact_label"], own["contact_value"], own["contact_hours"], tuple(own["contact_labels"].items())
            ),
        ),
        names=tuple(own["names"].items()),
        clock=ClockSettings(is_disaster_interval_used=scenario.has_disaster_interval),
        official_accounts=tuple(own["official_accounts"]),
        apology=own["apology"],
        partners=_partners(webhook_urls),
        standing_approvals=(_approval(own["approver"], scenario.facts[-1].at),),
        trusted_sources=(own["trusted_source"],),
        alarms=AlarmRoutes(mails=tuple(fiction()["staff"]["mails"])),
    )
    subscribers = tuple(
        Recipient(f"subscriber-{n}", "sms", number, mode=Mode.REPLAY)
        for n, number in enumerate(fiction()["subscribers"]["numbers"], 1)
    )
    assumed = (
        ("assumed.carrier", {"name": carrier.name, "brands": ", ".join(brand_names)}),
        ("assumed.services", {"count": str(len(services))}),
        ("assumed.partners", {"count": str(len(carrier.partners))}),
        ("assumed.subscribers", {"count": str(len(subscribers))}),
        ("assumed.standing_approval", {"channels": ", ".join(CHANNELS)}),
    )
    return Invented(carrier, subscribers, service_ids, veil, assumed)


def service_names(scenario: Scenario) -> list[str]:
    """Every service the facts name, in order of appearance."""
    named = [fact.data.get("service") for fact in scenario.facts if fact.what == "service"]
    named += [name for fact in scenario.facts for name in fact.data.get("retract", ())]
    return [name for name in dict.fromkeys(named) if isinstance(name, str) and name]


def _service(service_id: str, name: str, brands: tuple[Brand, ...]) -> Service:
    row: Mapping[str, Any] = next(
        (row for row in fiction()["service_kind"] if any(word in name for word in row["words"])), {}
    )
    return Service(
        id=service_id,
        name=name,
        kind=ServiceKind(row.get("kind", "other")),
        brand_ids=tuple(brand.id for brand in brands),
        fate_tags=tuple(row.get("fate_tags", ())),
        has_emergency_calls=bool(row.get("has_emergency_calls", False)),
        short_name=fiction()["short_names"].get(name, ""),
    )


def _partners(webhook_urls: Mapping[str, str]) -> tuple[Partner, ...]:
    return tuple(
        Partner(
            id=row["id"], name=row["name"], first_choice=row["first_choice"],
            webhook_url=webhook_urls.get(row["id"], ""),
            secret_name=f"partner_{row['id']}" if row["first_choice"] == "webhook" else "", mail=row.get("mail", ""),
        )
        for row in fiction()["partner"]
    )  # fmt: skip


def _approval(approver: str, last_fact_at: datetime) -> StandingApproval:
    return StandingApproval(
        id="replay", approved_by=approver, kinds=(NoticeKind.FIRST, NoticeKind.UPDATE), channels=CHANNELS,
        expires_at=last_fact_at + timedelta(days=365),
    )  # fmt: skip
