"""Sources, organizations and products of both folders, one row per identity."""

from __future__ import annotations

import re
import unicodedata

from reference_world.facts import Decisions, Facts, Row, join, sentence, split

OWN_SOURCE = "source:headwater-reference-world"
COMPILED_ON = "2026-11-22"
LANGUAGE = re.compile(r"^[a-z]{2,3}(?:-[A-Za-z]{2,8})?:")
HAN_OF_HOME = {"JPN": "ja", "CHN": "zh-Hans", "TWN": "zh-Hant"}


def sources(facts: Facts, decisions: Decisions) -> list[Row]:
    """Documents of both folders; the same page under two ids is one row."""
    kinds = {row["id"]: row for row in decisions.rows("source_kinds")}
    merged: dict[str, Row] = {}
    for folder, rows in (("chain", facts.chain["sources"]), ("ledger", facts.ledger["sources"])):
        for raw in rows:
            row = _source(raw, decisions.identity(folder, raw["id"]))
            earlier = merged.setdefault(row["id"], row)
            earlier.update({key: value for key, value in row.items() if value and not earlier[key]})
    for identity, row in merged.items():
        row["kind"] = kinds[identity]["kind"]
        row["publisher"] = kinds[identity]["publisher"] or row["publisher"]
    return list(merged.values())


def _source(raw: Row, identity: str) -> Row:
    basis = raw.get("published_on_basis", "")
    return {
        "id": identity,
        "title": raw["title"],
        "publisher": raw["publisher"],
        "published_on": raw["published_on"],
        "url": raw["url"] if raw["url"].startswith("http") else "",
        "language": raw["language"],
        "licence": raw["licence"],
        "sha256": raw.get("sha256", ""),
        "source": identity,
        "locator": "whole document",
        "stated_on": raw["published_on"],
        "note": sentence(
            raw.get("note", ""), f"day of publication: {basis}" if basis not in ("", "article record") else ""
        ),
    }


def organizations(facts: Facts, decisions: Decisions) -> list[Row]:
    """Firms and bodies of both folders; the ledger's statement leads, the chain's list adds names."""
    stated = [_ledger_organization(raw, decisions) for raw in facts.ledger["organizations"]]
    rows = {row["id"]: row for row in stated}
    dropped = {(row["id"], row["alias"]) for row in decisions.rows("dropped_aliases")}
    for raw in facts.chain["organizations"]:
        identity = decisions.identity("chain", raw["id"])
        row = rows.get(identity)
        rows[identity] = _add_chain_names(row, raw) if row else _chain_organization(raw, identity, decisions)
    for added in decisions.rows("added_aliases"):
        rows[added["id"]]["all_names"] = join([rows[added["id"]]["all_names"], added["alias"]])
    for row in rows.values():
        _settle_names(row, dropped)
    return list(rows.values())


def _ledger_organization(raw: Row, decisions: Decisions) -> Row:
    home = raw["home_country"]
    return {
        "id": decisions.identity("ledger", raw["id"]),
        "name": raw["name"],
        "all_names": join([*split(raw["aliases"]), *(_tagged(name) for name in split(raw["seen_as"]))]),
        "kind": decisions.code("organization_kind", raw["kind"]),
        "home_country": decisions.identity("ledger", home) if home else "",
        "parent": decisions.references("ledger", raw["parent"]),
        "source": decisions.identity("ledger", raw["source"]),
        "locator": raw["locator"],
        "stated_on": raw["stated_on"],
        "confidence": raw["confidence"],
        "note": sentence(raw["notes"]),
    }


def _chain_organization(raw: Row, identity: str, decisions: Decisions) -> Row:
    return {
        "id": identity,
        "name": raw["name_en"],
        "all_names": _chain_names(raw),
        "kind": decisions.code("organization_kind", raw["kind"]),
        "home_country": f"country:{raw['home_country']}",
        "website": raw["website"],
        "source": OWN_SOURCE,
        "locator": "list of organizations",
        "stated_on": COMPILED_ON,
        "confidence": "medium",
    }


