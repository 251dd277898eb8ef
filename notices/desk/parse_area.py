"""Reads an area as machines and tables give it: by name or by code."""

from collections.abc import Callable

from notices.areas.table import AreaTable
from notices.areas.words import AreaWords
from notices.domain.impact import Area


def area_parser(areas: AreaTable, words: AreaWords) -> Callable[[str], Area]:
    """A reader of 千葉県柏市の一部, 12217 or 00. It raises InputError for an area nobody knows."""

    def parse(text: str) -> Area:
        is_code = text.isascii() and text.isdigit()
        return Area(areas.area(text).code) if is_code else areas.parse(text, words)

    return parse
