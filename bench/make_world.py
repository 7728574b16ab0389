"""Make a world of any size to look at: products with long names, shares by country, requirements, sites and flows.

    python bench/make_world.py FOLDER [--products 500] [--flows 5000] [--seed 1]

Writes tables of the standard as CSV files. Names are made of syllables, in four languages, a third of them long; every
tenth product has no provision, every seventh supplier no share. The flows are all of the first product, between pairs
of countries, few of which carry most.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import polars as pl

from headwater.standard.countries import countries

SYLLABLES = ("lu", "men", "gal", "tor", "vi", "sen", "ka", "rho", "mir", "del", "ne", "phos", "tan", "qui")
TECHNOLOGIES = ("semiconductors", "batteries", "ai-data-centres", "critical-minerals", "telecom", "quantum", "biotech")
LONG = {
    "en": "{} for high-temperature applications, electronic grade",
    "fr": "{} pour applications à haute température, qualité électronique",
    "vi": "{} cho ứng dụng nhiệt độ cao, cấp điện tử",
    "ko": "고온용 전자급 {}",
}
SOURCE = "source:made"


def _codes() -> list[str]:
    known = countries().filter(pl.col("status") == "official")
    return [f"country:{code}" for code in known["alpha3"]]


def _name(random: np.random.Generator) -> str:
    return "".join(random.choice(SYLLABLES, size=int(random.integers(2, 5)))).capitalize()


def products(number: int, random: np.random.Generator) -> pl.DataFrame:
    """Products, the first with the most suppliers."""
    rows = []
    for index in range(number):
        name = f"{_name(random)} {index}"
        long = index % 3 == 0
        names = ";".join(f"{language}:{LONG[language].format(name)}" for language in ("fr", "vi", "ko")) if long else ""
        rows.append(
            {
                "id": f"product:made-{index}",
                "name": LONG["en"].format(name) if long else name,
                "names": names,
                "kind": "material",
                "technology": TECHNOLOGIES[index % len(TECHNOLOGIES)],
                "source": SOURCE,
            }
        )
    return pl.DataFrame(rows)


def provisions(number: int, random: np.random.Generator) -> pl.DataFrame:
    """One to twelve suppliers each, with shares that add up to at most 1."""
    codes = _codes()
    rows = []
    for index in range(number):
        if index % 10 == 9:
            continue
        shares = random.dirichlet(np.full(int(random.integers(1, 13)), 0.4))
        for place, (code, share) in enumerate(zip(random.permutation(codes), shares, strict=False)):
            unknown = place > 0 and (index + place) % 7 == 0
            rows.append(
                {
                    "product": f"product:made-{index}",
                    "provider": code,
                    "share": None if unknown else round(float(share), 4),
                    "basis": "volume",
                    "period": "2024",
                    "qualifier": "withheld" if unknown else "exact",
                    "source": SOURCE,
                }
            )
    return pl.DataFrame(rows, infer_schema_length=None)


def requirements(number: int, random: np.random.Generator) -> pl.DataFrame:
    """Each product needs up to three that come before it."""
    pairs = [
        (index, other)
        for index in range(1, number)
        for other in sorted(set(random.integers(0, index, size=int(random.integers(0, 4))).tolist()))
    ]
    return pl.DataFrame(
        {
            "product": [f"product:made-{index}" for index, _ in pairs],
            "input": [f"product:made-{other}" for _, other in pairs],
            "kind": ["essential" if other % 2 else "non-essential" for _, other in pairs],
            "source": SOURCE,
        }
    )


def flows(number: int, random: np.random.Generator) -> pl.DataFrame:
    """Pairs of countries, each once; values heavy-tailed."""
    codes = _codes()
    pairs = random.choice(len(codes) * (len(codes) - 1), size=number, replace=False)
    sellers, others = pairs // (len(codes) - 1), pairs % (len(codes) - 1)
    buyers = others + (others >= sellers)
    return pl.DataFrame(
        {
            "supplier": [codes[at] for at in sellers],
            "buyer": [codes[at] for at in buyers],
            "product": "product:made-0",
            "value": np.round(random.lognormal(13, 2.2, size=number)),
            "currency": "USD",
            "period": "2024",
            "source": SOURCE,
        }
    )


def make(folder: Path, number: int = 500, arcs: int = 5_000, seed: int = 1) -> Path:
    """Write the tables; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(seed)
    sources = pl.DataFrame(
        [{"id": SOURCE, "source": SOURCE, "title": "A made world", "publisher": "The bench", "kind": "data-set"}]
    )
    tables = {
        "sources": sources,
        "products": products(number, random),
        "provisions": provisions(number, random),
        "requirements": requirements(number, random),
        "flows": flows(arcs, random) if arcs else None,
    }
    for name, table in tables.items():
        if table is not None:
            table.write_csv(folder / f"{name}.csv")
    return folder


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--products", type=int, default=500)
    parser.add_argument("--flows", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    print(make(asked.folder, asked.products, asked.flows, asked.seed))


if __name__ == "__main__":
    main()
