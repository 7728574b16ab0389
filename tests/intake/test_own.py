"""Own tables: what is read is what was written, in every format."""

import datetime as dt

import polars as pl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headwater.errors import UnknownFormat
from headwater.intake.own.reader import OwnReader
from tests.intake.own_tables import PROVISIONS, SOURCES, cells_of, folder_with, frame, write_csv, write_xlsx
from tests.intake.reading import read, tables_of

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters=";"), min_size=1, max_size=20
)
WORDS = WORDS.map(lambda text: text.strip()).filter(bool)
TEXTS = WORDS | st.sampled_from(
    ['say "so"', "a,b", "line\nbreak", "0012", "=1+1", "TRUE", "2024-01-01", "한국;".strip(";")]
)
NUMBERS = st.floats(0, 1e12, allow_nan=False).map(lambda number: float(f"{number:.12g}"))


@st.composite
def provisions(draw):
    """Valid rows with every sort of cell; providers differ, so that keys do."""
    rows = []
    for place in range(draw(st.integers(1, 6))):
        quantity = draw(st.none() | NUMBERS)
        rows.append(
            {
                "product": f"product:{draw(st.sampled_from(['lens', 'eto.wafer']))}",
                "provider": f"org:maker {place} {draw(TEXTS)}",
                "share": draw(st.none() | st.floats(0, 1).map(lambda share: float(f"{share:.12g}"))),
                "quantity": quantity,
                "unit": None if quantity is None else "t",
                "basis": draw(st.sampled_from(["sales", "volume"])),
                "period": draw(st.sampled_from(["2024", "2024-Q3", "2024-07"])),
                "figure": draw(st.none() | TEXTS),
                "qualifier": draw(st.sampled_from(["exact", "withheld"])),
                "source": "source:survey",
                "locator": draw(TEXTS),
                "disclosure": draw(st.sampled_from(["open", "own", "group:Ministries"])),
                "note": draw(st.none() | TEXTS),
            }
        )
    return frame("provisions", rows)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@pytest.mark.parametrize("ending", ["csv", "tsv", "parquet", "xlsx"])
@given(written=provisions())
def test_what_is_written_is_read_back(tmp_path, ending, written):
    path = tmp_path / f"provisions.{ending}"
    if ending == "parquet":
        written.write_parquet(path)
    elif ending == "xlsx":
        write_xlsx(written, path, "provisions")
    else:
        write_csv(written, path, "\t" if ending == "tsv" else ",")
    again = read(OwnReader(), path)["provisions"]
    assert cells_of(again) == cells_of(written)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(names=st.lists(WORDS.map(lambda word: f"ko:{word}"), max_size=3), aliases=st.lists(WORDS, max_size=3))
def test_lists_are_read_back(tmp_path, names, aliases):
    row = {"id": "org:maker", "name": "Maker", "names": names or None, "aliases": aliases or None, "disclosure": "open"}
    written = frame("organizations", [{**row, "source": "source:survey", "locator": "page 1"}])
    write_csv(written, tmp_path / "organizations.csv")
    write_xlsx(written, tmp_path / "organizations.xlsx", "organizations")
    for ending in ("csv", "xlsx"):
        assert read(OwnReader(), tmp_path / f"organizations.{ending}")["organizations"].equals(written)


def test_a_folder_is_read_in_the_order_of_the_standard_and_other_files_are_left_alone(tmp_path):
    folder_with(tmp_path, provisions=PROVISIONS, sources=SOURCES)
    (tmp_path / "README.md").write_text("provisions\n", encoding="utf-8")
    (tmp_path / "datapackage.json").write_text("{}", encoding="utf-8")
    (tmp_path / "budget.csv").write_text("month,euro\n1,2\n", encoding="utf-8")
    (tmp_path / ".provisions.csv").write_text("x", encoding="utf-8")
    reading = OwnReader().read([tmp_path])
    assert [name for name, _ in reading.batches] == ["sources", "provisions"]
    assert [stamp.name for stamp in reading.files] == ["provisions.csv", "sources.csv"]


def test_the_tiny_world_is_read_whole(tiny_world):
    tables = read(OwnReader(), tiny_world)
    assert tables["provisions"].height == 14
    assert tables["organizations"].filter(pl.col("id") == "org:halden-forge")["names"].to_list() == [["ko:할덴 포지"]]


@pytest.mark.parametrize("name", ["provisions", "Provisions 2024", "provisions-part-2", "lenses"])
def test_a_table_is_known_by_its_name_or_its_columns(tmp_path, name):
    path = tmp_path / f"{name}.csv"
    path.write_text(PROVISIONS, encoding="utf-8")
    assert OwnReader().recognises([path])
    assert read(OwnReader(), path)["provisions"].height == 2


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_other_delimiters_are_found_in_the_header(tmp_path, separator):
    path = tmp_path / "provisions.csv"
    path.write_text(PROVISIONS.replace(",", separator), encoding="utf-8")
    assert read(OwnReader(), path)["provisions"]["share"].to_list() == [0.6, 0.4]


def test_a_byte_order_mark_and_other_line_ends_are_no_matter(tmp_path):
    path = tmp_path / "provisions.csv"
    path.write_bytes(b"\xef\xbb\xbf" + PROVISIONS.replace("\n", "\r\n").encode())
    assert read(OwnReader(), path)["provisions"]["locator"].to_list() == ["page 1", "page 1"]


