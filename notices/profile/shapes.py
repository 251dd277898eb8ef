"""What an id, an address, a telephone number must look like. Pure questions with yes or no."""

import re
import unicodedata
from urllib.parse import urlsplit

from notices.settings import is_loopback

# what browsers accept: https://html.spec.whatwg.org/#valid-e-mail-address, with at least one dot in the domain
_MAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
# ids stand in addresses of pages and names of files
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_SECRET_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
_DIGITS = re.compile(r"(?<![\w+])\+?[0-9(][0-9() -]*[0-9](?!\w)")
# domestic 10 digits, 11 for 0x0 numbers, 1XX services, 00XY carriers' desks, international +81
_NUMBER = re.compile(r"0[1-9]\d{8}|0[1-9]0\d{8}|1\d{2}|00\d{5,9}|\+81[1-9]\d{8,9}")


def is_id(text: str) -> bool:
    """Lower-case letters, digits, "-" and "_", at most 40."""
    return _ID.fullmatch(text) is not None


def is_secret_name(text: str) -> bool:
    """A name that can stand in the secrets file and, in capitals, in an environment variable."""
    return _SECRET_NAME.fullmatch(text) is not None


def is_mail(text: str) -> bool:
    """One bare mail address."""
    return _MAIL.fullmatch(text) is not None


def is_web_address(text: str) -> bool:
    """An https address; http on this machine alone. Nothing but scheme, host, port, path and query."""
    if any(character.isspace() or not character.isprintable() for character in text):
        return False
    try:
        url = urlsplit(text)
        has_host = bool(url.hostname) and (url.port is None or url.port > 0)
    except ValueError:
        return False
    if not has_host or url.username is not None or url.fragment:
        return False
    return url.scheme == "https" or (url.scheme == "http" and is_loopback(text))


def is_site_address(text: str) -> bool:
    """A web address that paths can be hung on: no query."""
    return is_web_address(text) and "?" not in text


def telephone_numbers(text: str) -> tuple[list[str], list[str]]:
    """The telephone numbers in a text, and what looks like one but has digits missing or too many."""
    folded = unicodedata.normalize("NFKC", text)
    folded = re.sub("[\u2010-\u2015\u2212\u30fc]", "-", folded)
    good, bad = [], []
    for written in _DIGITS.findall(folded):
        digits = re.sub(r"[() -]", "", written)
        if _NUMBER.fullmatch(digits):
            good.append(written)
        elif len(digits) >= 7:
            bad.append(written)
    return good, bad


def can_be_reached(text: str) -> bool:
    """Whether a text holds a telephone number, a mail address or a web address."""
    words = re.split(r"[\s\u3000\u3001,()\uff08\uff09]+", text)
    return bool(telephone_numbers(text)[0]) or any(is_mail(word) or is_web_address(word) for word in words)
