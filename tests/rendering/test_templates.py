"""The folders of templates are complete, and speak plainly."""

from pathlib import Path

import pytest

from notices.domain.finding import Severity
from notices.domain.notice_content import NoticeKind
from notices.domain.rendition import MASTER_LANGUAGE, PUBLIC_FORMS, TEMPLATED_FORMS
from notices.glossary import load_glossary
from notices.rendering.renderer import FILES
from notices.resources import templates_dir

LANGUAGES = [path.name for path in templates_dir().iterdir() if path.is_dir()]
WRITTEN = [
    *(path for path in templates_dir().rglob("*") if path.is_file()),
    *(Path(__file__).parents[1] / "golden" / "renditions").iterdir(),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", NoticeKind)
def test_every_kind_has_every_form(language: str, kind: NoticeKind) -> None:
    """A language is complete or it is not there; only the master's tells newsrooms and shops."""
    folder = templates_dir() / language / kind
    forms = TEMPLATED_FORMS if language == MASTER_LANGUAGE else PUBLIC_FORMS
    assert [form for form in forms if not (folder / FILES[form]).is_file()] == []


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_blocking_word_stands_in_our_own_texts(path: Path) -> None:
    """W1: what people may not publish, the templates do not say either."""
    found = load_glossary().find(path.read_text(encoding="utf-8"))
    assert [finding.matched for finding in found if finding.severity is Severity.BLOCK] == []
