"""One function per kind of table in `carrier.toml`: what it must and may say."""

from collections.abc import Callable

from notices.domain.authority import Authority, AuthorityReportKind, AuthorityRole
from notices.domain.carrier import (
    AlarmRoutes,
    Brand,
    ClockSettings,
    Partner,
    Service,
    ServiceKind,
    StandingApproval,
)
from notices.domain.incident_event import IncidentKind
from notices.domain.notice_content import Contact, NoticeKind
from notices.profile.reading import TableReader
from notices.profile.shapes import can_be_reached, is_id, is_mail, is_secret_name, is_web_address, telephone_numbers

WEBSITE = "website"
OTHER_LANGUAGES = ("en", "ja-easy")
CHANNELS = (WEBSITE, "feed", "x", "sms", "mvno", "mail")
ISSUED = (NoticeKind.FIRST.value, NoticeKind.UPDATE.value)
SENT = (AuthorityReportKind.QUICK_REPORT.value,)
MOST_MINUTES = 24 * 60

_DEFAULTS = ClockSettings()
_DEFAULT_PARTNER = Partner(id="", name="", first_choice="")
_HOURLY = 60  # T4: updates at least hourly, by the promise too
_THREE_A_DAY = 480  # T5


def read_id(reader: TableReader) -> str:
    """The id of a table; it stands in addresses of pages and names of files."""
    return reader.text("id", looks_right=is_id, code="bad_id")


def read_brand(reader: TableReader) -> Brand:
    """`[[brands]]`."""
    return Brand(read_id(reader), reader.text("name"))


def read_service(brand_ids: tuple[str, ...]) -> Callable[[TableReader], Service]:
    """`[[services]]`; its brands must be among `brand_ids`."""

    def read(reader: TableReader) -> Service:
        kind = reader.choice("kind", tuple(ServiceKind), "unknown_kind")
        return Service(
            id=read_id(reader),
            name=reader.text("name"),
            kind=ServiceKind(kind or ServiceKind.OTHER),
            brand_ids=reader.texts("brands", brand_ids, "unknown_brand", is_required=True),
            fate_tags=reader.texts("fate_tags", looks_right=is_id, code="bad_id"),
            has_emergency_calls=reader.flag("has_emergency_calls", default=False),
            short_name=reader.text("short_name", ""),
            names=reader.names("names", OTHER_LANGUAGES),
        )

    return read


def read_contact(reader: TableReader) -> Contact:
    """`[[contacts]]`: at least one telephone number, mail or web address, and no number with digits missing."""
    value = reader.text("value")
    wrong_numbers = telephone_numbers(value)[1]
    if wrong_numbers:
        reader.wrong("value", "bad_telephone", number=wrong_numbers[0])
    elif value and not can_be_reached(value):
        reader.wrong("value", "not_reachable", value=value)
    return Contact(reader.text("label"), value, reader.text("hours", ""), reader.names("labels", OTHER_LANGUAGES))


def read_partner(reader: TableReader) -> Partner:
    """`[[partners]]` (O5): the way it chose first must be complete."""
    partner = Partner(
        id=read_id(reader),
        name=reader.text("name"),
        first_choice=reader.choice("first_choice", ("webhook", "mail"), "unknown_choice"),
        webhook_url=reader.text("webhook_url", "", is_web_address, "not_web_address"),
        secret_name=_secret_name(reader, "secret_name"),
        mail=reader.text("mail", "", is_mail, "not_mail"),
        sla_minutes=reader.number("sla_minutes", _DEFAULT_PARTNER.sla_minutes, 1, MOST_MINUTES),
    )
    if partner.first_choice == "webhook":
        for field in ("webhook_url", "secret_name"):
            if not getattr(partner, field):
                reader.wrong(field, "webhook_needs", name=field)
    elif partner.first_choice == "mail" and not partner.mail:
        reader.wrong("mail", "mail_needs")
    return partner


