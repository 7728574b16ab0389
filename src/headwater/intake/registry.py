"""Every reader there is, in the order in which they are asked whether they recognise a file."""

from __future__ import annotations

from headwater.intake.baci import BaciReader
from headwater.intake.bgs import BgsReader
from headwater.intake.chips_awards import ChipsAwardsReader
from headwater.intake.comtrade import ComtradeReader
from headwater.intake.comtrade_legacy import ComtradeLegacyReader
from headwater.intake.eto.reader import EtoReader
from headwater.intake.gta import GtaReader
from headwater.intake.own.reader import OwnReader
from headwater.intake.us_chip_projects import UsChipProjectsReader
from headwater.intake.usgs.reader import UsgsReader
from headwater.workflows.reading import Reader

READERS: tuple[Reader, ...] = (
    EtoReader(), UsgsReader(), BgsReader(), ComtradeReader(), ComtradeLegacyReader(), BaciReader(),
    GtaReader(), UsChipProjectsReader(), ChipsAwardsReader(), OwnReader(),
)  # fmt: skip
