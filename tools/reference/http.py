"""The HTTP interface: its OpenAPI description, and one page of documentation made from it."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from headwater.bootstrap.workspace import create_store
from headwater.server import create_app
from reference.markdown import GENERATED, table


@cache
def description() -> dict[str, Any]:
    """The OpenAPI description of the server, which is the same for every store."""
    with tempfile.TemporaryDirectory() as folder:
        return create_app(create_store(Path(folder) / "store")).openapi()


def files(_root: Path) -> Mapping[str, str]:
    """`docs/reference/openapi.json` and `docs/reference/http.md`."""
    whole = description()
    return {
        "docs/reference/openapi.json": json.dumps(whole, indent=1, ensure_ascii=False) + "\n",
        "docs/reference/http.md": "\n".join(_page(whole)),
    }


def _page(whole: Mapping[str, Any]) -> list[str]:
    lines = [
        GENERATED,
        "# HTTP interface",
        "",
        "What `headwater serve` answers. The full description, with the shape of every answer, is in",
        "[openapi.json](openapi.json), and the server gives it at `/api/openapi.json`.",
        "",
    ]
    for path, methods in whole["paths"].items():
        for method, operation in methods.items():
            lines += [
                f"## {method.upper()} {path}",
                "",
                operation.get("description") or operation.get("summary", ""),
                "",
            ]
            lines += _parameters(operation.get("parameters", ()))
            lines += table(
                ("status", "meaning"),
                [(code, answer["description"]) for code, answer in operation["responses"].items()],
            )
    return lines


def _parameters(parameters: Any) -> list[str]:  # noqa: ANN401 - a part of an OpenAPI description
    rows = [(f"`{one['name']}`", one["in"], _type(one["schema"]), one.get("description", "")) for one in parameters]
    return table(("parameter", "in", "type", "meaning"), rows) if rows else []


def _type(schema: Mapping[str, Any]) -> str:
    if "anyOf" in schema:
        return " or ".join(_type(one) for one in schema["anyOf"] if one.get("type") != "null")
    if "enum" in schema:
        return " ".join(f"`{value}`" for value in schema["enum"])
    return str(schema.get("format") or schema.get("type", "any"))
