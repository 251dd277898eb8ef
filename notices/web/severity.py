"""Whether an incident is a serious accident (重大な事故), or will be one if it goes on (D1)."""

from datetime import datetime

from fastapi import APIRouter, Response

from notices.desk.duty_state import judgements_of
from notices.desk.incident_state import full_incident
from notices.messages import say
from notices.policy.severity import Judgement, foresee
from notices.policy.severity_words import tell, tell_notes
from notices.rendering.formats import format_day, format_time
from notices.storage.database import Records
from notices.web.call import Answer, Reading
from notices.web.schemas.authorities import JudgementOut, Severity

router = APIRouter(prefix="/api/v1/incidents/{incident_id}/severity", tags=["authorities"])


@router.get("", response_model=Severity)
def read_severity(incident_id: str, call: Reading) -> Response:
    """Judged by the criteria of the day of onset; what is only recommended, or doubtful, warns. With its source."""

    def look(records: Records) -> Answer:
        judgements = judgements_of(call.desk, full_incident(records, incident_id), call.now)
        coming = foresee(judgements)
        return Answer(
            Severity(
                judgements=[_out(judgement, call.language) for judgement in judgements],
                foreseen=_sentence(coming, call.language) if coming is not None else None,
            )
        )

    return call.read(look)


def _out(judgement: Judgement, language: str) -> JudgementOut:
    return JudgementOut(
        service_class=judgement.service_class, criteria=judgement.period.id, clause=judgement.clause,
        verdict=judgement.verdict, weight=judgement.weight, at=judgement.at, service_ids=judgement.service_ids,
        users=judgement.users.value if judgement.users is not None else None,
        elapsed_minutes=int(judgement.elapsed.total_seconds() // 60), is_running=judgement.is_running,
        sentence=_sentence(judgement, language), notes=tell_notes(judgement, say, language),
        confidence=judgement.confidence, source=judgement.period.source,
    )  # fmt: skip


def _sentence(judgement: Judgement, language: str) -> str:
    return tell(judgement, say, _shown, language)


def _shown(moment: datetime) -> str:
    return f"{format_day(moment)} {format_time(moment)}"
