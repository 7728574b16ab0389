"""The standard's tables as JSON Schema (draft 2020-12), one schema for one row of one table.

What JSON Schema cannot say stands beside it in keywords that begin with `x-`: unit, code list, kinds of entity, key.
"""

from __future__ import annotations

from typing import Any

from headwater.standard.codes import code_list
from headwater.standard.tables import Column, table

DIALECT = "https://json-schema.org/draft/2020-12/schema"

DAY = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
PERIOD = r"^[0-9]{4}(-(Q[1-4]|[0-9]{2}))?$"

_JSON_TYPES = {"number": "number", "integer": "integer", "boolean": "boolean"}
_PATTERNS = {"day": DAY, "period": PERIOD}


def table_schema(name: str) -> dict[str, Any]:
    """The schema of one row of the table `name`, without the columns the store adds; KeyError lists the valid names."""
    definition = table(name)
    return {
        "$schema": DIALECT,
        "title": definition.name,
        "description": f"A row says: {definition.says}.",
        "type": "object",
        "properties": {column.name: column_schema(column) for column in definition.columns},
        "required": [column.name for column in definition.columns if column.required],
        "additionalProperties": False,
        "x-key": list(definition.key),
    }


def column_schema(column: Column) -> dict[str, Any]:
    """The schema of one cell; a cell that is not required may be null, which means unknown, never zero."""
    value = _value_schema(column)
    schema: dict[str, Any] = {"description": column.meaning}
    if column.is_list:
        schema |= {"type": _or_null("array", column), "items": value}
    elif "anyOf" in value:
        schema |= {"anyOf": value["anyOf"] if column.required else [*value["anyOf"], {"type": "null"}]}
    else:
        schema |= value | {"type": _or_null(value["type"], column)}
        if "enum" in value and not column.required:
            schema["enum"] = [*value["enum"], None]
    if column.default is not None:
        schema["default"] = column.default
    return schema | _beside(column)


def _value_schema(column: Column) -> dict[str, Any]:
    """The schema of one value of the column, or of each value where the column holds a list."""
    schema: dict[str, Any] = {"type": _JSON_TYPES.get(column.type, "string")}
    if column.codes is not None:
        return _code_schema(column.codes)
    if column.type in _PATTERNS:
        schema["pattern"] = _PATTERNS[column.type]
    elif column.pattern is not None:
        schema["pattern"] = column.pattern
    elif column.kinds:
        schema["pattern"] = f"^({'|'.join(column.kinds)}):.+$"
    bounds = {"minimum": column.minimum, "maximum": column.maximum}
    return schema | {keyword: bound for keyword, bound in bounds.items() if bound is not None}


def _code_schema(name: str) -> dict[str, Any]:
    """A value of a code list; a code such as `group:NAME` stands for all codes with that beginning."""
    codes = code_list(name).codes()
    open_ended = [code.partition(":")[0] for code in codes if code.endswith(":NAME")]
    listed = {"type": "string", "enum": [code for code in codes if not code.endswith(":NAME")]}
    if not open_ended:
        return listed
    return {"anyOf": [listed, *({"type": "string", "pattern": f"^{start}:.+$"} for start in open_ended)]}


def _or_null(kind: str, column: Column) -> str | list[str]:
    return kind if column.required else [kind, "null"]


def _beside(column: Column) -> dict[str, Any]:
    beside = {
        "x-type": column.type,
        "x-codes": column.codes,
        "x-kinds": list(column.kinds) or None,
        "x-unit": column.unit,
        "x-unit-column": column.unit_column,
    }
    return {keyword: value for keyword, value in beside.items() if value is not None}
