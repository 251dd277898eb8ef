"""The samples as a carrier with named kinds of services sends them, and without a person's words."""

from dataclasses import replace

from rendering.samples import GOLDEN, UPDATE

from notices.domain.impact import Area
from notices.domain.notice_content import (
    Development,
    DevelopmentKind,
    NoticeContent,
    Side,
    StatedImpact,
    StatedOutlook,
    StatedRecovery,
)

KINDS = {
    "lte-voice": "mobile_voice",
    "lte-data": "mobile_data",
    "home-phone": "fixed_voice",
    "home-wifi": "fixed_internet",
    "3g": "mobile",
    "mail": "mail",
    "fixed-out": "fixed_voice",
    "fixed-in": "fixed_voice",
    "internet": "fixed_internet",
}
WITH_EMERGENCY_CALLS = frozenset({"lte-voice", "home-phone", "3g", "fixed-out"})


def _kind(impact: StatedImpact) -> StatedImpact:
    kind = impact.service_kind or KINDS.get(impact.service_id, "other")
    has_calls = impact.has_emergency_calls or impact.service_id in WITH_EMERGENCY_CALLS
    return replace(impact, service_kind=kind, has_emergency_calls=has_calls)


def _kinds(impacts: tuple[StatedImpact, ...]) -> tuple[StatedImpact, ...]:
    return tuple(_kind(impact) for impact in impacts)


def with_kinds(content: NoticeContent) -> NoticeContent:
    """The same with what `carrier.toml` always says: what each service is to its users."""
    return replace(
        content,
        impacts=_kinds(content.impacts),
        developments=tuple(replace(new, impacts=_kinds(new.impacts)) for new in content.developments),
        changes=tuple(
            replace(
                change,
                before=replace(change.before, impacts=_kinds(change.before.impacts)),
                after=replace(change.after, impacts=_kinds(change.after.impacts)),
            )
            for change in content.changes
        ),
    )


def _named(impacts: tuple[StatedImpact, ...]) -> tuple[StatedImpact, ...]:
    return tuple(replace(impact, names=(("ja-easy", "メール"),)) for impact in impacts)


def _side(side: Side) -> Side:
    outlook = None if side.outlook is None else StatedOutlook(side.outlook.kind)
    return replace(side, impacts=_named(side.impacts), text="", outlook=outlook, user_actions=())


def without_persons_words(content: NoticeContent) -> NoticeContent:
    """Only what the templates themselves say is left."""
    recovery = content.recovery
    return replace(
        content,
        carrier_names=(("ja-easy", "ソラ"),),
        impacts=_named(content.impacts),
        developments=tuple(replace(new, impacts=_named(new.impacts)) for new in content.developments),
        changes=tuple(replace(c, before=_side(c.before), after=_side(c.after)) for c in content.changes),
        cause="",
        outlook=StatedOutlook(content.outlook.kind),
        situation="",
        progress="",
        residual="",
        prevention="",
        note="",
        user_actions=(),
        contacts=(),
        recovery=None if recovery is None else StatedRecovery(recovery.recovered_at, "", ""),
    )


SAMPLES = {name: with_kinds(content) for name, content in GOLDEN.items()}
NUMBERS = ("police", "fire")


def developed(kind: DevelopmentKind) -> NoticeContent:
    """A follow-up with one thing that is new, about two services in one prefecture."""
    areas = (Area("12", is_part=True),)
    impacts = tuple(replace(impact, areas=areas) for impact in UPDATE.impacts[:2])
    new = Development(kind, impacts=impacts, areas=areas, numbers=NUMBERS, alternatives=("payphone",))
    return with_kinds(replace(UPDATE, impacts=impacts, developments=(new,), residual="音声通話"))
