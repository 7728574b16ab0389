"""Strategies for small made-up worlds: claims that pass the standard's own check, in every state a share can have."""

from hypothesis import strategies as st

from tests.doubles import frame

PRODUCTS = [f"product:p{number}" for number in range(4)]
COUNTRIES = ["country:CHL", "country:CHN", "country:JPN", "country:Viet Nam", "country:410"]
FIRMS = ["org:one", "org:two", "org:three"]
SOURCES = {"source:survey": "official-statistics", "source:guild": "industry", "source:gazette": "press"}
BASES = ["volume", "sales"]
DISCLOSURES = ["open", "partners", "group:guild", "group:other", "aggregate", "own", None]

# Shares in thousandths: sums of them are exact enough to compare, and no two differ by less than a rounding.
shares = st.integers(0, 1000).map(lambda thousandths: thousandths / 1000)


@st.composite
def markets(draw, sources=tuple(SOURCES)):
    """Provision rows of one market of one source: named providers, perhaps a remainder, adding up to at most 1."""
    kind = draw(st.sampled_from([COUNTRIES, FIRMS]))
    providers = draw(st.lists(st.sampled_from(kind), min_size=1, max_size=4, unique=True))
    if draw(st.booleans()):
        providers.append("remainder:Others")
    weights = draw(st.lists(st.integers(0, 1000), min_size=len(providers), max_size=len(providers)))
    whole = max(1000, sum(weights))
    common = {
        "product": draw(st.sampled_from(PRODUCTS)),
        "basis": draw(st.sampled_from(BASES)),
        "period": draw(st.sampled_from(["2022", "2023"])),
        "source": draw(st.sampled_from(sources)),
        "stated_on": draw(st.sampled_from(["2023-05", "2024-01-31", None])),
    }
    rows = []
    for provider, weight in zip(providers, weights, strict=True):
        withheld = draw(st.integers(0, 5)) == 0
        rows.append(
            {
                **common,
                "provider": provider,
                "share": None if withheld else weight // 10 * 10 / whole,
                "qualifier": "withheld" if withheld else None,
                "locator": f"row {len(rows)}",
            }
        )
    return rows


def unique_rows(rows):
    """The first row of each key of the table; a contribution may hold no other with the same."""
    seen = {}
    for row in rows:
        seen.setdefault((row["product"], row["provider"], row["basis"], row["period"], row["source"]), row)
    return list(seen.values())


@st.composite
def contributions(draw, sources=tuple(SOURCES)):
    """One contribution: sources, organizations, products, requirements without a cycle, provisions, a judgement."""
    rows = unique_rows([row for market in draw(st.lists(markets(sources), min_size=1, max_size=4)) for row in market])
    told = draw(st.sampled_from(sources))
    tail = {"source": told, "locator": "somewhere"}
    tables = {
        "sources": [
            {
                "id": name,
                "title": name,
                "kind": SOURCES[name],
                "published_on": "2024",
                "source": name,
                "locator": "title",
            }
            for name in sources
        ],
        "organizations": [
            {"id": firm, "name": f"Firm {firm}", "home_country": draw(st.sampled_from(COUNTRIES)), **tail}
            for firm in draw(st.lists(st.sampled_from(FIRMS), unique=True))
        ],
        "products": [{"id": product, "name": f"Product {product}", **tail} for product in PRODUCTS],
        "requirements": [
            {
                "product": PRODUCTS[high],
                "input": PRODUCTS[low],
                "kind": draw(st.sampled_from(["essential", None])),
                **tail,
            }
            for high in range(len(PRODUCTS))
            for low in range(high)
            if draw(st.booleans())
        ],
        "provisions": rows,
    }
    if draw(st.booleans()):
        verdict = draw(st.sampled_from(["same", "not-same", "unsure"]))
        tables["judgements"] = [{"left": "org:one", "right": "org:two", "verdict": verdict, **tail}]
    return tables


def frames(tables):
    return {name: frame(name, rows) for name, rows in tables.items() if rows}


@st.composite
def disclosed(draw, tables):
    """The same contribution, each row with some disclosure."""
    return {
        name: [{**row, "disclosure": draw(st.sampled_from(DISCLOSURES))} for row in rows]
        for name, rows in tables.items()
    }
