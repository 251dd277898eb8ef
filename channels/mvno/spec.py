"""What a push to a partner may be."""

from notices.domain.channel_spec import ChannelSpec, Priority
from notices.domain.delivery import Audience
from notices.domain.rendition import Form

# Repeatable: the receiver knows a repeat by its `webhook-id`, which stays the same over all attempts.
SPEC = ChannelSpec(
    name="mvno",
    form=Form.PAYLOAD,
    audience=Audience.PARTNERS,
    priority=Priority.FIRST,
    is_repeatable=True,
    recipients_per_shard=1,
    at_once=256,
    may_hang=128,
)
