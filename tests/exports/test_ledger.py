"""The ledger's files read back: the same figures, no formula, and JSON-LD whose every word its own context explains."""

import csv
import io
import json
from datetime import date

import openpyxl
import pytest

from headwater.exports.ledger import LEDGER_WRITERS
from headwater.workflows.ledger import Ledger
from tests.ledger.worlds import map_of, promise

DAY = date(2026, 6, 30)


@pytest.fixture(scope="module")
def ledger():
    return Ledger(
        map_of(
            promise("whole", 9e9, title="=1+1", investors=["org:one"], recipient="country:KOR", horizon_to="2025"),
            promise("part", 5e9, part_of="whole", title="@sum"),
            obligations=[
                {"id": "obligation:o", "agreement": "agreement:a", "owners": ["country:KOR"], "obligation": "-report",
                 "due_on": "2025"},
            ],
            measures=[
                {"id": "measure:m", "title": "+licence", "imposers": ["country:CHN"], "status": "in-force",
                 "hs_codes": ["811292"], "hs_edition": "HS2022"},
            ],
        )
    )  # fmt: skip


def write(ledger, form, tmp_path):
    target = tmp_path / f"out{LEDGER_WRITERS[form].suffix}"
    return target, LEDGER_WRITERS[form].write(ledger, DAY, target)


def test_csv_reads_back_with_every_line_of_the_total(ledger, tmp_path):
    target, files = write(ledger, "csv", tmp_path)
    tables = {path.stem: list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))) for path in files}
    assert {row["title"]: float(row["amount"]) for row in tables["commitments"]} == {"=1+1": 9e9, "@sum": 5e9}
    assert {row["reason"]: float(row["counts"]) for row in tables["totals"]} == {"counted": 9e9, "part-of": 0.0}
    assert [row["id"] for row in tables["overdue"]] == ["commitment:whole", "obligation:o"]
    assert target.is_dir()


def test_the_workbook_holds_text_that_is_no_formula(ledger, tmp_path):
    target, _ = write(ledger, "xlsx", tmp_path)
    book = openpyxl.load_workbook(target)
    titles = [cell for row in book["commitments"].iter_rows() for cell in row if cell.value in ("=1+1", "@sum")]
    assert [(cell.value, cell.data_type) for cell in titles] == [("@sum", "s"), ("=1+1", "s")]
    assert "totals" in book.sheetnames


def words_of(node):
    if isinstance(node, dict):
        yield from (name for name in node if not name.startswith("@"))
        yield from (node["@type"] for _ in ("",) if "@type" in node)
        for value in node.values():
            yield from words_of(value)
    if isinstance(node, list):
        for value in node:
            yield from words_of(value)


def test_json_ld_explains_every_word_it_uses_and_fetches_nothing(ledger, tmp_path):
    target, _ = write(ledger, "jsonld", tmp_path)
    document = json.loads(target.read_text(encoding="utf-8"))
    context = document["@context"]
    assert isinstance(context, dict)  # no address to fetch
    for word in set(words_of(document["@graph"])):
        assert word in context or word.partition(":")[0] in ("schema", "prov", "hw"), word
    nodes = {node["@id"]: node for node in document["@graph"]}
    assert len(nodes) == len(document["@graph"])
    whole = nodes["urn:headwater:commitment:whole"]
    assert whole["amount"] == {"@type": "schema:MonetaryAmount", "value": 9e9, "currency": "USD"}
    assert nodes["urn:headwater:commitment:part"]["partOf"] == ["urn:headwater:commitment:whole"]
    assert nodes["urn:headwater:measure:m"]["hs_edition"] == "HS2022"
    assert all(each.startswith("urn:headwater:claim:") for each in whole["claims"])


@pytest.mark.parametrize("form", LEDGER_WRITERS)
def test_the_same_ledger_gives_the_same_bytes(ledger, form, tmp_path):
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    first, second = (write(ledger, form, tmp_path / name)[1] for name in ("one", "two"))
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
