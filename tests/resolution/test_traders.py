"""What is known of all flows is what a look at each of them says, for every view; compared with plain Python."""

from datetime import date

import pytest

from headwater.claims.model import View, Viewer
from headwater.resolution.flows import RecordedFlows
from headwater.resolution.traders import counted_flows, editions_told, keep_pairs, periods_told
from headwater.storage import DeltaLog
from headwater.storage.layout import SUMMARIES
from tests.doubles import InMemoryLog, WithoutRows, frame

COLUMNS = ("supplier", "buyer", "reporter", "product", "period", "value", "disclosure", "valid_to")
ROWS = [
    dict(zip(COLUMNS, row, strict=True))
    for row in [
        ("country:156", "country:410", None, "hs:HS2017.850440", "2021", 3.0, "open", None),
        ("country:156", "country:410", None, "hs:HS2017.850450", "2021", None, "open", None),
        ("country:CHN", "country:392", None, "hs:HS2012.850440", "2016", 4.0, None, None),
        ("country:KOR", "country:VNM", "country:KOR", "hs:HS2022.850440", "2023", 5.0, "own", None),
        ("country:KOR", "country:JPN", "country:KOR", "product:lens", "2019", 6.0, "open", "2020-12-31"),
        ("country:VNM", "country:VNM", "country:VNM", "hs:HS2022.010121", "2023", 7.0, "open", None),
    ]
]
OWNER, PUBLIC = View(), View(viewer=Viewer.parse("public"))


@pytest.fixture
def log():
    made = InMemoryLog()
    for rows in (ROWS[:3], ROWS[3:]):
        made.add({"flows": frame("flows", [{**row, "source": "source:s", "locator": "p. 1"} for row in rows])})
    return made


def seen_by(view):
    hidden = set() if view.viewer.may_see() is None else {"own"}
    rows = [row for row in ROWS if row["disclosure"] not in hidden]
    if view.valid_on:
        rows = [row for row in rows if int(row["period"]) <= view.valid_on.year and not row["valid_to"]]
    return rows


@pytest.mark.parametrize("view", [OWNER, PUBLIC, View(valid_on=date(2022, 1, 1))], ids=["owner", "public", "on a day"])
def test_counts_periods_editions_and_partners_are_those_of_the_rows(log, view):
    rows = seen_by(view)
    assert counted_flows(log, view) == len(rows)
    assert periods_told(log, view) == sorted({row["period"] for row in rows})
    told = {(row["product"][3:9], row["period"]) for row in rows if row["product"].startswith("hs:")}
    assert {(e, p) for e, periods in editions_told(log, view).items() for p in periods} == told
    seen = RecordedFlows(log, view).seen
    for end in ("supplier", "buyer", "reporter"):
        found = {who for each in seen[end].to_list() for who in each}
        assert found == {row[end] for row in rows} - {None}


def test_who_exports_anything_is_somebody_with_a_value_and_another_buyer(log):
    flows = RecordedFlows(log, OWNER).flows(hs="85")
    found = set(flows.exporting.select("supplier", "period", "own").iter_rows())
    # Vietnam only bought from itself; one flow of 2021 has no value, the other has
    assert found == {("country:CHN", "2021", False), ("country:CHN", "2016", False), ("country:KOR", "2023", True),
                     ("country:KOR", "2019", True)}  # fmt: skip


def test_a_hidden_claim_changes_nothing_that_is_known_of_all(log):
    without = WithoutRows(log, ("open",))
    hidden, gone = RecordedFlows(log, PUBLIC), RecordedFlows(without, OWNER)
    assert hidden.seen.drop("mention").equals(gone.seen.drop("mention"))
    assert hidden.editions == gone.editions == ("HS2012", "HS2017", "HS2022")


def test_a_retraction_takes_its_traders_along(log):
    log.take_back("c1")
    assert periods_told(log, OWNER) == ["2016", "2021"]


def test_large_contributions_are_kept_from_the_start_and_tell_the_same(tmp_path, monkeypatch, log):
    for name in ("resolution.traders._FEW_ROWS", "storage.delta_log.WORTH_KEEPING_ROWS"):
        monkeypatch.setattr(f"headwater.{name}", 3)
    store = DeltaLog.create(tmp_path / "store", durable=False)
    for entry in log.contributions():
        rows = log.claims("flows").collect().filter(contribution=entry.id)
        plain = rows.drop("contribution", "row", "contributor", "recorded_at")
        made = store.record([("flows", plain)], contributor="a", recorded_at=entry.recorded_at, format_name="own")
        keep_pairs(store, made.id)
    assert len(list((tmp_path / "store" / SUMMARIES).rglob("*.parquet"))) == 2
    for view in (OWNER, PUBLIC):
        kept, looked = RecordedFlows(store, view), RecordedFlows(log, view)
        assert kept.seen.drop("mention", "contribution").equals(looked.seen.drop("mention", "contribution"))
        assert kept.editions == looked.editions
