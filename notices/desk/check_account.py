"""Who acts: an account id of a person (never a name, S2), and never one that stands for the house itself."""

import re

from notices.domain.errors import InputError

ACCOUNT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,79}")
_OF_THE_HOUSE = re.compile(r"(clock|courier|cli|standing:.*)", re.IGNORECASE)


def check_account(account_id: str) -> None:
    """Raises InputError for an id that is none, or that would pass for the clock or a standing approval."""
    if not ACCOUNT.fullmatch(account_id) or _OF_THE_HOUSE.fullmatch(account_id):
        raise InputError("account_unusable", account=account_id[:80])
