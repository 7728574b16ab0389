from datetime import date

import pytest

from headwater.errors import BadQuestion
from headwater.standard.blocs import bloc, bloc_from, bloc_names, bloc_of
from headwater.standard.countries import area_of


@pytest.mark.parametrize(
    ("name", "day", "members"),
    [
        ("eu27", date(2024, 1, 1), 27),
        ("eu27", date(2010, 1, 1), 26),  # without Croatia, which joined in 2013
        ("ipef", date(2022, 5, 24), 13),  # Fiji joined on the 26th
        ("ipef", date(2023, 1, 1), 14),
        ("g7", date(2020, 1, 1), 7),
        ("asean", date(2024, 1, 1), 10),
        ("asean", date(2026, 1, 1), 11),  # with Timor-Leste
        ("quad", date(2020, 1, 1), 4),
        ("quad", date(2010, 1, 1), 0),
    ],
)
def test_members_by_day(name, day, members):
    assert len(bloc(name).members_on(day)) == members


def test_every_bloc_is_an_area_of_the_standard():
    assert bloc_names() == ("asean", "eu27", "g7", "ipef", "quad")
    assert {area_of(bloc(name).id) for name in bloc_names()} == {bloc(name).id for name in bloc_names()}


def test_a_membership_that_ended():
    left = bloc_from('bloc: x\nmembers: [{country: GBR, from: "1973-01-01", to: "2020-01-31"}]')
    assert left.members_on(date(2020, 1, 31)) == ("country:GBR",)
    assert left.members_on(date(2020, 2, 1)) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("members: [KOR]", "describes no bloc"),
        ("bloc: x\nmembers: []", "no members"),
        ("bloc: x\nmembers: [Atlantis]", "'Atlantis' is no country"),
        ('bloc: x\nmembers: [{country: KOR, from: "soon"}]', "no days"),
    ],
)
def test_files_that_describe_no_bloc(text, told):
    with pytest.raises(BadQuestion, match=told):
        bloc_from(text)


def test_an_unknown_bloc_lists_those_there_are():
    with pytest.raises(BadQuestion) as caught:
        bloc("opec")
    assert caught.value.valid == bloc_names()


def test_a_bloc_of_ones_own_is_the_same_in_whatever_order():
    own = bloc_of(["Viet Nam", "KOR", "jpn"])
    assert own == bloc_of(["JPN", "Korea, Republic of", "VNM"])
    assert (own.id, own.name) == ("area:JPN+KOR+VNM", "JPN + KOR + VNM")
    assert own.members_on(date(1962, 1, 1)) == ("country:JPN", "country:KOR", "country:VNM")


@pytest.mark.parametrize(
    ("countries", "told"),
    [
        (["KOR", "Atlantis"], "'Atlantis' is no country"),
        (["KOR", "Korea"], "country:KOR twice"),
        (["KOR"], "A bloc of one country is that country"),
    ],
)
def test_countries_that_make_no_bloc(countries, told):
    with pytest.raises(BadQuestion, match=told):
        bloc_of(countries)
