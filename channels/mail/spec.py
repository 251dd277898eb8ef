"""What a mail may be."""

from notices.domain.channel_spec import ChannelSpec, Priority
from notices.domain.delivery import Audience
from notices.domain.rendition import Form

# Repeatable: a second copy has the same Message-ID, and mail programs fold the two; a lost notice is worse.
SPEC = ChannelSpec(
    name="mail",
    form=Form.MAIL,
    audience=Audience.PARTNERS,
    priority=Priority.FIRST,
    is_repeatable=True,
)
