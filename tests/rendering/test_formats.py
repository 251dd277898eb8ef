"""Times and numbers as Japanese newspapers and carriers write them."""

from datetime import UTC, datetime

import pytest

from notices.domain.impact import UserCount
from notices.rendering.formats import (
    format_compact,
    format_datetime,
    format_iso,
    format_number,
    format_short,
    format_time,
    format_users,
    japan_date_digits,
    japan_hour,
)

MOMENT = datetime(2018, 12, 6, 4, 39, tzinfo=UTC)
LATE = datetime(2018, 12, 6, 15, 5, tzinfo=UTC)


def test_times_are_japan_time_in_every_form() -> None:
    """13:39 in Japan is 04:39 in UTC; after 15:00 UTC it is tomorrow in Japan."""
    assert format_datetime(MOMENT) == "2018年12月6日(木) 13時39分"
    assert format_datetime(LATE) == "2018年12月7日(金) 0時05分"
    assert [format_iso(MOMENT), format_iso(LATE)] == ["2018-12-06T13:39:00+09:00", "2018-12-07T00:05:00+09:00"]
    assert [format_time(MOMENT), japan_hour(LATE), japan_date_digits(LATE)] == ["13:39", 0, "20181207"]


def test_the_day_is_left_out_beside_a_time_of_the_same_day() -> None:
    """The same day in Japan, not in UTC."""
    assert format_short(MOMENT) == "12月6日13時39分"
    assert format_short(MOMENT, beside=datetime(2018, 12, 5, 15, 0, tzinfo=UTC)) == "13時39分"
    assert format_short(MOMENT, beside=LATE) == "12月6日13時39分"
    assert [format_compact(LATE), format_compact(LATE, beside=LATE)] == ["12/7 0:05", "0:05"]


def test_a_time_without_a_zone_is_refused() -> None:
    """It could be off by nine hours."""
    with pytest.raises(ValueError, match="zone"):
        format_iso(MOMENT.replace(tzinfo=None))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (9_800, "9,800"),
        (10_000, "1万"),
        (27_000, "2万7,000"),
        (100_000, "10万"),
        (30_600_000, "3,060万"),
        (12_345_678, "1,234万5,678"),
        (100_000_000, "1億"),
        (129_010_050, "1億2,901万50"),
    ],
)
def test_numbers_are_grouped_by_ten_thousands(value: int, shown: str) -> None:
    """億 and 万, with commas inside."""
    assert format_number(value) == shown


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (UserCount(30_600_000, is_approximate=True), "約3,060万回線"),
        (UserCount(39_150_000, is_approximate=True, is_at_most=True), "最大約3,915万回線"),
        (UserCount(4_360_000, "users", is_approximate=True), "約436万人"),
        (UserCount(120, "contracts"), "120契約"),
    ],
)
def test_user_counts_say_how_exact_they_are(count: UserCount, shown: str) -> None:
    """約, 最大, and the unit."""
    assert format_users(count) == shown
