"""Whatever is wrong with a file is said clearly, with its place and what to do, and nothing of it is read."""

import os
import tracemalloc
import zipfile

import openpyxl
import pytest

from headwater.errors import BadInput, BadRows, UnknownFormat, UnreadableFile
from headwater.intake.files import LONGEST_LINE_BYTES
from headwater.intake.own.reader import OwnReader
from tests.intake.own_tables import PROVISIONS, SOURCES, folder_with, frame, write_xlsx
from tests.intake.reading import tables_of

GOOD = {
    "product": "product:lens", "provider": "country:NLD", "share": 0.6, "basis": "sales", "period": "2024",
    "source": "source:survey", "locator": "page 1", "disclosure": "open",
}  # fmt: skip


def refused(path, error=UnreadableFile):
    """The error with which a file is refused, when it is opened or at the latest when its rows are taken."""
    with pytest.raises(error) as caught:
        tables_of(OwnReader().read([path]))
    assert caught.value.problem
    assert caught.value.remedy or caught.value.valid
    assert path.name in caught.value.where
    return caught.value


def problems(tmp_path, line, header=None):
    """The problems of a provisions file to which one line was added."""
    text = PROVISIONS if header is None else header
    reading = OwnReader().read([folder_with(tmp_path, provisions=text + line + "\n") / "provisions.csv"])
    tables_of(reading)
    return reading.problems


def test_unknown_columns_suggest_the_nearest(tmp_path):
    path = folder_with(tmp_path, provisions=PROVISIONS.replace("provider,", "provder,")) / "provisions.csv"
    error = refused(path, BadRows)
    wrong, missing = error.problems
    assert (wrong.file, wrong.row, wrong.column) == ("provisions.csv", 1, "provder")
    assert wrong.remedy == "Did you mean provider?"
    assert missing.column == "provider"


def test_a_column_that_stands_twice(tmp_path):
    path = folder_with(tmp_path, provisions=PROVISIONS.replace("period", "basis")) / "provisions.csv"
    assert "twice" in refused(path, BadRows).problems[0].problem


@pytest.mark.parametrize(
    ("line", "column", "says", "remedy"),
    [
        ("product:lens,country:KOR,much,sales,2024,source:survey,p", "share", "no number", "figure alone"),
        ("product:lens,country:KOR,-0.2,sales,2024,source:survey,p", "share", "below 0", "0..1"),
        ("product:lens,country:KOR,45,sales,2024,source:survey,p", "share", "above 1", "did you mean 0.45"),
        ("product:lens,country:KOR,0.2,slaes,2024,source:survey,p", "basis", "no basis", "Did you mean sales?"),
        ("product:lens,Korea,0.2,sales,2024,source:survey,p", "provider", "identifier", "did you mean country:KOR?"),
        ("lens,country:KOR,0.2,sales,2024,source:survey,p", "product", "identifier", "product:"),
        ("product:lens,country:KOR,0.2,sales,2024,,p", "source", "empty", "document"),
        ("product:lens,country:KOR,0.2,sales,24,source:survey,p", "period", "no period", "2024-Q3"),
        ("product:lens,country:KOR,,sales,2024,source:survey,p", "share", "says nothing", "qualifier"),
    ],
)
def test_a_bad_row_is_named_with_row_column_and_remedy(tmp_path, line, column, says, remedy):
    found = problems(tmp_path, line)
    assert [(problem.file, problem.row, problem.column) for problem in found] == [("provisions.csv", 4, column)]
    assert says in found[0].problem
    assert remedy in found[0].remedy


def test_a_duplicate_key(tmp_path):
    (problem,) = problems(tmp_path, "product:lens,country:NLD,0.5,sales,2024,source:survey,page 9")
    assert problem.row == 4
    assert "product:lens, country:NLD, sales, 2024, source:survey" in problem.problem


def test_contradictory_units(tmp_path):
    header = (
        "product,provider,quantity,unit,basis,period,source\nproduct:cell,country:KOR,5,GWh,volume,2024,source:survey\n"
    )
    (problem,) = problems(tmp_path, "product:cell,country:CHN,900,t,volume,2024,source:survey", header)
    assert (problem.row, problem.column, problem.value) == (3, "unit", "t")
    (problem,) = problems(tmp_path, "product:cell,country:CHN,900,,volume,2024,source:survey", header)
    assert problem.problem == "quantity has no unit."


def test_a_table_no_column_of_which_is_ours(tmp_path):
    path = folder_with(tmp_path, provisions="a,b\n1,2\n") / "provisions.csv"
    assert "headwater schema" in refused(path, UnknownFormat).remedy


@pytest.mark.parametrize(
    ("written", "says"),
    [
        (PROVISIONS.replace("page 1", "página 1").encode("latin-1"), "not UTF-8"),
        (PROVISIONS.replace("page 1", "쪽").encode("cp949"), "not UTF-8"),
        (PROVISIONS.encode("utf-16"), "UTF-16"),
        (PROVISIONS.encode("utf-16-le"), "NUL bytes"),
        (PROVISIONS.encode() + b"\0\0\0", "NUL bytes"),
        (b"", "empty"),
        (b"PK\x03\x04rest of a zip", "zip archive"),
    ],
)
def test_what_is_no_text_in_utf_8(tmp_path, written, says):
    path = tmp_path / "provisions.csv"
    path.write_bytes(written)
    assert says in refused(path).problem


def test_a_character_cut_in_two_at_the_end(tmp_path):
    path = tmp_path / "provisions.csv"
    path.write_bytes(PROVISIONS.encode() + "product:lens,쪽".encode()[:-1])
    refused(path)


