"""From the carrier's file to the Carrier, and every mistake told at once."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from notices.domain.authority import Authority, AuthorityReportKind, AuthorityRole
from notices.domain.carrier import (
    AlarmRoutes,
    Brand,
    Carrier,
    ClockSettings,
    Partner,
    Service,
    ServiceKind,
    StandingApproval,
)
from notices.domain.errors import ConfigurationError
from notices.domain.notice_content import Contact, NoticeKind
from notices.messages import LANGUAGES, explain
from notices.profile import ProfileErrors, load_carrier, parse_carrier
from notices.profile.carrier_toml import EXAMPLE

HERE = Path(__file__).parent
WHOLE = (HERE / "whole.toml").read_text(encoding="utf-8")


def mistakes_in(text: str) -> list[tuple[str, str]]:
    """Field and code of every mistake."""
    with pytest.raises(ProfileErrors) as refused:
        parse_carrier(text, "carrier.toml")
    return [(mistake.field, mistake.code) for mistake in refused.value.mistakes]


def test_reads_every_setting() -> None:
    """What stands in the file stands in the Carrier; the zone of a time becomes UTC."""
    assert parse_carrier(WHOLE, "carrier.toml") == Carrier(
        id="kaku",
        name="架空通信",
        is_designated_public_institution=True,
        site_url="https://oshirase.kaku.example/",
        brands=(Brand("kaku", "カクウモバイル"),),
        services=(Service("voice", "音声通話", ServiceKind.MOBILE_VOICE, ("kaku",), ("own-core",), True),),
        contacts=(Contact("故障受付", "0120-000-000"),),
        official_accounts=("X @kaku_example",),
        partners=(
            Partner("hoshi", "ほしぞらモバイル", "webhook", "https://noc.hoshi.example/in", "partner_hoshi"),
            Partner("komorebi", "こもれびSIM", "mail", mail="noc@komorebi.example"),
        ),
        authorities=(
            Authority("soumu", "総務省", AuthorityRole.MINISTRY, mail="jiko@soumu.example", phone="03-0000-0000"),
            Authority(
                "shobo", "消防本部", AuthorityRole.FIRE, phone="03-0000-0119", fax="03-0000-0120", hours="24時間"
            ),
        ),
        report_contact="当直 03-0000-0002",
        standing_approvals=(
            StandingApproval(
                id="first",
                approved_by="広報部長",
                kinds=(NoticeKind.FIRST, NoticeKind.UPDATE),
                channels=("website", "feed", "x", "mvno"),
                expires_at=datetime(2027, 3, 31, 14, 59, 59, tzinfo=UTC),
                incident_kinds=("outage",),
                reports=(AuthorityReportKind.QUICK_REPORT,),
            ),
        ),
        trusted_sources=("noc",),
        clock=ClockSettings(grace_minutes=8, reminder_minutes=(20, 5)),
        alarms=AlarmRoutes(("kouhou@kaku.example",), "https://chat.kaku.example/in", "alarm"),
    )


def test_the_example_is_without_mistakes() -> None:
    """What `shuchi init` writes can be used as it is."""
    assert load_carrier(EXAMPLE).clock == ClockSettings()


def test_the_example_states_the_true_defaults() -> None:
    """Every setting that is commented out may be switched on as written without a change."""
    as_written = EXAMPLE.read_text(encoding="utf-8")
    optional = [line for line in as_written.splitlines() if line.startswith("# ") and " = " in line]
    has_no_default = ("# night_", "# webhook_", "# apology")
    kept = [line for line in optional if not line.startswith(has_no_default)]
    switched_on = "\n".join(line[2:] if line in kept else line for line in as_written.splitlines())
    assert len(kept) > 15
    assert parse_carrier(switched_on, "carrier.toml") == load_carrier(EXAMPLE)


# what is written → what it is changed to, the field that is wrong, the code of its sentence
MISTAKES = [
    ('role = "ministry"', 'role = "minister"', "authorities[1].role", "unknown_choice"),
    ('phone = "03-0000-0119"', 'phone = "119-0"', "authorities[2].phone", "bad_telephone"),
    ('phone = "03-0000-0119"', "", "authorities[2].phone", "authority_needs"),
    ('mail = "jiko@soumu.example"', 'mail = "jiko"', "authorities[1].mail", "not_mail"),
    (
        'reports = ["quick_report"]',
        'reports = ["emergency_bodies"]',
        "standing_approvals[1].reports[1]",
        "unknown_choice",
    ),
    (
        "grace_minutes = 8",
        "grace_minutes = 8\nquick_report_minutes = 45",
        "clock.quick_report_minutes",
        "first_report_late",
    ),
    ('name = "架空通信"\n', "", "name", "missing"),
    ('name = "架空通信"', 'name = ""', "name", "empty_text"),
    ('name = "架空通信"', 'name = "架空\\n通信"', "name", "unseen_character"),
    ('name = "架空通信"', "name = 3", "name", "not_text"),
    ('name = "架空通信"', 'name = "架空通信"\nofficial_acounts = []', "official_acounts", "unknown_field_near"),
    ('name = "架空通信"', 'name = "架空通信"\nwhatever = 1', "whatever", "unknown_field"),
    ('id = "kaku"\nname = "架空', 'id = "Kaku/.."\nname = "架空', "id", "bad_id"),
    ("institution = true", 'institution = "true"', "is_designated_public_institution", "not_flag"),
    ("institution = true", "institution = 1", "is_designated_public_institution", "not_flag"),
    ("https://oshirase.kaku.example/", "http://oshirase.kaku.example/", "site_url", "not_site_address"),
    ("https://oshirase.kaku.example/", "https://oshirase.kaku.example/?a=1", "site_url", "not_site_address"),
    ('["X @kaku_example"]', '"X @kaku_example"', "official_accounts", "not_list"),
    ('["X @kaku_example"]', '["X", "X"]', "official_accounts[2]", "twice_in_list"),
    ('id = "voice"', 'id = "voice"\napology = ""', "services[1].apology", "field_of_top"),
    ("[[brands]]", "[brands]", "brands", "not_tables"),
    ('"カクウモバイル"', '"カクウモバイル"\n[[brands]]\nid = "kaku"\nname = "b"', "brands[2].id", "id_twice"),
    ('kind = "mobile_voice"', 'kind = "voice"', "services[1].kind", "unknown_kind"),
    ('brands = ["kaku"]', 'brands = ["kaku", "nobody"]', "services[1].brands[2]", "unknown_brand"),
    ('brands = ["kaku"]', "brands = []", "services[1].brands", "empty_list"),
    ('brands = ["kaku"]\n', "", "services[1].brands", "missing"),
    ('["own-core"]', '["own core"]', "services[1].fate_tags[1]", "bad_id"),
    ("0120-000-000", "0120-000-00", "contacts[1].value", "bad_telephone"),
    ("0120-000-000", "お近くの店舗", "contacts[1].value", "not_reachable"),
    ('first_choice = "webhook"', 'first_choice = "fax"', "partners[1].first_choice", "unknown_choice"),
    ('webhook_url = "https://noc.hoshi.example/in"\n', "", "partners[1].webhook_url", "webhook_needs"),
    ('secret_name = "partner_hoshi"\n', "", "partners[1].secret_name", "webhook_needs"),
    ('"partner_hoshi"', '"Partner Hoshi"', "partners[1].secret_name", "bad_secret_name"),
    ("https://noc.hoshi", "http://noc.hoshi", "partners[1].webhook_url", "not_web_address"),
    ("https://noc.hoshi", "https://user:word@noc.hoshi", "partners[1].webhook_url", "login_in_address"),
    ("sla_minutes = 15", "sla_minutes = 0", "partners[1].sla_minutes", "not_in_range"),
    ("sla_minutes = 15", "sla_minutes = true", "partners[1].sla_minutes", "not_in_range"),
    ('mail = "noc@komorebi.example"\n', "", "partners[2].mail", "mail_needs"),
    ("noc@komorebi.example", "noc@komorebi", "partners[2].mail", "not_mail"),
    ('["first", "update"]', '["first", "second"]', "standing_approvals[1].kinds[2]", "unknown_kind"),
    ('["first", "update"]', "[]", "standing_approvals[1].kinds", "empty_list"),
    ('"x", "mvno"]', '"x", "all"]', "standing_approvals[1].channels[4]", "unknown_channel"),
    ('["website", "feed", "x", "mvno"]', "[]", "standing_approvals[1].channels", "empty_list"),
    ('["outage"]', '["planned"]', "standing_approvals[1].incident_kinds[1]", "unknown_kind"),
    ('approved_by = "広報部長"\n', "", "standing_approvals[1].approved_by", "missing"),
    ("T23:59:59+09:00", "T23:59:59", "standing_approvals[1].expires_at", "time_without_zone"),
    ("2027-03-31T23:59:59+09:00", "2027-03-31", "standing_approvals[1].expires_at", "time_without_zone"),
    ("2027-03-31T23:59:59+09:00", '"2027-03-31"', "standing_approvals[1].expires_at", "not_time"),
    ("[clock]", "[[clock]]", "clock", "not_table"),
    ("grace_minutes = 8", "grace_minutes = 0", "clock.grace_minutes", "not_in_range"),
    ("grace_minutes = 8", "grace_minutes = 1.5", "clock.grace_minutes", "not_in_range"),
    ("grace_minutes = 8", "first_report_minutes = 31", "clock.first_report_minutes", "first_report_late"),
    ("grace_minutes = 8", "update_minutes = 61", "clock.update_minutes", "not_in_range"),
    ("grace_minutes = 8", "keep_posted_days = 1", "clock.keep_posted_days", "not_in_range"),
    ("grace_minutes = 8", "margin_minutes = 30", "clock.margin_minutes", "not_less_than"),
    ("grace_minutes = 8", "promise_minutes = 5", "clock.promise_rounding_minutes", "not_less_than"),
    ("grace_minutes = 8", "promise_minutes = 14", "clock.margin_minutes", "no_time_between"),
    ("grace_minutes = 8", "night_from_hour = 23", "clock.night_to_hour", "half_a_night"),
    ("grace_minutes = 8", "night_to_hour = 6", "clock.night_from_hour", "half_a_night"),
    ("grace_minutes = 8", "night_from_hour = 24\nnight_to_hour = 6", "clock.night_from_hour", "not_in_range"),
    ("grace_minutes = 8", "night_from_hour = 6\nnight_to_hour = 6", "clock.night_to_hour", "night_without_length"),
    ("[20, 5]", "[20, -5]", "clock.reminder_minutes[2]", "not_in_range"),
    ("[20, 5]", "[5, 5]", "clock.reminder_minutes[2]", "twice_in_list"),
    ("[20, 5]", "[]", "clock.reminder_minutes", "empty_list"),
    ('["kouhou@kaku.example"]', '["kouhou"]', "alarms.mails[1]", "not_mail"),
    ('webhook_secret_name = "alarm"\n', "", "alarms.webhook_secret_name", "webhook_needs"),
    ("[alarms]", '[alarms]\ntoken = "x"', "alarms.token", "secret_here"),
]


@pytest.mark.parametrize(("written", "changed", "field", "code"), MISTAKES, ids=lambda value: str(value)[:24])
def test_one_change_is_one_mistake(written: str, changed: str, field: str, code: str) -> None:
    """Each mistake is told once, at its field, and brings no others with it."""
    assert written in WHOLE
    assert mistakes_in(WHOLE.replace(written, changed, 1)) == [(field, code)]


@pytest.mark.parametrize("kind", ["brands", "services", "contacts"])
def test_at_least_one_of_each_is_needed(kind: str) -> None:
    """A carrier without a brand, a service or an enquiry desk cannot tell anybody anything."""
    tables = [table for table in WHOLE.split("\n\n") if not table.startswith(f"[[{kind}]]")]
    assert mistakes_in("\n\n".join(tables)) == [(kind, "no_tables")]


def test_another_carrier_may_take_longer_for_its_first_report() -> None:
    """Only a designated public institution is bound to 30 minutes (T2)."""
    text = WHOLE.replace("institution = true", "institution = false").replace("grace_", "first_report_")
    assert parse_carrier(text.replace("= 8", "= 45"), "carrier.toml").clock.first_report_minutes == 45


def test_plain_http_is_enough_on_this_machine() -> None:
    """The sandbox listens on loopback."""
    text = WHOLE.replace("https://noc.hoshi.example", "http://127.0.0.1:8000")
    assert parse_carrier(text, "carrier.toml").partners[0].webhook_url == "http://127.0.0.1:8000/in"


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_mistakes_are_told_at_once(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """File, line, field, what is wrong and what to write, in the order of the lines."""
    monkeypatch.setenv("SHUCHI_LANGUAGE", language)
    with pytest.raises(ProfileErrors) as refused:
        load_carrier(HERE / "broken.toml")
    assert explain(refused.value) + "\n" == (HERE / f"broken.{language}.txt").read_text(encoding="utf-8")


def test_no_message_repeats_a_secret() -> None:
    """Secrets in the wrong place are told without being shown, wherever they stand."""
    places = ('"alarm"', '"partner_hoshi"', '"noc"', '"own-core"', '"広報部長"')
    text = WHOLE
    for place in places:
        text = text.replace(place, '"whsec_canary"')
    with pytest.raises(ProfileErrors) as refused:
        parse_carrier(text.replace("[clock]", '[clock]\npassword = "canary"'), "carrier.toml")
    assert [mistake.code for mistake in refused.value.mistakes] == ["secret_here"] * 6
    assert "canary" not in str(refused.value) + explain(refused.value) + repr(refused.value.mistakes)


SYNTAX = [
    ('id = "a"\nname = カクウ\n', 2, "toml_value"),
    ('id = "a\nname = "b"\n', 1, "toml_quote"),
    ("id = 'a\n", 1, "toml_quote"),
    ('id "a"\n', 1, "toml_equals"),
    ('id = "a" name = "b"\n', 1, "toml_rest_of_line"),
    ('id = "a"\n\nid = "b"\n', 3, "toml_twice"),
    ("[clock]\n[alarms]\n[clock]\n", 3, "toml_twice"),
    ("[clock\n", 1, "toml_unclosed"),
    ('a = [\n "b",\n', 2, "toml_unclosed"),
    ('a = "C:\\data"\n', 1, "toml_backslash"),
    ("# ok\n名前 = 1\n", 2, "toml_statement"),
    ("x = 2027-13-01T00:00:00Z\n", 1, "toml_rest_of_line"),
    ("id = 'a\nname = 'b'\n", 1, "toml_quote"),
    ("[[brands]\n", 1, "toml_unclosed"),
    ("id = \n", 1, "toml_value"),
    ('a = """\nb\n', 2, "toml_quote"),
    ("a = " + "[" * 5000, 1, "toml_statement"),
]


