"""On whom does a country or a bloc depend for each product it imports, and is there a way around?

    import HHI (CDI1)            sum of squared shares of the countries of origin in the imports of a product
    outside supply (CDI2)        imports from outside / all imports of the members; 1 for a single country
    substitutability (CDI3)      imports from outside / all exports of the product by the importer
    strategic dependency         all three above their thresholds (EU SWD(2021) 352)
    GeoDep                       import HHI, HHI of world exports, imports / exports, each in 2 of 3 years (CEPII)
    early-warning item           more than half from one country; graded by how much (Republic of Korea)
    governance-weighted HHI      sum of squared shares times a risk weight the user gives (JRC)
    persistence                  share of the years in which import HHI is above its threshold
    flip probability             part of the known range of the import HHI that lies across the threshold
    mirror gap                   a flow as its buyer and as its supplier reports it, both fob: an interval

Shares are of all imports, those of unspecified origin included (these are no supplier: low spreads them thin, high
gives them to the largest). A country's own goods coming back count like any other's. World rows and blocs are never
added to countries. For each importer, product and year the importer's own report counts; without one a reconciled
source; without that what partners say of their exports.

Where it misleads: the origin that customs note is not where inputs come from; re-exports hide producers (much of what
comes from Hong Kong or the Netherlands is made elsewhere); a code may hold one critical good among many others;
a product whose code changed between editions of the HS begins anew, unless its years are brought to one edition; then
what split codes leave open is uncertain (see `bounds`).
"""

from headwater.assessments.dependency.bounds import bounds
from headwater.assessments.dependency.common import common_goods
from headwater.assessments.dependency.findings import dependency, findings_on, measure
from headwater.assessments.dependency.importers import Importers, partners
from headwater.assessments.dependency.indicators import Scope, importer_indicators
from headwater.assessments.dependency.mirror import mirror_gaps
from headwater.assessments.dependency.suppliers import suppliers, world_exporters
from headwater.assessments.dependency.telling import members_told
from headwater.assessments.dependency.thresholds import DependencyThresholds
from headwater.assessments.dependency.years import OVER_YEARS

__all__ = [
    "OVER_YEARS",
    "DependencyThresholds",
    "Importers",
    "Scope",
    "bounds",
    "common_goods",
    "dependency",
    "findings_on",
    "importer_indicators",
    "measure",
    "members_told",
    "mirror_gaps",
    "partners",
    "suppliers",
    "world_exporters",
]
