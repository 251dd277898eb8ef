"""O12: every text names the official page, and a person's words lead to no address or number but the carrier's own.

Bad:  a post without a link, or 「詳しくは http://0ta-tsushin.example へ」, 「090-0000-0000 までお電話ください」
Good: 「…次回更新15時30分 https://oshirase.example.jp/incidents/2018-001/」
Clauses: S000-2015-official-accounts (high), OURS-official-page (low).
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from notices.domain.finding import Finding, Severity
from notices.domain.notice_content import NoticeContent
from notices.domain.rendition import MASTER_LANGUAGE, Form
from notices.policy.rule import Rule, RuleInput

LINKED = (Form.ENTRY, Form.POST, Form.SMS, Form.MAIL)

# full-width letters, digits and signs to ASCII, one for one, so that places stay what they are
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | dict.fromkeys(
    map(ord, "\u2010\u2011\u2013\u2212\u30fc"), "-"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+|[\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.ASCII | re.IGNORECASE)
_TELEPHONE = re.compile(r"(?<![\d-])\(?0\d{1,4}\)?-?\d{1,4}-?\d{3,4}(?![\d-])", re.ASCII)
_FEWEST_DIGITS = 10


def check(given: RuleInput) -> Iterator[Finding]:
    """A text without the page is refused in every language; a foreign address in the words is asked about."""
    for form in LINKED:
        if given.content.page_url not in given.texts.get(form, ""):
            yield Finding(
                "O12", Severity.BLOCK, proposal=given.content.page_url, where=form, message="finding.o12_page_missing"
            )
    if given.language == MASTER_LANGUAGE:
        yield from _foreign(given)


def _foreign(given: RuleInput) -> Iterator[Finding]:
    hosts, numbers = _own(given.content)
    for item, text in given.wording.items():
        narrow = text.translate(_NARROW)
        for match in _ADDRESS.finditer(narrow):
            if not _host(match.group()).endswith(hosts):
                yield _finding(item, text, match)
        for match in _TELEPHONE.finditer(narrow):
            digits = _digits(match.group())
            if len(digits) >= _FEWEST_DIGITS and digits not in numbers:
                yield _finding(item, text, match)


def _own(content: NoticeContent) -> tuple[tuple[str, ...], set[str]]:
    """The carrier's hosts (each with its subdomains), and its desks' numbers as digits."""
    said = [content.page_url, *(contact.value for contact in content.contacts), *content.official_accounts]
    narrow = [text.translate(_NARROW) for text in said]
    hosts = {_host(match.group()) for text in narrow for match in _ADDRESS.finditer(text)}
    return tuple(sorted(hosts)), {_digits(match.group()) for text in narrow for match in _TELEPHONE.finditer(text)}


def _host(address: str) -> str:
    """With a dot before it, so that only a whole name, or one below it, ends alike."""
    if "@" in address and "//" not in address:
        return "." + address.rsplit("@", 1)[1].lower()
    host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    return "." + host.removeprefix("www.").rstrip(".")


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _finding(item: str, text: str, match: re.Match[str]) -> Finding:
    start, end = match.span()
    return Finding("O12", Severity.WARN, text[start:end], start, end, where=item, message="finding.o12_not_official")


RULE = Rule(
    "O12",
    ("S000-2015-official-accounts", "OURS-official-page"),
    check,
    is_for_every_language=True,
    severities=(Severity.BLOCK, Severity.WARN),
)
