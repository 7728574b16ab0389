"""Make years shaped like BACI, of any size: about 200 countries, 5,000 products, heavy-tailed values.

    python bench/make_baci.py FOLDER [--rows 11_000_000] [--years 2021 2022] [--products 5000] [--seed 1]

Each year is one file `BACI_HS17_Y2021_V202301.csv` with columns t, i, j, k, v, q in the layout of the real ones (q
padded, NA in one row of thirty); the country codes stand beside. Pairs of exporter and importer and products are
drawn so that few of them carry most of the trade; no row comes twice. Rows are in the order of the real ones: exporter,
importer, product.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import polars as pl

from headwater.standard.countries import countries
from headwater.standard.hs_products import hs_links

COUNTRIES, PRODUCTS = 200, 5_000
VERSION = "V202301"
LARGE = ("CHN", "USA", "DEU", "JPN", "KOR", "TWN", "FRA", "GBR", "ITA", "NLD", "IND", "VNM", "THA", "MYS", "SGP")


def country_table(number: int = COUNTRIES) -> pl.DataFrame:
    """Codes as BACI's own table has them, large traders first."""
    known = countries().filter(pl.col("status") == "official")
    first = known.filter(pl.col("alpha3").is_in(LARGE)).sort(pl.col("alpha3").replace_strict(LARGE, range(len(LARGE))))
    others = known.filter(~pl.col("alpha3").is_in(LARGE))
    return (
        pl.concat([first, others])
        .head(number)
        .select(
            pl.col("numeric").cast(pl.Int64).alias("country_code"),
            pl.col("name_en").alias("country_name"),
            pl.col("alpha2").alias("country_iso2"),
            pl.col("alpha3").alias("country_iso3"),
        )
    )


def hs_codes(number: int) -> np.ndarray:
    """Codes of all chapters, those of the reference world's products among them."""
    linked = sorted({link.code for link in hs_links()})
    others = [f"{chapter:02}{rest:04}" for rest in range(100, 152) for chapter in range(1, 98)]
    return np.array(sorted([*linked, *(code for code in others if code not in linked)][:number]))


def year(rows: int, of: int, products: int = PRODUCTS, seed: int = 1) -> pl.DataFrame:
    """One year: distinct (i, j, k), small countries and products in few rows, values over eight orders of magnitude."""
    random = np.random.default_rng([seed, of])
    codes = country_table()["country_code"].to_numpy()
    pairs = len(codes) * (len(codes) - 1)
    # every pair trades some share of the products, large traders most of them
    size = np.exp(-np.arange(len(codes)) / 40)
    weight = np.outer(size, size)
    np.fill_diagonal(weight, 0)
    wanted = weight / weight.sum() * rows
    wanted = np.minimum(np.rint(_spread(wanted, products, rows)), products).astype(np.int64)
    exporter, importer = np.nonzero(wanted)
    counts = wanted[exporter, importer]
    places = np.repeat(np.arange(len(counts)), counts)
    start = random.integers(0, products, len(counts))
    step = random.choice([step for step in range(1, products) if np.gcd(step, products) == 1], len(counts))
    nth = np.arange(len(places)) - np.repeat(np.cumsum(counts) - counts, counts)
    product = (start[places] + nth * step[places]) % products  # distinct within a pair: step and products are coprime
    value = np.round(np.exp(random.normal(3, 2.5, len(places))), 3) + 0.001
    tonnes = np.round(value / np.exp(random.normal(1, 1, len(places))), 3)
    missing = random.random(len(places)) < 1 / 30
    assert pairs >= len(counts)
    hs = hs_codes(products)
    return (
        pl.DataFrame(
            {
                "t": np.full(len(places), of),
                "i": codes[exporter[places]],
                "j": codes[importer[places]],
                "k": hs[product],
                "v": value,
                "q": np.where(missing, np.nan, tonnes),
            }
        )
        .sort("i", "j", "k")
        .with_columns(
            pl.when(pl.col("q").is_nan())
            .then(pl.lit("NA"))
            .otherwise(pl.col("q").cast(pl.String))
            .str.pad_start(13)
            .alias("q")
        )
    )


def _spread(wanted: np.ndarray, most: int, rows: int) -> np.ndarray:
    """Scale so that the rows add up although no pair trades more than `most` products."""
    if rows > most * wanted.astype(bool).sum():
        raise SystemExit("so many rows need more products or countries")
    for _ in range(60):
        capped = np.minimum(wanted, most)
        wanted = wanted * (rows / capped.sum())
    return np.minimum(wanted, most)


def write(folder: Path, rows: int, years: list[int], products: int = PRODUCTS, seed: int = 1) -> list[Path]:
    """Write the years and the code table; return the year files."""
    folder.mkdir(parents=True, exist_ok=True)
    country_table().write_csv(folder / f"country_codes_{VERSION}.csv")
    paths = []
    for of in years:
        paths.append(folder / f"BACI_HS17_Y{of}_{VERSION}.csv")
        year(rows, of, products, seed).write_csv(paths[-1])
    return paths


def main() -> None:
    """Write what the command line asks for."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--rows", type=int, default=11_000_000)
    asked.add_argument("--years", type=int, nargs="+", default=[2021])
    asked.add_argument("--products", type=int, default=PRODUCTS)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    for path in write(given.folder, given.rows, given.years, given.products, given.seed):
        print(f"{path}  {path.stat().st_size / 1e6:,.0f} MB")


if __name__ == "__main__":
    main()
