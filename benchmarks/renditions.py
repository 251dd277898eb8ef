"""How many texts of a notice are written per second: all seven forms, a first report and an update.

The peer is bare Jinja: the same templates with everything they are given prepared beforehand, no fitting to a limit,
no folding of what is hostile, no payload. What is above it is what those cost.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from support.contents import sample_contents
from support.report import Result, report

from channels.registry import SPECS
from notices.domain.channel_spec import measures_of
from notices.domain.notice_content import NoticeContent
from notices.domain.rendition import Form
from notices.rendering.environment import html_environment, text_environment
from notices.rendering.renderer import FILES, IN_PROSE, IN_TITLE, Renderer
from notices.rendering.view import NoticeView, label_of
from notices.rendering.words import load_words

SECONDS = 2.0


def bare_jinja(content: NoticeContent, title: str) -> Callable[[], list[str]]:
    """The same templates, found and filled beforehand."""
    words = load_words("ja")
    given = {
        "notice": content, "view": NoticeView(content), "title": title, "label": label_of(content, words),
        "mark": words["marks"][content.mode],
    }  # fmt: skip
    prepared = []
    for form, name in FILES.items():
        environment = (html_environment if name.endswith(".html") else text_environment)("ja")
        detail = IN_TITLE if form is Form.TITLE else IN_PROSE
        prepared.append((environment.get_template(f"{content.kind}/{name}"), {**given, "detail": detail}))
    return lambda: [template.render(context) for template, context in prepared]


def per_second(work: Callable[[int], object]) -> float:
    """How often `work` can be done in a second."""
    for n in range(10):
        work(n)
    done, begun = 0, time.thread_time()
    while time.thread_time() - begun < SECONDS:
        work(done)
        done += 1
    return done / (time.thread_time() - begun)


def main() -> None:
    """Measure and print."""
    renderer = Renderer(measures=measures_of(SPECS.values()))
    results = []
    for name, content in sample_contents().items():
        # another minute each time: nothing that was written before can be handed out again
        others = [replace(content, as_of=content.as_of + timedelta(minutes=n)) for n in range(60)]
        ours = per_second(lambda n, others=others: renderer.render(others[n % 60]))  # type: ignore[misc]
        bare = bare_jinja(content, renderer.title(content))
        peer = per_second(lambda _, bare=bare: bare())  # type: ignore[misc]
        forms = len(renderer.render(content))
        results += [
            Result(f"{name}: notices", ours, "notices/s"),
            Result(f"{name}: renditions", ours * forms, "renditions/s"),
            Result(f"{name}: against bare Jinja", ours / peer, "ratio"),
        ]
    report("renditions", results)


if __name__ == "__main__":
    main()
