"""The kernels without the JIT, in other processes, and where nothing can be written beside the source."""

import multiprocessing
import os
import shutil
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

import headwater
from headwater.kernels.systemic_risk import Question, risk_of_each
from tests.kernels.networks import esri_of_node_0, random_links

ROOT = Path(__file__).resolve().parents[2]
SAY = """
from headwater.kernels.systemic_risk import Question, Shock, risk_of_each
from tests.kernels.networks import random_links
for strategy in ("batched", "sparse"):
    links = random_links(5, most=12)
    for risks in risk_of_each(links.ours(), Question(strategy=strategy), threads=1):
        print(strategy, *(f"{value:.12f}" for value in risks.esri), *risks.rounds)
"""


def expected():
    lines = []
    network = random_links(5, most=12).ours()
    for strategy in ("batched", "sparse"):
        for risks in risk_of_each(network, Question(strategy=strategy), threads=1):
            said_here = [strategy, *(f"{value:.12f}" for value in risks.esri), *map(str, risks.rounds)]
            lines += [" ".join(said_here)]
    return lines


def said(script: str, source: Path, **environment):
    """What a script prints in a fresh process, with the package from `source`."""
    told = {**os.environ, "PYTHONPATH": os.pathsep.join([str(source), str(ROOT)]), **environment}
    run = subprocess.run(
        [sys.executable, "-c", script], env=told, cwd=ROOT, capture_output=True, text=True, timeout=240, check=False
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.split("\n")[:-1]


def installed() -> Path:
    return Path(headwater.__file__).resolve().parents[1]


def test_without_the_jit():
    for ours, plain in zip(expected(), said(SAY, installed(), NUMBA_DISABLE_JIT="1"), strict=True):
        assert ours.split()[0] == plain.split()[0]
        np.testing.assert_allclose(
            np.array(plain.split()[1:], float), np.array(ours.split()[1:], float), rtol=0, atol=1e-9
        )


@pytest.fixture
def read_only(tmp_path):
    """A copy of the kernels that nobody may write to."""
    package = tmp_path / "site" / "headwater"
    package.mkdir(parents=True)
    source = installed() / "headwater"
    shutil.copy(source / "errors.py", package)
    (package / "__init__.py").touch()
    shutil.copytree(source / "kernels", package / "kernels", ignore=shutil.ignore_patterns("__pycache__"))
    folders = [tmp_path / "site", package, package / "kernels"]
    for folder in folders:
        folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    yield tmp_path / "site"
    for folder in folders:
        folder.chmod(stat.S_IRWXU)


def test_read_only_install_with_a_cache_folder(read_only, tmp_path):
    cache = tmp_path / "cache"
    assert said(SAY, read_only, NUMBA_CACHE_DIR=str(cache)) == expected()
    assert list(cache.rglob("*.nbi"))


@pytest.mark.skipif(os.name != "posix", reason="needs a home that cannot be written to")
def test_read_only_install_without_any_folder_to_write_to(read_only):
    nowhere = "/proc/nowhere"  # nobody can make a folder there, not even an administrator
    locked = {"HOME": nowhere, "XDG_CACHE_HOME": nowhere, "NUMBA_CACHE_DIR": "", "PYTHONDONTWRITEBYTECODE": "1"}
    assert said(SAY, read_only, **locked) == expected()


@pytest.mark.parametrize("method", sorted({"fork", "spawn"} & set(multiprocessing.get_all_start_methods())))
def test_other_processes(method):
    """Threads run before the fork; a child that hangs is an error."""
    script = f"""
import multiprocessing, warnings
from tests.kernels.networks import esri_of_node_0
if __name__ == "__main__":
    here = [esri_of_node_0(seed) for seed in (1, 2)]
    with warnings.catch_warnings(action="ignore"), multiprocessing.get_context("{method}").Pool(2) as pool:
        there = pool.map_async(esri_of_node_0, (1, 2)).get(timeout=90)
    print(here == there, *here)
"""
    assert said(script, installed())[0].split()[0] == "True"


def test_the_first_call_of_many_threads_with_an_empty_cache(tmp_path):
    """Every thread wants the kernel while one compiles it, and a fork right after finds it whole."""
    script = """
import multiprocessing, warnings
from concurrent.futures import ThreadPoolExecutor
from tests.kernels.networks import esri_of_node_0
if __name__ == "__main__":
    with ThreadPoolExecutor(4) as pool:
        here = list(pool.map(esri_of_node_0, range(4), timeout=90))
    with warnings.catch_warnings(action="ignore"), multiprocessing.get_context("fork").Pool(2) as pool:
        there = pool.map_async(esri_of_node_0, range(4)).get(timeout=90)
    print(*here)
    print(*there)
"""
    here, there = said(script, installed(), NUMBA_CACHE_DIR=str(tmp_path / "cache"))
    assert here == there == " ".join(str(esri_of_node_0(seed)) for seed in range(4))


@pytest.mark.parametrize(
    ("firms", "shocks", "compiled"), [(3_000, 3_000, False), (9_000, 20, False), (9_000, 4_000, True)]
)
def test_small_questions_do_not_wait_for_the_sparse_cascade(tmp_path, firms, shocks, compiled):
    """Compiling it takes seconds; it is left alone where it would not save as much."""
    script = f"""
import numpy as np
from headwater.kernels.systemic_risk import Shock, risk_network, systemic_risk
random = np.random.default_rng(1)
ends = random.integers(0, {firms}, (2, 3 * {firms}))
network = risk_network(*ends, np.ones(3 * {firms}), random.integers(0, 5, {firms}), np.full((5, 5), 1))
print(len(systemic_risk(network, [Shock([node]) for node in range({shocks})]).esri))
"""
    assert said(script, installed(), NUMBA_CACHE_DIR=str(tmp_path)) == [str(shocks)]
    kept = {file.name.split(".")[1].split("-")[0] for file in tmp_path.rglob("*.nbi")}
    assert "round_in_lanes" in kept
    assert ("run_sparse" in kept) is compiled


def test_many_threads_ask_at_once():
    here = [esri_of_node_0(seed) for seed in range(8)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(esri_of_node_0, range(8), timeout=120)) == here
