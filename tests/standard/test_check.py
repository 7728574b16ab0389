import polars as pl
import pytest

from headwater.standard.check import Checker, check_rows
from headwater.standard.frames import reader_schema
from headwater.standard.tables import TABLE_NAMES, table
from headwater.standard.typed import MOST_PROBLEMS, typed

PROVISION = {
    "product": "product:lens",
    "provider": "country:NLD",
    "share": 0.5,
    "basis": "sales",
    "period": "2024",
    "source": "source:survey",
    "locator": "page 1",
    "disclosure": "open",
}


def provisions(*changes):
    rows = [{**PROVISION, **change} for change in changes]
    return pl.DataFrame(rows, schema=dict(reader_schema(table("provisions"))))


def problems(*changes, known_ids=None):
    return check_rows("provisions", provisions(*changes), "mine.csv", 2, known_ids)


def only(*changes, known_ids=None):
    found = problems(*changes, known_ids=known_ids)
    assert len(found) == 1, found
    return found[0]


def test_a_good_row_has_no_problem():
    assert problems({}) == []


def test_a_share_above_one_says_where_it_is_and_what_was_probably_meant():
    problem = only({}, {"provider": "country:JPN", "share": 1.2})
    assert (problem.file, problem.row, problem.column, problem.value) == ("mine.csv", 3, "share", "1.2")
    assert problem.problem == "share is 1.2, above 1."
    assert problem.remedy == "Shares are 0..1; did you mean 0.012 (1.2 percent)?"


def test_a_share_far_above_a_hundred_is_no_percentage():
    assert only({"share": 250.0}).remedy == "Shares are 0..1."


@pytest.mark.parametrize(
    ("change", "column", "says"),
    [
        ({"share": -0.1}, "share", "below 0"),
        ({"share": float("nan")}, "share", "no number"),
        ({"share": float("inf")}, "share", "no number"),
        ({"product": None}, "product", "must not be"),
        ({"product": ""}, "product", "must not be"),
        ({"product": "lens"}, "product", "no product identifier"),
        ({"provider": "country: "}, "provider", "identifier"),
        ({"provider": "sector:C26"}, "provider", "identifier"),
        ({"basis": "guess"}, "basis", "list basis"),
        ({"period": "2024-13"}, "period", "period"),
        ({"stated_on": "2023-02-30"}, "stated_on", "day"),
        ({"confidence": "hihg"}, "confidence", "confidence"),
        ({"disclosure": "secret"}, "disclosure", "disclosure"),
        ({"valid_from": "2024-06", "valid_to": "2023"}, "valid_to", "before valid_from"),
        ({"share": None}, "share", "says nothing"),
        ({"share": None, "quantity": 5.0}, "unit", "has no unit"),
        ({"share": None, "quantity": -5.0, "unit": "t"}, "quantity", "below 0"),
        ({"locator": None}, "locator", "must not be"),
    ],
)
def test_each_rule_names_its_column(change, column, says):
    found = problems(change)
    assert [problem.column for problem in found if says in problem.problem] == [column], found


@pytest.mark.parametrize(
    ("change", "remedy"),
    [
        ({"basis": "headquarter"}, "headquarters"),
        ({"confidence": "hihg"}, "high"),
        ({"quantity": 1.0, "unit": "thousand metric tons"}, "kt"),
        ({"quantity": 1.0, "unit": "GWH"}, "GWh"),
        ({"provider": "Korea, Republic of"}, "country:KOR"),
        ({"provider": "USSR"}, "area:SUN"),
    ],
)
def test_the_nearest_valid_value_is_suggested(change, remedy):
    assert f"did you mean {remedy}" in only(change).remedy.replace("Did", "did")


@pytest.mark.parametrize(
    "change",
    [
        {"provider": "country:Korea, Republic of"},
        {"provider": "remainder:Various countries"},
        {"provider": "world:World total (rounded)"},
        {"provider": "area:EUR"},
        {"provider": "org:삼성전자"},
        {"disclosure": "group:ministries of trade"},
        {"share": 0.0},
        {"share": 1.0},
        {"share": None, "qualifier": "withheld"},
        {"share": None, "quantity": 0.0, "unit": "t"},
        {"period": "2024-Q3"},
        {"stated_on": "2024"},
    ],
)
def test_what_the_standard_allows_has_no_problem(change):
    assert problems(change) == []


@pytest.mark.parametrize(
    ("product", "good"),
    [("hs:HS2022.811292", True), ("hs:811292", False), ("hs:HS2021.811292", False), ("hs:HS2022.8112.92", False)],
)
def test_trade_codes_name_their_edition(product, good):
    flow = {
        "supplier": "country:CHN", "buyer": "country:KOR", "product": product, "value": 1.0, "currency": "USD",
        "period": "2024", "source": "source:survey", "locator": "page 1", "disclosure": "open",
    }  # fmt: skip
    found = check_rows("flows", pl.DataFrame([flow], schema=dict(reader_schema(table("flows")))), "f.csv", 2)
    assert [problem.column for problem in found] == ([] if good else ["product"])


def test_a_repeated_key_names_the_later_row():
    problem = only({}, {"provider": "country:JPN"}, {"share": 0.6})
    assert problem.row == 4
    assert "stands before" in problem.problem
    assert problem.value == "product:lens, country:NLD, sales, 2024, source:survey"


