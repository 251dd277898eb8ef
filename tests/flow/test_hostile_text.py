"""S5, S6: text from people breaks no page, feed, message or record; what none can hold is refused at the door."""

import json
from dataclasses import replace

import pytest
from lxml import etree, html
from worlds.house import APPROVER, CARRIER, WRITER, add_subscribers

from notices.desk.approve_notice import return_notice
from notices.desk.check_text import MOST_CHARACTERS, MOST_USER_ACTIONS
from notices.desk.draft_notice import revise_notice
from notices.desk.hold_clock import hold_issue
from notices.domain import incident_event as ev
from notices.domain.errors import InputError
from notices.domain.incident_event import OutlookKind
from notices.domain.notice_content import Contact, Wording

pytestmark = pytest.mark.slow

MARKUP = (
    "点検</dd></script><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}{% raw %}]]>&amp;&#60;\"'`<!-- "
)
STEERING = "\u202e\u2066\u2028\r\nBcc: all@kaku.example\r\n\r\n"
CALM = "点検"
REFUSED = {
    "a letter too many": ("あ" * (MOST_CHARACTERS + 1), "text_too_long"),
    "a book": ("a" * 100_000, "text_too_long"),
    "nul": ("点\x00検", "text_unusable"),
    "escape": ("点\x1b[2J検", "text_unusable"),
    "half a character": ("点\ud83d検", "text_unusable"),
    "no character": ("点\uffff検", "text_unusable"),
}


def wording(text):
    """The same text in every item a person may write."""
    return Wording(
        situation=text, cause=text, outlook_kind=OutlookKind.ESTIMATE, outlook=text, outlook_basis=text, progress=text,
        residual=text, user_actions=(text, text), recovery_basis=text, prevention=text, note=text,
    )  # fmt: skip


def carrier(text):
    """The profile's own words, as hostile as its reader lets in (one line, nothing unseen)."""
    services = tuple(replace(service, name=f"{service.name}{text}") for service in CARRIER.services)
    brands = tuple(replace(brand, name=f"{brand.name}{text}") for brand in CARRIER.brands)
    return {
        "name": f"架空通信{text}", "services": services, "brands": brands, "apology": text,
        "contacts": (Contact(f"窓口{text}", f"0120-000-000{text}", text),), "official_accounts": (f"@kaku{text}",),
    }  # fmt: skip


async def sent(make, text):
    """The files of the static ways out and the parcels of the others, after a report that says `text` everywhere."""
    world = make(**carrier(text.partition("\u202e")[0]), channels=("website", "feed", "mvno", "mail"))
    add_subscribers(world, 1)
    world.open()
    world.publish(wording=wording(text))
    await world.work()
    parcels = {name: door.parcels[0] for name, door in world.doors.items()}
    return {**parcels["website"].files, **parcels["feed"].files}, parcels


def elements(page):
    """What a browser makes of a page: every element with the names of its attributes; readings follow the words."""
    nodes = html.document_fromstring(page).iter()
    return [(node.tag, sorted(node.attrib)) for node in nodes if node.attrib or node.tag not in ("ruby", "rt", "rp")]


async def test_no_text_becomes_markup_a_template_a_header_or_a_broken_feed(world_in):
    """Every file has exactly the elements it has with calm words, every feed and every JSON can be read."""
    hostile, parcels = await sent(world_in("hostile"), MARKUP + STEERING)
    calm, _ = await sent(world_in("calm"), CALM)
    pages = [path for path in hostile if path.endswith(".html")]
    feeds = [path for path in hostile if path.endswith((".rss", ".atom", ".xml"))]

    assert sorted(hostile) == sorted(calm)
    assert (len(pages) >= 5, len(feeds)) == (True, 4)
    assert [path for path in pages if elements(hostile[path]) != elements(calm[path])] == []
    for path in feeds:
        entries = [n.text for n in etree.fromstring(hostile[path]).iter("{*}content", "{*}description") if n.text]
        before = [n.text for n in etree.fromstring(calm[path]).iter("{*}content", "{*}description") if n.text]
        assert [elements(text) for text in entries] == [elements(text) for text in before]
    for text in [hostile[path] for path in hostile if path.endswith(".json")] + [parcels["mvno"].text]:
        assert json.loads(text)
    everything = b"".join(hostile.values()).decode() + parcels["mail"].text + parcels["mvno"].text
    assert [sign for sign in ("49{%", "\u202e", "\u2066", "\u2028", "\r") if sign in everything] == []
    assert [p.title for p in parcels.values() if len(p.title.splitlines()) != 1] == []


@pytest.mark.parametrize("case", REFUSED)
def test_a_text_no_form_can_hold_is_refused_and_changes_nothing(world, case):
    """Wherever people write: facts, drafts, revisions, reasons."""
    text, code = REFUSED[case]
    world.open()
    draft = world.draft()
    submitted = world.submit()
    before = everything(world)
    now = world.clock.now()

    for write in (
        lambda: world.tell(ev.CauseStated(text)),
        lambda: world.tell(ev.ProgressMade("点検", residual=text)),
        lambda: world.draft(wording=Wording(note=text)),
        lambda: world.draft(wording=Wording(user_actions=("再起動してください。", text))),
        lambda: revise_notice(world.desk, draft.id, Wording(cause=text), WRITER, now),
        lambda: return_notice(world.desk, submitted.id, APPROVER, text, now),
        lambda: hold_issue(world.desk, world.incident, "first_report", WRITER, text, now),
    ):
        with pytest.raises(InputError) as refused:
            write()
        assert refused.value.code == code
    assert everything(world) == before


def test_the_longest_text_that_is_let_in_can_be_published(world):
    """The limit is one that pages can carry: nothing is cut, nothing blocks."""
    text = "設備の点検を続けています。" * (MOST_CHARACTERS // 13)
    world.open()
    published = world.publish(wording=Wording(progress=text))
    with world.house.database.read() as records:
        pages = [r.text for r in records.notices.renditions(published.id) if text in r.text]

    assert len(pages) >= 3


def test_too_many_things_asked_of_users_are_refused(world):
    """A list nobody reads to its end helps nobody."""
    world.open()
    with pytest.raises(InputError) as refused:
        world.draft(wording=Wording(user_actions=("再起動してください。",) * (MOST_USER_ACTIONS + 1)))

    assert refused.value.code == "too_many_actions"


def everything(world):
    with world.house.database.read() as records:
        return (
            records.incidents.events(world.incident),
            records.notices.of_incident(world.incident),
            list(records.audit.entries()),
            records.deadlines.held_keys(world.incident),
        )