def test_an_empty_locator_becomes_the_row_in_the_file_blank_lines_counted(tmp_path):
    text = (
        PROVISIONS.replace(",locator", "")
        .replace(",page 1", "")
        .replace("product:lens,country:JPN", "\nproduct:lens,country:JPN")
    )
    path = folder_with(tmp_path, provisions=text) / "provisions.csv"
    assert read(OwnReader(), path)["provisions"]["locator"].to_list() == [
        "provisions.csv row 2",
        "provisions.csv row 4",
    ]


def test_rows_are_counted_as_a_spreadsheet_counts_them(tmp_path):
    text = (
        PROVISIONS.replace("page 1\n", '"page 1,\nline 2"\n', 1)
        + "product:lens,country:KOR,2,sales,2024,source:survey,page 1\n"
    )
    reading = OwnReader().read([folder_with(tmp_path, provisions=text) / "provisions.csv"])
    assert tables_of(reading)["provisions"].height == 2
    assert [(problem.file, problem.row, problem.column) for problem in reading.problems] == [
        ("provisions.csv", 4, "share")
    ]


def test_columns_a_store_adds_are_left_out(tmp_path):
    text = PROVISIONS.replace("product,", "contribution,row,product,", 1).replace("product:lens,", "c1,0,product:lens,")
    assert read(OwnReader(), folder_with(tmp_path, provisions=text))["provisions"].height == 2


def test_values_of_a_workbook(tmp_path):
    path = tmp_path / "any.xlsx"
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"}) as book:
        book.add_worksheet("read me").write(0, 0, "notes")
        page = book.add_worksheet("Provisions")
        page.write_row(0, 0, ["product", "provider", "share", "basis", "period", "source", "locator", "stated_on"])
        page.write_row(1, 0, ["product:lens", "country:NLD", "0.5", "sales", 2024, "source:survey", "B2"])
        page.write_datetime(1, 7, dt.date(2024, 3, 1))
        page.write_row(3, 0, ["product:lens", "country:JPN", 0.25, "sales", "2024", "source:survey"])
    rows = read(OwnReader(), path)["provisions"]
    assert rows.select("share", "period", "stated_on", "locator").rows() == [
        (0.5, "2024", "2024-03-01", "B2"),
        (0.25, "2024", None, "any.xlsx Provisions row 4"),
    ]


def test_a_table_need_not_begin_in_the_first_row_of_its_sheet(tmp_path):
    with xlsxwriter.Workbook(str(tmp_path / "provisions.xlsx")) as book:
        page = book.add_worksheet("provisions")
        page.write_row(3, 0, ["product", "provider", "share", "basis", "period", "source"])
        page.write_row(4, 0, ["product:lens", "country:NLD", 0.5, "sales", 2024, "source:survey"])
    rows = read(OwnReader(), tmp_path / "provisions.xlsx")["provisions"]
    assert rows["locator"].to_list() == ["provisions.xlsx provisions row 5"]


def test_large_files_come_in_batches_with_progress(tmp_path, monkeypatch):
    monkeypatch.setattr("headwater.intake.own.csv_file.BATCH_ROWS", 100)
    lines = [f"product:lens,org:maker-{n},0.1,sales,2024,source:survey,page 1" for n in range(1000)]
    folder_with(tmp_path, provisions=PROVISIONS.splitlines()[0] + "\n" + "\n".join(lines) + "\n")
    seen = []
    reading = OwnReader().read([tmp_path], lambda done, total, unit: seen.append((done, total, unit)))
    heights = [rows.height for _, rows in reading.batches]
    assert sum(heights) == 1000
    assert len(heights) > 1
    assert seen[-1] == (1000, None, "rows")
    assert seen[0][1:] == ((tmp_path / "provisions.csv").stat().st_size, "bytes")


def test_bad_rows_are_set_apart_with_their_words_and_the_good_ones_given(tmp_path):
    lines = [
        "product:lens,country:KOR,12 %,sales,2024,source:survey,page 1",
        "product:lens,country:FRA,0.1,guess,2024,source:survey,page 1",
    ]
    folder_with(tmp_path, provisions=PROVISIONS + "\n".join(lines) + "\n")
    reading = OwnReader().read([tmp_path])
    assert tables_of(reading)["provisions"].height == 2
    assert [(row.file, row.row, row.cells["provider"]) for row in reading.rejected] == [
        ("provisions.csv", 4, "country:KOR"),
        ("provisions.csv", 5, "country:FRA"),
    ]
    assert reading.rejected[0].cells["share"] == "12 %"
    assert reading.rejected[0].problem.column == "share"
    assert reading.rejected[1].problem.column == "basis"
    assert len(reading.problems) == 2


@pytest.mark.parametrize("name", ["notes.txt", "budget.csv"])
def test_files_of_something_else_are_not_recognised(tmp_path, name):
    path = tmp_path / name
    path.write_text("month,euro\n1,2\n", encoding="utf-8")
    assert not OwnReader().recognises([path])
    assert not OwnReader().recognises([tmp_path / "absent.csv"])
    with pytest.raises(UnknownFormat):
        OwnReader().read([path])
