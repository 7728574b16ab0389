"""Trade of a product of the map: by its HS codes, in the edition the trade is told in, split codes as a range."""

from datetime import UTC, datetime

import pytest

from headwater.assessments.dependency import DependencyThresholds
from headwater.claims.model import View
from headwater.errors import NotFound
from headwater.intake import READERS
from headwater.resolution.flows import RecordedFlows
from headwater.standard.concordance import concordance_of
from headwater.storage import DeltaLog
from headwater.workflows.record import add
from headwater.workflows.trade_of_product import findings_on_trade, trade_of_product

ONE = DependencyThresholds(enough_exporters=1)
CODES = "country_code,country_name,country_iso2,country_iso3\n156,China,CN,CHN\n392,Japan,JP,JPN\n410,Korea,KR,KOR\n"


@pytest.fixture
def recorded(tmp_path):
    log = DeltaLog.create(tmp_path / "store", durable=False)

    def of(edition, *lines, year=2021):
        folder = tmp_path / f"{edition}-{year}"
        folder.mkdir()
        (folder / "country_codes_V202301.csv").write_text(CODES, encoding="utf-8")
        path = folder / f"BACI_{edition}_Y{year}_V202301.csv"
        path.write_text("t,i,j,k,v,q\n" + "\n".join(lines) + "\n", encoding="utf-8")
        add(log, READERS, [path], contributor="test", clock=lambda: datetime(2026, 3, 1, tzinfo=UTC))
        return RecordedFlows(log, View())

    return of


def exporters(found):
    return found.exporters.select("period", "exporter", "low", "high").rows()


def test_in_the_edition_of_the_link_trade_is_known(recorded):
    flows = recorded("HS22", "2021,156,410,260400,3,1", "2021,392,410,260400,1,1", "2021,392,410,260500,9,1")
    found = trade_of_product(flows, "product:nickel-ore", thresholds=ONE)
    assert exporters(found) == [("2021", "country:CHN", 3000.0, 3000.0), ("2021", "country:JPN", 1000.0, 1000.0)]
    (china, japan) = findings_on_trade(found).to_dicts()
    assert (china["subject"], china["value"], china["low"]) == ("country:CHN > product:nickel-ore", 0.75, 0.75)
    assert japan["claims"] == found.exporters["claims"].to_list()[1]
    assert "Harmonized System 2022, subheading 2604.00" in china["method"]


def test_a_split_code_counts_in_the_high_only(recorded):
    flows = recorded("HS17", "2021,156,410,811292,3,1", "2021,392,410,811292,1,1")
    found = trade_of_product(flows, "product:gallium", thresholds=ONE)  # of HS 2017 8112.92, hafnium and rhenium left
    assert exporters(found) == [("2021", "country:CHN", 0.0, 3000.0), ("2021", "country:JPN", 0.0, 1000.0)]
    china = findings_on_trade(found).to_dicts()[0]
    assert (china["value"], china["low"], china["high"]) == (None, 0.0, 1.0)
    assert china["verdict"] == "75.0 % of the trade of the codes, which hold other goods too"


def test_a_code_that_only_changed_its_edition_is_certain(recorded):
    flows = recorded("HS17", "2021,156,410,260400,3,1")
    assert exporters(trade_of_product(flows, "product:nickel-ore", thresholds=ONE)) == [
        ("2021", "country:CHN", 3000.0, 3000.0)
    ]


def test_a_year_told_in_two_editions_counts_once(recorded):
    recorded("HS17", "2021,156,410,260400,3,1")
    flows = recorded("HS22", "2021,156,410,260400,2,1")
    found = trade_of_product(flows, "product:nickel-ore", thresholds=ONE)
    assert found.exporters.select("edition", "high").rows() == [("HS2022", 2000.0)]


def test_years_no_concordance_speaks_of_are_named(recorded):
    flows = recorded("HS12", "2021,156,410,260400,3,1")
    found = trade_of_product(flows, "product:nickel-ore", thresholds=ONE)
    assert found.exporters.is_empty()
    assert found.untranslated == ("HS2012",)
    own = concordance_of([["HS2022", "HS2012"], ["260400", "260400"]], "mine.csv")
    assert trade_of_product(flows, "product:nickel-ore", own, thresholds=ONE).exporters["high"].to_list() == [3000.0]


def test_a_product_without_a_code(recorded):
    with pytest.raises(NotFound, match="No HS code is linked"):
        trade_of_product(recorded("HS22", "2021,156,410,260400,3,1"), "product:abf-film")
