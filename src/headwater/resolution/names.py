"""Names made comparable: Unicode form, case, accents' encoding, punctuation and legal forms.

Accents themselves stay, and so does word order: what is not the same after this is for people to judge.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# Endings that name a legal form and no firm (ISO 20275 and common usage); compared after case folding, dots removed.
_LEGAL_FORMS = frozenset(
    {
        "ab",
        "ag",
        "as",
        "asa",
        "bhd",
        "bv",
        "co",
        "company",
        "corp",
        "corporation",
        "gmbh",
        "inc",
        "incorporated",
        "kabushiki",
        "kaisha",
        "kg",
        "kgaa",
        "kk",
        "limited",
        "llc",
        "llp",
        "lp",
        "ltd",
        "nv",
        "oy",
        "oyj",
        "plc",
        "pte",
        "pty",
        "sa",
        "sab",
        "sarl",
        "sas",
        "se",
        "spa",
        "spolka",
        "srl",
        "sdn",
        "tbk",
    }
)
_LOCAL_FORMS = re.compile(
    r"^(?:주식회사|㈜|\(주\)|株式会社|\(株\))\s*|\s*(?:주식회사|㈜|\(주\)|株式会社|\(株\)|有限公司|股份有限公司)$"
)
_PUNCTUATION = re.compile(r"[^\w\s]+")
_SPACE = re.compile(r"\s+")
_LANGUAGE_TAG = re.compile(r"^[a-z]{2,3}(?:-[A-Za-z]{4})?(?:-[A-Z]{2})?:")


def without_language(name: str) -> str:
    """The name in a `LANGUAGE:NAME` entry; other entries as they are."""
    return _LANGUAGE_TAG.sub("", name, count=1)


@lru_cache(maxsize=200_000)
def normal_name(name: str) -> str:
    """The name in comparable form; empty where nothing is left."""
    folded = unicodedata.normalize("NFKC", name).casefold().replace("&", " and ").replace(".", "").replace("'", "")
    return _SPACE.sub(" ", _PUNCTUATION.sub(" ", folded)).strip()


@lru_cache(maxsize=200_000)
def normal_firm_name(name: str) -> str:
    """The comparable form of an organization's name without its legal form, unless nothing else would be left."""
    words = normal_name(_LOCAL_FORMS.sub("", unicodedata.normalize("NFKC", name).strip())).split()
    kept = words[:]
    while len(kept) > 1 and kept[-1] in _LEGAL_FORMS:
        kept.pop()
    return " ".join(kept)


def all_names(name: str | None, more: Iterable[str]) -> list[str]:
    """A row's name and its other names without their language tags, each once, in order."""
    named = [name] if name else []
    return list(dict.fromkeys([*named, *(without_language(other) for other in more)]))
