"""Claims written as own tables and added to a fresh store come to the same map; so does what a viewer may see."""

import hashlib

import polars as pl
import pytest

from headwater.bootstrap.workspace import create_store
from headwater.claims.model import View, Viewer
from headwater.errors import BadInput
from headwater.exports import CLAIM_WRITERS
from headwater.supply_map import MAP_TABLES
from headwater.workflows.claim_tables import claim_tables
from headwater.workflows.record import add
from headwater.workflows.view import build_map
from tests.exports.conftest import clock

PARTNER = View(viewer=Viewer("partner"))


def digest_without_claim_ids(supply_map):
    """The digest of a map minus the columns that hold claim ids, which differ from store to store by design."""
    whole = hashlib.sha256()
    for name in MAP_TABLES:
        frame = supply_map[name]
        kept = [column for column in frame.columns if column not in ("claims", "chosen")]
        whole.update(name.encode())
        whole.update(frame.select(kept).write_ndjson().encode())
    return whole.hexdigest()


def there_and_back(space, view, format_name, tmp_path):
    folder = tmp_path / "claims"
    CLAIM_WRITERS[format_name].write_claims(claim_tables(space.log, view).parts, folder)
    other = create_store(tmp_path / "other")
    for part in (folder, *sorted(folder.glob("part-*"))):
        add(other.log, other.readers, [part], contributor="somebody else", clock=clock)
    return build_map(other.log, View())


@pytest.mark.parametrize("format_name", ["parquet", "csv"])
@pytest.mark.parametrize("viewer", ["partner", "public"])
def test_claims_read_back_give_the_same_map(space, format_name, viewer, tmp_path):
    view = View(viewer=Viewer(viewer))
    before = build_map(space.log, view)
    after = there_and_back(space, view, format_name, tmp_path)
    assert before["provisions"].height > 10
    assert digest_without_claim_ids(after) == digest_without_claim_ids(before)


def test_what_differs_is_seen(space):
    everything, partners = (digest_without_claim_ids(build_map(space.log, view)) for view in (View(), PARTNER))
    assert everything != partners


def test_own_claims_stay_even_when_the_owner_exports(space):
    """The world holds one claim with disclosure own: beacon chips from Korea."""
    written = claim_tables(space.log, View())
    assert written.withheld == 1
    provisions = written.parts[0]["provisions"]
    assert "own" not in provisions["disclosure"].to_list()
    chips = provisions.filter(provisions["product"] == "product:beacon-chip")
    assert "country:KOR" not in chips["provider"].to_list()


def test_a_source_recorded_again_with_other_figures_needs_a_second_part(space, tmp_path):
    """The guild's yearbook corrected: the same key, so that one contribution could not hold both rows."""
    again = tmp_path / "again"
    again.mkdir()
    (again / "provisions.csv").write_text(
        "product,provider,share,basis,period,source,locator\n"
        "product:lumen-wafer,org:quillon,0.35,sales,2023,source:guild,errata\n",
        encoding="utf-8",
    )
    add(space.log, space.readers, [again], contributor="tester", clock=clock)
    parts = claim_tables(space.log, PARTNER).parts
    assert [part["provisions"].height for part in parts][1:] == [1]
    after = there_and_back(space, PARTNER, "csv", tmp_path)
    assert digest_without_claim_ids(after) == digest_without_claim_ids(build_map(space.log, PARTNER))


def test_retracted_claims_are_not_written(space, tiny_world):
    mistaken = (tiny_world.parent / "mistake" / "provisions.csv").read_text(encoding="utf-8").splitlines()[1]
    product, provider = mistaken.split(",")[:2]
    kept = claim_tables(space.log, View()).parts[0]["provisions"]
    rows = kept.filter((kept["product"] == product) & (kept["provider"] == provider))
    assert mistaken.split(",")[2] not in [str(share) for share in rows["share"].to_list()]


def test_a_list_value_with_the_separator_is_refused_in_csv_and_kept_in_parquet(space, tmp_path):
    tables = dict(claim_tables(space.log, PARTNER).parts[0])
    with_semicolon = pl.lit(["one;two"], dtype=pl.List(pl.String)).alias("aliases")
    tables["organizations"] = tables["organizations"].with_columns(with_semicolon)
    with pytest.raises(BadInput, match="list separator"):
        CLAIM_WRITERS["csv"].write_claims([tables], tmp_path / "csv")
    assert not (tmp_path / "csv").exists()
    CLAIM_WRITERS["parquet"].write_claims([tables], tmp_path / "parquet")
    assert pl.read_parquet(tmp_path / "parquet" / "organizations.parquet")["aliases"][0].to_list() == ["one;two"]


def test_a_cell_that_looks_like_a_formula_comes_back_verbatim(space, tmp_path):
    after = there_and_back(space, PARTNER, "csv", tmp_path)
    aliases = after["organizations"].filter(after["organizations"]["id"] == "org:halden-forge")["aliases"][0]
    assert "=1+1" in aliases.to_list()
