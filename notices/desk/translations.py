"""The texts of one notice in every language, checked: a translation never costs the notice (C13).

The master's text must succeed. A translation that cannot be written, cannot be checked or breaks a rule is left out of
everything, the machine-readable payload too, and whoever looks at the preview is told.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace

from notices.domain.finding import Finding, Severity
from notices.domain.notice_content import NoticeContent
from notices.domain.rendition import MASTER_LANGUAGE, Rendition
from notices.policy.checker import blocking
from notices.rendering.renderer import Renderer, render_all

Check = Callable[[Renderer, Sequence[Rendition]], list[Finding]]

log = logging.getLogger(__name__)


def written_and_checked(
    renderers: Sequence[Renderer], content: NoticeContent, check: Check
) -> tuple[tuple[Rendition, ...], list[Finding]]:
    """What may go out, and every finding. Only the master's findings can block: people cannot mend a translation."""
    failures: dict[str, str] = {}
    renditions = render_all(renderers, content, failures)
    written = [renderer for renderer in renderers if renderer.language not in failures]
    findings: list[Finding] = []
    for renderer in written:
        if renderer.language == MASTER_LANGUAGE:
            findings += check(renderer, renditions)
            continue
        try:
            found = check(renderer, renditions)
        except Exception as error:
            log.exception("the text in %s could not be checked", renderer.language)
            failures[renderer.language] = f"{type(error).__name__}: {error}"
            continue
        refused = blocking(found)
        if refused:
            failures[renderer.language] = ", ".join(dict.fromkeys(f"{each.rule} {each.where}" for each in refused))
        findings += [replace(f, severity=Severity.WARN) if f.severity is Severity.BLOCK else f for f in found]
    findings += [_left_out(language, reason) for language, reason in failures.items()]
    fit = [renderer for renderer in written if renderer.language not in failures]
    if len(fit) < len(written):
        # written again, so that the payload holds nothing of what was left out
        renditions = render_all(fit, content)
    return renditions, findings


def _left_out(language: str, reason: str) -> Finding:
    return Finding("C13", Severity.WARN, message="finding.c13_not_written", note=reason, language=language)
