"""Small maps for networks, written as the map's own tables: what resolution would give."""

import polars as pl

from headwater.supply_map import MAP_TABLES, SupplyMap


def rows(name, *given):
    """A table of the map; columns a row leaves out are null, lists empty."""
    full = [
        {column: [] if kind == pl.List(pl.String) else None for column, kind in MAP_TABLES[name].items()} | row
        for row in given
    ]
    return pl.DataFrame(full, schema=dict(MAP_TABLES[name]), orient="row")


def made(product, *shares, basis="volume", period="2024", kind="country"):
    """Provisions of one market from (provider, share) pairs; a share None is unknown."""
    return [
        {
            "product": product, "provider": provider, "provider_kind": kind, "basis": basis, "period": period,
            "share": share, "low": share, "high": share, "source": "source:s", "claims": [f"c:{product}:{provider}"],
            "state": "remainder" if provider.startswith("remainder:") else "unknown" if share is None
            else "zero" if share == 0 else "measured",
        }
        for provider, share in shares
    ]  # fmt: skip


def needs(product, needed, kind="essential"):
    return {"product": product, "input": needed, "kind": kind, "claims": [f"r:{product}:{needed}"]}


def small_map(provisions=(), requirements=(), flows=(), organizations=(), facilities=(), products=()):
    """A map of these rows; every product named anywhere is in `products`."""
    named = {row["product"] for row in provisions} | {row[end] for row in requirements for end in ("product", "input")}
    known = {row["id"] for row in products}
    listed = [*products, *({"id": one, "name": one} for one in sorted(named - known))]
    given = {
        "provisions": provisions, "requirements": requirements, "flows": flows, "organizations": organizations,
        "facilities": facilities, "products": listed,
    }  # fmt: skip
    return SupplyMap({name: rows(name, *given.get(name, ())) for name in MAP_TABLES})


def flow(supplier, buyer, product, value, period="2024", source="source:s", currency="USD", **more):
    return {
        "supplier": supplier, "buyer": buyer, "product": product, "value": value, "period": period, "source": source,
        "currency": currency, "claims": [f"f:{supplier}:{buyer}:{product}:{source}:{period}"], **more,
    }  # fmt: skip
