"""A fictional world in the shapes the server answers in: every state the page has to draw, once.

No figure here is anybody's: the products do not exist. Countries are real codes because the map draws them.
"""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

_SOURCES: dict[str, Json] = {
    "tables": {
        "id": "source:fictional-tables",
        "title": "Tables of a land that is not",
        "publisher": "Office of Invented Statistics",
        "published_on": "2025-03",
        "url": "https://statistics.example/tables",
        "kind": "official-statistics",
        "licence": "public domain",
    },
    "gazette": {
        "id": "source:fictional-gazette",
        "title": "The Fictional Gazette",
        "publisher": "Gazette Press",
        "published_on": "2024-11-05",
        "url": "https://gazette.example/lumenite",
        "kind": "press",
        "licence": None,
    },
    "rumour": {
        "id": "source:common-knowledge",
        "title": "General knowledge",
        "publisher": None,
        "published_on": None,
        "url": None,
        "kind": "general-knowledge",
        "licence": None,
    },
}
_CLAIMS: dict[str, Json] = {}


def _claim(table: str, source: str, row: Json, **more: Any) -> str:
    """Record a claim and return its id."""
    identity = f"c1:{table}:{len(_CLAIMS) + 1}"
    _CLAIMS[identity] = {
        "id": identity,
        "table": table,
        "row": row,
        "source": _SOURCES[source],
        "locator": f"table {len(_CLAIMS) % 7 + 1}, row {len(_CLAIMS) + 2}",
        "quote": None,
        "stated_on": "2025-03",
        "confidence": "low" if source == "rumour" else "high",
        "basis": row.get("basis"),
        "contribution": {
            "id": "c1",
            "contributor": "Fictional Desk",
            "recorded_at": "2025-06-01T07:12:00Z",
            "format": "own",
        },
        "chosen": None,
        "rule": None,
        "rivals": [],
        **more,
    }
    return identity


def _row(product: str, provider: str, share: float | None, basis: str, period: str, **more: Any) -> Json:
    """A row of a market with one claim of its own; `gazette` adds a rival with that share."""
    rival = more.pop("gazette", None)
    source = more.pop("source", "tables")
    name = more.pop("name", provider.split(":", 1)[1])
    said = {"product": product, "provider": provider, "share": share, "basis": basis, "period": period}
    claims = [_claim("provisions", source, said, quote=more.pop("quote", None))]
    low = high = share
    if rival is not None:
        claims.append(_claim("provisions", "gazette", {**said, "share": rival}, chosen=False))
        _CLAIMS[claims[1]].update(rule="official statistics outrank press", rivals=[claims[0]])
        _CLAIMS[claims[0]].update(chosen=True, rule="official statistics outrank press", rivals=[claims[1]])
        low, high = min(share or 0, rival), max(share or 0, rival)
    state = more.pop("state", "unknown" if share is None else "zero" if share == 0 else "measured")
    return {
        "provider": provider,
        "name": name,
        "names": {},
        "share": share,
        "low": low,
        "high": high,
        "state": state,
        "claims": claims,
        "conflict": rival is not None,
        "weak": source == "rumour",
        "rule": "official statistics outrank press" if rival is not None else None,
        **more,
    }


def _market(kind: str, basis: str, period: str, rows: list[Json], **more: Any) -> Json:
    shares = [row["share"] for row in rows if row["share"] is not None and row["state"] != "remainder"]
    hhi = round(sum(share * share for share in shares), 4) if shares else None
    verdict = (
        None
        if hhi is None
        else "highly concentrated"
        if hhi > 0.4
        else "concentrated"
        if hhi > 0.25
        else "not concentrated"
    )
    return {
        "provider_kind": kind,
        "derived": False,
        "basis": basis,
        "period": period,
        "periods": [period],
        "source": "source:fictional-tables",
        "total": sum(shares),
        "remainder": 0.0,
        "unknown_providers": sum(row["state"] == "unknown" for row in rows),
        "hhi": {
            "value": hhi,
            "low": None if hhi is None else hhi - 0.04,
            "high": hhi,
            "verdict": verdict,
            "method": f"HHI over {kind} shares, basis {basis}; above 0.25 concentrated, above 0.4 highly concentrated",
            "claims": [claim for row in rows for claim in row["claims"]],
        },
        "rows": rows,
        **more,
    }  # fmt: skip


