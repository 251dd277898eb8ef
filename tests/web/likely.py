"""Bodies a house may know: its own services, areas and times in place of the arbitrary ones a description allows."""

SERVICES = ("voice", "data")
AREAS = ("13", "27", "12217")
PAST = "2026-11-21T02:{:02}:00Z"
# kinds of notices that cannot come before a first one
LATER = {"update", "restored", "cause", "cancellation", "correction"}
# texts that say what their fact is about, so that they cannot be empty
NEEDED = {"text", "to", "reason", "basis", "judged_by"}


def likely(body):
    """The same body, with what only the house can know replaced; the choice depends on the body alone."""
    if isinstance(body, list):
        return [likely(each) for each in body]
    if not isinstance(body, dict):
        return body
    return {name: _member(name, value) for name, value in body.items()}


def _member(name, value):  # noqa: PLR0911 - a table in words
    match name, value:
        case "facts", list():
            return _facts(value) or value
        case "service_id", str():
            return SERVICES[len(value) % len(SERVICES)]
        case "service_ids", list():
            return list(SERVICES[: len(value)])
        case "areas", list():
            return list(AREAS[: len(value)]) or None
        case "kind", str() if value in LATER:
            return "first"
        case "deadline", str():
            return "first_report"
        case "corrects_number", _:
            return None
        case _, str() if name.endswith("_at") and name != "expected_at":
            return PAST.format(len(value))
        case _, str():
            said = "".join(character for character in value if character.isprintable())
            return said if said.strip() or name not in NEEDED else "x"
    return likely(value)


def _facts(facts):
    """Each kind of fact once, and none about an event that nobody knows."""
    kinds = {fact["fact"]: fact for fact in facts if isinstance(fact, dict) and fact.get("fact") != "ScopeWidened"}
    return [likely(fact) for fact in kinds.values()]
