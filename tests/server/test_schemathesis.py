"""Every route against its own description: whatever is asked, the answer is one that was promised.

All checks of schemathesis, on a store with the tiny fictional world: statuses, media types, headers and bodies as
described, valid questions answered, others refused, no method but those described. Its engine is run here rather than
its pytest plugin, so that one test covers all phases (examples, coverage, fuzzing) with one seed.
"""

import pytest
import schemathesis
from schemathesis.engine import Status, events, from_schema
from starlette.testclient import TestClient

from headwater.bootstrap.workspace import create_store
from headwater.claims.model import Viewer
from headwater.server import create_app
from headwater.server.writing import KEY_HEADER, TOKEN_HEADER, Writing
from headwater.workflows.record import add
from tests.server.conftest import clock

KEY = "a key of many letters"
CONFIG = {
    "seed": 20250701,
    "generation": {"max-examples": 15, "deterministic": True, "database": "none", "allow-x00": True},
    # whether files fit a format, and a text is the name of a file, no description can say
    "operations": [
        {
            "include-tag": "writing",
            "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "400", "403", "404", "409"]}},
        },
        {  # a country that is none, a bloc besides a country, grades or years out of order: no schema can say so
            "include-path-regex": "^/api/((findings/)?dependency|products/.+/trade$)",
            "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "304", "400", "404"]}},
        },
        {  # what a decision needs beside it hangs on the decision; no pattern knows which months have 31 days;
            # words that end in a line's end fit their pattern for Python, and not (422) for what the server checks with
            "include-path-regex": "^/api/(review/.+/(decisions|day)|uploads/.+/(texts|articles))$",
            "checks": {
                "positive_data_acceptance": {"expected-statuses": ["2xx", "400", "403", "404", "409", "422"]},
                "negative_data_rejection": {"expected-statuses": ["400", "403", "404", "409", "413", "422"]},
            },
        },
        {  # kinds and states are other ones for each list, names may be several's, a rate needs its currency: the same
            "include-path-regex": "^/api/ledger/(agreements|commitments|measures|events|programmes|totals)$",
            "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "304", "400", "404"]}},
        },
    ],
    "phases": {"stateful": {"enabled": False}},  # the way from an upload to a contribution has tests of its own
}


@pytest.fixture(scope="module")
def description(tmp_path_factory, tiny_world, page_folder):
    """A server that may write, with an upload whose id the questions know."""
    space = create_store(tmp_path_factory.mktemp("asked") / "store")
    add(space.log, space.readers, [tiny_world], contributor="tester", clock=clock)
    writing = Writing(allowed=True, key=KEY)
    app = create_app(space, Viewer.parse("owner"), page_folder, writing=writing)
    headers = {TOKEN_HEADER: writing.token, KEY_HEADER: KEY}
    client = TestClient(app, base_url="http://localhost", headers=headers)
    upload = client.post("/api/uploads").json()["id"]
    config = schemathesis.Config.from_dict({**CONFIG, "headers": headers, "parameters": {"path.upload": upload}})
    return schemathesis.openapi.from_asgi("/api/openapi.json", app, config=config)


def told(label, case_id, recorder):
    """What a failed check says, with the request that shows it."""
    request = recorder.interactions[case_id].request
    for check in recorder.checks[case_id]:
        if check.failure_info is not None:
            failure = check.failure_info.failure
            status = getattr(recorder.interactions[case_id].response, "status_code", "no answer")
            yield f"{label}: {request.uri}: {status}\n  {check.name}: {failure.title}: {failure.message}"


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
