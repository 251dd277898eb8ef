"""From inputs.toml to the table: every mistake told at once, by line and field, and the first row that fits decides."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from worlds.house import CARRIER
from worlds.inputs import PARSE_AREA, TABLE

from notices.domain.errors import ConfigurationError
from notices.domain.impact import Area, Effect, EmergencyCalls, EmergencyStatus, UserCount
from notices.domain.incident_event import IncidentKind
from notices.domain.sharing_scope import SharingScope
from notices.domain.signal import Signal, SignalSource, SignalState
from notices.messages import LANGUAGES, explain
from notices.profile import ProfileErrors, load_carrier
from notices.profile.carrier_toml import EXAMPLE as CARRIER_EXAMPLE
from notices.profile.inputs import InputRow, InputTable, Match
from notices.profile.inputs_toml import EXAMPLE, load_inputs, parse_inputs

NOON = datetime(2026, 11, 21, 3, tzinfo=UTC)
SOUND = '[[rows]]\nid = "a"\nmatch = ["x=1"]\nservice = "voice"\neffect = "unusable"\n'


def read(text: str) -> InputTable:
    return parse_inputs(text, "inputs.toml", CARRIER, PARSE_AREA)


def signal(source: SignalSource = SignalSource.ALERTMANAGER, **fields: str | tuple[str, ...]) -> Signal:
    values = {name: (value,) if isinstance(value, str) else value for name, value in fields.items()}
    return Signal(source, "f", SignalState.FIRING, NOON, values)


def test_every_setting_of_a_row_is_read() -> None:
    """What stands in the file stands in the table."""
    text = SOUND + (
        'sources = ["tmf656"]\nareas = ["千葉県柏市の一部", "13"]\nareas_from = "place"\nequipment_from = "node"\n'
        'users = { value = 5, unit = "users", is_approximate = true, is_at_most = true }\n'
        'emergency_calls = { fire = "affected" }\nkind = "congestion"\nsharing_scope = "carriers"\ngroup = "g"\n'
        'group_by = ["site"]\nhold_seconds = 0\nonset_seconds = 90\n'
    )
    unknown = EmergencyStatus.UNKNOWN
    assert read(text).rows == (
        InputRow(
            id="a",
            matches=(Match("x", "1"),),
            sources=(SignalSource.TMF656,),
            service_id="voice",
            effect=Effect.UNUSABLE,
            areas=(Area("12217", True), Area("13")),
            areas_from="place",
            users=UserCount(5, "users", True, True),
            emergency_calls=EmergencyCalls(unknown, unknown, EmergencyStatus.AFFECTED),
            equipment_from="node",
            kind=IncidentKind.CONGESTION,
            scope=SharingScope.CARRIERS,
            group="g",
            group_by=("site",),
            hold_seconds=0,
            onset_seconds=90,
        ),
    )


def test_the_example_fits_the_example_of_the_profile() -> None:
    """What `shuchi init` writes can be used as it is."""
    table = load_inputs(EXAMPLE, load_carrier(CARRIER_EXAMPLE), PARSE_AREA)
    assert len(table.rows) == 6


def test_the_example_states_the_true_defaults() -> None:
    """A setting that is commented out with its value may be switched on without a change."""
    text, carrier = EXAMPLE.read_text(encoding="utf-8"), load_carrier(CARRIER_EXAMPLE)
    optional = [line for line in text.splitlines() if line.startswith("# ") and " = " in line and ": " not in line]
    switched_on = "\n".join(line[2:] if line in optional else line for line in text.splitlines())
    assert len(optional) == 3
    assert parse_inputs(switched_on, "inputs.toml", carrier, PARSE_AREA) == load_inputs(EXAMPLE, carrier, PARSE_AREA)


MISTAKES = [
    ("", [("rows", "no_tables")]),
    (SOUND.replace("voice", "fax"), [("rows[1].service", "unknown_service_here")]),
    (SOUND.replace("unusable", "broken"), [("rows[1].effect", "unknown_kind")]),
    (SOUND.replace('"x=1"', '"x"'), [("rows[1].match[1]", "bad_match")]),
    (SOUND.replace('"x=1"', '"=1"'), [("rows[1].match[1]", "bad_match")]),
    (SOUND.replace('["x=1"]', "[]"), [("rows[1].match", "empty_list")]),
    (SOUND.replace('effect = "unusable"\n', ""), [("rows[1].effect", "half_a_harm")]),
    (SOUND.replace('service = "voice"\n', ""), [("rows[1].service", "half_a_harm")]),
    ('[[rows]]\nid = "a"\nmatch = ["x=1"]\n', [("rows[1].service", "row_without_claim")]),
    (SOUND + 'areas = ["千葉県かしわ市", "府中市", "99"]\n', [
        ("rows[1].areas[1]", "unknown_area"), ("rows[1].areas[2]", "ambiguous_area"),
        ("rows[1].areas[3]", "unknown_area_code"),
    ]),
    (SOUND + 'areas = ["13", "東京都の一部"]\n', [("rows[1].areas[2]", "twice_in_list")]),
    (SOUND + SOUND, [("rows[2].match", "row_never_reached"), ("rows[2].id", "id_twice")]),
    (SOUND + 'efect = "x"\n', [("rows[1].efect", "unknown_field_near")]),
    (SOUND + 'sources = ["snmp"]\n', [("rows[1].sources[1]", "unknown_kind")]),
    (SOUND + "hold_seconds = -1\n", [("rows[1].hold_seconds", "not_in_range")]),
    (SOUND + 'users = { value = 0, unit = "homes" }\n', [
        ("rows[1].users.value", "not_in_range"), ("rows[1].users.unit", "unknown_kind"),
    ]),
    (SOUND + 'emergency_calls = { police = "yes" }\n', [("rows[1].emergency_calls.police", "unknown_kind")]),
    (SOUND + 'sharing_scope = "everyone"\n', [("rows[1].sharing_scope", "unknown_kind")]),
    ("api_token = 1\n" + SOUND, [("api_token", "secret_here")]),
    ("rows = 1\n", [("rows", "not_tables")]),
    ("[[rows]\n", [("", "toml_unclosed")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MISTAKES)
def test_every_mistake_is_named_by_field(text: str, expected: list[tuple[str, str]]) -> None:
    """And none is left to be found when the alert comes; each has a sentence in both languages."""
    with pytest.raises(ProfileErrors) as refused:
        read(text)
    assert sorted((mistake.field, mistake.code) for mistake in refused.value.mistakes) == sorted(expected)
    sentences = [mistake.sentence(language) for mistake in refused.value.mistakes for language in LANGUAGES]
    assert [sentence for sentence in sentences if "profile." in sentence or "{" in sentence] == []


def test_a_file_that_cannot_be_read_is_named(tmp_path) -> None:
    """A path that leads nowhere, and another encoding."""
    with pytest.raises(ConfigurationError) as refused:
        load_inputs(tmp_path / "inputs.toml", CARRIER, PARSE_AREA)
    assert "SHUCHI_INPUTS_FILE" in explain(refused.value)
    path = tmp_path / "inputs.toml"
    path.write_bytes("# 入力表\n".encode("cp932"))
    with pytest.raises(ProfileErrors):
        load_inputs(path, CARRIER, PARSE_AREA)


ROWS = {
    "voice-down": signal(alertname="VoLTE-x", severity="critical"),
    "voice-slow": signal(alertname="VoLTE-x", severity="warning"),
    "problem": signal(SignalSource.TMF656, priority="1", **{"affectedService.id": ("data", "voice")}),
    "node": signal(job="nodes"),
    None: signal(alertname="volte", severity="critical"),
}


@pytest.mark.parametrize("row_id", ROWS, ids=str)
def test_the_first_row_that_fits_decides(row_id: str | None) -> None:
    """All conditions must hold; any of several values will do; letter case counts."""
    row = read(TABLE).row_for(ROWS[row_id])
    assert (row.id if row else None) == row_id


def test_a_row_may_say_to_leave_alone() -> None:
    """Even what a later row would take; and a row for another source never fits."""
    table = read(TABLE)
    taken = signal(alertname="VoLTE-x", severity="critical", environment="staging")
    problem = signal(SignalSource.TMF621, priority="1", **{"affectedService.id": "voice"})
    assert (table.row_for(taken), table.row_for(problem)) == (None, None)


def test_signals_are_grouped_by_the_values_that_are_named() -> None:
    """And never by mistake: no two lists of values read alike."""
    row = InputRow("r", (), group_by=("a", "b"))
    given = [{"a": "1", "b": "2"}, {"a": "1"}, {"b": "1"}, {"a": ("1", "2")}, {"a": "1,2"}, {"a": '1", "2'}]
    keys = sorted(row.group_key(signal(**each)) for each in given)
    assert row.group_key(signal(a="1", b="2", c="3")) in keys
    assert [one for one, other in pairwise(keys) if one == other] == []


def test_a_value_that_cannot_be_used_is_left_out() -> None:
    """An unknown place, a text full of control characters: the alert itself must count."""
    row = InputRow("r", (), service_id="voice", effect=Effect.UNUSABLE, areas_from="place", equipment_from="node")
    claim = row.claim(signal(place="ほげ, 13、東京都の一部", node="a\u0000b\n" + "c" * 300), PARSE_AREA)
    assert claim.impact is not None
    assert (claim.impact.areas, claim.equipment) == ((Area("13"),), "ab" + "c" * 198)
    nowhere = row.claim(signal(), PARSE_AREA)
    assert (nowhere.impact and nowhere.impact.areas, nowhere.equipment) == (None, "")
