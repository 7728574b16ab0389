"""The reference world as plain rows, and checks that say in words what is wrong with it.

The rows are read with the standard library alone, so that a fault of our readers cannot hide one of the data.
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from headwater.standard.codes import code_list
from headwater.standard.countries import area_of, country_of
from headwater.standard.names import exact_key
from headwater.standard.tables import TABLE_NAMES, Column, table

World = dict[str, list[dict[str, str]]]
ROUNDING = 0.02
PLACELESS_KINDS = {"remainder", "world", "hs", "sector"}
TABLES_WITH_NAMES = ("organizations", "facilities", "products")


def read_world(folder: Path) -> World:
    """Every table of the standard as rows of strings; a table without a file has none."""
    world: World = {}
    for name in TABLE_NAMES:
        path = folder / f"{name}.csv"
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        world[name] = list(csv.DictReader(text.splitlines(keepends=True)))
    return world


def values(row: dict[str, str], column: Column) -> list[str]:
    """The values of a cell: several where the column holds a list, none where it is empty."""
    cell = row[column.name]
    return [part for part in (cell.split(";") if column.is_list else [cell]) if part]


def without_provenance(world: World) -> list[str]:
    """Claims that do not say where they come from."""
    return [f"{name} row {n}" for name, n, row in claims(world) if not row["source"] or not row["locator"]]


def claims(world: World) -> Iterator[tuple[str, int, dict[str, str]]]:
    """Every row with its table and its number."""
    for name, rows in world.items():
        for n, row in enumerate(rows):
            yield name, n, row


def without_basis(world: World) -> list[str]:
    """Shares that do not say of what."""
    return [f"{row['product']} {row['provider']}" for row in world["provisions"] if row["share"] and not row["basis"]]


def overfull(world: World) -> list[str]:
    """Shares of one product, basis, period, kind of provider and source that add up to more than all of it."""
    totals: dict[tuple[str, ...], float] = defaultdict(float)
    for row in world["provisions"]:
        kinds = ("country",) if row["provider"].startswith("remainder:") else (row["provider"].partition(":")[0],)
        totals[row["product"], row["basis"], row["period"], *kinds, row["source"]] += float(row["share"] or 0)
    return [f"{' '.join(market)} adds up to {total:.4f}" for market, total in totals.items() if total > 1 + ROUNDING]


def cycles(edges: list[tuple[str, str]]) -> list[str]:
    """Nodes from which a way leads back to themselves."""
    following: dict[str, set[str]] = defaultdict(set)
    for start, end in edges:
        following[start].add(end)
    found = []
    for node in list(following):
        reached, waiting = set(), list(following[node])
        while waiting:
            here = waiting.pop()
            if here not in reached:
                reached.add(here)
                waiting.extend(following[here])
        if node in reached:
            found.append(node)
    return found


def requirement_cycles(world: World) -> list[str]:
    """Products that need themselves in the end."""
    return cycles([(row["product"], row["input"]) for row in world["requirements"]])


def variant_cycles(world: World) -> list[str]:
    """Products that are a variant of themselves in the end."""
    return cycles([(row["id"], wider) for row in world["products"] for wider in row["variant_of"].split(";") if wider])


def dangling(world: World) -> list[str]:
    """References to something that has no row and is no country or area; foreign scopes may stand in judgements."""
    known = {row["id"] for _, _, row in claims(world) if "id" in row}
    found = []
    for name, n, row in claims(world):
        for column in table(name).columns:
            if column.type not in ("reference", "references"):
                continue
            found += [
                f"{name} row {n}: {mention}" for mention in values(row, column) if not _exists(mention, known, name)
            ]
    return found


def _exists(mention: str, known: set[str], table_name: str) -> bool:
    kind, _, slug = mention.partition(":")
    if kind == "country":
        return country_of(mention) == mention
    if kind == "area":
        return area_of(mention) == mention
    foreign = table_name == "judgements" and "." in slug
    return mention in known or kind in PLACELESS_KINDS or foreign


def wrong_kinds(world: World) -> list[str]:
    """References of a kind that their column does not take."""
    found = []
    for name, n, row in claims(world):
        for column in table(name).columns:
            if column.kinds:
                mentions = values(row, column)
                found += [f"{name} row {n}: {m}" for m in mentions if m.partition(":")[0] not in column.kinds]
    return found


def wrong_codes(world: World) -> list[str]:
    """Values that are not in the code list of their column."""
    found = []
    for name, n, row in claims(world):
        for column in table(name).columns:
            if column.codes:
                valid = code_list(column.codes).codes()
                found += [f"{name} row {n}: {column.name} {code}" for code in values(row, column) if code not in valid]
    return found


def missing_cells(world: World) -> list[str]:
    """Required cells that are empty."""
    required = {name: [column.name for column in table(name).columns if column.required] for name in world}
    return [
        f"{name} row {n}: {column}" for name, n, row in claims(world) for column in required[name] if not row[column]
    ]


def repeated_keys(world: World) -> list[str]:
    """Keys that stand in a table more than once."""
    found = []
    for name, rows in world.items():
        keys = Counter(tuple(row[column] for column in table(name).key) for row in rows)
        found += [f"{name}: {' '.join(key)}" for key, count in keys.items() if count > 1]
    return found


def derived_headquarters(world: World) -> list[str]:
    """Rows that only add company shares up by home country, which the software does itself."""
    return [
        f"{row['product']} {row['provider']} {row['period']}"
        for row in world["provisions"]
        if row["basis"] == "headquarters" and row["locator"].startswith("computed: sum of")
    ]


def shared_names(world: World) -> list[str]:
    """Names that two rows of one table share, unless a judgement says that the two are one."""
    judged = {frozenset((row["left"], row["right"])) for row in world["judgements"] if row["verdict"] == "same"}
    found = []
    for name in TABLES_WITH_NAMES:
        owners: dict[str, set[str]] = defaultdict(set)
        for row in world[name]:
            for spelling in spellings(row):
                owners[exact_key(spelling)].add(row["id"])
        found += [
            f"{spelling}: {' '.join(sorted(ids))}"
            for spelling, ids in owners.items()
            if len(ids) > 1 and frozenset(ids) not in judged and not _city_and_site(ids)
        ]
    return found


def _city_and_site(identities: set[str]) -> bool:
    return len({identity.partition(":")[0] for identity in identities}) == len(identities)


def spellings(row: dict[str, str]) -> set[str]:
    """Every name of a row, without language tags."""
    tagged = [part for column in ("names", "aliases") for part in row[column].split(";") if part]
    return {row["name"], *(part.partition(":")[2] if _is_tagged(part) else part for part in tagged)}


def _is_tagged(name: str) -> bool:
    language = name.partition(":")[0]
    return ":" in name and language.partition("-")[0].isalpha() and len(language.partition("-")[0]) in (2, 3)


def leaks(world: World) -> list[str]:
    """Cells with a path or an address that is none."""
    signs = ("seed:", "/work", "/home", "/tmp", "file:")
    return [
        f"{name} row {n}: {column}"
        for name, n, row in claims(world)
        for column, cell in row.items()
        if any(sign in cell for sign in signs)
    ]


def counted_twice(world: World) -> list[str]:
    """Parts of an announced total, and cancelled commitments, that totals would count besides it."""
    cancelled = {row["id"] for row in world["commitments"] if row["stage"] == "cancelled"}
    return [
        row["id"]
        for row in world["commitments"]
        if row["counts_in_totals"] == "true" and (row["part_of"] or row["id"] in cancelled)
    ]
