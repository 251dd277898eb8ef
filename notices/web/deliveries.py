"""Deliveries: what became of each report with each recipient."""

from fastapi import APIRouter, Response

from notices.desk.incident_state import full_incident
from notices.desk.ports import StoredDelivery
from notices.storage.database import Records
from notices.web.call import Answer, Reading
from notices.web.schemas.duties import Deliveries, DeliveryOut

router = APIRouter(prefix="/api/v1/incidents/{incident_id}/deliveries", tags=["deliveries"])


@router.get("", response_model=Deliveries)
def list_deliveries(incident_id: str, call: Reading) -> Response:
    """Every delivery of an incident's reports."""

    def look(records: Records) -> Answer:
        full_incident(records, incident_id)
        return Answer(Deliveries(deliveries=[_out(row) for row in records.deliveries.of_incident(incident_id)]))

    return call.read(look)


def _out(delivery: StoredDelivery) -> DeliveryOut:
    names = set(DeliveryOut.model_fields) - {"recipient_id"}
    return DeliveryOut(recipient_id=delivery.recipient.id, **{name: getattr(delivery, name) for name in names})
