"""The texts of a notice for a reader at a shell: every form as its readers see it, with what was found in it."""

from collections.abc import Mapping, Sequence
from typing import Any

from notices.cli.client.refusals import finding_lines
from notices.cli.client.shown import tell
from notices.cli.client.times import show_time
from notices.cli.client.words import word
from notices.domain.errors import InputError
from notices.domain.rendition import HTML_FORMS, MASTER_LANGUAGE
from notices.messages import say
from notices.policy.page_text import visible_text

MARKUP = frozenset(form.value for form in HTML_FORMS)
# the whole text first; `entry` says what `page` says, `payload` is for machines
SHOWN = ("title", "mail", "page", "post", "sms")


# told by name at the end: what freezes together with the texts that are shown
UNSHOWN = ("press", "agent")


def tell_texts(
    preview: Mapping[str, Any], wording: Mapping[str, Any], form: str | None = None, language: str = MASTER_LANGUAGE
) -> None:
    """The texts in one language, then the findings against all. With `form`, that text alone, as it goes out.

    Raises InputError for a language or form in which this notice has no text.
    """
    every = {MASTER_LANGUAGE: preview["texts"], **preview["translations"]}
    texts = every.get(language, {})
    if not texts or (form is not None and form not in texts):
        known = ", ".join(texts) or ", ".join(every)
        raise InputError("no_such_text", asked=form if texts else language, known=known)
    if form is not None:
        tell(texts[form])
        return
    for name in SHOWN:
        if texts.get(name):
            tell(f"== {word('form', name)}")
            tell(readable(texts[name], name) + "\n")
    for finding in preview["findings"]:
        where = finding["language"]
        for line in finding_lines([finding], texts_by_place(every.get(where, {}), wording)):
            tell(line if where == MASTER_LANGUAGE else f"[{where}] {line}")
    _tell_the_others(every, language)
    code = "notice_preview.frozen" if preview["is_frozen"] else "notice_preview.would_be"
    number = preview["number"] if preview["number"] is not None else "-"
    tell(say(code, number=number, next=show_time(preview["next_update_at"]), digest=preview["digest"]))


def _tell_the_others(every: Mapping[str, Mapping[str, str]], language: str) -> None:
    """What else this notice says, and how it is read: whoever approves, approves that, too."""
    forms = [word("form", form) + f" (--form {form})" for form in UNSHOWN if form in every[language]]
    others = [f"{other} (--language {other})" for other in every if other != language]
    if forms or others:
        tell(say("notice_preview.others", others=", ".join([*forms, *others])))


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
