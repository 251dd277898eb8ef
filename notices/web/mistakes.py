"""What is wrong in a body, place by place, in words: pydantic's own findings under our sentences."""

from collections.abc import Mapping, Sequence
from typing import Any

from notices.messages import catalogue, say
from notices.web.schemas.facts import MODELS
from notices.web.schemas.fields import BY_CODE, BY_NAME

# pydantic names the chosen kind of a union in the path, which the caller's body does not have
_KINDS = frozenset({*MODELS, BY_NAME, BY_CODE})


def mistakes_in(found: Sequence[Any], language: str) -> list[dict[str, str]]:
    """`pointer` (RFC 6901, into the body) or `parameter`, pydantic's `code`, and a sentence. Inputs are not shown."""
    return [_mistake(each, language) for each in found]


def _mistake(found: Mapping[str, Any], language: str) -> dict[str, str]:
    root, *path = found["loc"]
    steps = [str(step) for step in path if step not in _KINDS]
    place = (
        {"pointer": "".join(f"/{_escaped(step)}" for step in steps)}
        if root == "body"
        else {"parameter": "/".join(steps)}
    )
    return {**place, "code": found["type"], "detail": _sentence(found, language)}


def _escaped(step: str) -> str:
    return step.replace("~", "~0").replace("/", "~1")


def _sentence(found: Mapping[str, Any], language: str) -> str:
    if f"invalid.{found['type']}" not in catalogue(language):
        return say("invalid.other", language, reason=found["msg"])
    places = {name: value for name, value in found.get("ctx", {}).items() if name != "error"}
    if "expected" in places:
        places["expected"] = str(places["expected"]).replace(" or ", ", ")
    return say(f"invalid.{found['type']}", language, **places)
