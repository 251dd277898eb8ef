"""The frozen text of one notice in one form and language (文面, S1)."""

from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """体裁. `title` heads page, entry and mail; `payload` is the machine-readable JSON and has no template."""

    TITLE = "title"
    PAGE = "page"
    ENTRY = "entry"
    POST = "post"
    SMS = "sms"
    MAIL = "mail"
    PAYLOAD = "payload"


TEMPLATED_FORMS = tuple(form for form in Form if form is not Form.PAYLOAD)


@dataclass(frozen=True, slots=True)
class Rendition:
    """Finished text: HTML for `page` and `entry`, plain text otherwise, canonical JSON for `payload`."""

    form: Form
    language: str
    text: str
