"""Deliveries: what became of each report with each recipient."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from notices.desk.draft_notice import get_notice
from notices.desk.incident_state import full_incident
from notices.desk.ports import Dispatch, StoredDelivery
from notices.domain.errors import InputError
from notices.storage.database import Records
from notices.web.call import Answer, Reading
from notices.web.schemas.duties import Deliveries, DeliveryOut

router = APIRouter(prefix="/api/v1/incidents/{incident_id}/deliveries", tags=["deliveries"])


@router.get("", response_model=Deliveries)
def list_deliveries(
    incident_id: str, call: Reading, notice: Annotated[str | None, Query(min_length=1, max_length=100)] = None
) -> Response:
    """Every delivery of an incident's reports, or those of the notice with this id."""

    def is_meant(row: StoredDelivery | Dispatch) -> bool:
        return row.incident_id == incident_id and (notice is None or row.notice_id == notice)

    def look(records: Records) -> Answer:
        full_incident(records, incident_id)
        if notice is not None and get_notice(records, notice).incident_id != incident_id:
            raise InputError("unknown_notice", notice=notice)
        rows = [_out(row) for row in records.deliveries.of_incident(incident_id) if is_meant(row)]
        to_expand = records.deliveries.dispatches_to_expand(tuple(call.desk.specs))
        pending = {dispatch.channel for dispatch in to_expand if is_meant(dispatch)}
        return Answer(Deliveries(deliveries=rows, pending_channels=tuple(sorted(pending))))

    return call.read(look)


def _out(delivery: StoredDelivery) -> DeliveryOut:
    names = set(DeliveryOut.model_fields) - {"recipient_id"}
    return DeliveryOut(recipient_id=delivery.recipient.id, **{name: getattr(delivery, name) for name in names})
