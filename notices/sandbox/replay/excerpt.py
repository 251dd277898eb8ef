"""The texts a scenario gives at one moment, without a replay: for people who write templates."""

from datetime import datetime

from channels.registry import SPECS
from notices.areas.table import load_areas
from notices.areas.words import load_area_words
from notices.desk.compose import Brief, compose
from notices.domain import incident_event as ev
from notices.domain.channel_spec import measures_of
from notices.domain.errors import InputError
from notices.domain.incident import Incident, fold, visible_to
from notices.domain.incident_event import IncidentEvent, Mode, Reporter, ReporterKind
from notices.domain.notice_content import NoticeKind
from notices.domain.rendition import Rendition
from notices.domain.sharing_scope import SharingScope
from notices.policy.deadlines import promise
from notices.rendering.formats import japan_date_digits
from notices.rendering.renderer import Renderer
from notices.sandbox.replay.facts import FactReader
from notices.sandbox.replay.fiction import fiction
from notices.sandbox.replay.invented_carrier import invent
from notices.sandbox.replay.scenario import Scenario

ENDED = frozenset({NoticeKind.RESTORED, NoticeKind.CAUSE, NoticeKind.CANCELLATION})


def render_at(scenario: Scenario, at: datetime, kind: NoticeKind) -> tuple[Rendition, ...]:
    """Every form of the notice the clock would issue at `at` from typed facts alone.

    Raises InputError when nothing was known yet by then.
    """
    invented = invent(scenario, {})
    reader = FactReader(invented.service_ids, invented.veil, load_areas(), load_area_words())
    incident = _public_view(scenario, at, reader)
    promised = None if kind in ENDED else promise(incident, invented.carrier.clock, at)
    brief = Brief(kind=kind, number=1, as_of=at, next_update_at=promised, is_automatic=True)
    measures = measures_of(SPECS.values())
    return Renderer(measures=measures).render(compose(incident, brief, invented.carrier))


def _public_view(scenario: Scenario, at: datetime, reader: FactReader) -> Incident:
    known = [fact for fact in scenario.facts if fact.at <= at]
    if not known:
        raise InputError("nothing_known_yet", at=at.isoformat(), scenario=scenario.id)
    incident_id = f"{japan_date_digits(known[0].at)}-1"
    facts: list[tuple[datetime, ev.AnyFact]] = [
        (known[0].at, ev.Opened(scenario.kind or ev.IncidentKind.OUTAGE, Mode.REPLAY))
    ]
    if scenario.occurred_at is not None:
        facts.append((known[0].at, ev.OnsetEstimated(scenario.occurred_at)))
    facts += [(fact.at, reported.fact) for fact in known for reported in reader.read(fact)]
    noc = Reporter(fiction()["carrier"]["trusted_source"], ReporterKind.TRUSTED_SOURCE, "noc")
    events = [
        IncidentEvent(str(number), incident_id, fact, noc, told_at, fact.default_scope)
        for number, (told_at, fact) in enumerate(facts)
    ]
    return fold(incident_id, visible_to(events, SharingScope.PUBLIC))
