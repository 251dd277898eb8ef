"""The times of day that a text speaks of, as moments. Pure; the zone in which its readers live is passed in."""

import unicodedata
from datetime import datetime, timedelta, tzinfo

from notices.policy.phrases import load_phrases


def times_in(text: str, since: datetime, zone: tzinfo) -> list[datetime]:
    """Each time of day in the text as the next such moment after `since`, when it was said.

    Empty where the text speaks of another day: then a time of day alone does not tell the moment.
    """
    phrases = load_phrases()
    narrow = unicodedata.normalize("NFKC", text)
    if phrases["other_day"].search(narrow):
        return []
    moments = []
    for match in phrases["time_of_day"].finditer(narrow):
        minute = 30 if match["half"] else int(match["minute"] or match["digits"] or 0)
        moment = since.astimezone(zone).replace(hour=int(match["hour"]), minute=minute, second=0, microsecond=0)
        moments.append((moment if moment > since else moment + timedelta(days=1)).astimezone(since.tzinfo))
    return moments
