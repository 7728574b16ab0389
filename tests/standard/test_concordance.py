"""Codes in two editions: certain where one went into one, never where one was split; ours against the UN's."""

import csv

import pytest
from python_calamine import CalamineWorkbook

from headwater.errors import UnreadableFile
from headwater.intake.concordance_file import concordance_in
from headwater.standard.concordance import Origin, concordance_of, shipped_concordance
from headwater.standard.hs_products import hs_links

ROWS = [["HS2022", "HS2017", "Relationship"], ["100001", "200001", "1:1"], ["100002", "200002", "n:1"],
        ["100002", "200003", "n:1"], ["100003", "200004", "1:n"], ["100004", "200004", "1:n"]]  # fmt: skip


@pytest.fixture
def table():
    return concordance_of(ROWS, "a test")


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (["100001"], [("200001", True)]),
        (["100002"], [("200002", True), ("200003", True)]),  # two became one: all of both is in it
        (["100003"], [("200004", False)]),  # one became two: nobody knows how much is here
        (["100003", "100004"], [("200004", True)]),  # but all of it is in the two together
        (["999999"], []),
    ],
)
def test_what_a_code_was_before(table, codes, expected):
    assert table.origins("HS2022", codes, "HS2017") == tuple(Origin("HS2017", *pair) for pair in expected)


def test_it_is_told_in_both_directions(table):
    assert table.origins("HS2017", ["200002"], "HS2022") == (Origin("HS2022", "100002", certain=False),)
    assert table.knows("HS2017", "200004", "HS2022")
    assert not table.knows("HS2022", "100001", "HS2012")


def test_a_file_in_the_layout_of_the_un(tmp_path):
    path = tmp_path / "correlation.csv"
    path.write_text("Between,,\nHS 2017,To HS12,Relationship\n,,\n010121,10121,1:1\n", encoding="utf-8")
    got = concordance_in(path)
    assert got.editions() == ("HS2012", "HS2017")
    assert got.origins("HS2017", ["010121"], "HS2012") == (Origin("HS2012", "010121", certain=True),)


@pytest.mark.parametrize(
    ("text", "says"),
    [("code,description\n010121,horses\n", "No line names two editions"), ("HS2022,HS2017\n01.01,010121\n", "row 2")],
)
def test_what_is_no_concordance_is_refused(tmp_path, text, says):
    path = tmp_path / "correlation.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFile, match=says):
        concordance_in(path)


def test_the_published_workbook_and_what_comes_along_say_the_same(shared_data):
    path = shared_data / "data/hs_concordances/HS2022toHS2017ConversionAndCorrelationTables.xlsx"
    published = concordance_in(path)
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("HS2022-HS2017 Correlations").to_python()
    pairs = {(str(new), str(old)) for new, old, _ in rows[2:] if new}
    ours = shipped_concordance()
    linked = {link.code for link in hs_links()}
    for code in linked:
        before = {old for new, old in pairs if new == code}
        assert {origin.code for origin in ours.origins("HS2022", [code], "HS2017")} == before
        assert ours.origins("HS2022", [code], "HS2017") == published.origins("HS2022", [code], "HS2017")
    assert {origin.certain for code in linked for origin in ours.origins("HS2022", [code], "HS2017")} == {True, False}


def test_every_link_names_a_code_of_the_edition(shared_data):
    with (shared_data / "data/hs_codes/harmonized-system.csv").open(encoding="utf-8", newline="") as file:
        codes = {row["hscode"] for row in csv.DictReader(file)}
    assert {link.code for link in hs_links()} <= codes
    assert {link.edition for link in hs_links()} == {"HS2022"}
