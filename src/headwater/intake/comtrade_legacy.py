"""UN Comtrade as its first site gave it: 35 columns with words for names, still in many archives."""

from __future__ import annotations

from headwater.intake.comtrade_reader import ComtradeLayoutReader
from headwater.intake.comtrade_rows import Layout

_LAYOUT = Layout(
    columns={
        "edition": "Classification", "period": "Period", "flow": "Trade Flow Code", "reporter": "Reporter Code",
        "partner": "Partner Code", "partner2": "2nd Partner Code", "customs": "Customs Proc. Code",
        "transport": "Mode of Transport Code", "code": "Commodity Code", "value": "Trade Value (US$)",
        "cif": "CIF Trade Value (US$)", "fob": "FOB Trade Value (US$)", "net": "Netweight (kg)",
        "net_estimated": "", "quantity": "Qty", "quantity_unit": "Qty Unit Code", "quantity_estimated": "",
    },
    tests={
        "Classification": "^[A-Z][0-9A-Z]$", "Period": "^(1[89]|20)[0-9]{2}([0-9]{2})?$", "Trade Flow Code": "^[1-4]$",
        "Reporter Code": "^[0-9]{1,3}$", "Commodity Code": "^([0-9]{2,10}|TOTAL)$",
        "Trade Value (US$)": r"^[0-9.eE+-]+$",
    },
    source="source:comtrade.legacy",
)  # fmt: skip


class ComtradeLegacyReader(ComtradeLayoutReader):
    """Reads imports and exports by partner and commodity."""

    name = "comtrade-legacy"
    title = "UN Comtrade, layout of the former site: trade by reporter, partner and HS code (CSV)"
    layout = _LAYOUT
    needed = frozenset(
        {"Period", "Trade Flow Code", "Reporter Code", "Partner Code", "Commodity Code", "Trade Value (US$)"}
    )
    words = "Comtrade download of the former layout"
