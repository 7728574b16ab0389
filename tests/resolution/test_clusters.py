"""Who is who: evidence joins, knowledge to the contrary keeps apart, and order never matters."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.resolution.clusters import Evidence, cluster, pairs, representative


def evidence(*nodes: str, **given_sets) -> Evidence:
    found = Evidence(nodes=set(nodes))
    for name, value in given_sets.items():
        target = getattr(found, name)
        target.update({key: set(members) for key, members in value.items()} if isinstance(value, dict) else value)
    return found


def groups(found: Evidence) -> set[frozenset[str]]:
    return {frozenset(members) for members in cluster(found)[0]}


def apart(*nodes: str) -> set[frozenset[str]]:
    return {frozenset([node]) for node in nodes}


def test_a_shared_name_joins():
    assert groups(evidence("org:a", "org:eto.a", names={"acme": ["org:a", "org:eto.a"]})) == {
        frozenset(["org:a", "org:eto.a"])
    }


def test_nothing_shared_stays_apart():
    assert groups(evidence("org:a", "org:b", names={"acme": ["org:a"], "bolt": ["org:b"]})) == apart("org:a", "org:b")


@pytest.mark.parametrize("verdict", ["not_same", "unsure"])
def test_a_judgement_holds_back_a_shared_name(verdict):
    found = evidence("org:a", "org:b", names={"acme": ["org:a", "org:b"]}, **{verdict: {("org:a", "org:b")}})
    assert groups(found) == apart("org:a", "org:b")


def test_judged_same_joins_what_shares_nothing():
    assert groups(evidence("org:a", "org:b", same={("org:a", "org:b")})) == {frozenset(["org:a", "org:b"])}


def test_judged_same_and_not_same_stays_apart_and_is_said():
    pair = ("org:a", "org:b")
    clusters, doubts = cluster(evidence(*pair, same={pair}, not_same={pair}))
    assert len(clusters) == 2
    assert "both" in doubts[0].reason


def test_rows_of_one_contribution_are_known_apart():
    names = {"sk": ["org:sk-group", "org:sk-hynix"]}
    listed = {"c1": ["org:sk-group", "org:sk-hynix"]}
    clusters, doubts = cluster(evidence("org:sk-group", "org:sk-hynix", aliases=names, listed=listed))
    assert len(clusters) == 2
    assert doubts[0].members == ("org:sk-group", "org:sk-hynix")


def test_an_ambiguous_name_decides_nothing_about_a_third():
    names = {"sk": ["org:sk-group", "org:sk-hynix", "org:eto.sk"]}
    listed = {"c1": ["org:sk-group", "org:sk-hynix"], "c2": ["org:eto.sk"]}
    found = evidence("org:sk-group", "org:sk-hynix", "org:eto.sk", aliases=names, listed=listed)
    assert groups(found) == apart("org:sk-group", "org:sk-hynix", "org:eto.sk")


def test_known_apart_holds_through_a_third():
    found = evidence(
        "org:a",
        "org:b",
        "org:x",
        names={"acme": ["org:a", "org:x"]},
        aliases={"bolt": ["org:b", "org:x"]},
        listed={"c1": ["org:a", "org:b"]},
    )
    assert groups(found) == {frozenset(["org:a", "org:x"]), frozenset(["org:b"])}


def test_two_home_countries_keep_namesakes_apart():
    found = evidence(
        "org:a",
        "org:b",
        names={"merck": ["org:a", "org:b"]},
        facts={"org:a": ["country:DEU"], "org:b": ["country:USA"]},
    )
    assert groups(found) == apart("org:a", "org:b")


def test_an_identifier_outranks_nothing_but_joins_before_names():
    found = evidence("org:a", "org:b", identifiers={"lei:1": ["org:a", "org:b"]})
    assert groups(found) == {frozenset(["org:a", "org:b"])}


NODES = [f"org:{letter}" for letter in "abcdef"]
PAIRS = list(itertools.combinations(NODES, 2))


@given(st.data())
def test_the_result_does_not_depend_on_the_order_of_anything(data):
    keys = data.draw(st.dictionaries(st.sampled_from("uvw"), st.sets(st.sampled_from(NODES), min_size=1), max_size=3))
    listed = data.draw(st.dictionaries(st.sampled_from("xy"), st.sets(st.sampled_from(NODES)), max_size=2))
    same = data.draw(st.sets(st.sampled_from(PAIRS), max_size=2))
    other = data.draw(st.sets(st.sampled_from(PAIRS), max_size=2))
    mixed = data.draw(st.permutations(NODES))
    forward = evidence(*NODES, names=keys, listed=listed, same=same, not_same=other)
    backward = evidence(
        *mixed,
        names=dict(reversed(keys.items())),
        listed=dict(reversed(listed.items())),
        same=set(same),
        not_same=set(other),
    )
    assert groups(forward) == groups(backward)
    assert set().union(*groups(forward)) == set(NODES)


@given(
    st.sets(st.sampled_from(PAIRS), max_size=3),
    st.dictionaries(st.sampled_from("uvw"), st.sets(st.sampled_from(NODES))),
)
def test_judged_apart_is_never_together(not_same, names):
    for group in groups(evidence(*NODES, names=names, not_same=not_same)):
        assert not any(left in group and right in group for left, right in not_same)


def test_the_global_identifier_names_the_cluster():
    members = ["org:eto.asml", "org:asml", "org:ASML Holding"]
    assert representative(members, set(members)) == "org:asml"
    assert representative(["org:eto.asml", "org:ASML"], {"org:eto.asml"}) == "org:eto.asml"


def test_pairs_are_sorted_and_self_judgements_dropped():
    assert pairs([("b", "a", "same"), ("a", "a", "same"), ("a", "b", "unsure")]) == {
        "same": {("a", "b")},
        "unsure": {("a", "b")},
    }
