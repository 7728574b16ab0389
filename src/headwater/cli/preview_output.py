"""A preview as people read it on a terminal: what is in the files, what is wrong, and what would change on the map."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import typer

from headwater.cli.faults import SHOWN_PROBLEMS
from headwater.cli.output import print_table, problem_lines

if TYPE_CHECKING:
    from headwater.workflows.changes import Changes
    from headwater.workflows.preview import Preview

_SHOWN = 20
_COUNTED: Mapping[str, str] = {
    "shares.changed": "shares that change",
    "shares.new": "new shares",
    "shares.unknown": "suppliers left without a figure",
    "shares.gone": "shares that go",
    "verdicts": "verdicts that change",
    "conflicts": "conflicts that appear or are settled",
    "new": "new products, firms and sites",
    "gone": "products, firms and sites that go",
    "unresolved": "mentions that nobody describes",
}


def preview_json(found: Preview) -> dict[str, Any]:
    """The preview as plain values."""
    return {
        "format": found.format,
        "files": [{"name": each.name, "size": each.size, "sha256": each.sha256} for each in found.files],
        "rows": dict(found.rows),
        "problems": [problem.as_dict() for problem in found.problems],
        "recorded_before": list(found.recorded_before),
        "changes": None if found.changes is None else changes_json(found.changes),
    }


def changes_json(found: Changes) -> dict[str, Any]:
    """Every change as plain values, with the counts."""
    lists = ("tables", "new", "gone", "shares", "verdicts", "conflicts", "unresolved")
    return {"counts": found.counts(), **{name: getattr(found, name) for name in lists}}


def print_preview(found: Preview) -> None:
    """Print what adding the files would do."""
    print_table([{"table": name, "rows": rows} for name, rows in found.rows.items()], ["table", "rows"])
    if found.problems:
        typer.echo(f"{len(found.problems):,} problems; without --skip-bad nothing would be recorded:")
        typer.echo("\n".join(problem_lines(found.problems, SHOWN_PROBLEMS)))
    for contribution in found.recorded_before:
        typer.echo(f"the same files count already, as contribution {contribution}")
    if found.changes is None:
        typer.echo("too many rows to say beforehand what would change on the map")
    else:
        print_changes(found.changes)
    typer.echo("nothing was recorded; leave --dry-run away to record")


def print_changes(found: Changes) -> None:
    """Print what would change: how many of each kind, then the shares, the largest change first."""
    counts = found.counts()
    told = [f"{words}: {counts[name]:,}" for name, words in _COUNTED.items() if counts[name]]
    grown = ", ".join(f"{each['table']} {each['before']:,} -> {each['after']:,}" for each in found.tables)
    if grown:
        typer.echo(f"rows of the map: {grown}")
    typer.echo("on the map: " + ("; ".join(told) if told else "no share, verdict or conflict changes"))
    rows = [
        {
            "product": row["product"]["name"],
            "supplier": row["provider"]["name"],
            "basis": row["basis"],
            "period": row["period"],
            "before": _share(row["before"]),
            "after": _share(row["after"]),
        }
        for row in found.shares[:_SHOWN]
    ]
    if rows:
        columns = ["product", "supplier", "basis", "period", "before", "after"]
        print_table(rows, columns, shares=["before", "after"])
    if len(found.shares) > _SHOWN:
        typer.echo(f"  ... and {len(found.shares) - _SHOWN:,} more; see them all with --json.")


def _share(side: Mapping[str, Any] | None) -> float | str | None:
    """The share; `unknown` where nobody says, nothing where the row is not there."""
    if side is None:
        return None
    share = side["share"]
    return "unknown" if share is None else float(share)
