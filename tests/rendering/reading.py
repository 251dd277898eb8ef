"""Texts of a notice as its readers see them."""

from notices.domain.notice_content import NoticeContent
from notices.domain.rendition import HTML_FORMS, TEMPLATED_FORMS, Form
from notices.policy.page_text import visible_text
from notices.rendering.renderer import Renderer

RENDERER = Renderer()


def texts_of(content: NoticeContent) -> dict[Form, str]:
    return {rendition.form: rendition.text for rendition in RENDERER.render(content)}


def read(content: NoticeContent) -> dict[Form, str]:
    """The texts as they are seen."""
    return {f: visible_text(t) if f in HTML_FORMS else t for f, t in texts_of(content).items() if f in TEMPLATED_FORMS}


def lead_of(content: NoticeContent) -> str:
    """The first sentences, as the mail has them."""
    return read(content)[Form.MAIL].split("\n\n")[2]
