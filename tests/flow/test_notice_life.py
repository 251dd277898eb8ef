"""A notice from draft to publication, and every way it can be refused."""

from dataclasses import replace

import pytest
from worlds.house import APPROVER, WRITER

from notices.desk.approve_notice import approve_notice, return_notice
from notices.desk.audit_chain import first_broken
from notices.desk.draft_notice import revise_notice
from notices.desk.publish_notice import publish_notice
from notices.desk.submit_notice import submit_notice
from notices.domain import incident_event as ev
from notices.domain.errors import FindingsBlock, ForbiddenMove, InputError, NotPermitted
from notices.domain.impact import Effect
from notices.domain.notice import NoticeStatus
from notices.domain.notice_content import NoticeKind, Wording
from notices.domain.rendition import PUBLIC_FORMS, Form

pytestmark = pytest.mark.slow


def test_numbers_have_no_gaps_and_come_at_submission(world):
    """A draft has no number; the published ones count 1, 2, 3, whatever was returned in between."""
    world.open()
    first = world.publish()
    world.go(20)
    world.tell(ev.CauseClassified(ev.CauseCategory.SOFTWARE))
    draft = world.draft(NoticeKind.UPDATE)
    returned = return_notice(world.desk, world.submit(NoticeKind.UPDATE).id, APPROVER, "言葉を直す", world.clock.now())
    second = world.publish(NoticeKind.UPDATE)

    assert (first.number, draft.number, returned.number, second.number) == (1, None, None, 2)


def test_what_was_approved_is_what_is_frozen_and_delivered(world):
    """S1: later facts change no text that was submitted."""
    world.open()
    submitted = world.submit()
    with world.house.database.read() as records:
        frozen = records.notices.texts(submitted.id)
    world.tell(ev.ImpactChanged("data", Effect.UNUSABLE, None))
    published = publish_notice(world.desk, world.approve(submitted).id, APPROVER, world.clock.now())
    with world.house.database.read() as records:
        after = records.notices.texts(published.id)

    assert (after, published.digest) == (frozen, submitted.digest)


def test_the_author_cannot_approve(world):
    """S1: four eyes."""
    world.open()
    submitted = world.submit()

    with pytest.raises(NotPermitted) as refused:
        approve_notice(world.desk, submitted.id, WRITER, submitted.digest, world.clock.now())
    assert refused.value.code == "approver_is_author"


def test_nobody_who_wrote_or_submitted_the_text_may_approve_it(world):
    """S1: A drafts, B rewrites and C submits; none of the three is the second person."""
    world.open()
    draft = world.draft()
    revised = revise_notice(world.desk, draft.id, Wording(cause="ソフトウェアの不具合"), "kouhou-8", world.clock.now())
    submitted = submit_notice(world.desk, revised.id, "kouhou-9", world.clock.now())

    for approver in (WRITER, "kouhou-8", "kouhou-9"):
        with pytest.raises(NotPermitted):
            approve_notice(world.desk, submitted.id, approver, submitted.digest, world.clock.now())
    assert world.approve(submitted).approved_by == APPROVER


@pytest.mark.parametrize("account", ["", " ", "clock", "standing:me", "Standing:s1", "山田"])
def test_nobody_acts_without_an_account_or_in_the_clocks_name(world, account):
    """S1: such an id would pass for a standing approval, or say who somebody is."""
    world.open()
    submitted = world.submit()

    with pytest.raises(InputError) as refused:
        approve_notice(world.desk, submitted.id, account, submitted.digest, world.clock.now())
    assert refused.value.code == "account_unusable"


def test_approving_another_text_than_the_frozen_one_is_refused(world):
    """S1: the digest the approver saw must be the one that stands."""
    world.open()
    submitted = world.submit()

    with pytest.raises(ForbiddenMove) as refused:
        approve_notice(world.desk, submitted.id, APPROVER, "0" * 64, world.clock.now())
    assert refused.value.code == "text_changed"


def test_a_text_changed_behind_the_desks_back_is_found_at_approval(world):
    """S1: the digest is recomputed over what is stored."""
    world.open()
    submitted = world.submit()
    with world.house.database.write() as records:
        texts = [
            replace(r, text="別の文面") if r.form is Form.POST else r for r in records.notices.renditions(submitted.id)
        ]
        records.notices.freeze(submitted.id, texts, [])

    with pytest.raises(ForbiddenMove) as refused:
        world.approve(submitted)
    assert refused.value.code == "text_changed"


def test_a_text_whose_promise_has_passed_must_be_submitted_again(world):
    """T4: the promise is absolute."""
    world.open()
    submitted = world.submit()
    world.clock.set(submitted.next_update_at)

    with pytest.raises(ForbiddenMove) as refused:
        world.approve(submitted)
    assert refused.value.code == "promise_passed"


