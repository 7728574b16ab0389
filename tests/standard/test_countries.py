import csv
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.standard.countries import (
    LANGUAGES,
    area_of,
    areas,
    countries,
    country_of,
    name_of,
    names_of,
    resolve_areas,
    resolve_countries,
)

# What a state that no longer exists is called in the test lists of others, where they take it for today's country.
FORMER = {"Sudan (up to 2011)", "Sudan (Former)", "Southern African Customs Union"}


@pytest.mark.parametrize(
    ("mention", "identity"),
    [
        ("country:KOR", "country:KOR"),
        ("country:KR", "country:KOR"),
        ("country:410", "country:KOR"),
        ("country:Korea, Republic of", "country:KOR"),
        ("한국", "country:KOR"),
        ("북한", "country:PRK"),
        ("Korea, North", "country:PRK"),
        ("Mỹ", "country:USA"),
        ("Pháp", "country:FRA"),
        ("米国", "country:USA"),
        ("États-Unis", "country:USA"),
        ("etats unis", "country:USA"),
        ("刚果（金）", "country:COD"),  # noqa: RUF001 - full-width, as CLDR has it
        ("Congo (Kinshasa)", "country:COD"),
        ("Congo", "country:COG"),
        ("Zaire", "country:COD"),
        ("4", "country:AFG"),
        ("country:NA", "country:NAM"),
        ("NGA", "country:NGA"),
        ("Nga", "country:RUS"),
        ("Côte d’Ivoire", "country:CIV"),
        ("Guinea", "country:GIN"),
        ("Guinea-Bissau", "country:GNB"),
        ("Equatorial Guinea", "country:GNQ"),
        ("Papua New Guinea", "country:PNG"),
        ("Hong Kong", "country:HKG"),
        ("Kosovo", "country:XKX"),
        ("1A0", "country:XKX"),
    ],
)
def test_codes_names_and_aliases_lead_to_one_identity(mention, identity):
    assert country_of(mention) == identity


@pytest.mark.parametrize(
    "mention", ["", "  ", "country:", "pháp luật", "phap luat", "New Holland", "EUR", "World", "Various countries"]
)
def test_what_is_no_country_of_today_is_none(mention):
    assert country_of(mention) is None


@pytest.mark.parametrize(
    ("mention", "identity"),
    [
        ("country:SUN", "area:SUN"),
        ("Soviet Union", "area:SUN"),
        ("Former USSR", "area:SUN"),
        ("810", "area:SUN"),
        ("Czechoslovakia", "area:CSK"),
        ("Yugoslavia", "area:YUG"),
        ("German Democratic Rep", "area:DDR"),
        ("German Federal Republic", "area:west-germany"),
        ("Serbia and Montenegro", "area:SCG"),
        ("EUR", "area:EUR"),
        ("Europe", "area:EUR"),
        ("EU27", "area:EU27"),
        ("Belgium and Luxembourg", "area:belgium-luxembourg"),
    ],
)
def test_blocs_and_former_states_are_areas_and_never_countries(mention, identity):
    assert area_of(mention) == identity
    assert country_of(mention) is None


@pytest.mark.parametrize(
    ("code", "alpha3"),
    [(251, "FRA"), (842, "USA"), (699, "IND"), (757, "CHE"), (579, "NOR"), (490, "TWN"), (156, "CHN")],
)
def test_m49_like_codes_of_trade_statistics(code, alpha3):
    assert country_of(f"country:{code}") == f"country:{alpha3}"


def test_every_country_has_names_in_all_languages_and_each_leads_back_to_it():
    for row in countries().iter_rows(named=True):
        for language in LANGUAGES:
            name = row[f"name_{language}"]
            assert name, (row["id"], language)
            assert name_of(row["id"], language) == name
            assert country_of(name) == row["id"], (language, name)


def test_every_alias_and_code_leads_to_its_country():
    for row in countries().iter_rows(named=True):
        for alias in row["aliases"]:
            language, _, name = alias.partition(":")
            assert country_of(name if language in LANGUAGES else alias) == row["id"], alias
        for code in (row["alpha2"], row["alpha3"], row["numeric"], *row["other_codes"]):
            assert country_of(code) in (row["id"], None) if not code else country_of(code) == row["id"]


