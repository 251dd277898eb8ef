"""The kinds of values that bodies are made of; what the desk checks in words of its own is left to it."""

import re
from datetime import UTC
from typing import Annotated

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StrictBool,
    StringConstraints,
    Tag,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from notices.desk.check_text import MOST_CHARACTERS
from notices.domain.sharing_scope import SharingScope


class Body(BaseModel):
    """A body with exactly the members that are described; a misspelt one is an error, not silence."""

    model_config = ConfigDict(extra="forbid")


def only_text(value: object) -> object:
    """Before a time of others is read: pydantic would also take a number of seconds, which nobody means here."""
    if not isinstance(value, str):
        raise ValueError("not a text")  # noqa: TRY004 - pydantic reports ValueError alone
    return value


# RFC 3339, of this century: pydantic alone would also take seconds since 1970, a blank for the T, a bare date
_DATE = r"^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_CLOCK = r"T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?"
_ZONE = r"(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$"
TIME_PATTERN = _DATE + _CLOCK + _ZONE


def _as_described(value: object) -> object:
    if not isinstance(value, str) or re.fullmatch(TIME_PATTERN, value, re.ASCII) is None:
        raise PydanticCustomError("time_form", "not a time of this century with its zone")
    return value


def _whole(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value


Text = Annotated[str, StringConstraints(max_length=MOST_CHARACTERS)]
Id = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Flag = StrictBool
# 3.0 is a whole number, too (JSON Schema 2020-12, validation §6.1.1): whoever computes in floating point sends it
Count = Annotated[int, Field(strict=True, ge=1, le=10_000_000_000), BeforeValidator(_whole)]
Time = Annotated[
    AwareDatetime,
    BeforeValidator(_as_described),
    AfterValidator(lambda at: at.astimezone(UTC)),
    WithJsonSchema({"type": "string", "format": "date-time", "pattern": TIME_PATTERN}),
]
AreaCode = Annotated[str, StringConstraints(pattern=r"^([0-9]{2}|[0-9]{5})$")]


class CodedArea(Body):
    """An area by its code: JIS X 0401 (two digits, 00 the whole country) or JIS X 0402 (five digits)."""

    code: AreaCode
    is_part: Flag = False


def _how_area_is_given(value: object) -> str:
    return BY_NAME if isinstance(value, str) else BY_CODE


BY_NAME, BY_CODE = "AreaByName", "AreaByCode"
# A code, or a name as people write it (千葉県柏市, 千葉県柏市の一部, 全国).
AreaGiven = Annotated[
    Annotated[str, StringConstraints(min_length=1, max_length=100), Tag(BY_NAME)] | Annotated[CodedArea, Tag(BY_CODE)],
    Discriminator(_how_area_is_given),
]


def scope_of(name: str) -> SharingScope:
    """The scope of that name."""
    return SharingScope[name.upper()]