def test_a_blocking_term_in_a_persons_text_is_named_with_its_place_and_proposal(world):
    """W3: 輻輳 cannot be submitted; the place and 通信の集中 are named; nothing was frozen."""
    world.open()
    draft = world.draft(wording=Wording(cause="設備で輻輳が発生"))

    with pytest.raises(FindingsBlock) as refused:
        submit_notice(world.desk, draft.id, WRITER, world.clock.now())
    found = next(f for f in refused.value.findings if f.rule == "W2")
    assert (found.where, found.matched, found.start, found.end, found.proposal) == ("cause", "輻輳", 3, 5, "通信の集中")
    with world.house.database.read() as records:
        assert records.notices.get(draft.id).status is NoticeStatus.DRAFT


def test_a_mended_text_goes_through(world):
    """The proposal, accepted, can be submitted."""
    world.open()
    draft = world.draft(wording=Wording(cause="設備で輻輳が発生"))
    mended = revise_notice(world.desk, draft.id, Wording(cause="設備で通信の集中が発生"), WRITER, world.clock.now())

    assert submit_notice(world.desk, mended.id, WRITER, world.clock.now()).status is NoticeStatus.SUBMITTED


def test_a_target_without_a_ground_is_refused(world):
    """C5: KDDI 2022, targets that slipped twice."""
    world.open()

    with pytest.raises(FindingsBlock) as refused:
        world.submit(wording=Wording(outlook_kind=ev.OutlookKind.TARGET, outlook="11時"))
    assert {f.rule for f in refused.value.findings} == {"C5"}


def test_only_one_notice_is_on_its_way(world):
    """The second submission waits for the first."""
    world.open()
    world.submit()

    with pytest.raises(ForbiddenMove) as refused:
        world.submit()
    assert refused.value.code == "notice_on_its_way"


@pytest.mark.parametrize("kind", [NoticeKind.UPDATE, NoticeKind.CAUSE, NoticeKind.CANCELLATION])
def test_a_report_that_cannot_come_first_is_refused(world, kind):
    """An update of nothing, a cause of nothing."""
    world.open()

    with pytest.raises(ForbiddenMove) as refused:
        world.draft(kind)
    assert refused.value.code == "kind_order"


def test_a_correction_names_a_published_report(world):
    """C7: the number must exist, and only a correction has one."""
    world.open()
    world.publish()

    for kind, number in ((NoticeKind.CORRECTION, None), (NoticeKind.UPDATE, 1), (NoticeKind.CORRECTION, 2)):
        with pytest.raises(InputError):
            world.draft(kind, corrects=number)


def test_a_correction_shows_before_and_after(world):
    """C7: ntt-west 2023, a service that was never hit."""
    world.open(
        ev.Detected(world.at(0)),
        ev.ImpactChanged("voice", Effect.UNUSABLE, None),
        ev.ImpactChanged("data", Effect.UNUSABLE, None),
    )
    world.publish()
    world.go(15)
    world.tell(ev.ImpactRetracted(("data",)))
    corrected = world.publish(NoticeKind.CORRECTION, corrects=1)

    change = corrected.content.changes[0]
    assert [i.service_id for i in change.before.impacts] == ["voice", "data"]
    assert [i.service_id for i in change.after.impacts] == ["voice"]
    assert corrected.content.corrects_number == 1


def test_restored_needs_a_judgement(world):
    """C6: the word of recovery alone is not enough."""
    world.open()
    world.publish()
    world.go(30)
    world.tell(ev.RecoveryReported(world.at(29)))

    with pytest.raises(FindingsBlock) as refused:
        world.submit(NoticeKind.RESTORED)
    assert "C6" in {f.rule for f in refused.value.findings}
    world.judge()
    assert world.publish(NoticeKind.RESTORED).status is NoticeStatus.PUBLISHED


def test_returning_needs_a_reason(world):
    """The author must know what to mend."""
    world.open()
    submitted = world.submit()

    with pytest.raises(InputError) as refused:
        return_notice(world.desk, submitted.id, APPROVER, "  ", world.clock.now())
    assert refused.value.code == "reason_missing"


def test_internal_words_reach_no_public_text(world):
    """P1: a free text nobody widened stands in no form of any report."""
    secret = "サーバー室B-12の電源盤"
    world.open()
    world.tell(ev.EquipmentSuspected(secret), ev.CauseStated(secret), ev.ProgressMade(secret), ev.Escalated(secret))
    published = world.publish()
    with world.house.database.read() as records:
        texts = [r.text for r in records.notices.renditions(published.id)]

    others = len(world.desk.renderers) - 1
    assert len(texts) == len(Form) + others * len(PUBLIC_FORMS)
    assert [text for text in texts if secret in text] == []


def test_every_verb_leaves_an_entry_and_the_chain_holds(world):
    """S2: who did what, by account id, in order."""
    world.open()
    world.publish()
    with world.house.database.read() as records:
        entries = list(records.audit.entries())

    verbs = [entry.verb for entry in entries]
    assert [v for v in verbs if v != "record_event"] == [
        "draft_notice", "submit_notice", "approve_notice", "publish_notice",
    ]  # fmt: skip
    assert {entry.actor for entry in entries} == {"noc", WRITER, APPROVER}
    assert first_broken(entries) is None
