"""The dated criteria as data: no gap, no overlap, and every mistake named."""

from datetime import timedelta

import pytest

from notices.domain.errors import ConfigurationError
from notices.messages import LANGUAGES, catalogue
from notices.policy.thresholds import PeriodStatus, ServiceClass, load_periods, read_periods

PERIOD = {
    "id": '"p"',
    "basis": '"58条"',
    "basis_en": '"art. 58"',
    "status": '"in_force"',
    "valid_from": "2019-04-01",
    "confidence": '"high"',
    "source": '"S002"',
}
ROW = {"id": '"r"', "classes": '["other_data"]', "hours": "2", "users": "30000"}


@pytest.mark.parametrize("service_class", sorted(set(ServiceClass) - {ServiceClass.FREE_MESSAGE}))
def test_one_period_decides_each_category_on_each_day(service_class) -> None:
    """No gap and no overlap from 1985 on."""
    starts = sorted({period.valid_from for period in load_periods()})
    days = [start - timedelta(days=1) for start in starts[1:]] + starts
    deciding_periods = {
        day: [
            period.id
            for period in load_periods()
            if period.status is PeriodStatus.IN_FORCE and period.is_valid_on(day) and period.rows_for(service_class)
        ]
        for day in days
    }
    assert {day: found for day, found in deciding_periods.items() if len(found) != 1} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_the_criteria_say_has_its_sentence(language) -> None:
    """Counting rules and conditions of the rows are keys of the catalogues."""
    codes = {code for period in load_periods() for row in period.rows for code in (*row.counting, *row.condition)}
    needed = {f"severity.note.{code}" for code in codes} | {f"severity.class.{name}" for name in ServiceClass}
    assert needed - set(catalogue(language)) == set()


@pytest.mark.parametrize(
    ("period", "row", "code", "field"),
    [
        ({"basis": None}, {}, "policy_field_missing", "basis"),
        ({"valid_from": None}, {}, "policy_field_missing", "valid_from"),
        ({"valid_to": '"2020-01-01"'}, {}, "policy_field_wrong", "valid_to"),
        ({"status": '"maybe"'}, {}, "policy_field_wrong", "status"),
        ({"valid_til": "2020-01-01"}, {}, "policy_field_unknown", "valid_til"),
        ({}, {"hours": None}, "policy_field_missing", "hours"),
        ({}, {"hours": "0"}, "policy_field_wrong", "hours"),
        ({}, {"users": "true"}, "policy_field_wrong", "users"),
        ({}, {"unit": '"lines"'}, "policy_field_wrong", "unit"),
        ({}, {"classes": "[]"}, "policy_field_wrong", "classes"),
        ({}, {"classes": '["data"]'}, "policy_field_wrong", "classes"),
        ({}, {"effects": '["unknown"]'}, "policy_field_wrong", "effects"),
        ({}, {"confidence": '"sure"'}, "policy_field_wrong", "confidence"),
    ],
)
def test_mistake_is_named_by_file_entry_and_field(tmp_path, period, row, code, field) -> None:
    """Whoever wrote it finds the place at once."""
    _write(tmp_path / "a.toml", ("period", PERIOD | period), ("row", ROW | row))
    with pytest.raises(ConfigurationError) as caught:
        read_periods(tmp_path)
    assert (caught.value.code, caught.value.details["file"], caught.value.details["field"]) == (code, "a.toml", field)


@pytest.mark.parametrize(
    ("tables", "code"),
    [
        ([("row", ROW)], "threshold_periods"),
        ([("period", PERIOD), ("period", PERIOD | {"id": '"q"'}), ("row", ROW)], "threshold_periods"),
        ([("period", PERIOD)], "threshold_rows"),
        ([("period", PERIOD | {"status": '"recommended"'})], "threshold_rows"),
        ([("period", PERIOD | {"status": '"unconfirmed"'}), ("row", ROW)], "threshold_rows"),
    ],
)
def test_file_is_one_period_with_rows_unless_it_is_unconfirmed(tmp_path, tables, code) -> None:
    """Rows nobody could read are not shipped, and criteria without rows judge nothing."""
    _write(tmp_path / "a.toml", *tables)
    with pytest.raises(ConfigurationError, match=rf"{code}\(file=a.toml"):
        read_periods(tmp_path)


def test_id_is_used_once(tmp_path) -> None:
    """Across files."""
    for name in ("a.toml", "b.toml"):
        _write(tmp_path / name, ("period", PERIOD), ("row", ROW))
    with pytest.raises(ConfigurationError, match=r"policy_entry_twice\(file=b.toml, entry=p\)"):
        read_periods(tmp_path)


def _write(path, *tables) -> None:
    lines = []
    for name, fields in tables:
        lines += [f"[[{name}]]", *(f"{field} = {value}" for field, value in fields.items() if value is not None)]
    path.write_text("\n".join(lines), encoding="utf-8")
