"""Makes sure that only shuchi provides `notices`, `channels` and `scheduler` in this environment.

`channels` and `scheduler` are also names of other distributions (Django Channels among them); installed beside shuchi
their files would silently mix with ours.
"""

import re
from importlib.metadata import distributions

from notices.domain.errors import ConfigurationError

OURS = ("channels", "notices", "scheduler")

_OUR_FILE = re.compile(rf"^({'|'.join(OURS)})/", re.MULTILINE)


def check_distribution() -> None:
    """Raises ConfigurationError, naming the packages and who brought them, when another distribution provides one.

    Reads the files' list as text: `packages_distributions` gives the same answer, but takes as long as all the rest.
    """
    foreign: dict[str, set[str]] = {}
    for distribution in distributions():
        declared = set((distribution.read_text("top_level.txt") or "").split())
        installed = set(_OUR_FILE.findall(distribution.read_text("RECORD") or ""))
        provided = (declared | installed).intersection(OURS)
        if provided and (name := distribution.name) != "shuchi":  # a name is slow to read: only of the few that matter
            foreign[name] = provided
    if foreign:
        packages = ", ".join(sorted(set().union(*foreign.values())))
        raise ConfigurationError("foreign_packages", packages=packages, distributions=", ".join(sorted(foreign)))
