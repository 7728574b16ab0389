"""Code lists, read from `codes/*.yaml`: code -> its meaning, in the order that ranks them where order counts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from headwater.standard.yaml_files import read_yaml


@dataclass(frozen=True, slots=True)
class CodeList:
    """A named list of codes and their meanings."""

    name: str
    says: str
    meanings: dict[str, str]

    def codes(self) -> tuple[str, ...]:
        """The codes, in the list's order."""
        return tuple(self.meanings)

    def rank(self, code: str) -> int:
        """Place of the code in the list, 0 first; unknown codes come after all others."""
        try:
            return self.codes().index(code)
        except ValueError:
            return len(self.meanings)


@cache
def code_list(name: str) -> CodeList:
    """The code list of that name; FileNotFoundError where there is none."""
    text = (files(__package__) / "codes" / f"{name}.yaml").read_text(encoding="utf-8")
    raw = read_yaml(text)
    return CodeList(raw["list"], raw["says"], {str(code): str(meaning) for code, meaning in raw["codes"].items()})
