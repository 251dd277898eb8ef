"""What a mail may be, by whom it is for: the same relay serves three ways out, each with a lane of its own."""

from dataclasses import replace

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
    recipients_per_shard=1,
)

# Reports to authorities (T3) are texts of their own, not forms of a notice.
MINISTRY = replace(SPEC, name="ministry", form=None, audience=Audience.MINISTRY)
EMERGENCY_BODIES = replace(SPEC, name="emergency_bodies", form=None, audience=Audience.EMERGENCY_BODIES)
