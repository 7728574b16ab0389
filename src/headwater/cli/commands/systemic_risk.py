"""`assess systemic-risk`: which nodes may not fail; of a map, or of plain files without a store."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from headwater.cli.options import AsJson, By, KnownOn, ValidOn, ViewerOption, view_of
from headwater.cli.output import print_json, print_table
from headwater.cli.session import session_of

if TYPE_CHECKING:
    import numpy as np
    import polars as pl

    from headwater.assessments.systemic_risk import WhatIf
    from headwater.kernels.systemic_risk import Question
    from headwater.supply_map.network import SupplyNetwork
    from headwater.workflows.plain_network import PlainNetwork
    from headwater.workflows.rank_firms import Runner

_SHOWN = 20


class Network(StrEnum):
    """What is compiled from the map."""

    firms = "firms"
    cells = "cells"


class Strategy(StrEnum):
    """How the cascades are run."""

    auto = "auto"
    batched = "batched"
    sparse = "sparse"


class Sides(StrEnum):
    """Which way losses spread."""

    both = "both"
    down = "down"
    up = "up"


@dataclass(frozen=True, slots=True)
class _Files:
    """What was named of a plain network."""

    links: Path | None
    sectors: Path | None
    essentiality: Path | None
    weights: str | None


@dataclass(frozen=True, slots=True)
class _Stop:
    """Who stops, and how much of it."""

    subjects: list[str]
    psi: float
    psi_up: float | None

    def asked_of(self, network: SupplyNetwork, question: Question) -> WhatIf:
        from headwater.assessments.systemic_risk import what_if

        return what_if(network, self.subjects, question, psi=self.psi, psi_up=self.psi_up)


def systemic_risk(
    context: typer.Context,
    network: Annotated[
        Network, typer.Option("--network", help="Compile firms or provider-product cells.")
    ] = Network.cells,
    by: Annotated[By, typer.Option("--by", help="Whose shares make the cells.")] = By.country,
    top: Annotated[int | None, typer.Option("--top", min=1, help="Only the N nodes at highest risk.")] = None,
    what_if: Annotated[
        list[str] | None,
        typer.Option(
            "--what-if", metavar="NODE", help="Stop this node, provider, country, product or sector; several together."
        ),
    ] = None,
    psi: Annotated[
        float | None, typer.Option(min=0.0, max=1.0, help="With --what-if: the part that stops, 0 to 1; default 1.")
    ] = None,
    psi_up: Annotated[
        float | None,
        typer.Option(min=0.0, max=1.0, help="With --what-if: the part of its purchases that stops; default as --psi."),
    ] = None,
    sides: Annotated[
        Sides,
        typer.Option(help="Losses spread to buyers and suppliers (both), to buyers (down) or suppliers (up) only."),
    ] = Sides.both,
    links: Annotated[
        Path | None, typer.Option(help="A plain network, no store: supplier, buyer (from 0), w; .parquet or .csv.")
    ] = None,
    sectors: Annotated[Path | None, typer.Option(help="With --links: .csv, column p, sector from 1 per firm.")] = None,
    essentiality: Annotated[
        Path | None, typer.Option(help="With --links: .csv without header, supplying x buying sector: 2, 1, 0.")
    ] = None,
    weights: Annotated[
        str | None, typer.Option(help="With --links: out (sales, default), larger (of sales, purchases), or a .csv.")
    ] = None,
    heaviest: Annotated[
        int | None, typer.Option(min=1, help="With --links: stop only the N firms with the largest sales.")
    ] = None,
    eps: Annotated[float, typer.Option(help="A cascade rests once no loss grows by more in a round.")] = 1e-2,
    substitution: Annotated[
        bool, typer.Option("--substitution/--no-substitution", help="Others of a sector fill in, by market share.")
    ] = True,
    strategy: Annotated[
        Strategy, typer.Option(help="batched is exact; sparse within 1e-9; auto the faster.")
    ] = Strategy.auto,
    threads: Annotated[int | None, typer.Option(min=1, help="Threads; all cores unless given.")] = None,
    spark: Annotated[
        str | None, typer.Option(metavar="MASTER", help="With --links: run on Spark, for example local[4].")
    ] = None,
    known_on: KnownOn = None,
    valid_on: ValidOn = None,
    viewer: ViewerOption = "owner",
    out: Annotated[Path | None, typer.Option(help="Write a file: .csv or .parquet (findings also .json).")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file, begin again.")] = False,
    as_json: AsJson = False,
) -> None:
    """Which nodes may not fail? Stop each alone, let the loss spread down and up, add up what is lost (ESRI).

    With --links it needs no store: results are kept as they come, in OUT.parts, and the same command goes on after an
    interruption. Firms in --links count from 0; in results and --what-if from 1, as rows of the sectors file.

    Example: headwater assess systemic-risk --top 20

    Example: headwater assess systemic-risk --what-if country:CHN --json

    Example: headwater assess systemic-risk --what-if country:CHN --what-if country:JPN --psi 0.4 --sides down

    Example: headwater assess systemic-risk --links edges.parquet --sectors sector.csv --essentiality matrix.csv
    --out result.parquet
    """
    from headwater.kernels.systemic_risk import Question

    question = Question(substitution=substitution, sides=sides.value, eps=eps, strategy=strategy.value)
    files = _Files(links, sectors, essentiality, weights)
    stop = _stop(what_if, psi, psi_up)
    if links is not None:
        plain, question = _read(files, question)
        if stop is not None:
            _show_plain_what_if(plain, stop, question, top, as_json=as_json)
        else:
            only = _heaviest(plain, heaviest)
            _rank(plain, question, _runner(threads, spark), only, out, top, force=force, as_json=as_json)
        return
    _refuse_without_links(files, heaviest, spark)
    view = view_of(known_on, valid_on, viewer)
    _of_map(context, view, network.value, by.value, question, stop, top, threads, out, force=force, as_json=as_json)


def _stop(subjects: list[str] | None, psi: float | None, psi_up: float | None) -> _Stop | None:
    if subjects:
        return _Stop(subjects, 1.0 if psi is None else psi, psi_up)
    if psi is not None or psi_up is not None:
        raise typer.BadParameter("--psi and --psi-up go with --what-if: a ranking stops each node wholly.")
    return None


def _refuse_without_links(files: _Files, heaviest: int | None, spark: str | None) -> None:
    given = {"--sectors": files.sectors, "--essentiality": files.essentiality, "--weights": files.weights,
             "--heaviest": heaviest, "--spark": spark}  # fmt: skip
    for name, value in given.items():
        if value is not None:
            raise typer.BadParameter(f"{name} goes with --links; without it the network comes from the store.")


def _read(files: _Files, question: Question) -> tuple[PlainNetwork, Question]:
    from dataclasses import replace

    from headwater.intake.networks import read_network, read_weights
    from headwater.workflows.plain_network import larger_strength

    if files.links is None or files.sectors is None or files.essentiality is None:
        raise typer.BadParameter("--links needs --sectors and --essentiality.")
    plain = read_network(files.links, files.sectors, files.essentiality)
    if files.weights in (None, "out"):
        return plain, question
    weights = larger_strength(plain) if files.weights == "larger" else read_weights(Path(files.weights or ""))
    return plain, replace(question, weights=weights)


def _heaviest(plain: PlainNetwork, count: int | None) -> np.ndarray | None:
    from headwater.workflows.plain_network import heaviest

    return None if count is None else heaviest(plain, count)


def _runner(threads: int | None, spark: str | None) -> Runner:
    if spark is not None:
        from headwater.bootstrap.cluster import on_spark, spark_session

        return on_spark(spark_session(spark), say=_note)
    from headwater.workflows.rank_firms import on_threads

    return on_threads(threads, say=_note)


def _note(said: str) -> None:
    typer.echo(f"note: {said}", err=True)


def _note_unknown(count: int) -> None:
    _note(f"not all is known of {count} products or firms: every value is a lower bound; --json lists them")


def _rank(
    plain: PlainNetwork, question: Question, runner: Runner, only: np.ndarray | None, out: Path | None, top: int | None,
    *, force: bool, as_json: bool,
) -> None:  # fmt: skip
    """Run what is not there yet, and give the results: to a file, or in memory and printed."""
    from headwater.cli.progress import progress_bar
    from headwater.exports.risk_results import part_files
    from headwater.workflows.plain_network import fingerprint
    from headwater.workflows.rank_firms import InMemory, rank_firms

    if out is None:
        kept = InMemory(plain.size)
        with progress_bar("systemic risk") as progress:
            rank_firms(plain, question, kept, runner, progress, only=only)
        _print_ranked(kept.rows(), top or _SHOWN, as_json=as_json)
        return
    with part_files(out, fingerprint(plain, question), plain.size, force=force) as parts:
        before = int(parts.done().sum())
        if before:
            typer.echo(f"going on: {before:,} of {plain.size:,} firms are done", err=True)
        with progress_bar("systemic risk") as progress:
            rank_firms(plain, question, parts, runner, progress, only=only)
        rows = parts.finish()
    typer.echo(f"wrote {rows.height:,} firms to {out}", err=True)
    if top is not None or as_json:
        _print_ranked(rows, top or _SHOWN, as_json=as_json)


def _print_ranked(rows: pl.DataFrame, top: int, *, as_json: bool) -> None:
    first = rows.sort("esri", "firm", descending=[True, False]).head(top)
    if as_json:
        print_json(first.to_dicts())
    else:
        print_table(first.to_dicts(), first.columns)


def _show_plain_what_if(
    plain: PlainNetwork, stop: _Stop, question: Question, top: int | None, *, as_json: bool
) -> None:
    from headwater.workflows.plain_network import as_supply_network
    from headwater.workflows.systemic_risk import what_if_panel

    answer = stop.asked_of(as_supply_network(plain), question)
    _show(what_if_panel(answer, top=top or 200), top or _SHOWN, as_json=as_json)


def _of_map(
    context: typer.Context, view: Any, kind: Any, by: Any, question: Question, stop: _Stop | None, top: int | None,  # noqa: ANN401
    threads: int | None, out: Path | None, *, force: bool, as_json: bool,
) -> None:  # fmt: skip
    """The same question to a network compiled from the store's map."""
    from headwater.assessments import systemic_risk as assessment
    from headwater.cli.commands.assess import give, print_findings
    from headwater.workflows.systemic_risk import ranking, supply_network, what_if_panel
    from headwater.workflows.view import build_map

    supply_map = build_map(session_of(context).workspace().log, view)
    compiled = supply_network(supply_map, kind, by)
    if stop is not None:
        panel = what_if_panel(stop.asked_of(compiled, question), supply_map, top or 200)
        _show(panel, top or _SHOWN, as_json=as_json)
        return
    found = ranking(assessment.systemic_risk(compiled, question, threads=threads), top)
    if out is None and not as_json:
        found = found.filter(found["value"].is_not_null())
        _note_unknown(len(compiled.unknown()))
    give(found, csv=False, out=out, as_json=as_json, print_rows=print_findings, force=force)


def _show(panel: dict[str, Any], top: int, *, as_json: bool) -> None:
    if as_json:
        print_json(panel)
        return
    count, several = len(panel["stopped"]), len(panel["subjects"]) > 1
    typer.echo(
        f"{_and([each['id'] for each in panel['subjects']])} {'stop' if several else 'stops'}{_part(panel)} "
        f"({count} node{'s' * (count != 1)}): {panel['esri']:.4g} of all output is lost, "
        f"{panel['esri_down']:.4g} through buyers, {panel['esri_up']:.4g} through suppliers; "
        f"{panel['hit_in_all']:,} nodes are hit"
    )
    if panel["unknown"]:
        _note_unknown(len(panel["unknown"]))
    columns = ["node", "loss", "loss_down", "tier_down", "loss_up", "tier_up"]
    print_table(panel["hit"][:top], columns)
    print_table(panel["steps"], ["step", "esri", "esri_down", "esri_up"])


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _part(panel: dict[str, Any]) -> str:
    """How much of it stops, where that is not all."""
    down, up = panel["psi"], panel["psi_up"]
    if down == up:
        return "" if down == 1.0 else f" to {down:.4g}"
    return f" to {down:.4g} as supplier and {up:.4g} as buyer"
