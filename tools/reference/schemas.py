"""A JSON Schema per table of the standard."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from headwater.standard.json_schema import table_schema
from headwater.standard.tables import TABLE_NAMES


def files(_root: Path) -> Mapping[str, str]:
    """`docs/reference/schema/TABLE.schema.json`."""
    return {
        f"docs/reference/schema/{name}.schema.json": json.dumps(table_schema(name), indent=2, ensure_ascii=False) + "\n"
        for name in TABLE_NAMES
    }
