"""`schema`: the tables of the standard and their columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from headwater.cli.options import AsJson
from headwater.cli.output import print_json, print_table
from headwater.cli.session import session_of

if TYPE_CHECKING:
    from headwater.standard.tables import Column


def schema(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="[TABLE]", help="Table to print; all where left out.")] = None,
    as_json: AsJson = False,
) -> None:
    """Print the tables of the standard, or the columns of one; with --json as JSON Schema.

    Example: headwater schema provisions
    """
    from headwater.standard.tables import TABLE_NAMES, all_tables, table

    session_of(context)
    if name is not None and name not in TABLE_NAMES:
        from headwater.errors import BadQuestion

        raise BadQuestion(f"{name!r} is no table of the standard.", valid=TABLE_NAMES)
    if as_json:
        from headwater.standard.json_schema import table_schema

        print_json(table_schema(name) if name else {each: table_schema(each) for each in TABLE_NAMES})
    elif name is None:
        rows = [{"table": one.name, "a row says": one.says} for one in all_tables()]
        print_table(rows, ["table", "a row says"])
    else:
        one = table(name)
        typer.echo(f"{one.name}: {one.says}\nkey: {', '.join(one.key)}\n")
        print_table([_described(column) for column in one.columns], ["column", "type", "values", "meaning"])


def _span(column: Column) -> str:
    low, high = column.minimum, column.maximum
    if low is None and high is None:
        return ""
    return f"{low:g} or more" if high is None else f"up to {high:g}" if low is None else f"{low:g} to {high:g}"


def _described(column: Column) -> dict[str, str]:
    values = column.codes and f"code list {column.codes}"
    values = values or ", ".join(column.kinds) or _span(column) or column.unit or ""
    return {
        "column": f"{column.name}{' *' if column.required else ''}",
        "type": column.type,
        "values": values,
        "meaning": column.meaning,
    }
