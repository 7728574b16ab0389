"""Maps are resolved once per view and log, however many ask at once, and never kept beyond what is true."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest

from headwater.bootstrap.workspace import create_store
from headwater.claims.model import View, Viewer
from headwater.errors import StoreBusy
from headwater.server import resolved
from headwater.server.resolved import ResolvedMaps
from headwater.workflows.record import add
from tests.server.conftest import clock


@pytest.fixture
def counted(monkeypatch):
    calls = []
    build = resolved.build_map

    def count(log, view):
        calls.append(view)
        return build(log, view)

    monkeypatch.setattr(resolved, "build_map", count)
    return calls


def test_twenty_at_once_resolve_once(space, counted):
    maps, gate = ResolvedMaps(space.log, Viewer()), Barrier(20)

    def ask(_):
        gate.wait()
        return maps.get(View())

    with ThreadPoolExecutor(20) as pool:
        found = list(pool.map(ask, range(20)))
    assert len(counted) == 1
    assert all(one is found[0] for one in found)


def test_days_of_knowledge_that_change_nothing_share_a_map(space, counted):
    maps = ResolvedMaps(space.log, Viewer())
    first, second = (maps.get(View(known_on=day)) for day in (date(2025, 7, 1), date(2026, 1, 1)))
    assert first is second
    assert maps.get(View(known_on=date(2025, 6, 30))) is not first
    assert len(counted) == 2


def test_what_was_recorded_since_is_there(tmp_path, tiny_world):
    space = create_store(tmp_path / "store")
    maps = ResolvedMaps(space.log, Viewer())
    before = maps.get(View()).digest
    add(space.log, space.readers, [tiny_world], contributor="tester", clock=clock)
    assert maps.get(View()).digest != before


def test_only_the_last_maps_are_kept(space, counted):
    maps = ResolvedMaps(space.log, Viewer(), size=2)
    for day in (1, 2, 3, 1):
        maps.get(View(valid_on=date(2025, 1, day)))
    assert len(counted) == 4


def test_a_failure_is_not_kept(space, monkeypatch):
    maps, build = ResolvedMaps(space.log, Viewer()), resolved.build_map

    def fail(*_):
        raise StoreBusy("busy")

    monkeypatch.setattr(resolved, "build_map", fail)
    with pytest.raises(StoreBusy):
        maps.get(View())
    monkeypatch.setattr(resolved, "build_map", build)
    assert maps.get(View()).digest