@pytest.mark.parametrize("start", ["", PROVISIONS])
def test_a_line_without_an_end_is_refused_in_bounded_memory(tmp_path, start):
    path = tmp_path / "provisions.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write(start)
        for _ in range(64):
            file.write("a" * (1 << 20))
    tracemalloc.start()
    assert OwnReader().recognises([path])  # by its name; looking takes little
    assert "longer than 8 MiB" in refused(path).problem
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 4 * LONGEST_LINE_BYTES


def test_a_line_of_two_gigabytes_is_refused_at_once(tmp_path):
    path = tmp_path / "provisions.csv"
    path.write_text(PROVISIONS, encoding="utf-8")
    with path.open("ab") as file:
        file.write(b'product:lens,"' + b"a" * (LONGEST_LINE_BYTES + 1))
    os.truncate(path, 2 << 30)  # the rest of the line is a hole that takes no disk
    assert "longer than" in refused(path).problem


def test_quotes_that_do_not_close(tmp_path):
    path = (
        folder_with(tmp_path, provisions=PROVISIONS + 'product:lens,"country:KOR,0.1\n' + PROVISIONS) / "provisions.csv"
    )
    assert "quotes" in refused(path).remedy


def test_a_row_with_too_many_cells_is_named(tmp_path):
    line = "product:lens,country:Korea, Republic of,0.1,sales,2024,source:survey,page 1\n"
    path = folder_with(tmp_path, provisions=PROVISIONS + line) / "provisions.csv"
    error = refused(path)
    assert error.where == "provisions.csv, row 4"
    assert "8 cells, the header 7" in error.problem


@pytest.mark.parametrize("ending", ["parquet", "xlsx"])
@pytest.mark.parametrize("kept", [0, 10, 0.5, 0.98])
def test_files_cut_short(tmp_path, ending, kept):
    path = tmp_path / f"provisions.{ending}"
    rows = frame("provisions", [{**GOOD, "provider": f"org:maker-{n}"} for n in range(500)])
    if ending == "parquet":
        rows.write_parquet(path)
    else:
        write_xlsx(rows, path, "provisions")
    whole = path.read_bytes()
    path.write_bytes(whole[: kept if kept > 1 else int(len(whole) * kept)])
    assert "no whole" in refused(path).problem


def test_a_zip_of_something_else_and_other_things_called_xlsx(tmp_path):
    path = tmp_path / "provisions.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("provisions.csv", PROVISIONS)
    assert "zip archive of something else" in refused(path).problem
    path.write_text(PROVISIONS, encoding="utf-8")
    assert "no whole XLSX workbook" in refused(path).problem


def test_a_csv_called_parquet(tmp_path):
    path = tmp_path / "provisions.parquet"
    path.write_text(PROVISIONS, encoding="utf-8")
    assert "no whole Parquet file" in refused(path).problem


def test_formula_cells_are_refused_with_their_addresses(tmp_path):
    book = openpyxl.Workbook()
    page = book.active
    page.title = "provisions"
    page.append(list(GOOD))
    page.append(list(GOOD.values()))
    page.append([*list(GOOD.values())[:2], "=C2/2", *list(GOOD.values())[3:]])
    book.save(tmp_path / "provisions.xlsx")
    error = refused(tmp_path / "provisions.xlsx", BadRows)
    assert "provisions!C3" in error.problem
    assert [(problem.row, problem.value) for problem in error.problems] == [(3, "=C2/2")]
    assert "values" in error.remedy


def test_error_cells_are_not_taken_for_unknown(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "provisions"
    book.active.append(list(GOOD))
    book.active.append(list(GOOD.values()))
    book.active["C2"] = "#DIV/0!"
    book.save(tmp_path / "provisions.xlsx")
    assert refused(tmp_path / "provisions.xlsx", BadRows).problems[0].problem == "The cell provisions!C2 is an error."


def test_formulas_in_sheets_of_notes_do_not_matter(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "provisions"
    book.active.append(list(GOOD))
    book.active.append(list(GOOD.values()))
    book.create_sheet("sums").append(["=1+1"])
    book.save(tmp_path / "provisions.xlsx")
    assert tables_of(OwnReader().read([tmp_path / "provisions.xlsx"]))["provisions"].height == 1


def test_parquet_of_other_types(tmp_path):
    path = tmp_path / "provisions.parquet"
    rows = frame("provisions", [GOOD]).drop("share").with_columns(share=frame("products", [{}])["names"])
    rows.write_parquet(path)
    reading = OwnReader().read([path])
    tables_of(reading)
    assert reading.problems


@pytest.mark.parametrize("files", [{}, {"README.md": "# nothing"}, {"budget.csv": "month,euro\n1,2\n"}])
def test_a_folder_with_nothing_usable(tmp_path, files):
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert not OwnReader().recognises([tmp_path])
    assert "no table of the standard" in refused(tmp_path, UnknownFormat).problem


def test_a_file_that_is_not_there(tmp_path):
    assert "no such file" in refused(tmp_path / "absent.csv").problem


def test_one_bad_file_of_a_folder_refuses_the_folder(tmp_path):
    folder_with(tmp_path, sources=SOURCES, provisions=PROVISIONS.replace("share", "shar"))
    with pytest.raises(BadInput):
        OwnReader().read([tmp_path])


def test_a_file_full_of_bad_rows_is_not_read_to_its_end(tmp_path, monkeypatch):
    monkeypatch.setattr("headwater.intake.checking.MOST_REJECTED", 50)
    lines = [f"product:lens,org:maker-{n},2,sales,2024,source:survey,page 1" for n in range(100)]
    path = folder_with(tmp_path, provisions=PROVISIONS + "\n".join(lines) + "\n") / "provisions.csv"
    assert "More than 50 rows" in refused(path, BadRows).problem