_LUMENITE = "product:lumenite-refined"


def _lumenite_markets() -> list[Json]:
    quote = "Refined lumenite came to 87 of every 100 tonnes from one land."
    latest = [
        _row(_LUMENITE, "country:CHN", 0.87, "volume", "2024", gazette=0.80, name="China", quote=quote),
        _row(_LUMENITE, "country:JPN", 0.06, "volume", "2024", name="Japan"),
        _row(_LUMENITE, "country:SGP", 0.02, "volume", "2024", name="Singapore"),
        _row(_LUMENITE, "country:KOR", 0.01, "volume", "2024", name="Korea, Republic of"),
        _row(_LUMENITE, "country:FRA", 0.0, "volume", "2024", name="France"),
        _row(_LUMENITE, "country:USA", None, "volume", "2024", name="United States"),
        _row(_LUMENITE, "area:EUR", 0.01, "volume", "2024", name="Europe, not elsewhere specified"),
        _row(_LUMENITE, "remainder:Other countries", 0.03, "volume", "2024", name="Other countries", state="remainder"),
    ]
    earlier = [
        _row(_LUMENITE, "country:CHN", 0.812, "volume", "2023", name="China"),
        _row(_LUMENITE, "country:JPN", 0.104, "volume", "2023", name="Japan"),
    ]
    firms = [
        _row(_LUMENITE, "org:northern-lumen", 0.41, "sales", "2024-Q2", name="Northern Lumen Works"),
        _row(_LUMENITE, "org:han-river-metals", 0.22, "sales", "2024-Q2", name="Han River Metals"),
        _row(_LUMENITE, "org:gulf-glow", 0.09, "sales", "2024-Q2", name="Gulf Glow", source="rumour"),
    ]
    computed = [
        {**_row(_LUMENITE, "country:CHN", 0.41, "headquarters", "2024-Q2", name="China"), "claims": firms[0]["claims"]},
        {**_row(_LUMENITE, "country:KOR", 0.22, "headquarters", "2024-Q2", name="Korea"), "claims": firms[1]["claims"]},
        {**_row(_LUMENITE, "country:BHR", 0.09, "headquarters", "2024-Q2", name="Bahrain"), "claims": firms[2]["claims"]},
    ]  # fmt: skip
    return [
        _market("country", "volume", "2024", latest, periods=["2024", "2023"]),
        _market("country", "volume", "2023", earlier, periods=["2024", "2023"]),
        _market("organization", "sales", "2024-Q2", firms),
        _market("country", "headquarters", "2024-Q2", computed, derived=True),
    ]


def _facility(slug: str, name: str, country: str, place: tuple[float, float], status: str) -> Json:
    return {
        "id": f"facility:{slug}",
        "name": name,
        "operator": {"id": "org:northern-lumen", "name": "Northern Lumen Works"},
        "country": country,
        "latitude": place[0],
        "longitude": place[1],
        "precision": "city",
        "status": status,
        "status_on": "2025-01",
        "claims": [_claim("facilities", "gazette", {"id": f"facility:{slug}", "name": name, "status": status})],
    }


def _related(
    product: str, name: str, kind: str, hhi: float | None, verdict: str | None, source: str = "tables"
) -> Json:
    claims = [_claim("requirements", source, {"product": _LUMENITE, "input": product, "kind": kind})]
    return {
        "product": product, "name": name, "names": {"en": name}, "kind": kind, "hhi": hhi, "verdict": verdict,
        "claims": claims, "weak": source == "rumour",
    }  # fmt: skip


