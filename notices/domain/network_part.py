"""The parts of the world that fail together (A2): what a service or an alternative stands or falls with."""

from enum import StrEnum


class NetworkPart(StrEnum):
    """`own` is the carrier's. `internet`: ways into the internet beyond its own network.

    `emergency-answering-side`: the lines into the desks of the police and the fire brigade (NTT西 2025-09).
    """

    OWN_CORE = "own-core"
    OWN_RADIO = "own-radio"
    OWN_FIXED = "own-fixed"
    OWN_INTERNET = "own-internet"
    OWN_MAIL = "own-mail"
    OTHER_CARRIERS = "other-carriers"
    INTERNET = "internet"
    POWER = "power"
    ANSWERING_SIDE = "emergency-answering-side"
