"""Which categories of the accident criteria a service falls in."""

import pytest
from worlds.accidents import SERVICES, hit, outage

from notices.domain import incident_event as ev
from notices.domain.carrier import Service, ServiceKind
from notices.domain.errors import ConfigurationError
from notices.domain.impact import Effect, EmergencyCalls, EmergencyStatus
from notices.policy.service_classes import ClassOf, classify, read_class_rows
from notices.policy.thresholds import ServiceClass

VOICE, PLAIN_VOICE, DATA = "emergency_voice", "other_voice", "other_data"


@pytest.mark.parametrize(
    ("service", "impact", "expected"),
    [
        (SERVICES[0], hit("voice"), [(VOICE, True)]),
        (SERVICES[2], hit("voice050"), [(PLAIN_VOICE, True)]),
        (SERVICES[3], hit("mobile"), [(VOICE, True), (DATA, True)]),
        (SERVICES[5], hit("hikari"), [(DATA, True)]),
        (SERVICES[6], hit("mail"), [(DATA, True), ("free_message", False)]),
        (SERVICES[7], hit("message"), [("free_internet", True), (DATA, False), ("free_message", False)]),
        (SERVICES[8], hit("iot"), [("lpwa", True), (DATA, False)]),
        (SERVICES[9], hit("cable"), [(DATA, True), ("satellite_submarine", False)]),
        (SERVICES[0], hit("gone"), [(DATA, True)]),
        (
            SERVICES[2],
            ev.ImpactChanged(
                "voice050", Effect.UNUSABLE, emergency_calls=EmergencyCalls(fire=EmergencyStatus.AFFECTED)
            ),
            [(VOICE, True)],
        ),
    ],
)
def test_services_fall_in_categories(service, impact, expected) -> None:
    """By kind and emergency calls; failed emergency calls outweigh it; an unknown service is never left out."""
    impacts = outage("2022-01-01T12:00", impact).impacts
    answers = classify([service], impacts)[impact.service_id]
    assert answers == tuple(ClassOf(ServiceClass(name), is_certain) for name, is_certain in expected)


@pytest.mark.parametrize("kind", ServiceKind)
def test_every_kind_of_service_falls_in_a_category_that_decides(kind) -> None:
    """A new kind without a row would silently never be judged."""
    impacts = outage("2022-01-01T12:00", hit("new")).impacts
    assert any(answer.is_certain for answer in classify([Service("new", "新", kind, ())], impacts)["new"])


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ('kinds = ["telegraph"]', "kinds"),
        ('emergency_calls = "yes"', "emergency_calls"),
        ('fate_tag = ""', "fate_tag"),
        ('classes = ["voice"]', "classes"),
        ('doubtful = ["data"]', "doubtful"),
    ],
)
def test_mistake_is_named_by_entry_and_field(tmp_path, line, field) -> None:
    """Whoever wrote it finds the place at once."""
    path = tmp_path / "a.toml"
    path.write_text(f'[[service]]\nid = "x"\n{line}\n', encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        read_class_rows(path)
    assert (caught.value.details["entry"], caught.value.details["field"]) == ("x", field)
