"""What is news (C8), and what a correction takes back (C7)."""

from dataclasses import replace

import pytest
from rendering.sample_parts import AFFECTED, NOT_AFFECTED, VOICE, at
from rendering.samples import FIRST, RESTORED, UPDATE

from notices.desk.changes import changes_between, news_since
from notices.domain.impact import EmergencyCalls, UserCount
from notices.domain.incident_event import OutlookKind
from notices.domain.notice_content import Side, Stage, StatedOutlook, StatedRecovery

ADVICE = replace(UPDATE, user_actions=("再起動してください。",))
RECOVERED_LATER = replace(RESTORED, recovery=StatedRecovery(at(6, 18, 30), "監視で確認", "運用部長"))
UNTIL_SEVEN = StatedOutlook(OutlookKind.ESTIMATE, "19時頃に復旧", "作業の進み具合")


@pytest.mark.parametrize(
    ("before", "after", "item", "sides"),
    [
        (FIRST, replace(FIRST, impacts=(VOICE,)), "impacts", (Side(impacts=FIRST.impacts), Side(impacts=(VOICE,)))),
        (FIRST, replace(FIRST, onset_at=at(6, 13, 30)), "onset", (Side(at=FIRST.onset_at), Side(at=at(6, 13, 30)))),
        (FIRST, replace(FIRST, users=None), "users", (Side(users=FIRST.users), Side(is_unknown=True))),
        (
            FIRST,
            replace(FIRST, users=UserCount(12_900_000)),
            "users",
            (Side(users=FIRST.users), Side(users=UserCount(12_900_000))),
        ),
        (
            FIRST,
            replace(FIRST, emergency_calls=NOT_AFFECTED),
            "emergency_calls",
            (Side(emergency_calls=AFFECTED), Side(emergency_calls=NOT_AFFECTED)),
        ),
        (UPDATE, replace(UPDATE, cause="停電"), "cause", (Side(text=UPDATE.cause), Side(text="停電"))),
        (UPDATE, replace(UPDATE, cause=""), "cause", (Side(text=UPDATE.cause), Side(is_unknown=True))),
        (
            UPDATE,
            replace(UPDATE, outlook=UNTIL_SEVEN),
            "outlook",
            (Side(outlook=UPDATE.outlook), Side(outlook=UNTIL_SEVEN)),
        ),
        (
            ADVICE,
            replace(ADVICE, user_actions=("再起動しないでください。",)),
            "user_actions",
            (Side(user_actions=ADVICE.user_actions), Side(user_actions=("再起動しないでください。",))),
        ),
        (ADVICE, UPDATE, "user_actions", (Side(user_actions=ADVICE.user_actions), Side(is_unknown=True))),
        (RESTORED, RECOVERED_LATER, "recovery", (Side(at=at(6, 18, 4)), Side(at=at(6, 18, 30)))),
        (RESTORED, replace(RESTORED, recovery=None), "recovery", (Side(at=at(6, 18, 4)), Side(is_unknown=True))),
    ],
)
def test_what_was_said_otherwise_is_shown_on_both_sides(before, after, item, sides):
    """One changed fact is one change, and nothing else is."""
    assert [(c.item, (c.before, c.after)) for c in changes_between(before, after)] == [(item, sides)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (FIRST, FIRST),
        (replace(FIRST, emergency_calls=EmergencyCalls()), FIRST),
        (FIRST, replace(FIRST, emergency_calls=AFFECTED.restored())),
        (replace(FIRST, users=None), FIRST),
        (FIRST, replace(FIRST, cause="停電", outlook=UNTIL_SEVEN, user_actions=("再起動してください。",))),
        (replace(RESTORED, recovery=None), RESTORED),
    ],
    ids=["nothing", "calls were unknown", "calls work again", "users were unknown", "nothing said yet", "recovered"],
)
def test_what_was_left_open_or_only_moved_on_was_no_error(before, after):
    """A correction owns up to what was wrong, not to what has become known."""
    assert changes_between(before, after) == ()


def test_what_still_does_not_work_is_news_by_itself():
    """C6: a restriction that begins, changes or ends is told although no other word of progress came."""
    quiet = replace(UPDATE, situation="", progress="")
    limited = replace(quiet, residual="音声通話の半分", stage=Stage.RESTRICTED)

    assert [news_since(*pair) for pair in ((quiet, limited), (limited, limited), (limited, quiet))] == [
        ("progress",),
        (),
        ("progress",),
    ]
