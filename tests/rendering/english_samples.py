"""The samples as a carrier would have them that names its services in English, all but one."""

from dataclasses import replace

from notices.domain.notice_content import Contact, NoticeContent, Side, StatedImpact

SERVICES = {
    "lte-voice": ("mobile_voice", "Mobile voice calls"),
    "lte-data": ("mobile_data", "Mobile data"),
    "home-phone": ("fixed_voice", "Sora home phone"),
    "home-wifi": ("fixed_internet", "Sora Air home Wi-Fi"),
    "3g": ("mobile", "3G mobile phones"),
    "mail": ("mail", "E-mail (users of the spam filter)"),
    "fixed-out": ("fixed_voice", "Outgoing landline calls"),
    "fixed-in": ("fixed_voice", "Incoming landline calls"),
    "internet": ("fixed_internet", ""),
}
CONTACTS = ("Customer center (free call from a landline)", "Chat")


def in_english(content: NoticeContent) -> NoticeContent:
    """The same notice with names in English; what a sample says of its names itself stays."""
    return replace(
        content,
        carrier_names=content.carrier_names or (("en", "Aozora Communications"),),
        impacts=_named(content.impacts),
        contacts=tuple(_labelled(*pair) for pair in zip(content.contacts, CONTACTS, strict=False)),
        developments=tuple(replace(each, impacts=_named(each.impacts)) for each in content.developments),
        changes=tuple(
            replace(change, before=_side(change.before), after=_side(change.after)) for change in content.changes
        ),
    )


def _named(impacts: tuple[StatedImpact, ...]) -> tuple[StatedImpact, ...]:
    return tuple(_impact(impact) for impact in impacts)


def _impact(impact: StatedImpact) -> StatedImpact:
    kind, name = SERVICES.get(impact.service_id, ("other", ""))
    names = impact.names or ((("en", name),) if name else ())
    return replace(impact, service_kind=impact.service_kind or kind, names=names)


def _labelled(contact: Contact, label: str) -> Contact:
    return replace(contact, labels=contact.labels or (("en", label),))


def _side(side: Side) -> Side:
    return replace(side, impacts=_named(side.impacts))