_NAMES = {"en": "Lumenite, refined", "ko": "정제 루메나이트", "vi": "Lumenit tinh luyện", "fr": "Luménite raffinée"}


def lumenite() -> Json:
    """The panel that has everything in it."""
    markets = _lumenite_markets()
    hhi = markets[0]["hhi"]
    return {
        "product": {
            "id": _LUMENITE, "name": _NAMES["en"], "names": _NAMES, "aliases": ["lumen metal"], "kind": "material",
            "technology": "critical-minerals", "variant_of": [{"id": "product:lumenite", "name": "Lumenite"}],
            "variants": [], "hs_codes": ["811292", "282590"], "hs_edition": "HS2022", "identifiers": [],
            "description": "A metal that glows in fiction, refined from the ore of the same name.", "claims": [],
        },
        "markets": markets,
        "default_market": 0,
        "needs": [
            _related("product:lumenite-ore", "Lumenite ore", "essential", 0.31, "concentrated"),
            _related("product:moon-acid", "Moon acid", "non-essential", None, None, "rumour"),
        ],
        "needed_by": [
            _related("product:glow-chip", "Glow chip, leading edge", "essential", 0.72, "highly concentrated"),
            _related("product:night-lamp", "Night lamp", "essential", 0.12, "not concentrated"),
        ],
        "facilities": [
            _facility("glow-harbour", "Glow Harbour refinery", "country:CHN", (23.1, 113.3), "in-operation"),
            _facility("han-works", "Han River Works", "country:KOR", (36.0, 129.4), "under-construction"),
        ],
        "findings": [
            {
                "subject": _LUMENITE, "indicator": "hhi", "value": hhi["value"], "low": hhi["low"], "high": hhi["high"],
                "unit": "index", "verdict": hhi["verdict"], "as_of": "2024", "method": hhi["method"], "claims": hhi["claims"],
            },
            {
                "subject": _LUMENITE, "indicator": "top-share", "value": 0.87, "low": 0.8, "high": 0.87, "unit": "share",
                "verdict": "watched", "as_of": "2024", "method": "largest share by country", "claims": markets[0]["rows"][0]["claims"],
            },
        ],
        "measures": [
            {
                "id": "measure:lumenite-licence", "title": "Export licences for lumenite", "kind": "export-control",
                "status": "in-force", "status_on": "2023-08-01", "imposers": ["country:CHN"],
                "claims": [_claim("measures", "gazette", {"id": "measure:lumenite-licence", "title": "Export licences for lumenite", "status": "in-force"})],
            }
        ],
        "commitments": [
            {
                "id": "commitment:han-works", "title": "Refinery at Han River", "stage": "registered", "stage_on": "2025-02",
                "amount": 660_000_000.0, "currency": "USD",
                "claims": [_claim("commitments", "gazette", {"id": "commitment:han-works", "title": "Refinery at Han River", "stage": "registered", "amount": 660_000_000.0, "currency": "USD"})],
            }
        ],
        "conflicts": [
            {
                "subject": "country:CHN", "field": "share", "rule": "official statistics outrank press", "chosen": "0.87",
                "values": ["0.87", "0.80"], "claims": markets[0]["rows"][0]["claims"],
            }
        ],
    }  # fmt: skip


def unknown_product() -> Json:
    """A product of which nobody says who supplies it."""
    return {
        "product": {
            "id": "product:moon-acid", "name": "Moon acid", "names": {"en": "Moon acid"}, "aliases": [], "kind": "material",
            "technology": "biotech", "variant_of": [], "variants": [], "hs_codes": [], "hs_edition": None,
            "identifiers": [], "description": None, "claims": [],
        },
        "markets": [], "default_market": None, "needs": [], "needed_by": [], "facilities": [], "findings": [],
        "measures": [], "commitments": [], "conflicts": [],
    }  # fmt: skip


