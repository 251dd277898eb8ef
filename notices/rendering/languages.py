"""The languages in which every notice is written: a folder of templates each (C13)."""

import logging
from collections.abc import Callable, Mapping

from notices.domain.channel_spec import Measure
from notices.domain.errors import ConfigurationError
from notices.domain.rendition import MASTER_LANGUAGE, Form
from notices.rendering.renderer import Renderer

LANGUAGES = (MASTER_LANGUAGE, "ja-easy", "en")
"""The master first; the others in the order in which the site offers them."""

log = logging.getLogger(__name__)


def renderers_for(measures: Mapping[Form, Callable[[str], Measure]]) -> tuple[Renderer, ...]:
    """One renderer for each language, the master's first.

    Raises ConfigurationError when the master's words cannot be read. Another language that cannot is left out and told
    in the log: it must not keep the house from starting while an outage goes on.
    """
    renderers = [Renderer(MASTER_LANGUAGE, measures)]
    for language in LANGUAGES[1:]:
        try:
            renderers.append(Renderer(language, measures))
        except ConfigurationError:
            log.exception("notices will not be written in %s", language)
    return tuple(renderers)
