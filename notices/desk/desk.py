"""What every verb works with. Made once, in `notices.bootstrap`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from notices.areas.table import AreaTable
from notices.desk.ports import Database
from notices.domain.carrier import Carrier, Partner
from notices.domain.channel_spec import ChannelSpec
from notices.domain.incident_event import Mode
from notices.glossary import Glossary
from notices.rendering.renderer import Renderer


@dataclass(frozen=True)
class Desk:
    """`renderers`: one for each language, the master's first. `specs`: the ways out by name.

    `wake` is called after work was written, so that nobody waits for a poll.

    `mode` is the whole house's: a drill or a replay has a desk, a database and ways out of its own (C12).
    """

    carrier: Carrier
    database: Database
    renderers: tuple[Renderer, ...]
    glossary: Glossary
    areas: AreaTable
    specs: Mapping[str, ChannelSpec]
    new_id: Callable[[], str]
    wake: Callable[[], None]
    mode: Mode = Mode.NORMAL

    @property
    def renderer(self) -> Renderer:
        """The master language's."""
        return self.renderers[0]

    @cached_property
    def partners(self) -> Mapping[str, Partner]:
        """Wholesale partners by id."""
        return {partner.id: partner for partner in self.carrier.partners}

    @property
    def channels(self) -> tuple[str, ...]:
        """The ways out that carry notices, most urgent first."""
        carrying = [name for name, spec in self.specs.items() if spec.form is not None]
        return tuple(sorted(carrying, key=lambda name: (self.specs[name].priority, name)))