COUNTRIES = countries().to_dicts()


@given(st.data())
def test_case_and_repeated_spaces_of_a_name_do_not_matter(data):
    row = data.draw(st.sampled_from(COUNTRIES))
    name = row[f"name_{data.draw(st.sampled_from(LANGUAGES))}"]
    changed = data.draw(st.sampled_from([name.upper(), f"  {name.replace(' ', '   ')} "]))
    assert country_of(changed) == row["id"] or len(changed) <= 3  # three capitals are a code first


def test_codes_are_those_of_iso_3166(shared_data):
    with (shared_data / "data/ref_countries/country-codes.csv").open(encoding="utf-8") as file:
        official = {
            (row["ISO3166-1-Alpha-3"], row["ISO3166-1-Alpha-2"], row["ISO3166-1-numeric"].zfill(3))
            for row in csv.DictReader(file)
        }
    ours = countries().filter(pl.col("status") == "official").select("alpha3", "alpha2", "numeric").rows()
    assert set(ours) == official
    assert len(official) == 249


def _cases(folder: Path) -> list[tuple[str, str]]:
    with (folder / "country_data.tsv").open(encoding="utf-8") as file:
        alpha3 = {row["name_short"]: row["ISO3"] for row in csv.DictReader(file, delimiter="\t")}
    names = ("misc", "korea", "congo_madness", "china_taiwan_etc")
    lines = [line for name in names for line in (folder / f"test_regex_{name}.txt").read_text("utf-8").splitlines()[1:]]
    pairs = [line.split("\t")[:2] for line in lines if "\t" in line]
    return [(written.strip().strip('"'), alpha3.get(short, "")) for short, written in pairs]


def test_names_as_databases_write_them(shared_data):
    todays = set(countries()["alpha3"])
    cases = [case for case in _cases(shared_data / "data/ref_countries") if case[1] in todays and case[0] not in FORMER]
    assert len(cases) > 180
    wrong = [
        (written, country_of(written), alpha3)
        for written, alpha3 in cases
        if country_of(written) != f"country:{alpha3}"
    ]
    assert wrong == []


def test_names_of_former_states_in_those_lists_are_areas():
    assert [country_of(name) for name in sorted(FORMER)] == [None, None, None]
    assert all(area_of(name) for name in FORMER)


def test_names_that_look_like_countries_match_none(shared_data):
    text = (shared_data / "data/ref_countries/should_not_match.txt").read_text("utf-8")
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    assert len(lines) >= 12
    assert {line: country_of(line) for line in lines if country_of(line)} == {}


@pytest.mark.parametrize(
    ("table", "code", "name"),
    [
        ("trade_baci_codes_hs22/country_codes_V202501.csv", "country_code", "country_name"),
        ("trade_baci_codes_hs17/country_codes_V202301.csv", "country_code", "country_name_full"),
    ],
)
def test_codes_and_names_of_baci_mean_the_same_place(shared_data, table, code, name):
    with (shared_data / "data" / table).open(encoding="latin-1", newline="") as file:
        rows = list(csv.DictReader(file))
    places = {
        row[name]: (country_of(row[code]) or area_of(row[code]), country_of(row[name]) or area_of(row[name]))
        for row in rows
    }
    assert len(places) > 230
    assert {name: pair for name, pair in places.items() if pair[0] is None or pair[0] != pair[1]} == {}


def test_columns_are_resolved_like_single_mentions():
    mentions = pl.Series(["country:KR", None, "nowhere", "country:SUN", "country:KR"])
    assert resolve_countries(mentions).to_list() == ["country:KOR", None, None, None, "country:KOR"]
    assert resolve_areas(mentions).to_list() == [None, None, None, "area:SUN", None]


def test_names_of_an_identity():
    assert name_of("country:JPN", "ko") == "일본"
    assert name_of("area:SUN", "vi") == "Soviet Union"  # no name in that language: English
    assert name_of("country:QQQ") is None
    assert "ja:日本" in names_of("country:JPN")


def test_former_states_say_when_they_existed():
    former = areas().filter(pl.col("kind") == "former")
    assert former.height >= 8
    assert (former["valid_to"].str.len_chars() == 4).all()
