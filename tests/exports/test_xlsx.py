"""Workbooks are read back by two other libraries: numbers as numbers, and what looks like a formula as text."""

import openpyxl
import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from headwater.errors import BadQuestion
from headwater.exports import WRITERS
from headwater.exports.findings import write_findings
from headwater.exports.xlsx import MOST_LETTERS, MOST_ROWS, fill_workbook
from headwater.standard.findings import FINDING_SCHEMA
from headwater.supply_map import MAP_TABLES

DANGEROUS = ["=1+1", '=HYPERLINK("http://x")', "+1", "-2+3", "@SUM(A1)", "\t=1", "http://example.org", "0012"]


def test_a_cell_that_begins_like_a_formula_is_text(tmp_path):
    path = tmp_path / "f.xlsx"
    fill_workbook(path, {"cells": pl.DataFrame({"said": DANGEROUS})})
    sheet = openpyxl.load_workbook(path)["cells"]
    assert [cell.value for (cell,) in sheet.iter_rows(min_row=2)] == DANGEROUS
    assert {cell.data_type for (cell,) in sheet.iter_rows(min_row=2)} == {"s"}
    assert not [cell for (cell,) in sheet.iter_rows(min_row=2) if cell.hyperlink]


def test_findings_keep_numbers_and_leave_the_unknown_empty(tmp_path):
    row = dict.fromkeys(FINDING_SCHEMA) | {"subject": "=product:a", "value": 0.5, "claims": ["c:flows:0", "c:flows:1"]}
    write_findings(pl.DataFrame([row], schema=dict(FINDING_SCHEMA)), tmp_path / "f.xlsx")
    (head, cells) = CalamineWorkbook.from_path(str(tmp_path / "f.xlsx")).get_sheet_by_name("findings").to_python()
    assert head == list(FINDING_SCHEMA)
    back = dict(zip(head, cells, strict=True))
    assert (back["subject"], back["value"], back["low"], back["claims"]) == (
        "=product:a",
        0.5,
        "",
        "c:flows:0;c:flows:1",
    )


def test_every_table_of_the_map_with_rows_has_its_sheet(supply_map, tmp_path):
    WRITERS["xlsx"].write(supply_map, tmp_path / "map.xlsx")
    book = CalamineWorkbook.from_path(str(tmp_path / "map.xlsx"))
    assert book.sheet_names == [name for name in MAP_TABLES if supply_map[name].height]
    head, *rows = book.get_sheet_by_name("provisions").to_python()
    shares = [row[head.index("share")] for row in rows]
    assert [None if share == "" else share for share in shares] == supply_map["provisions"]["share"].to_list()


def test_the_same_rows_give_the_same_bytes(supply_map, tmp_path):
    for name in ("a", "b"):
        WRITERS["xlsx"].write(supply_map, tmp_path / f"{name}.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_limits_of_the_format(tmp_path):
    with pytest.raises(BadQuestion, match=r"flows has 1,048,576 rows; a sheet holds 1,048,575"):
        fill_workbook(tmp_path / "f.xlsx", {"flows": pl.DataFrame({"a": range(MOST_ROWS + 1)})})
    fill_workbook(tmp_path / "f.xlsx", {"claims": pl.DataFrame({"a": ["x" * (MOST_LETTERS + 1)]})})
    (_, (cell,)) = CalamineWorkbook.from_path(str(tmp_path / "f.xlsx")).get_sheet_by_name("claims").to_python()
    assert len(cell) == MOST_LETTERS
    assert "cut" in cell
