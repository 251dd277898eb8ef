"""What a text message may be."""

import smsutil

from notices.domain.channel_spec import ChannelSpec, Measure, Priority
from notices.domain.delivery import Audience
from notices.domain.rendition import Form

LIMIT = 660


def measure(text: str) -> Measure:
    """Length in UTF-16 units, and the segments billed: 70 units alone, else 67 each (O4).

    Always counted as UCS-2, also for plain Latin text: Japanese carriers' limit of 660 counts every character alike.
    """
    split = smsutil.unicode_split(text)
    return Measure(units=split.total_bytes // 2, limit=LIMIT, segments=len(split.parts))


SPEC = ChannelSpec(
    name="sms",
    form=Form.SMS,
    audience=Audience.SUBSCRIBERS,
    priority=Priority.THIRD,
    is_repeatable=False,
    measure=measure,
    confirms_later=True,
)