def _add_chain_names(row: Row, raw: Row) -> Row:
    home = f"country:{raw['home_country']}"
    added = "" if row["home_country"] == home else "home country from the list of organizations compiled for this world"
    row["all_names"] = join([*split(row["all_names"]), raw["name_en"], *split(_chain_names(raw))])
    row["home_country"] = row["home_country"] or home
    row["website"] = raw["website"]
    row["note"] = sentence(row["note"], "further names and web site from the list compiled for this world", added)
    return row


def _chain_names(raw: Row) -> str:
    local, home = raw["name_local"], raw["home_country"]
    language = _language(local, HAN_OF_HOME.get(home, ""))
    aliases = [_tagged(alias) for alias in split(raw["aliases"], "|")]
    return join([f"{language}:{local}" if language else local, *aliases])


def _tagged(name: str) -> str:
    language = "" if LANGUAGE.match(name) else _language(name, "")
    return f"{language}:{name}" if language else name


def _language(name: str, han: str) -> str:
    """The language a script gives away; Chinese characters alone give it only with the firm's home country."""
    scripts = {unicodedata.name(letter, "").split(" ")[0] for letter in name if not letter.isascii()}
    if "HANGUL" in scripts:
        return "ko"
    if scripts & {"KATAKANA", "HIRAGANA"}:
        return "ja"
    if "ARABIC" in scripts:
        return "ar"
    if "CYRILLIC" in scripts:
        return "uk" if set(name.lower()) & set("іїєґ") else ""
    if "CJK" in scripts:
        return han
    return "vi" if set(name.lower()) & set("ệạửđộế") else ""


def _settle_names(row: Row, dropped: set[tuple[str, str]]) -> None:
    """Split all names into the first of each language and the other ones."""
    names: dict[str, str] = {}
    aliases = []
    seen = {row["name"].casefold()}
    for entry in split(row.pop("all_names")):
        language, _, name = entry.partition(":") if LANGUAGE.match(entry) else ("", "", entry)
        if name.casefold() in seen or (row["id"], name) in dropped:
            continue
        seen.add(name.casefold())
        if language and language != "en" and language not in names:
            names[language] = name
        else:
            aliases.append(f"{language}:{name}" if language not in ("", "en") else name)
    row["names"] = join(f"{language}:{name}" for language, name in sorted(names.items()))
    row["aliases"] = join(sorted(aliases))


def products(facts: Facts, decisions: Decisions) -> list[Row]:
    """The chain's products, and as wider groups those only the ledger names."""
    wider: dict[str, list[str]] = {}
    for row in decisions.rows("product_variants"):
        wider.setdefault(row["id"], []).append(row["variant_of"])
    rows = [_chain_product(raw, decisions) for raw in facts.chain["products"]]
    rows += [_added_product(raw) for raw in decisions.rows("product_additions")]
    spellings = _spellings(facts, decisions)
    for row in rows:
        row["variant_of"] = join([*split(row["variant_of"]), *wider.get(row["id"], [])])
        row["aliases"] = join(sorted(spellings.get(row["id"], set()) - {row["name"].lower()}))
    return rows


def _spellings(facts: Facts, decisions: Decisions) -> dict[str, set[str]]:
    """Labels of the ledger for products that carry another name here."""
    found: dict[str, set[str]] = {}
    for raw in facts.ledger["products_used"]:
        found.setdefault(decisions.identity("ledger", raw["id"]), set()).add(raw["label"])
    return found


def _chain_product(raw: Row, decisions: Decisions) -> Row:
    row = _own({"id": decisions.identity("chain", raw["id"]), "name": raw["name_en"]})
    row["names"] = join(f"{language}:{raw[f'name_{language}']}" for language in ("ko", "vi", "fr"))
    row |= {
        "kind": raw["kind"],
        "technology": raw["technology"],
        "hs_codes": raw["hs_codes"],
        "hs_edition": raw["hs_edition"],
    }
    return row | {"variant_of": decisions.references("chain", raw["variant_of"]), "description": raw["description_en"]}


def _added_product(raw: Row) -> Row:
    return _own(raw) | {"note": "Wider group or thing that only the ledger names."}


def _own(row: Row) -> Row:
    provenance = {"source": OWN_SOURCE, "locator": "list of products", "stated_on": COMPILED_ON, "confidence": "medium"}
    return row | provenance
