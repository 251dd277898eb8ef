"""One line of the JIS table: what an area code stands for."""

from dataclasses import dataclass
from enum import StrEnum


class AreaKind(StrEnum):
    """What an area is. `ward` is a ward of a designated city (政令指定都市), `special_ward` one of Tokyo's 23."""

    COUNTRY = "country"
    PREFECTURE = "prefecture"
    DESIGNATED_CITY = "designated_city"
    CITY = "city"
    TOWN = "town"
    VILLAGE = "village"
    SPECIAL_WARD = "special_ward"
    WARD = "ward"


@dataclass(frozen=True, slots=True)
class AreaRow:
    """`code` is JIS X 0401 (two digits; "00" is ours, the country) or X 0402 (five, without the check digit).

    `name` is the one people read: a ward carries its city (横浜市中区), a town goes without its `district` (郡).
    `kana` is full-width katakana. `parent` is the code of the area around it, empty for the country.
    """

    code: str
    name: str
    kana: str
    kind: AreaKind
    parent: str
    district: str