def test_a_key_repeated_in_a_later_batch_is_found():
    checker = Checker()
    assert checker.check("provisions", provisions({}), "a.csv", 2).problems == []
    again = checker.check("provisions", provisions({"provider": "country:JPN"}, {}), "b.csv", 2)
    assert [problem.row for problem in again.problems] == [3]
    assert again.bad.to_list() == [False, True]


def test_contradictory_units_of_one_product_are_found():
    rows = [
        {"share": None, "quantity": 1.0, "unit": "t"},
        {"provider": "country:JPN", "share": None, "quantity": 1.0, "unit": "GWh"},
    ]
    problem = only(*rows)
    assert (problem.row, problem.column, problem.value) == (3, "unit", "GWh")
    assert problems({**rows[0], "unit": "kt"}, {**rows[1], "unit": "kg"}) == []


def test_a_source_nobody_recorded_is_a_problem():
    assert problems({}, known_ids={"source:survey"}) == []
    problem = only({}, known_ids={"source:surveys"})
    assert problem.column == "source"
    assert "source:surveys" in problem.remedy


def test_sources_of_the_same_contribution_count():
    checker = Checker(frozenset())
    source = {
        "id": "source:survey",
        "title": "A survey",
        "source": "source:survey",
        "locator": "title page",
        "disclosure": "open",
    }
    sources = pl.DataFrame([source], schema=dict(reader_schema(table("sources"))))
    assert checker.check("sources", sources).problems == []
    assert checker.check("provisions", provisions({})).problems == []


def test_without_a_row_number_the_locator_says_where():
    assert check_rows("provisions", provisions({"share": 2.0}))[0].file == "page 1"


def test_bad_rows_are_counted_even_where_their_problems_are_not_kept():
    many = MOST_PROBLEMS + 234
    changes = [{"provider": f"org:maker-{place}", "share": 2.0} for place in range(many)]
    checked = Checker().check("provisions", provisions(*changes, {}), "mine.csv", 2)
    assert len(checked.problems) == MOST_PROBLEMS + 1
    assert checked.problems[-1].problem == "234 more rows have the same problem."
    assert checked.bad.sum() == many


def test_columns_of_another_table_or_type_are_refused():
    frame = provisions({}).rename({"share": "shar"})
    assert next((p.column, "share" in p.remedy) for p in check_rows("provisions", frame)) == ("shar", True)
    texts = provisions({}).with_columns(pl.col("share").cast(pl.String))
    assert "holds String" in check_rows("provisions", texts)[0].problem


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_every_table_can_be_checked(name):
    schema = dict(reader_schema(table(name)))
    assert check_rows(name, pl.DataFrame(schema=schema)) == []
    empty = check_rows(name, pl.DataFrame({column: [None] for column in schema}, schema=schema), "x.csv", 2)
    required = {column.name for column in table(name).columns if column.required}
    assert required <= {problem.column for problem in empty}


def test_lists_are_checked_value_by_value():
    product = {
        "id": "product:lens", "name": "Lens", "source": "source:survey", "locator": "page 1", "disclosure": "open",
        "hs_codes": ["9002", "12345"], "names": ["ko:렌즈", "렌즈"], "variant_of": ["product:optics", "optics"],
        "hs_edition": "HS2021",
    }  # fmt: skip
    found = check_rows("products", pl.DataFrame([product], schema=dict(reader_schema(table("products")))), "p.csv", 2)
    assert {problem.column for problem in found} == {"hs_codes", "names", "variant_of", "hs_edition"}
    assert [p.value for p in found] == ["렌즈", "optics", "12345", "HS2021"]
    assert "Did you mean HS2" in found[-1].remedy


def cells(**columns):
    frame = pl.DataFrame(columns)
    return typed(table("provisions"), frame, "mine.csv", pl.int_range(2, frame.height + 2, eager=True))


@pytest.mark.parametrize(
    ("cell", "remedy"),
    [
        ("12 %", "0.12"),
        ("1,200", "1200"),
        ("0,5", "0.5"),
        ("about 3", "figure alone"),
    ],
)
def test_cells_that_are_no_number_are_told_how_to_be_one(cell, remedy):
    done = cells(share=["0.5", cell])
    assert [(problem.row, problem.column, problem.value) for problem in done.problems] == [(3, "share", cell)]
    assert remedy in done.problems[0].remedy
    assert done.bad.to_list() == [False, True]


def test_spaces_around_a_number_and_empty_cells_are_no_problem():
    done = cells(share=[" 0.5 ", "", "  ", None], product=["product:a"] * 4)
    assert done.problems == []
    assert done.frame["share"].to_list() == [0.5, None, None, None]


def test_lists_are_split_and_missing_columns_become_unknown():
    frame = pl.DataFrame({"id": ["org:a"], "aliases": ["A; vi:B;"]})
    done = typed(table("organizations"), frame, None, pl.Series([2]))
    assert done.frame["aliases"].to_list() == [["A", "vi:B"]]
    assert done.frame["lei"].to_list() == [None]
    assert done.frame["disclosure"].to_list() == ["open"]
    assert done.frame.schema == dict(reader_schema(table("organizations")))


@pytest.mark.parametrize(("cell", "value"), [("true", True), ("No", False), ("1", True), ("", None)])
def test_yes_and_no(cell, value):
    frame = pl.DataFrame({"counts_in_totals": [cell]})
    assert typed(table("commitments"), frame, None, pl.Series([2])).frame["counts_in_totals"].to_list() == [value]
    assert typed(table("commitments"), pl.DataFrame({"counts_in_totals": ["maybe"]}), None, pl.Series([2])).problems
