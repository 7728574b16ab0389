"""Words about trade, as in an address and on the command line."""

import pytest

from headwater.errors import BadQuestion
from headwater.standard.blocs import bloc
from headwater.workflows.trade_words import bloc_named, weights_of


def test_a_bloc_by_its_key_or_as_a_list_of_countries():
    assert bloc_named("quad") == bloc("quad")
    assert bloc_named("VNM,KOR").id == "area:KOR+VNM"
    assert bloc_named(None) is None


def test_weights_by_country():
    assert weights_of("CHN:0.8,kor:2") == {"country:CHN": 0.8, "country:KOR": 2.0}
    assert weights_of(None) == {}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("CHN:high", "'CHN:high' is no weight"),
        ("CHN", "'CHN' is no weight"),
        ("CHN:1,China:2", "name China twice"),
        ("XXX:1", "'XXX' is no country"),
    ],
)
def test_words_that_are_no_weights(words, told):
    with pytest.raises(BadQuestion, match=told):
        weights_of(words)
