"""What only a process shows: what help imports, closed pipes, Ctrl+C, a port that is taken, the demo."""

import json
import signal
import socket
import time
import urllib.request

import pytest

HEAVY = ("polars", "deltalake", "pyarrow", "fastapi", "numba", "networkx", "uvicorn", "pydantic", "rich")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def first_line(running):
    """The first line of output; the test's own time limit ends a wait for nothing."""
    line = running.stdout.readline()
    assert line, running.stderr.read()
    return line


def test_help_imports_nothing_heavy(script):
    running = script(
        "import atexit, sys",
        f"atexit.register(lambda: print([name for name in {HEAVY!r} if name in sys.modules]))",
        "from headwater.cli import app",
        "app(['--help'])",
    )
    assert running.communicate(timeout=60)[0].splitlines()[-1] == "[]"


def test_a_reader_that_goes_away_is_met_in_silence(process):
    running = process("schema", "--json")
    running.stdout.close()
    assert running.wait(60) == 1
    assert running.stderr.read() == ""


def test_a_port_that_is_taken_is_a_clear_error_with_a_free_one(process, filled_store):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        running = process("--store", filled_store, "serve", "--port", port)
        assert running.wait(60) == 1
        said = running.stderr.read()
    assert f"Port {port}" in said
    assert "Use --port" in said


@pytest.mark.slow
def test_serve_answers_and_stops_cleanly(process, filled_store):
    port = free_port()
    running = process("--store", filled_store, "serve", "--port", port, "--json")
    address = json.loads(first_line(running))["address"]
    with urllib.request.urlopen(f"{address}api/view", timeout=60) as answer:
        assert json.load(answer)["viewer"] == "owner"
    running.send_signal(signal.SIGINT)
    assert running.wait(30) == 0
    assert running.stderr.read() == ""


@pytest.mark.slow
def test_the_demo_holds_the_reference_world_and_is_reused(process, tmp_path):
    for _ in range(2):
        running = process("demo", "--no-open", "--port", free_port(), "--json")
        address = json.loads(first_line(running))["address"]
        with urllib.request.urlopen(f"{address}api/view", timeout=120) as answer:
            counts = json.load(answer)["counts"]
        assert counts["products"] > 100
        assert counts["contributions"] == 1
        running.send_signal(signal.SIGINT)
        assert running.wait(30) == 0
    assert (tmp_path / "headwater-demo").is_dir()


def test_ctrl_c_while_working_is_told(process, tmp_path):
    running = process("--store", tmp_path / "store", "init")
    assert running.wait(60) == 0
    fifo = tmp_path / "provisions.csv"
    with fifo.open("w", encoding="utf-8") as file:
        file.write("product,provider,share,basis,period,source,locator\n")
        file.writelines(f"product:a,country:KOR,0.1,sales,{y},source:s,row\n" for y in range(400_000))
    running = process("--store", tmp_path / "store", "add", fifo)
    time.sleep(1.5)
    running.send_signal(signal.SIGINT)
    assert running.wait(30) == 130
    assert "interrupted" in running.stderr.read()
