"""Which methods an address takes, for the header `Allow` of a 405: all of them, however many routes they are."""

from __future__ import annotations

import re

from fastapi import FastAPI


def methods_at(app: FastAPI, path: str) -> list[str]:
    """The methods described for a path, in alphabetical order; empty where the path is none of ours."""
    found: set[str] = set()
    for template, operations in app.openapi()["paths"].items():
        pattern = "".join("[^/]+" if part.startswith("{") else re.escape(part) for part in _parts(template))
        if re.fullmatch(pattern, path):
            found |= {method.upper() for method in operations}
    return sorted(found)


def _parts(template: str) -> list[str]:
    return [part for part in re.split(r"(\{[^}]*\})", template) if part]