PANELS: dict[str, Json] = {_LUMENITE: lumenite(), "product:moon-acid": unknown_product()}


def products() -> Json:
    """The list the page opens on."""
    market = PANELS[_LUMENITE]["markets"][0]
    hhi = market["hhi"]

    def row(identity: str, names: dict[str, str], technology: str, top: list[Json], **more: Any) -> Json:
        return {
            "id": identity, "name": names["en"], "names": names, "kind": "material", "technology": technology, "hs_codes": [],
            "hs_edition": None, "providers": len(top), "market": None, "hhi": None, "low": None, "high": None, "verdict": None,
            "top": top, "weak": False, **more,
        }  # fmt: skip

    volume = {"basis": "volume", "period": "2024", "provider_kind": "country"}
    top = [{"provider": each["provider"], "share": each["share"], "name": each["name"]} for each in market["rows"][:3]]
    return {
        "rows": [
            row(_LUMENITE, _NAMES, "critical-minerals", top, market=volume, hs_codes=["811292"],
                hhi=hhi["value"], low=hhi["low"], high=hhi["high"], verdict=hhi["verdict"]),
            row("product:glow-chip", {"en": "Glow chip, leading edge"}, "semiconductors",
                [{"provider": "country:KOR", "share": 0.8, "name": "Korea"}], market=volume, hhi=0.72, low=0.6, high=0.75,
                verdict="highly concentrated"),
            row("product:night-lamp", {"en": "Night lamp"}, "semiconductors",
                [{"provider": "org:gulf-glow", "share": 0.2, "name": "Gulf Glow"}],
                market={**volume, "provider_kind": "organization", "basis": "sales"}, hhi=0.12, verdict="not concentrated", weak=True),
            row("product:lumenite-ore", {"en": "Lumenite ore"}, "critical-minerals",
                [{"provider": "country:CHN", "share": 0.5, "name": "China"}], market=volume, hhi=0.31, verdict="concentrated"),
            row("product:moon-acid", {"en": "Moon acid"}, "biotech", []),
        ]
    }  # fmt: skip


def claims(identities: list[str]) -> Json:
    """The claims asked for, in that order; unknown ids are left out."""
    return {"claims": [_CLAIMS[identity] for identity in identities if identity in _CLAIMS]}


def view(known_on: str | None, valid_on: str | None) -> Json:
    """What the footer shows."""
    counts = {"sources": 3, "contributions": 1, "claims": len(_CLAIMS), "products": 5, "conflicts": 1, "unknown": 2}
    return {"known_on": known_on, "valid_on": valid_on, "viewer": "anyone", "digest": "0" * 64, "counts": counts}


def search(text: str) -> Json:
    """Substring search over every language."""
    rows = [("product", row["id"], row["name"], row["names"]) for row in products()["rows"]]
    rows += [("country", "country:KOR", "Korea, Republic of", {}), ("organization", "org:gulf-glow", "Gulf Glow", {})]
    wanted = text.casefold()
    hits = []
    for kind, identity, name, names in rows:
        matched = next((each for each in [name, *names.values()] if wanted in each.casefold()), None)
        if matched is not None:
            hits.append({"kind": kind, "id": identity, "name": name, "names": names, "matched": matched})
    return {"hits": hits}


def entity(identity: str) -> Json:
    """Everything one provider supplies, by the panels above."""
    rows = [
        {
            "product": panel["product"]["id"], "name": panel["product"]["name"], "names": panel["product"]["names"],
            "basis": market["basis"], "period": market["period"],
            **{key: row[key] for key in ("share", "low", "high", "state", "claims")},
        }
        for panel in PANELS.values()
        for market in panel["markets"]
        for row in market["rows"]
        if row["provider"] == identity
    ]  # fmt: skip
    return {
        "entity": {"id": identity, "name": identity.split(":", 1)[1], "names": {}},
        "provides": rows, "findings": [], "facilities": [], "measures": [], "commitments": [],
    }  # fmt: skip
