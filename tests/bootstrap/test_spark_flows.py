"""Dependency on Spark in local mode: the same findings as on Polars, from the same store."""

from datetime import UTC, datetime

import numpy as np
import pytest
from polars.testing import assert_frame_equal

from headwater.bootstrap.cluster import spark_session
from headwater.bootstrap.spark_flows import flows_on_spark
from headwater.claims.model import View
from headwater.errors import BadQuestion
from headwater.intake import READERS
from headwater.standard.blocs import bloc
from headwater.storage import DeltaLog
from headwater.workflows.dependency import DependencyQuestion, common_critical_goods, dependency, mirror
from headwater.workflows.record import add
from tests.bootstrap.test_cluster import absent

pytestmark = pytest.mark.slow

CODES = {156: "CHN", 392: "JPN", 410: "KOR", 842: "USA", 704: "VNM", 276: "DEU", 490: "TWN"}
ONE = {"enough_exporters": 1}
COMTRADE = (
    "typeCode,period,reporterCode,flowCode,partnerCode,partner2Code,classificationCode,cmdCode,motCode,primaryValue"
)


@pytest.fixture(scope="module")
def session():
    """Two local cores; the Java of the machine."""
    import shutil  # noqa: PLC0415

    if shutil.which("java") is None:
        absent("Java")
    made = spark_session("local[2]")
    yield made
    made.stop()


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    """Two years of a small world as BACI, one of them twice and revised, and Korea's own report."""
    folder = tmp_path_factory.mktemp("trade")
    log = DeltaLog.create(folder / "store", durable=False)
    random = np.random.default_rng(7)
    (folder / "country_codes_V202301.csv").write_text(
        "country_code,iso3\n" + "".join(f"{code},{name}\n" for code, name in CODES.items()), encoding="utf-8"
    )

    def record(path, contributor="test"):
        add(log, READERS, [path], contributor=contributor, clock=lambda: datetime(2026, 3, 1, tzinfo=UTC))

    for year in (2021, 2022):
        lines = [
            f"{year},{i},{j},{k},{random.integers(1, 99_999) / 1000:.3f},NA"
            for k in ("381800", "854231", "811292") for i in CODES for j in CODES if i != j and random.random() < 0.8
        ]  # fmt: skip
        path = folder / f"BACI_HS22_Y{year}_V202301.csv"
        path.write_text("t,i,j,k,v,q\n" + "\n".join(lines) + "\n", encoding="utf-8")
        record(path)
    path.write_text("t,i,j,k,v,q\n" + "\n".join(lines[: len(lines) // 2]).replace("NA", "7.5") + "\n", encoding="utf-8")
    record(path, "somebody else")
    rows = [
        f"C,2022,410,{flow},{there},0,H6,{code},0,{value}"
        for flow, there, code, value in [("M", 156, 854231, 5000), ("M", 899, 854231, 1000), ("M", 0, 854231, 6000),
                                         ("X", 842, 854231, 300), ("X", 0, 854231, 300)]
    ]  # fmt: skip
    rows += ["C,2022,156,X,410,0,H6,854231,0,4600", "C,2022,156,X,0,0,H6,854231,0,4600"]  # China of the same flow
    own = folder / "TradeData.csv"
    own.write_text("\n".join([COMTRADE, *rows]) + "\n", encoding="utf-8")
    record(own)
    return log


QUESTIONS = {
    "a country": DependencyQuestion(country="KOR", limits=ONE),
    "a bloc": DependencyQuestion(bloc=bloc("ipef"), limits=ONE),
    "another edition": DependencyQuestion(country="KOR", edition="HS2017", limits=ONE),
    "some codes, with weights": DependencyQuestion(
        country="KOR", hs="8542", weights=dict.fromkeys(CODES.values(), 0.5), years=(2022, 2022), limits=ONE
    ),
}


@pytest.mark.parametrize("asked", QUESTIONS.values(), ids=QUESTIONS)
def test_spark_finds_what_polars_finds(session, log, asked):
    here = dependency(log, View(), asked)
    there = dependency(log, View(), asked, flows_on_spark(session))
    assert here.height >= 10
    assert_frame_equal(
        here, there, check_exact=False, rel_tol=1e-13, abs_tol=0
    )  # sums of thousandths, in another order
    assert here.drop("value", "low", "high").equals(there.drop("value", "low", "high"))


@pytest.mark.parametrize("ask", [mirror, common_critical_goods])
def test_what_both_sides_report_and_goods_in_common_are_found_there_too(session, log, ask):
    one = {**ONE, "partners_in_common": 1}
    asked = DependencyQuestion(bloc=bloc("ipef"), years=(2022, 2022), limits=one)
    here = ask(log, View(), asked)
    there = ask(log, View(), asked, flows_of=flows_on_spark(session))
    assert here.height >= 1
    assert_frame_equal(here, there, check_exact=False, rel_tol=1e-13, abs_tol=0)
    assert here["subject"].to_list() == there["subject"].to_list()


def test_a_day_on_which_things_hold_is_refused(session, log):
    view = View(valid_on=datetime(2026, 1, 1, tzinfo=UTC).date())
    with pytest.raises(BadQuestion, match="as they are known"):
        dependency(log, view, DependencyQuestion(country="KOR"), flows_on_spark(session))


def test_polars_gives_the_same_bytes_each_time(log):
    asked = QUESTIONS["a country"]
    assert all(dependency(log, View(), asked).equals(dependency(log, View(), asked)) for _ in range(5))
