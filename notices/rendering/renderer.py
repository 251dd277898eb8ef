"""One notice, all its texts: the only way from facts to public words."""

import logging
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from notices.domain.channel_spec import Measure
from notices.domain.incident_event import Mode
from notices.domain.notice_content import NoticeContent, NoticeKind
from notices.domain.rendition import MASTER_LANGUAGE, PUBLIC_FORMS, Form, Rendition
from notices.rendering.environment import html_environment, lines, text_environment
from notices.rendering.fit import Detail, fit
from notices.rendering.localised import localised
from notices.rendering.payload import build_payload
from notices.rendering.plain_text import fold_all, tidy
from notices.rendering.ruby import add_ruby, has_ruby
from notices.rendering.view import NoticeView, label_of
from notices.rendering.words import load_words

FILES = {
    Form.TITLE: "title.txt",
    Form.PAGE: "page.html",
    Form.ENTRY: "entry.html",
    Form.POST: "post.txt",
    Form.SMS: "sms.txt",
    Form.MAIL: "mail.txt",
    Form.PRESS: "press.html",
    Form.AGENT: "agent.html",
}
IN_TITLE = Detail(services=1, areas=2)
IN_PROSE = Detail(services=3, areas=3)
FITTED = frozenset({Form.POST, Form.SMS})


log = logging.getLogger(__name__)


def render_all(
    renderers: Sequence["Renderer"], content: NoticeContent, failures: dict[str, str] | None = None
) -> tuple[Rendition, ...]:
    """Every form in every language; the machine-readable payload of the first one carries the texts of all.

    The first is the master's and must succeed. A translation that cannot be written never costs the notice: it is left
    out, and `failures` says why by language. Without `failures` its error is raised.
    """
    master = renderers[0].language
    texts = {master: renderers[0].texts(content)}
    for renderer in renderers[1:]:
        try:
            texts[renderer.language] = renderer.texts(content)
        except Exception as error:
            if failures is None:
                raise
            log.exception("the notice could not be written in %s", renderer.language)
            failures[renderer.language] = f"{type(error).__name__}: {error}"
    texts[master][Form.PAYLOAD] = build_payload(fold_all(content), texts, master)
    return tuple(Rendition(form, language, text) for language in texts for form, text in texts[language].items())


class Renderer:
    """Writes every form in one language. `measures`: the length rule of the channel that carries a form (O3, O4)."""

    def __init__(
        self, language: str = MASTER_LANGUAGE, measures: Mapping[Form, Callable[[str], Measure]] | None = None
    ) -> None:
        self._language = language
        self._forms = tuple(FILES) if language == MASTER_LANGUAGE else PUBLIC_FORMS
        self._words = load_words(language)
        self._measures = dict(measures or {})

    @property
    def language(self) -> str:
        """Which language it writes."""
        return self._language

    @property
    def labels(self) -> Mapping[NoticeKind, str]:
        """The label of each kind of notice (C1)."""
        return {kind: self._words["kinds"][kind] for kind in NoticeKind}

    @property
    def disaster_labels(self) -> Mapping[NoticeKind, str]:
        """The labels that stand in for `labels` in a disaster (C1)."""
        return {NoticeKind(kind): label for kind, label in self._words["disaster_kinds"].as_mapping().items()}

    @property
    def marks(self) -> Mapping[Mode, str]:
        """What every text of a mode begins with (C12); empty in normal operation."""
        return {mode: self._words["marks"][mode] for mode in Mode}

    @property
    def item_labels(self) -> Mapping[str, str]:
        """The printed name of each item, by its key (C2)."""
        return dict(self._words["item_labels"].as_mapping())

    def texts(self, content: NoticeContent) -> dict[Form, str]:
        """Every form that people read in this language. Raises ConfigurationError for a missing word."""
        notice = self._folded(content)
        title = self._write(notice, Form.TITLE, "", IN_TITLE)
        texts = {Form.TITLE: title}
        for form in (form for form in self._forms if form is not Form.TITLE):
            write = partial(self._write, notice, form, title)
            texts[form] = fit(write, self._measures.get(form)) if form in FITTED else write(IN_PROSE)
        return texts

    def render(self, content: NoticeContent) -> tuple[Rendition, ...]:
        """The same as frozen texts, the machine-readable payload last."""
        return render_all((self,), content)

    def title(self, content: NoticeContent) -> str:
        """The title alone."""
        return self._write(self._folded(content), Form.TITLE, "", IN_TITLE)

    def _folded(self, content: NoticeContent) -> NoticeContent:
        return localised(fold_all(content), self._language)

    def _write(self, notice: NoticeContent, form: Form, title: str, detail: Detail) -> str:
        is_html = FILES[form].endswith(".html")
        environment = html_environment(self._language) if is_html else text_environment(self._language)
        written = environment.get_template(f"{notice.kind}/{FILES[form]}").render(
            notice=notice,
            view=NoticeView(notice),
            title=title,
            label=label_of(notice, self._words),
            mark=self._words["marks"][notice.mode],
            detail=detail,
        )
        if is_html and has_ruby(self._language):
            written = add_ruby(written, self._language)
        if form is Form.MAIL:
            return tidy(written)
        # a title heads a mail: a line break in it would begin another header
        return ("" if form is Form.TITLE else "\n").join(lines(written))
