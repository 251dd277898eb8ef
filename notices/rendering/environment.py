"""The two Jinja environments over the same templates: one for plain text, one that escapes everything for HTML."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache, partial

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from notices.areas.sentence import name_areas
from notices.areas.simplify import simplify
from notices.areas.table import AreaTable, load_areas
from notices.areas.words import AreaWords, load_area_words
from notices.domain.impact import Area, UserCount
from notices.domain.notice_content import NoticeContent
from notices.rendering.formats import format_compact, format_datetime, format_iso, format_short, format_users
from notices.rendering.readings import with_kana
from notices.rendering.view import (
    PREFECTURE_DIGITS,
    Impacts,
    alternative_name,
    alternatives_of,
    emergency_alternatives_of,
    name_services,
)
from notices.rendering.words import load_words
from notices.resources import templates_dir

TimeShown = Callable[[datetime, str], object]
EVERY = 10_000
"""More places than there are."""


@cache
def text_environment(language: str) -> Environment:
    """For title, post, sms and mail: no escaping, times as plain words."""
    return _environment(language, _plain_time, is_html=False)


@cache
def html_environment(language: str) -> Environment:
    """For page and entry: everything is escaped, whatever file it stands in; times are `<time>` elements."""
    return _environment(language, _time_element, is_html=True)


def _environment(language: str, shown: TimeShown, *, is_html: bool) -> Environment:
    words, table, area_words = load_words(language), load_areas(), load_area_words(language)

    def areas(codes: tuple[Area, ...] | None, most: int | None = None) -> str:
        return name_areas(codes, table, area_words, most)

    def areas_briefly(codes: tuple[Area, ...] | None, most: int) -> str:
        return _briefest(partial(areas, codes), most)

    def services(impacts: Impacts, most: int | None = None) -> str:
        return name_services(impacts, most, words)

    def services_briefly(impacts: Impacts, most: int | None = None) -> str:
        return name_services(impacts, most, words, is_brief=True)

    def alternatives(notice: NoticeContent) -> list[tuple[str, str]]:
        return alternatives_of(notice, words)

    def emergency_alternatives(notice: NoticeContent) -> list[tuple[str, str]]:
        return emergency_alternatives_of(notice, words)

    def name_alternatives(names: Sequence[str], most: int | None = None) -> str:
        shown = list(dict.fromkeys(alternative_name(name, words) for name in names))
        more = words["terms"]["and_more"] if most is not None and len(shown) > most else ""
        return f"{words['terms']['list'].join(shown[:most])}{more}"

    def is_sentence(text: str) -> bool:
        return str(words["terms"]["stop"]) in text or text.endswith(tuple(words["terms"]["sentence_endings"]))

    def closed(text: str) -> str:
        stop = str(words["terms"]["stop"])
        return text if text.endswith(stop) else text + stop

    def users(count: UserCount) -> str:
        return format_users(count, language)

    def full(moment: datetime) -> object:
        return shown(moment, format_datetime(moment, language))

    def short(moment: datetime, beside: datetime | None = None) -> object:
        return shown(moment, format_short(moment, beside, language))

    def compact(moment: datetime, beside: datetime | None = None) -> str:
        return format_compact(moment, beside, language)

    # Fragments for HTML are escaped by this switch alone: it must stand for the environment, never for a file name.
    environment = Environment(
        loader=FileSystemLoader(templates_dir() / language),
        undefined=StrictUndefined,
        autoescape=is_html,  # noqa: S701 - plain text must not be escaped; it never reaches a browser as markup
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=False,
    )
    environment.globals |= {
        "words": words,
        "name_areas": areas,
        "name_areas_briefly": areas_briefly,
        "name_places": partial(_places, table, area_words),
        "name_services": services,
        "name_services_briefly": services_briefly,
        "alternatives_of": alternatives,
        "emergency_alternatives_of": emergency_alternatives,
        "name_alternatives": name_alternatives,
        "is_sentence": is_sentence,
    }
    environment.filters |= {"full": full, "short": short, "compact": compact, "users": users, "lines": lines}
    environment.filters["closed"] = closed
    environment.filters["with_kana"] = str if is_html else partial(with_kana, language=language)
    return environment


def _places(table: AreaTable, words: AreaWords, codes: Sequence[Area], most: int = EVERY) -> str:
    """Names alone, of prefectures where there is no room: whether a place is hit in whole or in part is left open."""
    bare = replace(words, all_of="{names}", all_of_prefecture="{name}", whole_country="")
    whole = simplify((Area(area.code) for area in codes), table)
    prefectures = tuple(dict.fromkeys(Area(area.code[:PREFECTURE_DIGITS]) for area in whole))

    def named(count: int) -> str:
        is_short = len(whole) > count and len(prefectures) > 1
        return name_areas(prefectures if is_short else whole, table, bare, count)

    return _briefest(named, most)


def _briefest(named: Callable[[int], str], most: int) -> str:
    """At most so many names; one or two more where that is shorter than counting them."""
    return min((named(max(most, 1) + more) for more in (2, 1, 0)), key=len)


def lines(text: str) -> list[str]:
    """The lines that say something, without the white space around them; escaped text stays escaped."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _plain_time(_moment: datetime, words: str) -> str:
    return words


def _time_element(moment: datetime, words: str) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(format_iso(moment), words)
