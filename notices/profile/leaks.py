"""Finds secrets in the carrier's file, where they must not stand: it is shown, copied, kept under version control."""

import re
from typing import Any

from notices.profile.mistakes import MistakeList
from notices.profile.scan import child, item

_SECRET_FIELD = re.compile(r"(?:.*[_-])?(?:secret|token|password|passwd|api[_-]?key)", re.IGNORECASE)
# "whsec_" begins every secret of https://www.standardwebhooks.com
_SECRET_VALUE = re.compile(r"\s*whsec_")
_LOGIN_IN_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://[^/\s]*@", re.IGNORECASE)


def find_leaks(values: Any, mistakes: MistakeList, path: str = "") -> None:
    """Note each field that is named like a secret and each value that is one. No message repeats the value."""
    if isinstance(values, dict):
        for key, value in values.items():
            place = child(path, key)
            if _SECRET_FIELD.fullmatch(key):
                mistakes.add(place, "secret_here")
            find_leaks(value, mistakes, place)
    elif isinstance(values, list):
        for number, value in enumerate(values, start=1):
            find_leaks(value, mistakes, item(path, number))
    elif isinstance(values, str):
        if _SECRET_VALUE.match(values):
            mistakes.add(path, "secret_here")
        elif _LOGIN_IN_ADDRESS.match(values):
            mistakes.add(path, "login_in_address")
