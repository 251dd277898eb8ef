"""What a text message may be."""

import smsutil

from notices.domain.channel_spec import ChannelSpec, Measure, Priority
from notices.domain.delivery import Audience
from notices.domain.rendition import Form

LIMIT = 660


def measure(text: str) -> Measure:
    """Length in UTF-16 units, and the segments billed (O4).

    70 units alone, else 67 each; a text of nothing but GSM-7 letters 160, else 153 each, as Twilio encodes and bills it
    (https://www.twilio.com/docs/glossary/what-sms-character-limit). Japanese carriers' limit of 660 counts every
    character alike.
    """
    segments = len(smsutil.split(text).parts)
    return Measure(units=len(text.encode("utf-16-le", "surrogatepass")) // 2, limit=LIMIT, segments=segments)


SPEC = ChannelSpec(
    name="sms",
    form=Form.SMS,
    audience=Audience.SUBSCRIBERS,
    priority=Priority.THIRD,
    is_repeatable=False,
    measure=measure,
    confirms_later=True,
)
