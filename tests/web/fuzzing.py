"""Schemathesis before a real server: what it asks, under whose keys, and what it must never find changed."""

import contextlib
import sqlite3
from collections import Counter, defaultdict
from dataclasses import dataclass, field

import hypothesis
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.core import NOT_SET
from schemathesis.engine import events, from_schema
from schemathesis.generation.stateful.state_machine import normalize_name
from web.likely import likely

from notices.web import openapi

# refusals that say "this is not as described": never deserved by what the description allows; but for etag_unusable,
# as schemathesis 4 gives headers values of any pattern where it goes through the corners of a description
NOT_AS_DESCRIBED = {"body_invalid", "body_unreadable", "body_not_json", "body_packed", "member_twice", "header_twice"}
# every check of schemathesis is on but max_response_time, which is a timed assertion
CHECKS = {
    # 412, 422: what the domain alone knows (a stale version, an unknown service) is refused by documented status;
    # `Fuzz` sees to it that it is never refused as "not as described"
    "positive_data_acceptance": {"expected-statuses": ["2xx", "401", "403", "404", "409", "412", "422"]},
    # 428 is the status of a missing If-Match (RFC 6585 §3)
    "missing_required_header": {"expected-statuses": ["401", "428"]},
}


@dataclass
class Fuzz:
    """Runs over the API. `keys`: the name of the key for each right; `answers`: statuses by operation."""

    api: object
    keys: dict[str, str]
    failures: Counter = field(default_factory=Counter)
    answers: dict[str, Counter] = field(default_factory=lambda: defaultdict(Counter))

    def every_operation(self, examples):
        """Each by itself: every corner of its description, and what chance makes of it. Fills `failures`."""
        for event in from_schema(self._schema(examples, has_links=False)).execute():
            match event:
                case events.ScenarioFinished():
                    for checks in event.recorder.checks.values():
                        self._note(check for check in checks if check.failure_info is not None)
                case events.NonFatalError():
                    self.failures[f"{event.label}: {event.value!r}"] += 1
                case events.FatalError():
                    raise event.exception

    def along_the_links(self, start, operations, goal, rounds, scenarios, steps):
        """From `start` on, each call made of the answer before it, until `goal` was reached. Fills `failures`."""
        machine = self._schema(scenarios, has_links=True).include(operation_id=operations).as_state_machine()
        # what needs an id is not begun with one that nobody gave
        for rule in machine.root_rules - {normalize_name(f"RANDOM -> {start}")}:
            delattr(machine, rule)
        check = machine.validate_response

        def validate_response(running, response, case, **more):
            try:
                check(running, response, case, **more)
            except schemathesis.errors.FailureGroup as group:
                for found in group.exceptions:
                    self.failures[f"{found.operation}: {found.title}\n{found.message}\n{case.as_curl_command()}"] += 1

        machine.validate_response = validate_response
        settings = hypothesis.settings(
            max_examples=scenarios, stateful_step_count=steps, database=None, deadline=None,
            phases=[hypothesis.Phase.generate], suppress_health_check=list(hypothesis.HealthCheck),
        )  # fmt: skip
        for seed in range(rounds):
            # an id of this very moment can steer what is drawn next, so that a scenario cannot be drawn again
            with contextlib.suppress(hypothesis.errors.FlakyStrategyDefinition):
                hypothesis.seed(seed)(machine).run(settings=settings)
            if self.answers[goal][200]:
                break

    def _schema(self, examples, *, has_links):
        # the same calls each time; without shrinking: the first that fails is short enough, and the time stays bounded
        generation = {"deterministic": True, "max-examples": examples, "no-shrink": True, "database": "none"}
        # the links of the description itself, and none that are guessed
        stateful = {"enabled": has_links, "generation": {"mode": "positive"}, "inference": {"algorithms": []}}
        settings = {"checks": CHECKS, "generation": generation, "phases": {"stateful": stateful}}
        if not has_links:  # 900 corners of the same facts are gone through where an incident is opened
            again = {"include-operation-id": "report_events", "phases": {"coverage": {"enabled": False}}}
            settings["operations"] = [again]
        config = SchemathesisConfig.from_dict({"seed": 1, "workers": 1, **settings})
        schema = schemathesis.openapi.from_url(f"{self.api.url}{openapi.PATH}", config=config)
        schema.auth(refresh_interval=None)(self._keyring())
        for hook in self._hooks():
            schema.hook(hook)
        return schema

    def _keyring(self):
        keys, tokens = self.keys, self.api.tokens

        class Keyring:
            def get(self, case, context):
                (scheme,) = context.operation.definition.raw["security"]
                (right,) = scheme["HTTPBearer"]
                return tokens[keys[right]]

            def set(self, case, token, context):
                case.headers["Authorization"] = f"Bearer {token}"

        return Keyring

    def _hooks(self):
        watch = Watch(self.api)

        def map_case(context, case):
            if _is_as_described(case) and case.body is not NOT_SET:
                case.body = likely(case.body)
            return case

        def after_call(context, case, response):
            label, status = case.operation.label, response.status_code
            self.answers[label][status] += 1
            if (changed := watch.changed()) and status >= 400:
                self.failures[f"{label}: refused ({status}), and yet changed: {changed}"] += 1
            if status in (400, 415, 422) and _is_as_described(case) and response.json()["code"] in NOT_AS_DESCRIBED:
                self.failures[f"{label}: as described, and yet {response.text}\n{case.as_curl_command()}"] += 1

        return map_case, after_call

    def _note(self, checks):
        for check in checks:
            found = check.failure_info
            told = f"{check.name}: {found.failure.operation}: {found.failure.title}\n{found.failure.message}"
            self.failures[f"{told}\n{found.code_sample}"] += 1


def _is_as_described(case):
    return case.meta is not None and not case.meta.generation.mode.is_negative


class Watch:
    """Whether anything at all that is kept has changed since it was last asked."""

    def __init__(self, api):
        self._api = api
        # SQLite counts the commits of all others for a connection that only looks: only what did change costs time
        file = api.world.house.database.engine.url.database
        self._look = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        self._version, self._rows = self._commits(), api.everything()

    def changed(self):
        """The tables whose rows changed."""
        version = self._commits()
        if version == self._version:
            return []
        before, self._version, self._rows = self._rows, version, self._api.everything()
        return [name for name, rows in self._rows.items() if rows != before[name]]

    def _commits(self):
        return self._look.execute("PRAGMA data_version").fetchone()[0]
