"""How one alert or ticket stands after what was told of it. Pure: the table and the time are given."""

from dataclasses import replace
from datetime import datetime, timedelta

from notices.domain.incident_event import Reporter
from notices.domain.signal import InputLink, Signal, SignalState
from notices.profile.inputs import AreaParser, InputTable

LATE_COPY = timedelta(seconds=60)
"""How long after its end a copy of an alert may still be on its way; if it comes later, the monitoring came back."""


def first_link(
    table: InputTable, signal: Signal, parse_area: AreaParser, reporter: Reporter, now: datetime
) -> InputLink | None:
    """An input nobody knew; None where no row wants it or its state is not told.

    One that is over is kept, too: its beginning may come late.
    """
    row = table.row_for(signal)
    if row is None or signal.state is None:
        return None
    return InputLink(
        source=signal.source, external_id=signal.external_id, group_key=row.group_key(signal),
        claim=row.claim(signal, parse_area), state=signal.state, as_of=signal.as_of,
        reporter=reporter, first_at=now, changed_at=now, ended_at=signal.ended_at,
    )  # fmt: skip


def next_link(
    known: InputLink, table: InputTable, signal: Signal, parse_area: AreaParser, reporter: Reporter, now: datetime
) -> InputLink | None:
    """The input after one more signal. None where that is no news: a repeat, a late copy, the end of what had ended.

    Only who told of it, or somebody who vouches, says that it is over: a stranger's word ends no harm (T6).

    What no row wants any more keeps its claim while it lasts: a ticket that was given another priority has not ended.
    It does not begin anew by an old claim, whose service the profile may not have any more.
    """
    state = signal.state or known.state
    if state is not SignalState.FIRING and not (reporter.vouches or reporter.id == known.reporter.id):
        return None
    is_firing, was_firing = state is SignalState.FIRING, known.state is SignalState.FIRING
    if _is_late(known, signal, now) or not (is_firing or was_firing):
        return None
    as_of = max(signal.as_of, known.as_of)
    if not is_firing:
        return replace(
            known, state=state, as_of=as_of, reporter=reporter, changed_at=now,
            ended_at=signal.ended_at or signal.as_of,
            tell_at=now + timedelta(seconds=known.claim.hold_seconds) if known.claim.impact else None,
        )  # fmt: skip
    row, claim, group_key = table.row_for(signal), known.claim, known.group_key
    if row is None and not was_firing:
        return None
    if row is not None:
        claim = row.claim(signal, parse_area)
        if was_firing:  # it does not begin anew
            claim = replace(claim, started_at=known.claim.started_at, onset_at=known.claim.onset_at)
        else:
            group_key = row.group_key(signal)
    if was_firing and claim == known.claim:
        return None
    return replace(
        known, state=state, claim=claim, group_key=group_key, as_of=as_of, reporter=reporter, changed_at=now,
        ended_at=None, tell_at=None,
    )  # fmt: skip


def _is_late(known: InputLink, signal: Signal, now: datetime) -> bool:
    """Whether the signal is about a moment before what is known already."""
    if signal.as_of >= known.as_of:
        return False
    is_back = signal.is_standing and signal.state is SignalState.FIRING and known.state is not SignalState.FIRING
    return not is_back or now - known.changed_at < LATE_COPY
