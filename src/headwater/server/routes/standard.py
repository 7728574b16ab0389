"""`/schema`: the standard's tables as JSON Schema."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path

from headwater.server.asking import FAILURES, only_known_parameters
from headwater.standard.json_schema import table_schema
from headwater.standard.tables import TABLE_NAMES

router = APIRouter(prefix="/api", tags=["standard"], responses=FAILURES, dependencies=[Depends(only_known_parameters)])
StandardTable = Enum("StandardTable", {name: name for name in TABLE_NAMES}, type=str)  # type: ignore[misc] # names are data


@router.get("/schema", summary="All tables of the standard")
def schemas() -> dict[str, dict[str, Any]]:
    """JSON Schema of one row of every table, by table."""
    return {name: table_schema(name) for name in TABLE_NAMES}


@router.get("/schema/{table}", summary="One table of the standard")
def schema(table: Annotated[StandardTable, Path(description="A table of the standard.")]) -> dict[str, Any]:
    """JSON Schema of one row of the table."""
    return table_schema(table.value)
