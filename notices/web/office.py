"""What every endpoint works with: the house, its clock, the words that name areas."""

from dataclasses import dataclass

from fastapi import Request

from notices.areas.words import AreaWords
from notices.bootstrap import House
from notices.clock import Clock
from notices.profile.inputs import InputTable


@dataclass(frozen=True)
class Office:
    """Made once, in `app.create_app`."""

    house: House
    clock: Clock
    area_words: AreaWords
    inputs: InputTable | None = None


def office_of(request: Request) -> Office:
    """The office of the app that answers this request."""
    office: Office = request.app.state.office
    return office
