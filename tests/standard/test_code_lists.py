import subprocess
import sys
from pathlib import Path

import pytest

from headwater.standard.codes import code_list
from headwater.standard.tables import all_tables

ROOT = Path(__file__).resolve().parents[2]


def test_every_code_list_a_table_names_is_there():
    names = {column.codes for table in all_tables() for column in table.columns if column.codes}
    for name in names:
        listing = code_list(name)
        assert listing.name == name
        assert listing.says
        assert all(meaning for meaning in listing.meanings.values()), name


@pytest.mark.parametrize("code", ["USD", "KRW", "VND", "EUR", "JPY", "CNY"])
def test_currencies_of_today(code):
    assert code in code_list("currency").codes()


def test_no_currency_of_yesterday():
    assert {"DEM", "FRF", "ITL"} & set(code_list("currency").codes()) == set()


def test_editions_of_the_harmonized_system_come_in_order():
    assert code_list("hs_edition").codes() == ("HS1992", "HS1996", "HS2002", "HS2007", "HS2012", "HS2017", "HS2022")


def test_unknown_list_is_an_error():
    with pytest.raises(FileNotFoundError):
        code_list("nonsense")


def test_committed_lists_are_what_the_tool_writes():
    done = subprocess.run(
        [sys.executable, "tools/build_codes.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")
