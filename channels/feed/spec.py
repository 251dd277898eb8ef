"""The facts of this way out. Placing the same files twice changes nothing, so it may be repeated freely."""

from notices.domain.channel_spec import ChannelSpec, Priority
from notices.domain.delivery import Audience
from notices.domain.rendition import Form

SPEC = ChannelSpec(
    name="feed",
    form=Form.ENTRY,
    audience=Audience.PUBLIC,
    priority=Priority.FIRST,
    is_repeatable=True,
    recipients_per_shard=1,
    at_once=1,
)
