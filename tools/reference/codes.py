"""The code lists, as one page of documentation."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from headwater.standard.codes import code_list
from headwater.standard.tables import all_tables
from reference.markdown import GENERATED, table


def names() -> tuple[str, ...]:
    """The code lists that columns use, in alphabetical order."""
    return tuple(sorted({column.codes for definition in all_tables() for column in definition.columns if column.codes}))


def files(_root: Path) -> Mapping[str, str]:
    """`docs/reference/codes.md`."""
    lines = [
        GENERATED,
        "# Code lists",
        "",
        "Order counts where a list says so: earlier ranks first.",
        "",
    ]
    for name in names():
        listed = code_list(name)
        lines += [f"## {name}", "", f"{listed.says[:1].upper()}{listed.says[1:]}.", ""]
        lines += table(("code", "meaning"), [(f"`{code}`", meaning) for code, meaning in listed.meanings.items()])
    return {"docs/reference/codes.md": "\n".join(lines)}
