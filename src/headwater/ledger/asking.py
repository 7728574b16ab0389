"""What of the ledger is asked for: the same filters for every table, each by what the rows of that table name.

A country is who receives a commitment, and who agrees, imposes or is affected, takes part or is where it happens; a
firm stands for the country of its head office. Days ask for what overlaps them; what has no day matches no days.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import polars as pl

from headwater.errors import BadQuestion
from headwater.ledger.things import SHAPES
from headwater.standard.names import exact_key, without_accents
from headwater.supply_map import SupplyMap


@dataclass(frozen=True, slots=True)
class Asked:
    """Filters; None asks for all. `country`, `party`, `product` and `place` are identities of the map.

    `state` is the stage of a commitment or the status of another thing, as it stands; `text` any part of the title or
    of a name, whatever its case and accents.
    """

    country: str | None = None
    party: str | None = None
    technology: str | None = None
    product: str | None = None
    kind: str | None = None
    state: str | None = None
    place: str | None = None
    since: date | None = None
    until: date | None = None
    text: str | None = None

    def __post_init__(self) -> None:
        """Raise `BadQuestion` where the days end before they begin."""
        if self.since is not None and self.until is not None and self.until < self.since:
            raise BadQuestion(f"The days asked for end on {self.until}, before they begin on {self.since}.")


@dataclass(frozen=True)
class Matcher:
    """Applies filters to the rows of a ledger table of one map (`commitment_table` or `thing_table`)."""

    supply_map: SupplyMap
    name: str

    def matching(self, rows: pl.DataFrame, asked: Asked, *, days: bool = True) -> pl.DataFrame:
        """The rows that all filters let through; `days` false leaves `since` and `until` to the caller."""
        for wanted, test in self._tests(asked):
            if wanted is not None:
                rows = rows.filter(pl.col("id").is_in(test(rows).implode()))
        return self._within(rows, asked) if days else rows

    def _tests(self, asked: Asked) -> list[tuple[str | None, Callable[[pl.DataFrame], pl.Series]]]:
        return [
            (asked.country, lambda rows: self._country(rows, asked.country or "")),
            (asked.party, lambda rows: self._party(rows, asked.party or "")),
            (asked.technology, lambda rows: self._technology(rows, asked.technology or "")),
            (asked.product, lambda rows: _naming(rows, ["products"], {asked.product or ""})),
            (asked.kind, lambda rows: _naming(rows, [self._column("kind")], {asked.kind or ""})),
            (asked.state, lambda rows: _naming(rows, ["now" if self._commitments else "status"], {asked.state or ""})),
            (asked.place, lambda rows: self._place(rows, asked.place or "")),
            (asked.text, lambda rows: self._text(rows, asked.text or "")),
        ]

    @property
    def _commitments(self) -> bool:
        return self.name == "commitments"

    def _column(self, what: str) -> str:
        return what if self._commitments else SHAPES[self.name].kind

    def _references(self, rows: pl.DataFrame, columns: tuple[str, ...]) -> pl.DataFrame:
        """(id, named): everything the columns name, one row each."""
        parts = [
            rows.select("id", pl.col(c).alias("named")).explode("named")
            if isinstance(rows.schema[c], pl.List)
            else rows.select("id", pl.col(c).alias("named"))
            for c in columns
            if c in rows.columns
        ]
        return pl.concat(parts).drop_nulls() if parts else pl.DataFrame(schema={"id": pl.String, "named": pl.String})

    def _with_homes(self, named: pl.DataFrame) -> pl.DataFrame:
        homes = self.supply_map["organizations"].select(pl.col("id").alias("named"), "home_country").drop_nulls()
        at_home = named.join(homes, on="named").select("id", pl.col("home_country").alias("named"))
        return pl.concat([named, at_home])

    def _located(self, named: pl.DataFrame, column: str) -> pl.DataFrame:
        sites = self.supply_map["facilities"].select(pl.col("id").alias("named"), column).drop_nulls()
        return named.join(sites, on="named").select("id", pl.col(column).alias("named"))

    def _country(self, rows: pl.DataFrame, country: str) -> pl.Series:
        if self._commitments:
            unsaid = rows.filter(pl.col("recipient").is_null())
            sites = self._located(self._references(unsaid, ("facility", "places")), "country")
            named = pl.concat([self._references(rows, ("recipient",)), sites])
        else:
            shape = SHAPES[self.name]
            named = self._with_homes(self._references(rows, shape.countries))
            named = pl.concat([named, self._located(self._references(rows, shape.places), "country")])
        return named.filter(pl.col("named") == country)["id"]

    def _party(self, rows: pl.DataFrame, party: str) -> pl.Series:
        columns = ("investors",) if self._commitments else (*SHAPES[self.name].parties, *SHAPES[self.name].countries)
        named = self._references(rows, columns)
        if party.startswith(("country:", "area:")):
            named = self._with_homes(named)
        return named.filter(pl.col("named") == party)["id"]

    def _technology(self, rows: pl.DataFrame, technology: str) -> pl.Series:
        products = self.supply_map["products"].select(pl.col("id").alias("named"), "technology")
        of = self._references(rows, ("products",)).join(products, on="named")
        found = of.filter(pl.col("technology") == technology)["id"]
        if "areas" not in rows.columns:
            return found
        word = technology.replace("-", " ").removesuffix("s")
        areas = self._references(rows, ("areas",)).filter(
            pl.col("named").str.to_lowercase().str.contains(word, literal=True)
        )
        return pl.concat([found, areas["id"]])

    def _place(self, rows: pl.DataFrame, place: str) -> pl.Series:
        columns = ("facility", "places") if self._commitments else SHAPES[self.name].places
        named = self._references(rows, columns)
        whole = pl.concat([named, self._located(named, "in_place")])
        return whole.filter(pl.col("named") == place)["id"]

    def _text(self, rows: pl.DataFrame, text: str) -> pl.Series:
        wanted = _folded(text)
        names = pl.concat(
            [self.supply_map[name].select("id", "name") for name in ("organizations", "facilities", "products")]
        )
        columns = tuple(c for c in (*_NAMING, *_TEXTS) if c in rows.columns)
        named = self._references(rows, columns)
        by_name = named.join(names, left_on="named", right_on="id", how="left").select(
            "id", pl.coalesce("name", "named").alias("said")
        )
        said = pl.concat([rows.select("id", pl.col("title").alias("said")), by_name]).drop_nulls()
        hits = {each for each in said["said"].unique().to_list() if wanted in _folded(each)}
        return said.filter(pl.col("said").is_in(list(hits)))["id"]

    def _within(self, rows: pl.DataFrame, asked: Asked) -> pl.DataFrame:
        if asked.since is not None:
            rows = rows.filter(pl.coalesce("last_on", "first_on") >= asked.since)
        if asked.until is not None:
            rows = rows.filter(pl.col("first_on") <= asked.until)
        return rows


_NAMING = (
    "investors",
    "parties",
    "imposers",
    "affected",
    "organizations",
    "partners",
    "products",
    "facility",
    "places",
)
_TEXTS = ("areas",)


def _naming(rows: pl.DataFrame, columns: list[str], wanted: set[str]) -> pl.Series:
    """The identifiers of rows in which any of the columns is or holds one of the values wanted."""
    tests = [
        pl.col(c).list.eval(pl.element().is_in(list(wanted))).list.any()
        if isinstance(rows.schema[c], pl.List)
        else pl.col(c).is_in(list(wanted))
        for c in columns
        if c in rows.columns
    ]
    return rows.filter(pl.any_horizontal(tests) if tests else pl.lit(value=False))["id"]


def _folded(text: str) -> str:
    return without_accents(exact_key(text))
