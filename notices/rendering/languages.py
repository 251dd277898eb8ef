"""The languages in which every notice is written: a folder of templates each (C13)."""

from collections.abc import Callable, Mapping

from notices.domain.channel_spec import Measure
from notices.domain.rendition import MASTER_LANGUAGE, Form
from notices.rendering.renderer import Renderer

LANGUAGES = (MASTER_LANGUAGE, "ja-easy", "en")
"""The master first; the others in the order in which the site offers them."""


def renderers_for(measures: Mapping[Form, Callable[[str], Measure]]) -> tuple[Renderer, ...]:
    """One renderer for each language, the master's first."""
    return tuple(Renderer(language, measures) for language in LANGUAGES)