@pytest.mark.parametrize(("text", "line", "code"), SYNTAX, ids=lambda value: str(value)[:20])
def test_what_is_no_toml_is_told_by_line_in_plain_words(text: str, line: int, code: str) -> None:
    """One mistake, with the line, and no jargon of the parser."""
    with pytest.raises(ProfileErrors) as refused:
        parse_carrier(text, "carrier.toml")
    assert [(mistake.line, mistake.code) for mistake in refused.value.mistakes] == [(line, code)]


def test_a_file_in_another_encoding_is_told_by_line(tmp_path: Path) -> None:
    """Editors still save Shift_JIS."""
    path = tmp_path / "carrier.toml"
    path.write_bytes('id = "kaku"\nname = "架空通信"\n'.encode("cp932"))
    with pytest.raises(ProfileErrors) as refused:
        load_carrier(path)
    assert [(mistake.line, mistake.code) for mistake in refused.value.mistakes] == [(2, "not_utf8")]


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    """Editors on Windows put one in front."""
    path = tmp_path / "carrier.toml"
    path.write_bytes(b"\xef\xbb\xbf" + WHOLE.replace("\n", "\r\n").encode())
    assert load_carrier(path) == parse_carrier(WHOLE, "carrier.toml")


def test_a_missing_file_says_how_to_make_one(tmp_path: Path) -> None:
    """The first error a newcomer meets."""
    with pytest.raises(ConfigurationError) as refused:
        load_carrier(tmp_path / "carrier.toml")
    assert "shuchi init" in explain(refused.value)


def test_a_folder_is_no_profile(tmp_path: Path) -> None:
    """What cannot be read is refused with its path."""
    with pytest.raises(ConfigurationError) as refused:
        load_carrier(tmp_path)
    assert refused.value.code == "carrier_file_unreadable"
