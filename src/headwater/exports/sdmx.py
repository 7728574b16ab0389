"""SDMX-CSV 2.0 with its structure: flows and provisions of a map, or findings, as statistics offices exchange data.

`flows.csv` and `provisions.csv` beside `structure.xml`; findings are one file, with the structure beside it. Codes are
those of `sdmx_ids`. Where a source states one flow in several contributions, the latest is written: SDMX has one
observation a key. Nothing is rounded; what is unknown is left empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import polars as pl

from headwater.errors import BadQuestion
from headwater.exports.csv_tables import flat
from headwater.exports.placing import write_file, write_folder
from headwater.exports.sdmx_ids import code_of
from headwater.exports.sdmx_structure import NOT_APPLICABLE, Names, Part, Structure, structure_message
from headwater.standard.codes import code_list
from headwater.standard.countries import names_of
from headwater.supply_map import SupplyMap

_CLAIMS = Part("CLAIMS", "Ids of the claims behind the figure, joined by ;")
_UNIT = Part("UNIT_MEASURE", "Unit of the quantity.")
_SOURCE = Part("SOURCE", "The document or data set that says so.", "CL_IDENTITY")

FLOWS = Structure(
    "FLOWS",
    "What was delivered by whom to whom",
    (
        Part("SUPPLIER", "Who delivers.", "CL_IDENTITY"),
        Part("BUYER", "Who receives.", "CL_IDENTITY"),
        Part("PRODUCT", "What is delivered.", "CL_IDENTITY"),
        Part("REPORTER", "Which side reported it; _Z where the source reconciles both.", "CL_IDENTITY"),
        _SOURCE,
    ),
    (
        Part("VALUE", "Value of what was delivered.", text="Double"),
        Part("QUANTITY", "Quantity delivered.", text="Double"),
    ),
    (
        Part("CURRENCY", "Currency of the value.", "CL_CURRENCY"),
        Part("VALUATION", "What the value includes.", "CL_VALUATION"),
        _UNIT,
        _CLAIMS,
    ),
)
PROVISIONS = Structure(
    "PROVISIONS",
    "Who supplies which share of a product",
    (
        Part("PRODUCT", "What is supplied.", "CL_IDENTITY"),
        Part("PROVIDER", "Who supplies it.", "CL_IDENTITY"),
        Part("BASIS", "How the share was measured.", "CL_BASIS"),
    ),
    (
        Part("SHARE", "Share of the product, 0..1.", text="Double"),
        Part("QUANTITY", "Quantity supplied.", text="Double"),
    ),
    (
        Part("LOW", "Smallest share that a claim says.", text="Double"),
        Part("HIGH", "Largest share that a claim says.", text="Double"),
        Part("STATE", "Measured, zero, unknown, or the remainder of a source."),
        _UNIT,
        _SOURCE,
        _CLAIMS,
    ),
)
FINDINGS = Structure(
    "FINDINGS",
    "What an assessment found",
    (
        Part("SUBJECT", "Whom or what the finding is about.", "CL_IDENTITY"),
        Part("PARTNER", "The second of three it is about; _Z otherwise.", "CL_IDENTITY"),
        Part("PRODUCT", "The last of several it is about; _Z otherwise.", "CL_IDENTITY"),
        Part("INDICATOR", "What was worked out.", "CL_INDICATOR"),
    ),
    (Part("VALUE", "The value; empty where unknown.", text="Double"),),
    (
        Part("LOW", "Smallest value inside what the claims say.", text="Double"),
        Part("HIGH", "Largest value inside what the claims say.", text="Double"),
        Part("UNIT_MEASURE", "Unit of the value."),
        Part("VERDICT", "The finding in a word."),
        Part("METHOD", "Formula, thresholds and their source."),
        _CLAIMS,
    ),
)


class SdmxWriter:
    """A folder with `flows.csv`, `provisions.csv` and `structure.xml`."""

    name = "sdmx-csv"
    title = "SDMX-CSV 2.0 of flows and shares, with their structure"
    suffix = ""
    media_type = "application/zip"

    def write(self, supply_map: SupplyMap, target: Path, *, force: bool = False) -> list[Path]:
        """See `Writer.write`."""
        rows = {FLOWS: _flows(supply_map["flows"]), PROVISIONS: _provisions(supply_map["provisions"])}
        return write_folder(target, lambda folder: _fill(folder, rows, _names(supply_map)), force=force)


def write_findings_as_sdmx(findings: pl.DataFrame, target: Path, *, force: bool = False) -> list[Path]:
    """Write findings to `target` and their structure beside it as NAME.structure.xml.

    `BadQuestion` where a finding has no period, or two have one key: then SDMX cannot hold them.
    """
    rows = _findings(findings)
    beside = target.with_name(f"{target.name.split('.')[0]}.structure.xml")
    message = structure_message([FINDINGS], _lists([FINDINGS], [rows], {}))
    written = write_file(target, lambda path: _observations(FINDINGS, rows).write_csv(path), force=force)
    return [*written, *write_file(beside, lambda path: _write(path, message), force=force)]


def _write(path: Path, message: bytes) -> None:
    path.write_bytes(message)


def _fill(folder: Path, rows: Mapping[Structure, pl.DataFrame], names: Mapping[str, Names]) -> None:
    for structure, frame in rows.items():
        _observations(structure, frame).write_csv(folder / f"{structure.id.lower()}.csv")
    message = structure_message(list(rows), _lists(rows, rows.values(), names))
    (folder / "structure.xml").write_bytes(message)


def _observations(structure: Structure, frame: pl.DataFrame) -> pl.DataFrame:
    """The frame as SDMX-CSV: identities as codes, and which dataflow each row is of."""
    coded = [part.id for part in (*structure.dimensions, *structure.attributes) if part.codes == "CL_IDENTITY"]
    distinct = {value for name in coded for value in frame[name].drop_nulls().unique()}
    codes = {value: value if value == NOT_APPLICABLE else code_of(value) for value in distinct}
    return frame.select(
        pl.lit("dataflow").alias("STRUCTURE"),
        pl.lit(structure.reference).alias("STRUCTURE_ID"),
        pl.lit("I").alias("ACTION"),
        *(
            pl.col(name).replace_strict(codes, return_dtype=pl.String) if name in coded else pl.col(name)
            for name in structure.columns
        ),
    )


def _flows(flows: pl.DataFrame) -> pl.DataFrame:
    rows = flat(flows).select(
        SUPPLIER="supplier", BUYER="buyer", PRODUCT="product",
        REPORTER=pl.col("reporter").fill_null(NOT_APPLICABLE), SOURCE="source", TIME_PERIOD="period", VALUE="value",
        QUANTITY="quantity", CURRENCY="currency", VALUATION="valuation", UNIT_MEASURE="unit", CLAIMS="claims",
    )  # fmt: skip
    return _once(FLOWS, rows)


def _provisions(provisions: pl.DataFrame) -> pl.DataFrame:
    rows = flat(provisions).select(
        PRODUCT="product", PROVIDER="provider", BASIS="basis", TIME_PERIOD="period", SHARE="share", QUANTITY="quantity",
        LOW="low", HIGH="high", STATE="state", UNIT_MEASURE="unit", SOURCE="source", CLAIMS="claims",
    )  # fmt: skip
    return _once(PROVISIONS, rows.filter(pl.col("TIME_PERIOD").is_not_null()))


def _once(structure: Structure, rows: pl.DataFrame) -> pl.DataFrame:
    key = [*(part.id for part in structure.dimensions), "TIME_PERIOD"]
    return rows.sort([*key, "CLAIMS"], nulls_last=False).unique(key, keep="last", maintain_order=True)


def _findings(findings: pl.DataFrame) -> pl.DataFrame:
    parts = pl.col("subject").str.split(" > ")
    second, several = parts.list.get(1, null_on_oob=True), parts.list.len() > 1
    rows = flat(findings).select(
        SUBJECT=parts.list.first(),
        PARTNER=pl.when(parts.list.len() > 2).then(second).otherwise(pl.lit(NOT_APPLICABLE)),
        PRODUCT=pl.when(several).then(parts.list.last()).otherwise(pl.lit(NOT_APPLICABLE)),
        INDICATOR="indicator", TIME_PERIOD=_time(pl.col("as_of")), VALUE="value", LOW="low", HIGH="high",
        UNIT_MEASURE="unit", VERDICT="verdict", METHOD="method", CLAIMS="claims",
    )  # fmt: skip
    undated = rows["TIME_PERIOD"].null_count()
    if undated:
        raise BadQuestion(
            f"{undated:,} findings are of no period, and SDMX needs one.", "Write Parquet or CSV instead."
        )
    key = [*(part.id for part in FINDINGS.dimensions), "TIME_PERIOD"]
    if rows.select(key).is_duplicated().any():
        raise BadQuestion(
            "Several findings are of one subject, indicator and period (on several bases), and SDMX holds one.",
            "Write Parquet or CSV instead, or ask for one product.",
        )
    return rows


def _time(as_of: pl.Expr) -> pl.Expr:
    """`2021-2023` as SDMX writes three years from the first of January 2021; other periods as they are."""
    first, last = as_of.str.slice(0, 4), as_of.str.slice(5, 4)
    years = last.cast(pl.Int64, strict=False) - first.cast(pl.Int64, strict=False) + 1
    ranged = as_of.str.contains("^[0-9]{4}-[0-9]{4}$")
    return pl.when(ranged).then(pl.concat_str(first, pl.lit("-01-01/P"), years, pl.lit("Y"))).otherwise(as_of)


def _names(supply_map: SupplyMap) -> dict[str, Names]:
    found: dict[str, Names] = {}
    for table in ("products", "organizations", "facilities"):
        for identity, name in supply_map[table].select("id", "name").iter_rows():
            found[identity] = {"en": name}
    for identity, title in supply_map["sources"].select("id", "title").iter_rows():
        found[identity] = {"en": title or identity}
    return found


def _lists(
    structures: Iterable[Structure], frames: Iterable[pl.DataFrame], names: Mapping[str, Names]
) -> dict[str, dict[str, Names]]:
    """The codes that the frames use, by list, with their names."""
    lists: dict[str, dict[str, Names]] = {"CL_IDENTITY": {}, "CL_INDICATOR": {}}
    for structure, frame in zip(structures, frames, strict=True):
        for part in (*structure.dimensions, *structure.attributes):
            listed = lists.get(part.codes or "")
            for value in () if listed is None else frame[part.id].drop_nulls().unique():
                code, said = _code_and_names(part.codes, value, names)
                lists[part.codes or ""][code] = said
    for name in ("currency", "valuation", "basis"):
        lists[f"CL_{name.upper()}"] = {code: {"en": said} for code, said in code_list(name).meanings.items()}
    return lists


def _code_and_names(listed: str | None, value: str, names: Mapping[str, Names]) -> tuple[str, Names]:
    if value == NOT_APPLICABLE:
        return value, {"en": "Not applicable"}
    if listed == "CL_INDICATOR":
        return value, {"en": value.replace("_", " ")}
    standard = dict(entry.split(":", 1) for entry in names_of(value))
    return code_of(value), names.get(value) or standard or {"en": value.partition(":")[2]}
