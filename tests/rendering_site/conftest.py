"""A fictitious carrier, and incidents with finished fragments as the renderer makes them."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import escape

import pytest
from worlds.site import Site, Told

from notices.domain.carrier import Brand, Carrier, Service, ServiceKind
from notices.domain.impact import Effect, EmergencyCalls, ImpactStatus
from notices.domain.incident_event import IncidentKind, Mode
from notices.domain.notice_content import Contact, NoticeContent, NoticeKind, Stage, StatedImpact
from notices.rendering.site.model import PublishedReport

START = datetime(2018, 12, 6, 4, 39, tzinfo=UTC)
KEEP_POSTED = timedelta(days=2)


@pytest.fixture(scope="session")
def carrier() -> Carrier:
    """Two brands, one of which is hit in the samples."""
    return Carrier(
        id="minato",
        name="みなとモバイル",
        is_designated_public_institution=True,
        site_url="https://status.minato.example/notices",
        brands=(Brand("minato", "みなとモバイル"), Brand("hato", "はとフォン")),
        services=(Service("lte", "LTEサービス", ServiceKind.MOBILE, ("minato",)),),
        contacts=(Contact("お客さまセンター", "0120-000-000", "9時から20時まで"),),
        official_accounts=("https://x.com/minato_example", "@minato_example"),
    )


def make_content(incident_id: str, number: int, kind: NoticeKind, stage: Stage, onset_at: datetime) -> NoticeContent:
    """What one report states."""
    return NoticeContent(
        incident_id=incident_id,
        kind=kind,
        number=number,
        mode=Mode.NORMAL,
        incident_kind=IncidentKind.OUTAGE,
        carrier_name="みなとモバイル",
        as_of=onset_at + timedelta(hours=number),
        onset_at=onset_at,
        is_onset_known=True,
        is_onset_approximate=True,
        stage=stage,
        impacts=(StatedImpact("lte", "LTEサービス", ("minato",), Effect.HARD_TO_USE, None, None, ImpactStatus.ACTIVE),),
        users=None,
        emergency_calls=EmergencyCalls(),
        page_url=f"https://status.minato.example/notices/incidents/{incident_id}/",
        next_update_at=None if stage is Stage.RESTORED else onset_at + timedelta(hours=number + 1),
    )


def make_report(content: NoticeContent, published_at: datetime, note: str = "") -> PublishedReport:
    """Finished fragments. `note` makes a report unlike any other, so that it compresses badly."""
    label = {NoticeKind.RESTORED: "【復旧】", NoticeKind.CORRECTION: "【訂正】"}.get(content.kind, "【障害発生】")
    mark = "【再現】" if content.mode is Mode.REPLAY else ""
    title = f"{mark}{label}LTEサービスのご利用について（第{content.number}報） <&>"
    return PublishedReport(
        content=content,
        title=title,
        page=f'<article class="report" id="report-{content.number}"><h2>{escape(title)}</h2><p>{note}</p>'
        "<dl><dt>影響地域</dt><dd>全国</dd></dl></article>",
        entry=f"<p>{escape(title)}</p><p>LTEサービスが利用しづらい状況です。</p>",
        payload=json.dumps({"incident_id": content.incident_id, "number": content.number}, sort_keys=True),
        published_at=published_at,
    )


Incident = Callable[..., Told]


@pytest.fixture(scope="session")
def incident() -> Incident:
    """Makes an incident of `reports` hourly reports; the last is the restored report when `is_restored`."""

    def make(
        incident_id: str = "20181206-1", reports: int = 3, *, is_restored: bool = False, start: datetime = START,
        note: Callable[[int], str] = lambda _number: "", mode: Mode = Mode.NORMAL,
    ) -> Told:  # fmt: skip
        made = []
        for number in range(1, reports + 1):
            is_last_word = is_restored and number == reports
            kind = NoticeKind.RESTORED if is_last_word else NoticeKind.FIRST if number == 1 else NoticeKind.UPDATE
            stage = Stage.RESTORED if is_last_word else Stage.ONGOING
            content = replace(make_content(incident_id, number, kind, stage, start), mode=mode)
            made.append(make_report(content, start + timedelta(hours=number), note(number)))
        until = made[-1].published_at + KEEP_POSTED if is_restored else None
        return Told(incident_id, tuple(made), ("minato",), until)

    return make


@pytest.fixture(scope="session")
def site(carrier: Carrier) -> Callable[..., Site]:
    """The site with some incidents, half a day after the first began unless another time is given."""

    def make(*histories: Told, now: datetime = START + timedelta(hours=12), mode: Mode = Mode.NORMAL) -> Site:
        return Site(carrier=carrier, told=histories, now=now, mode=mode)

    return make
