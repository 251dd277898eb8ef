"""The kinds of values that bodies are made of; what the desk checks in words of its own is left to it."""

from datetime import UTC, datetime
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
)

from notices.desk.check_fact import EARLIEST
from notices.desk.check_text import MOST_CHARACTERS
from notices.domain.sharing_scope import SharingScope

LATEST = datetime(2100, 1, 1, tzinfo=UTC)


class Body(BaseModel):
    """A body with exactly the members that are described; a misspelt one is an error, not silence."""

    model_config = ConfigDict(extra="forbid")


def _only_text(value: object) -> object:
    # pydantic would also take a number of seconds for a time, which nobody means here
    if not isinstance(value, str):
        raise ValueError("not a text")  # noqa: TRY004 - pydantic reports ValueError alone
    return value


Text = Annotated[str, StringConstraints(max_length=MOST_CHARACTERS)]
Id = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Flag = StrictBool
Count = Annotated[int, Field(strict=True, ge=1, le=10_000_000_000)]
Time = Annotated[
    AwareDatetime,
    BeforeValidator(_only_text),
    Field(ge=EARLIEST, le=LATEST),
    AfterValidator(lambda at: at.astimezone(UTC)),
]
AreaCode = Annotated[str, StringConstraints(pattern=r"^(\d{2}|\d{5})$")]


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
