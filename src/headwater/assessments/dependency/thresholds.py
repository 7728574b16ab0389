"""Every limit of the assessment, with its default and whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from types import MappingProxyType

from headwater.errors import BadQuestion
from headwater.standard.findings import Ladder, Step

EU = "EU SWD(2021) 352"
GEODEP = "CEPII GeoDep"
KOREA = "Republic of Korea, early-warning items; limits between grades are Headwater's"
HOUSE = "Headwater"
WATCH: Mapping[str, str] = MappingProxyType({"A": "weekly", "B": "fortnightly", "C": "monthly", "D": "quarterly"})
"""How often an item of a grade is looked at (Republic of Korea)."""

WHOSE: Mapping[str, str] = MappingProxyType(
    {
        "import_hhi": f"{EU}; {GEODEP}",
        "outside_supply": EU,
        "substitutability": EU,
        "world_export_hhi": GEODEP,
        "imports_over_exports": GEODEP,
        "years_of_three": GEODEP,
        "early_warning": "Republic of Korea, early-warning items",
        "governance_hhi": "weights the user's; limit Headwater's",
        "partners_in_common": "IPEF Supply Chain Agreement",
    }
)
"""Whose a limit is; those not named here are Headwater's."""


@dataclass(frozen=True, slots=True)
class DependencyThresholds:
    """Limits; a verdict holds above them.

    Grades of early-warning items: `grade_a`, `grade_b`, `grade_c` are shares of the largest supplier from which an item
    has that grade; the others above `early_warning` have D. `enough_exporters`: a source that is nobody's own report
    must know so many partners in a year before it says anything of the whole. `cif_over_fob`: what freight and
    insurance add. `years_of_three` of GeoDep's years must hold.
    """

    import_hhi: float = 0.4
    outside_supply: float = 0.5
    substitutability: float = 1.0
    world_export_hhi: float = 0.4
    imports_over_exports: float = 1.0
    years_of_three: float = 2
    early_warning: float = 0.5
    grade_a: float = 0.9
    grade_b: float = 0.8
    grade_c: float = 0.7
    governance_hhi: float = 0.25
    persistent: float = 0.5
    cif_over_fob: float = 1.06
    enough_exporters: float = 50
    partners_in_common: float = 3

    def __post_init__(self) -> None:
        """Raise `BadQuestion` for a limit below 0, and for grades out of order."""
        for name in names():
            if not getattr(self, name) >= 0:
                raise BadQuestion(f"The threshold {name} is {getattr(self, name)}; it must not be below 0.")
        if not self.grade_a >= self.grade_b >= self.grade_c >= self.early_warning:
            raise BadQuestion("The grades are out of order.", "Grade A needs the largest share, D the smallest.")
        if self.cif_over_fob < 1:
            raise BadQuestion(
                "cif_over_fob is below 1.", "With freight and insurance a value is not below one without."
            )

    def changed(self, given: Mapping[str, float]) -> DependencyThresholds:
        """The same with some limits changed; `BadQuestion` lists the names there are."""
        for name in given:
            if name not in names():
                raise BadQuestion(f"There is no threshold {name!r}.", valid=names())
        return replace(self, **given)

    def ladder(self, limit: str, verdict: str, floor: str, source: str) -> Ladder:
        """One step at a named limit."""
        return Ladder((Step(getattr(self, limit), verdict),), floor, f"{limit}; {source}")

    def grades(self) -> Ladder:
        """Early-warning items by grade, each with how often it is watched."""
        steps = [(self.grade_a, "A", True), (self.grade_b, "B", True), (self.grade_c, "C", True)]
        steps.append((self.early_warning, "D", False))
        return Ladder(
            tuple(
                Step(limit, f"early-warning item, grade {grade}, watched {WATCH[grade]}", at)
                for limit, grade, at in steps
            ),
            "no early-warning item",
            KOREA,
        )


def names() -> tuple[str, ...]:
    """Names of all limits."""
    return tuple(field.name for field in fields(DependencyThresholds))


DEFAULTS = DependencyThresholds()
