"""Every route against its own description: whatever is asked, the answer is one that was promised.

All checks of schemathesis, on a store with the tiny fictional world: statuses, media types, headers and bodies as
described, valid questions answered, others refused, no method but those described. Its engine is run here rather than
its pytest plugin, so that one test covers all phases (examples, coverage, fuzzing) with one seed.
"""

import pytest
import schemathesis
from schemathesis.engine import Status, events, from_schema

from headwater.claims.model import Viewer
from headwater.server import create_app

CONFIG = {
    "seed": 20250701,
    "generation": {"max-examples": 15, "deterministic": True, "database": "none", "allow-x00": True},
    "operations": [
        {  # a country that is none, a bloc besides a country, grades out of order: no schema can say so
            "include-path-regex": "^/api/(findings/)?dependency",
            "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "304", "400", "404"]}},
        }
    ],
    "phases": {"stateful": {"enabled": False}},  # nothing can be written, so no answer leads to another
}


@pytest.fixture(scope="module")
def description(space, page_folder):
    app = create_app(space, Viewer.parse("owner"), page_folder)
    config = schemathesis.Config.from_dict(CONFIG)
    return schemathesis.openapi.from_asgi("/api/openapi.json", app, config=config)


def told(label, case_id, recorder):
    """What a failed check says, with the request that shows it."""
    request = recorder.interactions[case_id].request
    for check in recorder.checks[case_id]:
        if check.failure_info is not None:
            failure = check.failure_info.failure
            yield f"{label}: {request.uri}\n  {check.name}: {failure.title}: {failure.message}"


def test_every_answer_is_one_the_description_promises(description):
    failures, asked = [], {}
    for event in from_schema(description).execute():
        if isinstance(event, events.NonFatalError):
            failures.append(f"{event.label}: {event.value}")
        if isinstance(event, events.ScenarioFinished):
            asked[event.recorder.label] = asked.get(event.recorder.label, 0) + len(event.recorder.cases)
            for case_id in event.recorder.checks:
                failures += told(event.recorder.label, case_id, event.recorder)
            assert event.status in (Status.SUCCESS, Status.FAILURE, Status.SKIP)
    assert not failures, "\n\n".join(failures)
    described = {
        f"{method.upper()} {path}" for path, item in description.raw_schema["paths"].items() for method in item
    }
    assert described == set(asked)
    assert sum(asked.values()) > 1_000
