"""`/claims`: from a figure back to who said it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

from headwater.server.asking import FAILURES, AskedMap, only_known_parameters
from headwater.server.models import ClaimList
from headwater.standard.tables import TABLE_NAMES

router = APIRouter(prefix="/api", tags=["evidence"], responses=FAILURES, dependencies=[Depends(only_known_parameters)])
_CLAIM_ID = rf"^[^:]{{1,100}}:({'|'.join(TABLE_NAMES)}):[0-9]{{1,18}}$"
ClaimId = Annotated[str, Query(pattern=_CLAIM_ID)]


@router.get("/claims", response_model=ClaimList, summary="Claims like citations")
def claims(
    asked: AskedMap,
    id: Annotated[  # noqa: A002 - the name of the parameter in the address
        list[ClaimId], Query(min_length=1, max_length=500, description="Claim ids; repeat the parameter for several.")
    ],
) -> dict[str, Any]:
    """Each claim's row, source, locator, quote and contribution, its rivals, and the rule that chose among them.

    One id that is not there (or that this viewer may not see) and the answer is 404, naming the first such id.
    """
    return {"claims": asked.resolved.explainer.explain_all(id)}
