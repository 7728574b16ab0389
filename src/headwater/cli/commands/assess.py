"""`assess`: ask the map one question, and print its findings."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from headwater.cli.commands.systemic_risk import systemic_risk
from headwater.cli.commands.trade import trade
from headwater.cli.options import AsJson, By, KnownOn, ValidOn, ViewerOption, view_of
from headwater.cli.output import cell, on_terminal, print_json, print_table
from headwater.cli.session import session_of

if TYPE_CHECKING:
    import polars as pl

    from headwater.supply_map import SupplyMap
    from headwater.workflows.dependency import FlowsOf

app = typer.Typer(no_args_is_help=True, help="Ask the map: where do we depend on whom, and how deep?")

app.command("systemic-risk")(systemic_risk)
app.command("trade")(trade)


class Engine(StrEnum):
    """What reads the flows."""

    polars = "polars"
    spark = "spark"


ByOption = Annotated[By, typer.Option("--by", help="Whose shares are counted.")]
Product = Annotated[str | None, typer.Option("--product", help="Only this product: its id or its name.")]
Top = Annotated[int | None, typer.Option("--top", min=1, help="Only the N worst: products, or N of each indicator.")]
Csv = Annotated[bool, typer.Option("--csv", help="Print CSV.")]
Out = Annotated[Path | None, typer.Option("--out", help="Write a file: .csv, .json, .parquet, .xlsx or .sdmx.csv.")]


@app.command("concentration")
def concentration(
    context: typer.Context,
    by: ByOption = By.country,
    product: Product = None,
    top: Top = None,
    known_on: KnownOn = None,
    valid_on: ValidOn = None,
    viewer: ViewerOption = "owner",
    csv: Csv = False,
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """How concentrated is the supply of each product? HHI, effective providers, top share, providers to 75 %.

    Example: headwater assess concentration --by country --top 20

    Example: headwater assess concentration --product "Gallium, refined" --json
    """
    from headwater.workflows import assess
    from headwater.workflows.view import build_map

    supply_map = build_map(session_of(context).workspace().log, view_of(known_on, valid_on, viewer))
    found = assess.concentration(supply_map, by=by.value)
    chosen = _chosen(found, supply_map, product)
    shown = chosen if top is None else _most_concentrated(chosen, top)
    give(shown, csv=csv, out=out, as_json=as_json, print_rows=_print_markets)
    unknown = assess.products_without_shares(supply_map, by.value)
    if unknown and product is None and not as_json:
        typer.echo(f"{len(unknown):,} more products have providers but no shares: unknown, not safe.", err=True)


@app.command("chokepoints")
def chokepoints(
    context: typer.Context,
    by: ByOption = By.country,
    product: Product = None,
    top: Top = None,
    known_on: KnownOn = None,
    valid_on: ValidOn = None,
    viewer: ViewerOption = "owner",
    csv: Csv = False,
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """What stops if one provider stops? The loss of each product without it, sole providers, and tiers up.

    Example: headwater assess chokepoints --by organization --json
    """
    from headwater.workflows import assess
    from headwater.workflows.view import build_map

    supply_map = build_map(session_of(context).workspace().log, view_of(known_on, valid_on, viewer))
    found = assess.chokepoints(supply_map, by=by.value)
    chosen = _chosen(found, supply_map, product)
    shown = chosen if top is None else _largest_of_each(chosen, top)
    give(shown, csv=csv, out=out, as_json=as_json, print_rows=print_findings)


@app.command("dependency")
def dependency(
    context: typer.Context,
    country: Annotated[str | None, typer.Option("--country", help="Whose imports: a code or a name.")] = None,
    bloc: Annotated[
        str | None,
        typer.Option("--bloc", help="A bloc as one: asean, eu27, g7, ipef, quad, KOR,JPN,VNM, or a YAML file."),
    ] = None,
    hs: Annotated[str | None, typer.Option("--hs", metavar="DIGITS", help="Only codes that begin so.")] = None,
    years: Annotated[
        str | None,
        typer.Option(
            "--years",
            metavar="FIRST-LAST",
            show_default="the last three that tell all of its trade",
            help="Which years.",
        ),
    ] = None,
    weights: Annotated[
        Path | None, typer.Option("--weights", help="CSV of country,weight: risk weights, for the weighted HHI.")
    ] = None,
    limit: Annotated[
        list[str] | None, typer.Option("--limit", metavar="NAME=VALUE", help="Another threshold; may be repeated.")
    ] = None,
    common: Annotated[bool, typer.Option("--common", help="Goods critical to several of the bloc's members.")] = False,
    mirror: Annotated[
        bool, typer.Option("--mirror", help="What buyers and suppliers report of the same flow.")
    ] = False,
    edition: Annotated[
        str | None,
        typer.Option(
            "--hs-edition", metavar="EDITION", help="Bring all years to this edition of the HS: HS2022, or newest."
        ),
    ] = None,
    concordance: Annotated[
        Path | None, typer.Option("--concordance", help="By this correlation of two editions: CSV, XLSX.")
    ] = None,
    engine: Annotated[Engine, typer.Option("--engine", help="Who reads the flows: this process, or Spark.")] = (
        Engine.polars
    ),
    master: Annotated[
        str, typer.Option("--master", metavar="URL", help="Where Spark runs: local[*], spark://host:7077.")
    ] = "local[*]",
    top: Top = None,
    known_on: KnownOn = None,
    viewer: ViewerOption = "owner",
    csv: Csv = False,
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """On whom does a country or a bloc depend for what it imports? CDI 1-3, GeoDep, early-warning items, persistence.

    One line a product, the worst first; --json and --csv have every finding with its range, method and claims.

    Example: headwater assess dependency --country KOR --hs 8542 --years 2021-2023

    Example: headwater assess dependency --bloc eu27 --top 20 --limit import_hhi=0.5

    Example: headwater assess dependency --bloc ipef --common --json

    Example: headwater assess dependency --country VNM --out vietnam.xlsx

    Example: headwater assess dependency --country KOR --years 2020-2023 --hs-edition newest
    """
    from headwater.cli.trade_lines import print_imports, worst_products
    from headwater.cli.trade_options import bloc_of, weights_of
    from headwater.intake.concordance_file import concordance_in
    from headwater.resolution.flows import resolve_flows
    from headwater.workflows import assess
    from headwater.workflows.trade_words import limits_of, years_of

    asked = assess.DependencyQuestion(
        country=country, bloc=bloc_of(bloc), hs=hs, years=years_of(years), weights=weights_of(weights),
        limits=limits_of(limit or []), edition=edition,
        concordance=None if concordance is None else concordance_in(concordance),
    )  # fmt: skip
    log, view = session_of(context).workspace().log, view_of(known_on, None, viewer)
    flows_of = _flows_on_spark(master) if engine is Engine.spark else resolve_flows
    ask = assess.common_critical_goods if common else assess.mirror if mirror else assess.dependency
    found = ask(log, view, asked, flows_of=flows_of)
    if not mirror:
        _say_editions(assess.editions_asked(log, view, asked), edition)
    shown = found if top is None else _largest_of_each(found, top)
    if top is not None and not (common or mirror):
        shown = worst_products(found, top)
    give(shown, csv=csv, out=out, as_json=as_json, print_rows=print_findings if common or mirror else print_imports)


def _flows_on_spark(master: str) -> FlowsOf:
    from headwater.bootstrap.cluster import spark_session
    from headwater.bootstrap.spark_flows import flows_on_spark

    return flows_on_spark(spark_session(master))


def _say_editions(told: dict[str, list[str]], asked: str | None) -> None:
    """To standard error: in which editions the years are told, where these are several."""
    from headwater.workflows.dependency import said_of_editions

    if len(told) > 1:
        begun = "a product whose code changed begins anew; --hs-edition newest brings them to one"
        split = "what codes that were split leave open is uncertain, and codes the concordance lacks begin anew"
        typer.echo(f"The {said_of_editions(told)}: {begun if asked is None else split}.", err=True)


def _chosen(found: pl.DataFrame, supply_map: SupplyMap, product: str | None) -> pl.DataFrame:
    """The findings about one product, where one is named."""
    import polars as pl

    if product is None:
        return found
    identity = _product_id(supply_map, product)
    about = pl.col("subject") == identity
    return found.filter(about | pl.col("subject").str.ends_with(f" > {identity}"))  # what stops > what loses by it


def _most_concentrated(found: pl.DataFrame, top: int) -> pl.DataFrame:
    """All findings on the `top` products with the highest HHI, most concentrated first."""
    import polars as pl

    ranked = found.filter(pl.col("indicator") == "hhi").sort("value", descending=True, nulls_last=True)
    subjects = ranked["subject"].unique(maintain_order=True).head(top)
    order = pl.DataFrame({"subject": subjects, "_place": range(subjects.len())})
    return found.join(order, on="subject", maintain_order="left").sort("_place", maintain_order=True).drop("_place")


def _largest_of_each(found: pl.DataFrame, top: int) -> pl.DataFrame:
    """The `top` findings of each indicator, largest value first; indicators in the order of the workflow."""
    import polars as pl

    kinds = found["indicator"].unique(maintain_order=True)
    parts = [found.filter(pl.col("indicator") == kind) for kind in kinds]
    ranked = [part.sort("value", descending=True, nulls_last=True, maintain_order=True).head(top) for part in parts]
    return pl.concat(ranked) if ranked else found


def _product_id(supply_map: SupplyMap, words: str) -> str:
    from headwater.errors import NotFound

    names: dict[str, str] = dict(supply_map["products"].select("id", "name").iter_rows())
    if words in names:
        return words
    matches = [identity for identity, name in names.items() if name.casefold() == words.casefold()]
    if len(matches) == 1:
        return matches[0]
    raise NotFound(
        f"No product is called {words!r}." if not matches else f"{len(matches)} products are called {words!r}.",
        "Use an id that `headwater assess concentration` prints as the subject.",
        valid=tuple(matches),
    )


def give(
    found: pl.DataFrame,
    *,
    csv: bool,
    out: Path | None,
    as_json: bool,
    print_rows: Callable[[pl.DataFrame], None],
    force: bool = False,
) -> None:
    """Findings to a file, as JSON, as CSV, or printed for people."""
    from headwater.exports.findings import write_findings

    if out is not None:
        for path in write_findings(found, out, force=force)[1:]:
            typer.echo(f"wrote their structure to {path}", err=True)
        typer.echo(f"wrote {found.height:,} findings to {out}", err=True)
    elif as_json:
        print_json(found.to_dicts())
    elif csv:
        from headwater.exports.csv_tables import flat

        typer.echo(flat(found).write_csv(), nl=False)
    else:
        print_rows(found)


def _print_markets(found: pl.DataFrame) -> None:
    """One line per market for a person: its indicators side by side, most concentrated first; JSON has each finding."""
    import polars as pl

    basis = pl.col("method").str.extract(r"basis ([a-z]+);").alias("basis")
    by_market = found.with_columns(basis).group_by("subject", "basis", "as_of", maintain_order=True)
    lines = [_market_line(rows) for _, rows in by_market]
    lines.sort(key=lambda line: (line["hhi"] is None, -(line["hhi"] or 0.0)))
    print_table(lines, list(lines[0]) if lines else ["product"], shares=("share",))


def _market_line(rows: pl.DataFrame) -> dict[str, Any]:
    of = {row["indicator"]: row for row in rows.iter_rows(named=True)}
    hhi, top = of["hhi"], of["top_share"]
    one_value = hhi["low"] == hhi["high"]
    return {
        "product": hhi["subject"],
        "hhi": hhi["value"],
        "range": "" if one_value else f"{cell(hhi['low'])} to {cell(hhi['high'])}",
        "verdict": hhi["verdict"],
        "largest": top["verdict"].rpartition(": ")[2] if top["value"] is not None else "",
        "share": top["value"],
        "to_75_%": of["providers_to_75"]["value"],
        "basis": rows["basis"].first(),
        "as_of": hhi["as_of"],
        "claims": len(hhi["claims"]),
    }


def print_findings(found: pl.DataFrame) -> None:
    """Print findings for a person, one line each; how many claims stand behind each comes last."""
    rows = [
        {**row, **{name: _percent(row, name) for name in ("value", "low", "high")}, "claims": len(row["claims"] or ())}
        for row in found.iter_rows(named=True)
    ]
    columns = ["subject", "indicator", "value", "low", "high", "unit", "verdict", "as_of", "claims"]
    print_table(rows, columns)


def _percent(row: dict[str, Any], name: str) -> object:
    """A share as percent for a person at a terminal; every other unit, and every pipe, as it is."""
    value = row[name]
    return cell(value, share=True) if row["unit"] == "share" and on_terminal() else value
