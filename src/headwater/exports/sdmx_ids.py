"""Identities as codes of SDMX, and back: a code may hold letters, digits, `_`, `@`, `$` and `-`, nothing else.

    country:KOR           KOR                    the codes statistics know
    hs:HS2022.854231      HS2022-854231
    org:eto.asml          org@eto$asml
    world:World total     world@World_20_total   any other character as its number, in hexadecimal, between `_`

The codes of countries and of HS have no `@`, all others do, so that no two identities share a code.
"""

from __future__ import annotations

import re

_COUNTRY = re.compile(r"country:([A-Z]{3})")
_HS = re.compile(r"hs:([A-Za-z0-9]+)\.([0-9]+)")
_HS_CODE = re.compile(r"([A-Za-z0-9]+)-([0-9]+)")
_PLAIN = re.compile(r"[A-Za-z0-9-]")


def code_of(identity: str) -> str:
    """The code of an identity."""
    if found := _COUNTRY.fullmatch(identity):
        return found[1]
    if found := _HS.fullmatch(identity):
        return f"{found[1]}-{found[2]}"
    kind, _, slug = identity.partition(":")
    return f"{_escaped(kind)}@{_escaped(slug)}"


def identity_of(code: str) -> str:
    """The identity of a code that `code_of` gave."""
    kind, at, slug = code.partition("@")
    if at:
        return f"{_plain(kind)}:{_plain(slug)}"
    if found := _HS_CODE.fullmatch(code):
        return f"hs:{found[1]}.{found[2]}"
    return f"country:{code}"


def _escaped(text: str) -> str:
    return "".join(
        letter if _PLAIN.fullmatch(letter) else "$" if letter == "." else f"_{ord(letter):x}_" for letter in text
    )


def _plain(text: str) -> str:
    return re.sub("_([0-9a-f]+)_", lambda found: chr(int(found[1], 16)), text.replace("$", "."))
