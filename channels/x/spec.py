"""What a post may be."""

from twitter_text import parse_tweet

from notices.domain.channel_spec import ChannelSpec, Measure, Priority
from notices.domain.delivery import Audience
from notices.domain.rendition import Form

LIMIT = 280


def measure(text: str) -> Measure:
    """The weighted length X itself counts: a Japanese character 2, an emoji 2, any URL 23 (O3).

    https://docs.x.com/fundamentals/counting-characters (November 2026).
    """
    return Measure(units=parse_tweet(text).weightedLength, limit=LIMIT)


SPEC = ChannelSpec(
    name="x",
    form=Form.POST,
    audience=Audience.PUBLIC,
    priority=Priority.SECOND,
    is_repeatable=False,
    measure=measure,
)
