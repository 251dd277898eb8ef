"""The frozen text of one notice in one form and language (文面, S1)."""

from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """体裁. `title` heads page, entry, mail, press and agent; `payload` is JSON for machines and has no template."""

    TITLE = "title"
    PAGE = "page"
    ENTRY = "entry"
    POST = "post"
    SMS = "sms"
    MAIL = "mail"
    PRESS = "press"
    AGENT = "agent"
    PAYLOAD = "payload"


MASTER_LANGUAGE = "ja"
"""The language that is written, checked in full and approved; the others say the same facts beside it (C13)."""

TEMPLATED_FORMS = tuple(form for form in Form if form is not Form.PAYLOAD)

HTML_FORMS = frozenset({Form.PAGE, Form.ENTRY, Form.PRESS, Form.AGENT})

PUBLIC_FORMS = tuple(form for form in TEMPLATED_FORMS if form not in (Form.PRESS, Form.AGENT))
"""What the public sees, and therefore every language has; newsrooms and shops are told in the master language."""


@dataclass(frozen=True, slots=True)
class Rendition:
    """Finished text: HTML for `page`, `entry`, `press`, `agent`; plain text otherwise; canonical JSON for `payload`."""

    form: Form
    language: str
    text: str
