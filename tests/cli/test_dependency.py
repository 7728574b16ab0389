"""`assess dependency` as a person reads it: one line a product, the worst first, within 100 columns."""

import pytest

from tests.server.trade import MAGNETS, ROWS, WAFERS, trade_folder


@pytest.fixture
def traded(run, tmp_path):
    run("init")
    run("add", trade_folder(tmp_path / "trade"), "--by", "tester")
    return run


def test_one_line_a_product_the_worst_first(traded):
    done = traded("assess", "dependency", "--country", "KOR")
    head, *lines = done.stdout.splitlines()
    assert head.split() == ["product", "largest", "share", "hhi", "im/ex", "grade", "eu", "geodep", "held"]
    cells = [line.split() for line in lines]
    assert [each[0] for each in cells] == [MAGNETS.removeprefix("hs:"), WAFERS.removeprefix("hs:")]
    assert cells[0][1] == "China"
    assert cells[0][4:6] == ["none", "A"]  # Korea exports no magnets
    assert max(map(len, lines)) <= 100
    assert "imports of South Korea in 2023, 2 products" in done.stderr


def test_the_worst_only(traded):
    found = traded("assess", "dependency", "--country", "KOR", "--top", "1", json_=True)
    assert {row["subject"] for row in found} == {f"country:KOR > {MAGNETS}"}


def test_a_workbook_and_sdmx_are_written(traded, tmp_path):
    traded("assess", "dependency", "--country", "KOR", "--out", tmp_path / "k.xlsx")
    traded("assess", "dependency", "--country", "KOR", "--out", tmp_path / "k.sdmx.csv")
    assert {path.name for path in tmp_path.glob("k.*")} == {"k.xlsx", "k.sdmx.csv", "k.structure.xml"}


def test_a_bloc_says_on_whose_imports_it_rests(traded):
    part = traded("assess", "dependency", "--bloc", "ipef")
    assert "It rests on imports of 3 of 14 members recorded in 2023 (Japan, South Korea, Vietnam)" in part.stderr
    whole = traded("assess", "dependency", "--bloc", "KOR,JPN")
    assert "It rests on imports of both members recorded in 2023." in whole.stderr
    assert "It rests" not in traded("assess", "dependency", "--country", "KOR").stderr


def test_a_bloc_of_ones_own(traded):
    found = traded("assess", "dependency", "--bloc", "JPN,KOR", json_=True)
    assert {row["subject"] for row in found} == {f"area:JPN+KOR > {product}" for product in (MAGNETS, WAFERS)}
    refused = traded("assess", "dependency", "--bloc", "JPN,Atlantis", code=1)
    assert "'Atlantis' is no country" in refused.stderr


def test_years_in_two_editions_are_named_and_brought_to_one(run, tmp_path):
    old = tuple((*row[:2], WAFERS.replace("HS2022", "HS2017"), *row[3:6], 2021) for row in ROWS if row[6] == 2022)
    run("init")
    run("add", trade_folder(tmp_path / "trade", (*ROWS, *old)), "--by", "tester")
    asked = ("assess", "dependency", "--country", "KOR", "--years", "2021-2023")
    said = run(*asked).stderr
    assert "The years told in HS2017 (2021), HS2022 (2022, 2023): a product whose code changed begins anew" in said
    assert "codes the concordance lacks begin anew" in run(*asked, "--hs-edition", "newest").stderr
    refused = run(*asked, "--hs-edition", "HS2021", code=1)
    assert "'HS2021' is no edition of the HS" in refused.stderr
    assert "years told in" not in run(*asked[:-1], "2022-2023").stderr
