"""The structure of what is written as SDMX-CSV: dataflows, data structures, concepts and code lists, as SDMX-ML 3.0.

Code lists hold the codes that the data use, with all names that are known. The message describes data and is not dated:
`Prepared` is a constant, so that the same data give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

AGENCY, VERSION = "HEADWATER", "1.0"
NOT_APPLICABLE = "_Z"
_PREPARED = "2000-01-01T00:00:00Z"
_BASE = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0"
_NAMES = {"mes": f"{_BASE}/message", "str": f"{_BASE}/structure", "com": f"{_BASE}/common"}
_URN = "urn:sdmx:org.sdmx.infomodel"

Names = Mapping[str, str]
"""Name by language tag."""


@dataclass(frozen=True, slots=True)
class Part:
    """A column: its identifier, what it means, and the code list its values are of (or their kind of text)."""

    id: str
    meaning: str
    codes: str | None = None
    text: str = "String"


@dataclass(frozen=True, slots=True)
class Structure:
    """A dataflow of that identifier with its columns; `TIME_PERIOD` comes last among the dimensions by itself."""

    id: str
    name: str
    dimensions: tuple[Part, ...]
    measures: tuple[Part, ...]
    attributes: tuple[Part, ...]

    @property
    def reference(self) -> str:
        """The dataflow as SDMX-CSV names it."""
        return f"{AGENCY}:{self.id}({VERSION})"

    @property
    def columns(self) -> list[str]:
        """All columns in order."""
        parts = (*self.dimensions, TIME, *self.measures, *self.attributes)
        return [part.id for part in parts]


TIME = Part("TIME_PERIOD", "Year, quarter or month the figure is for; a range where it is for several years.")


def structure_message(structures: Sequence[Structure], lists: Mapping[str, Mapping[str, Names]]) -> bytes:
    """The structure message; `lists`: code -> names, by the name of the list."""
    root = etree.Element(_tag("mes", "Structure"), nsmap=_NAMES)
    header = etree.SubElement(root, _tag("mes", "Header"))
    for name, text in (("ID", "headwater-structure"), ("Test", "false"), ("Prepared", _PREPARED)):
        etree.SubElement(header, _tag("mes", name)).text = text
    etree.SubElement(header, _tag("mes", "Sender"), id=AGENCY)
    inside = etree.SubElement(root, _tag("mes", "Structures"))
    flows = etree.SubElement(inside, _tag("str", "Dataflows"))
    for each in structures:
        found = _maintained(flows, "Dataflow", each.id, {"en": each.name})
        etree.SubElement(
            found, _tag("str", "Structure")
        ).text = f"{_URN}.datastructure.DataStructure={AGENCY}:{each.id}({VERSION})"
    used = [part for each in structures for part in (*each.dimensions, TIME, *each.measures, *each.attributes)]
    _code_lists(inside, {part.codes: lists[part.codes] for part in used if part.codes is not None})
    _concepts(inside, used)
    holder = etree.SubElement(inside, _tag("str", "DataStructures"))
    for each in structures:
        _data_structure(holder, each)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _tag(space: str, name: str) -> str:
    return f"{{{_NAMES[space]}}}{name}"


def _maintained(parent: etree._Element, kind: str, identity: str, names: Names) -> etree._Element:
    found = etree.SubElement(
        parent, _tag("str", kind), id=identity, version=VERSION, agencyID=AGENCY, isExternalReference="false"
    )
    _named(found, names)
    return found


def _named(parent: etree._Element, names: Names) -> None:
    for language, text in names.items():
        name = etree.SubElement(parent, _tag("com", "Name"))
        name.set("{http://www.w3.org/XML/1998/namespace}lang", language)
        name.text = text


def _code_lists(parent: etree._Element, lists: Mapping[str, Mapping[str, Names]]) -> None:
    holder = etree.SubElement(parent, _tag("str", "Codelists"))
    for name in sorted(lists):
        found = _maintained(holder, "Codelist", name, {"en": name.removeprefix("CL_").replace("_", " ").capitalize()})
        for code in sorted(lists[name]):
            _named(etree.SubElement(found, _tag("str", "Code"), id=code), lists[name][code])


def _concepts(parent: etree._Element, used: Iterable[Part]) -> None:
    holder = etree.SubElement(parent, _tag("str", "ConceptSchemes"))
    scheme = _maintained(holder, "ConceptScheme", "CS_HEADWATER", {"en": "Concepts of Headwater"})
    for part in {part.id: part for part in used}.values():
        concept = etree.SubElement(scheme, _tag("str", "Concept"), id=part.id)
        _named(concept, {"en": part.id.replace("_", " ").capitalize()})
        meaning = etree.SubElement(concept, _tag("com", "Description"))
        meaning.set("{http://www.w3.org/XML/1998/namespace}lang", "en")
        meaning.text = part.meaning


def _data_structure(parent: etree._Element, structure: Structure) -> None:
    found = _maintained(parent, "DataStructure", structure.id, {"en": structure.name})
    parts = etree.SubElement(found, _tag("str", "DataStructureComponents"))
    dimensions = etree.SubElement(parts, _tag("str", "DimensionList"), id="DimensionDescriptor")
    for place, part in enumerate(structure.dimensions, 1):
        _component(dimensions, "Dimension", part, position=str(place))
    _component(dimensions, "TimeDimension", Part(TIME.id, TIME.meaning, text="ObservationalTimePeriod"))
    attributes = etree.SubElement(parts, _tag("str", "AttributeList"), id="AttributeDescriptor")
    for part in structure.attributes:
        attribute = _component(attributes, "Attribute", part, usage="optional")
        relation = etree.SubElement(attribute, _tag("str", "AttributeRelationship"))
        etree.SubElement(relation, _tag("str", "Observation"))
    measures = etree.SubElement(parts, _tag("str", "MeasureList"), id="MeasureDescriptor")
    for part in structure.measures:
        _component(measures, "Measure", part, usage="optional")


def _component(parent: etree._Element, kind: str, part: Part, **more: str) -> etree._Element:
    found = etree.SubElement(parent, _tag("str", kind), id=part.id, **more)
    etree.SubElement(
        found, _tag("str", "ConceptIdentity")
    ).text = f"{_URN}.conceptscheme.Concept={AGENCY}:CS_HEADWATER({VERSION}).{part.id}"
    shown = etree.SubElement(found, _tag("str", "LocalRepresentation"))
    if part.codes is None:
        etree.SubElement(shown, _tag("str", "TextFormat"), textType=part.text)
    else:
        etree.SubElement(
            shown, _tag("str", "Enumeration")
        ).text = f"{_URN}.codelist.Codelist={AGENCY}:{part.codes}({VERSION})"
    return found
