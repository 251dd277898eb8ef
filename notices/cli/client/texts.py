"""The texts of a notice for a reader at a shell: every form as its readers see it, with what was found in it."""

from collections.abc import Mapping, Sequence
from typing import Any

from notices.cli.client.refusals import finding_lines
from notices.cli.client.shown import tell
from notices.cli.client.times import show_time
from notices.cli.client.words import word
from notices.domain.rendition import HTML_FORMS
from notices.messages import say
from notices.policy.page_text import visible_text

MARKUP = frozenset(form.value for form in HTML_FORMS)
# the whole text first; `entry` says what `page` says, `payload` is for machines
SHOWN = ("title", "mail", "page", "post", "sms")


def tell_texts(preview: Mapping[str, Any], wording: Mapping[str, Any], form: str | None = None) -> None:
    """The texts, then the findings. With `form`, that text alone, as it goes out."""
    if form is not None:
        tell(preview["texts"].get(form, ""))
        return
    for name in SHOWN:
        if preview["texts"].get(name):
            tell(f"== {word('form', name)}")
            tell(readable(preview["texts"][name], name) + "\n")
    for line in finding_lines(preview["findings"], texts_by_place(preview["texts"], wording)):
        tell(line)
    code = "notice_preview.frozen" if preview["is_frozen"] else "notice_preview.would_be"
    number = preview["number"] if preview["number"] is not None else "-"
    tell(say(code, number=number, next=show_time(preview["next_update_at"]), digest=preview["digest"]))


def readable(text: str, form: str) -> str:
    """The text without markup, blank lines taken together."""
    if form not in MARKUP:
        return text.strip()
    lines = [line.strip() for line in visible_text(text).splitlines()]
    return "\n".join(line for line in lines if line)


def texts_by_place(texts: Mapping[str, str], wording: Mapping[str, Any]) -> dict[str, Sequence[str]]:
    """What a finding's `where` may mean: a form (as it is, and as it is read) or an item of the wording."""
    places: dict[str, Sequence[str]] = {
        form: (text, visible_text(text)) if form in MARKUP else (text,) for form, text in texts.items()
    }
    for item, given in wording.items():
        places[item] = tuple(given) if isinstance(given, list) else (given,)
    return places
