"""Every route against its own description: whatever is asked, the answer is one that was promised."""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings


@pytest.fixture(scope="module")
def description(app):
    return schemathesis.openapi.from_asgi("/api/openapi.json", app)


schema = schemathesis.pytest.from_fixture("description")


@schema.parametrize()
@settings(
    max_examples=20,
    derandomize=True,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_one_the_description_promises(case):
    case.call_and_validate(base_url="http://localhost")
