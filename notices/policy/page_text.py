"""Reads a rendered page as its readers see it: the visible text, and the lines of its lists of items."""

from functools import lru_cache
from html.parser import HTMLParser

# what stands on lines of its own
_BLOCKS = frozenset({"p", "li", "dt", "dd", "div", "header", "section", "article", "h1", "h2", "h3", "h4", "th", "td"})


def visible_text(html: str) -> str:
    """The text without its markup, from the first visible character; plain text comes back as it is.

    A paragraph, item or cell ends its line, so that none runs on into the next.
    """
    return "".join(_read(html).text).strip()


def lines_of(html: str) -> dict[str, str]:
    """What stands in each `<dd>` by the label in its `<dt>`. Several `<dd>` under one label are taken together."""
    return {label: value.strip() for label, value in _read(html).lines.items()}


@lru_cache(maxsize=32)  # every rule that looks at a page reads the same few
def _read(html: str) -> "_Page":
    page = _Page()
    page.feed(html)
    page.close()
    return page


class _Page(HTMLParser):
    """Terms and values may hold further lists; a text counts for every term or value around it.

    What stands above a word to say how it is read (`<rt>`, `<rp>`) is no text of its own.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.lines: dict[str, str] = {}
        self._open: list[tuple[str, list[str]]] = []
        self._labels: list[str] = []
        self._ruby = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the base's
        """A list begins, or a term or value of one."""
        if tag == "dl":
            self._labels.append("")
        elif tag in ("dt", "dd"):
            self._open.append((tag, []))
        elif tag in ("rt", "rp"):
            self._ruby = tag

    def handle_endtag(self, tag: str) -> None:
        """A term is complete, or the value that belongs to it."""
        if tag in _BLOCKS:
            self.text.append("\n")
        if tag == self._ruby:
            self._ruby = ""
        elif tag == "dl" and self._labels:
            self._labels.pop()
        elif self._open and self._open[-1][0] == tag and self._labels:
            text = "".join(self._open.pop()[1]).strip()
            if tag == "dt":
                self._labels[-1] = text
            else:
                label = self._labels[-1]
                self.lines[label] = f"{self.lines.get(label, '')} {text}"

    def handle_data(self, data: str) -> None:
        """A piece of text."""
        if self._ruby:
            return
        self.text.append(data)
        for _, parts in self._open:
            parts.append(data)
