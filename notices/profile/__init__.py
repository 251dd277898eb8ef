"""The carrier's own facts, as its people write them in `carrier.toml`: read, checked, every mistake told at once.

May import the domain, settings and messages. A new setting: a field of `notices.domain.carrier`, its reader in
`carrier_toml.py`, its place in `example.toml` with default and requirement id; a rule over several fields goes to
`checks.py`, a new kind of mistake gets a sentence `profile.<code>` in both `locale/*/profile.po`.
`inputs.toml`, the carrier's table of alerts and tickets, is read the same way: `inputs.py` and `inputs_toml.py`.
"""

from notices.profile.carrier_toml import load_carrier, parse_carrier
from notices.profile.mistakes import Mistake, ProfileErrors

__all__ = ["Mistake", "ProfileErrors", "load_carrier", "parse_carrier"]
