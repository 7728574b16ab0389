"""UN Comtrade as Comtrade Plus and its interface give it: 47 columns, codes in some and words in others.

Each row of a download ends in one comma too many. Extracts that keep some of the columns are read too; where they
leave `classificationCode` out, the edition of the HS must be told.
"""

from __future__ import annotations

from headwater.intake.comtrade_reader import ComtradeLayoutReader
from headwater.intake.comtrade_rows import Layout

_LAYOUT = Layout(
    columns={
        "edition": "classificationCode", "period": "period", "flow": "flowCode", "reporter": "reporterCode",
        "partner": "partnerCode", "partner2": "partner2Code", "customs": "customsCode", "transport": "motCode",
        "code": "cmdCode", "value": "primaryValue", "cif": "cifvalue", "fob": "fobvalue", "net": "netWgt",
        "net_estimated": "isNetWgtEstimated", "quantity": "qty", "quantity_unit": "qtyUnitCode",
        "quantity_estimated": "isQtyEstimated",
    },
    tests={
        "typeCode": "^[CS]$", "period": "^(1[89]|20)[0-9]{2}([0-9]{2})?$", "flowCode": "^[A-Z]{1,3}$",
        "reporterCode": "^[0-9]{1,3}$", "cmdCode": "^([0-9]{2,10}|TOTAL)$", "primaryValue": r"^[0-9.eE+-]+$",
    },
    source="source:comtrade.plus",
)  # fmt: skip


class ComtradeReader(ComtradeLayoutReader):
    """Reads imports and exports by partner and commodity."""

    name = "comtrade"
    title = "UN Comtrade Plus: trade by reporter, partner and HS code (CSV)"
    layout = _LAYOUT
    needed = frozenset({"period", "reporterCode", "flowCode", "partnerCode", "cmdCode", "primaryValue"})
    words = "Comtrade Plus download"
