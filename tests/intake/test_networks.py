"""A plain network from files, and what is said of files that are none."""

import polars as pl
import pytest

from headwater.errors import UnreadableFile
from headwater.intake.networks import read_network, read_weights


@pytest.fixture
def files(tmp_path):
    """Three firms in two sectors: firm 1 supplies firms 2 and 3."""
    pl.DataFrame({"supplier": [0, 0], "buyer": [1, 2], "w": [2.5, 1]}).write_parquet(tmp_path / "edges.parquet")
    (tmp_path / "sector.csv").write_text('"p"\n1\n2\n2\n', encoding="utf-8")
    (tmp_path / "matrix.csv").write_text("2,1\n0,2\n", encoding="utf-8")
    return tmp_path / "edges.parquet", tmp_path / "sector.csv", tmp_path / "matrix.csv"


def test_files_become_arrays_counted_from_zero(files):
    network = read_network(*files)
    assert [array.tolist() for array in network.arrays] == [[0, 0], [1, 2], [2.5, 1.0], [0, 1, 1], [[2, 1], [0, 2]]]


def test_links_as_csv_with_value(files):
    edges = files[0].with_suffix(".csv")
    edges.write_text("buyer,supplier,value\n1,0,3\n", encoding="utf-8")
    network = read_network(edges, *files[1:])
    assert (network.supplier.tolist(), network.buyer.tolist(), network.value.tolist()) == ([0], [1], [3.0])


@pytest.mark.parametrize(
    ("which", "text", "said"),
    [
        (0, "supplier,buyer\n0,1\n", "The column w or value is missing"),
        (0, "supplier,buyer,w\n0,1.5,1\n", "Column buyer has no whole number in row 1"),
        (0, "supplier,buyer,w\n0,1,1\n0,2,much\n", "Column w has no number in row 2"),
        (1, "p\n1\n3\n2\n", "Sector 3 in row 2 of the data has no row of essentiality; there are sectors 1 to 2"),
        (1, "p\n1\n\n2\n", "Column p has no whole number"),
        (1, "name\n1\n", "The column p or sector is missing"),
        (2, "2,x\n0,2\n", "no whole number"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(files, which, text, said):
    given = list(files)
    given[which] = files[which].with_name("given.csv")
    given[which].write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFile) as caught:
        read_network(*given)
    assert said in caught.value.problem
    assert caught.value.where == "given.csv"


def test_no_file_and_no_parquet(files, tmp_path):
    with pytest.raises(UnreadableFile, match="no such file"):
        read_network(tmp_path / "gone.csv", *files[1:])
    (tmp_path / "no.parquet").write_text("supplier", encoding="utf-8")
    with pytest.raises(UnreadableFile, match="cannot be read"):
        read_network(tmp_path / "no.parquet", *files[1:])


def test_weights(tmp_path):
    (tmp_path / "weights.csv").write_text("weight\n1\n2.5\n", encoding="utf-8")
    assert read_weights(tmp_path / "weights.csv").tolist() == [1.0, 2.5]
