"""A store with the tiny fictional world, a retracted mistake, and a second opinion on the same things."""

from datetime import UTC, datetime

import pytest

from headwater.bootstrap.workspace import create_store
from headwater.claims.model import View
from headwater.workflows.record import add, retract
from headwater.workflows.view import build_map

SECOND_OPINION = {
    "sources": """\
id,title,kind,publisher,published_on,url,licence,source,locator
source:almanac,Almanac of Imagined Firms,press,Lantern Press,2025-01-01,https://almanac.example/1,CC-BY-4.0,source:almanac,cover
""",
    "organizations": """\
id,name,aliases,kind,home_country,parent,source,locator
org:halden-forge,Halden Forge,Halden;=1+1,company,country:JPN,,source:almanac,page 9
org:halden-mills,Halden Mills,,company,country:JPN,org:halden-forge,source:almanac,page 10
org:ministry-of-glimmer,Ministry of Glimmer,,public-body,country:KOR,,source:almanac,page 11
org:beacon-guild,Beacon Guild,,association,,,source:almanac,page 12
""",
    "facilities": """\
id,name,kind,operator,country,source,locator
facility:lost-quarry,Lost Quarry,mine,org:halden-mills,country:CHL,source:almanac,page 13
""",
    "provisions": """\
product,provider,share,basis,period,source,locator,disclosure
product:beacon-chip,country:VNM,0.5,site,2024,source:almanac,page 14,open
product:beacon-chip,country:JPN,0.1,site,2024,source:almanac,page 14,partners
""",
    "events": """\
id,title,kind,starts_on,countries,organizations,source,locator
event:flood,Flood at Halden Mill,disruption,2024-11-20,country:JPN,org:halden-forge,source:almanac,page 15
""",
}


def clock():
    return datetime(2025, 7, 1, 12, tzinfo=UTC)


@pytest.fixture
def second_opinion(tmp_path):
    folder = tmp_path / "second-opinion"
    folder.mkdir()
    for name, text in SECOND_OPINION.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def space(tmp_path, tiny_world, second_opinion):
    made = create_store(tmp_path / "store")
    for folder in (tiny_world, second_opinion):
        add(made.log, made.readers, [folder], contributor="tester", clock=clock)
    mistake = add(made.log, made.readers, [tiny_world.parent / "mistake"], contributor="tester", clock=clock)
    retract(made.log, mistake.contribution, contributor="tester", clock=clock)
    return made


@pytest.fixture
def supply_map(space):
    return build_map(space.log, View())
