"""Results kept as parts: whole or not at all, of one question, by one process, put together at the end."""

import polars as pl
import pytest

from headwater.errors import BadQuestion, StoreBusy
from headwater.exports.risk_results import part_files


def rows(*firms):
    size = len(firms)
    return pl.DataFrame(
        {"firm": firms, "esri": [0.5] * size, "esri_down": [0.25] * size, "esri_up": [0.5] * size, "rounds": [3] * size}
    )


@pytest.mark.parametrize("ending", [".csv", ".parquet"])
def test_parts_become_one_file_in_order(tmp_path, ending):
    target = tmp_path / f"result{ending}"
    with part_files(target, "question", 4) as parts:
        parts.keep(rows(3, 1))
        parts.keep(rows(4, 2))
        parts.finish()
    found = pl.read_csv(target) if ending == ".csv" else pl.read_parquet(target)
    assert found.columns == ["firm", "esri", "esri_down", "esri_up", "rounds"]
    assert found["firm"].to_list() == [1, 2, 3, 4]
    assert list(tmp_path.iterdir()) == [target]


def test_a_run_that_goes_on_knows_what_is_done(tmp_path):
    target = tmp_path / "result.csv"
    with part_files(target, "question", 4) as parts:
        parts.keep(rows(2, 4))
        (parts.folder / "part-1-000009.unfinished").write_bytes(b"half a part")
    with part_files(target, "question", 4) as parts:
        assert parts.done().tolist() == [False, True, False, True]
        assert not list(parts.folder.glob("*.unfinished"))


def test_parts_of_another_question_are_refused_until_forced(tmp_path):
    target = tmp_path / "result.csv"
    with part_files(target, "one", 4) as parts:
        parts.keep(rows(2))
    with pytest.raises(BadQuestion, match="another network"), part_files(target, "two", 4):
        pass
    with part_files(target, "two", 4, force=True) as parts:
        assert not parts.done().any()


def test_a_result_that_is_there_is_not_replaced_and_an_ending_is_needed(tmp_path):
    (tmp_path / "result.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(BadQuestion, match="is there already"), part_files(tmp_path / "result.csv", "q", 4):
        pass
    with pytest.raises(BadQuestion, match="ending"), part_files(tmp_path / "result.txt", "q", 4):
        pass


def test_two_processes_do_not_write_the_same_parts(tmp_path):
    first, second = (part_files(tmp_path / "result.csv", "q", 4) for _ in range(2))
    with first, pytest.raises(StoreBusy), second:
        pass
