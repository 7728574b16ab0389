"""The ledger as a person reads it on a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import typer

from headwater.cli.output import cell, print_fields, print_table

Row = Mapping[str, Any]
_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_BOUND = {"more-than": "> ", "at-least": "≥ ", "at-least-in-each": "≥ ", "up-to": "≤ ", "about": "~ ", "nearly": "~ "}


def money(amount: float | None, currency: str | None, qualifier: str | None = None) -> str:
    """`9 billion USD`, `> 5 billion USD`; empty where no amount is known."""
    if amount is None:
        return ""
    scale, word = next(((size, name) for size, name in _SCALES if amount >= size), (1.0, ""))
    return " ".join(
        part
        for part in (f"{_BOUND.get(qualifier or '', '')}{amount / scale:,.5g}", word, currency or "(no currency)")
        if part
    )


def print_rows(table: str, rows: Iterable[Row]) -> None:
    """One line per thing of a table of the ledger."""
    lines = [_LINE_OF[table](row) for row in rows]
    if not lines:
        typer.echo("nothing matches", err=True)
        return
    print_table(lines, list(lines[0]))


def print_statements(rows: Iterable[Row]) -> None:
    """Every statement behind each row."""
    for row in rows:
        typer.echo(f"\n{row['id']}")
        print_table([_statement(told) for told in row["statements_told"]], list(_statement(row["statements_told"][0])))


def print_totals(found: Mapping[str, Any], *, explain: bool, ever: bool) -> None:
    """Totals, and the lines they are made of where they are asked for; `ever` says that no first day was asked for."""
    from headwater.workflows.ledger import REASONS

    rows = [_total(row) for row in found["rows"]]
    if not rows:
        typer.echo("nothing matches", err=True)
        return
    print_table(rows, list(rows[0]))
    if explain:
        typer.echo("")
        lines = [_line(line) for line in found["lines"]]
        print_table(lines, list(lines[0]))
        typer.echo("")
        for reason in dict.fromkeys(line["reason"] for line in found["lines"]):
            typer.echo(f"{reason}: {REASONS[reason]}")
    if ever:
        typer.echo("everything ever told; with --from DAY only what is new since then counts", err=True)


def print_overdue(rows: Sequence[Row], day: date) -> None:
    """What is overdue on a day."""
    columns = ["what", "title", "owners", "due_on", "days_over", "state", "under", "claims"]
    lines = [
        {**row, "owners": _who(row["owners"]), "under": (row["under"] or {}).get("title"), "claims": len(row["claims"])}
        for row in rows
    ]
    if lines:
        print_table(lines, columns)
    typer.echo(f"{len(lines)} overdue on {day}; silence is not failure: nobody recorded that it happened", err=True)


def print_one(table: str, row: Row) -> None:
    """One thing, its statements, and what it does to the map."""
    print_fields({"title": row["title"], **_LINE_OF[table](row)})
    print_statements([row])
    if row.get("obligations"):
        typer.echo("\nobligations")
        columns = ["obligation", "owners", "due_on", "due_rule", "delivered_on", "overdue", "source"]
        print_table([{**each, "owners": _who(each["owners"])} for each in row["obligations"]], columns)
    if row.get("conflicts"):
        typer.echo("\nsources disagree")
        print_table(row["conflicts"], ["subject", "field", "values", "rule", "chosen"])
    if row["deliveries"]:
        typer.echo("\nif it were delivered")
        print_table(
            [_delivery(each) for each in row["deliveries"]], list(_delivery(row["deliveries"][0])), shares=("adds",)
        )
        for why in dict.fromkeys(each["why"] for each in row["deliveries"]):
            typer.echo(f"share it adds: {why}")
    if row["edges"]:
        typer.echo("\nedges of the map it touches")
        lines = [
            {**edge, "supplier": edge["supplier"]["id"], "product": edge["product"]["id"]} for edge in row["edges"]
        ]
        print_table(
            lines,
            ["tier", "edge", "supplier", "product", "side", "share", "basis", "period", "kind"],
            shares=("share",),
        )


def _who(parties: Iterable[Row], most: int = 3) -> str:
    names = [party["name"] for party in parties]
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def _commitment(row: Row) -> dict[str, Any]:
    return {
        "commitment": row["id"],
        "investors": _who(row["investors"]),
        "where": row["recipient"]["name"] if row["recipient"] else None,
        "products": _who(row["products"], 2),
        "stage": row["now"],
        "since": row["now_on"],
        "promised": money(row["amount"], row["currency"], row["amount_qualifier"]),
        "due": row["due_on"],
        "overdue": "yes" if row["overdue"] else None,
        "part_of": ", ".join(whole["id"] for whole in row["part_of"]),
        "claims": len(row["claims"]),
    }


def _agreement(row: Row) -> dict[str, Any]:
    owed = row["obligations"]
    return {
        "agreement": row["id"], "kind": row["kind"], "parties": _who(row["parties"]), "areas": "; ".join(row["areas"]),
        "status": row["status"], "on": row["status_on"],
        "obligations": len({each["id"] for each in owed}) or None,
        "overdue": len({each["id"] for each in owed if each["overdue"]}) or None, "claims": len(row["claims"]),
    }  # fmt: skip


def _measure(row: Row) -> dict[str, Any]:
    codes = f"{row['hs_edition'] or 'edition not told'} {', '.join(row['hs_codes'])}" if row["hs_codes"] else None
    return {
        "measure": row["id"], "kind": row["kind"], "imposed_by": _who(row["imposers"]), "on": _who(row["affected"]),
        "products": _who(row["products"]), "hs": codes, "status": row["status"], "since": row["status_on"],
        "in_force": row["in_force_on"], "until": row["suspended_until"] or row["status_until"] or row["removed_on"],
        "amount": money(row["amount"], row["currency"]), "claims": len(row["claims"]),
    }  # fmt: skip


def _event(row: Row) -> dict[str, Any]:
    return {
        "event": row["id"], "kind": row["kind"], "status": row["status"],
        "starts": row["starts_on"], "ends": row["ends_on"],
        "where": _who([*row["places"], *row["countries"]]), "products": _who(row["products"]),
        "severity": row["severity"], "claims": len(row["claims"]),
    }  # fmt: skip


def _programme(row: Row) -> dict[str, Any]:
    return {
        "programme": row["id"], "kinds": ", ".join(row["kinds"]), "partners": _who(row["partners"]),
        "areas": "; ".join(row["areas"]), "status": row["status"], "starts": row["starts_on"], "ends": row["ends_on"],
        "people": row["people"], "budget": money(row["budget"], row["currency"]), "claims": len(row["claims"]),
    }  # fmt: skip


def _statement(told: Row) -> dict[str, Any]:
    amount = told["budget"] if told["amount"] is None else told["amount"]
    return {
        "state": told["state"], "on": told["on"], "amount": money(amount, told["currency"], told["amount_qualifier"]),
        "source": told["source"], "said_on": told["stated_on"], "confidence": told["confidence"],
        "claim": ", ".join(told["claims"]),
    }  # fmt: skip


def _total(row: Row) -> dict[str, Any]:
    years = {row["first_year"], row["last_year"]} - {None}
    spread = row["low"] is not None and row["low"] != row["high"]
    return {
        "group": row["name"] or row["group"],
        "total": money(row["total"], row["currency"], "at-least" if row["at_least"] else None) or None,
        "currency": row["currency"],
        "range": f"{money(row['low'], row['currency'])} to {money(row['high'], row['currency'])}" if spread else None,
        "counted": row["counted"], "not_counted": row["not_counted"], "no_amount": row["unknown"],
        "prices_of": "-".join(str(year) for year in sorted(years)),
    }  # fmt: skip


def _line(line: Row) -> dict[str, Any]:
    because = (line["because"] or {}).get("id")
    return {
        "group": line["group"], "commitment": line["commitment"], "stage": line["stage"], "on": line["stage_on"],
        "amount": money(line["amount"], line["currency"], line["amount_qualifier"]),
        "counts": money(line["counts"], line["counts_in"]) if line["counted"] else None,
        "why": f"{line['reason']} {because}" if because else line["reason"], "source": line["source"],
    }  # fmt: skip


def _delivery(told: Row) -> dict[str, Any]:
    return {
        "product": told["product"]["name"], "by": told["counted_by"], "basis": told["basis"], "period": told["period"],
        "gains": told["gains"]["name"] if told["gains"] else None, "adds": told["added"], "stage": told["stage"],
        "discount": told["discount"], "hhi_now": told["now"]["hhi"],
        "hhi_delivered": (told["delivered"] or {}).get("hhi"), "hhi_expected": (told["expected"] or {}).get("hhi"),
        "hhi_per_point": told["one_point"], "top_now": f"{told['now']['top']['name']} {cell(told['now']['top_share'])}",
    }  # fmt: skip


_LINE_OF: Mapping[str, Callable[[Row], dict[str, Any]]] = {
    "commitments": _commitment,
    "agreements": _agreement,
    "measures": _measure,
    "events": _event,
    "programmes": _programme,
}
