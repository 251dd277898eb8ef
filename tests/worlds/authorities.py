"""A carrier's authorities, one of each role, told by mail, by telephone or by both; and what became of it."""

from dataclasses import replace

from worlds.house import ALL, APPROVAL

from notices.domain.authority import Authority, AuthorityReportKind, AuthorityRole

MINISTRY = Authority("soumu", "総務省", AuthorityRole.MINISTRY, mail="jiko@soumu.example", phone="03-0000-0000")
POLICE = Authority("keisatsu", "警察本部", AuthorityRole.POLICE, phone="03-0000-0110")
COAST_GUARD = Authority("kaiho", "海上保安部", AuthorityRole.COAST_GUARD, mail="shirei@kaiho.example")
FIRE = Authority("shobo", "消防本部", AuthorityRole.FIRE, mail="shirei@shobo.example", phone="03-0000-0119")
AUTHORITIES = (MINISTRY, POLICE, COAST_GUARD, FIRE)
QUICK, BODIES = AuthorityReportKind.QUICK_REPORT, AuthorityReportKind.EMERGENCY_BODIES
CHANNELS = (*ALL, "ministry", "emergency_bodies")
SENDS_BY_ITSELF = replace(APPROVAL, reports=(QUICK,))


def sheets(world):
    with world.house.database.read() as records:
        return {(s.deadline_key, s.authority.id): s for s in records.authority_reports.sheets(world.incident)}


def reports(world, kind):
    with world.house.database.read() as records:
        sent = records.authority_reports.of_incident(world.incident)
    return [report for report in sent if report.kind is kind]


def duties(world):
    return {key: deadline.state.value for key, deadline in world.deadlines().items() if not key.startswith("next")}


def alarms_about(world, what):
    with world.house.database.read() as records:
        return [code for _, code, details, _ in records.alarms.all() if details.get("what") == what]


def told(world, door):
    return [(parcel.recipient.id, parcel.number) for parcel in world.doors[door].parcels]