def read_authority(reader: TableReader) -> Authority:
    """`[[authorities]]` (T3): whom to tell, by mail or telephone."""
    role = reader.choice("role", tuple(AuthorityRole), "unknown_choice")
    authority = Authority(
        id=read_id(reader),
        name=reader.text("name"),
        role=AuthorityRole(role or AuthorityRole.MINISTRY),
        mail=reader.text("mail", "", is_mail, "not_mail"),
        phone=_telephone(reader, "phone"),
        fax=_telephone(reader, "fax"),
        hours=reader.text("hours", ""),
    )
    if not (authority.mail or authority.phone):
        reader.wrong("phone", "authority_needs")
    return authority


def _telephone(reader: TableReader, field: str) -> str:
    number = reader.text(field, "")
    good, wrong = telephone_numbers(number)
    if number and (wrong or not good):
        reader.wrong(field, "bad_telephone", number=number)
    return number


def read_standing_approval(reader: TableReader) -> StandingApproval:
    """`[[standing_approvals]]` (T6): named person, kinds, channels by name, expiry. Nothing is approved by default."""
    kinds = reader.texts("kinds", ISSUED, "unknown_kind", is_required=True)
    channels = reader.texts("channels", CHANNELS, "unknown_channel", is_required=True)
    if channels and WEBSITE not in channels:
        reader.wrong("channels", "website_left_out")
    return StandingApproval(
        id=read_id(reader),
        approved_by=reader.text("approved_by"),
        kinds=tuple(NoticeKind(kind) for kind in kinds),
        channels=channels,
        expires_at=reader.time("expires_at"),
        incident_kinds=reader.texts("incident_kinds", tuple(IncidentKind), "unknown_kind"),
        reports=tuple(map(AuthorityReportKind, reader.texts("reports", SENT, "unknown_choice"))),
    )


def read_clock(reader: TableReader) -> ClockSettings:
    """`[clock]`: the carrier's own choices within the guideline (T4–T9)."""
    return ClockSettings(
        **{name: reader.number(name, getattr(_DEFAULTS, name), least, most) for name, least, most in _RANGES},
        reminder_minutes=reader.numbers("reminder_minutes", _DEFAULTS.reminder_minutes, 1, MOST_MINUTES),
        is_disaster_interval_used=reader.flag("is_disaster_interval_used", _DEFAULTS.is_disaster_interval_used),
        night_from_hour=reader.number_or_none("night_from_hour", 0, 23),
        night_to_hour=reader.number_or_none("night_to_hour", 0, 23),
    )


_RANGES = (
    ("first_report_minutes", 1, MOST_MINUTES),
    ("quick_report_minutes", 1, MOST_MINUTES),
    ("emergency_bodies_minutes", 1, MOST_MINUTES),
    ("update_minutes", 1, _HOURLY),
    ("promise_minutes", 1, _HOURLY),
    ("promise_rounding_minutes", 1, _HOURLY),
    ("grace_minutes", 1, MOST_MINUTES),
    ("late_grace_minutes", 1, MOST_MINUTES),
    ("margin_minutes", 1, MOST_MINUTES),
    ("announce_minutes", 1, MOST_MINUTES),
    ("disaster_outlook_days", 1, 7),
    ("disaster_update_minutes", 1, _THREE_A_DAY),
    ("keep_posted_days", 2, 3650),  # T9: at least two days
)


def read_alarms(reader: TableReader) -> AlarmRoutes:
    """`[alarms]` (T8): where reminders go besides the console."""
    alarms = AlarmRoutes(
        mails=reader.texts("mails", looks_right=is_mail, code="not_mail"),
        webhook_url=reader.text("webhook_url", "", is_web_address, "not_web_address"),
        webhook_secret_name=_secret_name(reader, "webhook_secret_name"),
    )
    if alarms.webhook_url and not alarms.webhook_secret_name:
        reader.wrong("webhook_secret_name", "webhook_needs", name="webhook_secret_name")
    return alarms


def _secret_name(reader: TableReader, field: str) -> str:
    name = reader.text(field, "")
    if name and not is_secret_name(name):
        reader.wrong(field, "bad_secret_name")  # not shown: it may be the secret itself
    return name
