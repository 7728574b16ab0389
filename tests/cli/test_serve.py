"""When `serve` takes writes: for the owner on this machine; elsewhere only where it was said, and with a key."""

import hashlib
import http.client
import json
import signal
import socket
import time

import pytest

from headwater.bootstrap.workspace import open_workspace
from headwater.cli.commands.serve import writing_at
from headwater.errors import BadQuestion
from headwater.server.temporary import LOCK

KEY = "a key of many letters"


@pytest.fixture(autouse=True)
def no_key(monkeypatch):
    monkeypatch.delenv("HEADWATER_WRITE_KEY", raising=False)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_the_owner_writes_on_this_machine(host):
    writing = writing_at(host, "owner")
    assert writing.allowed
    assert writing.key is None
    assert writing.contributor


@pytest.mark.parametrize(("host", "viewer"), [("127.0.0.1", "public"), ("0.0.0.0", "public"), ("0.0.0.0", "owner")])
def test_nobody_else_does(host, viewer):
    assert not writing_at(host, viewer).allowed


def test_read_only_is_read_only():
    assert not writing_at("127.0.0.1", "owner", read_only=True).allowed
    with pytest.raises(BadQuestion):
        writing_at("127.0.0.1", "owner", read_only=True, allowed=True)


def test_elsewhere_a_key_is_needed(monkeypatch, tmp_path):
    with pytest.raises(BadQuestion, match="key"):
        writing_at("0.0.0.0", "owner", allowed=True)
    file = tmp_path / "key.txt"
    file.write_text(f"{KEY}\n", encoding="utf-8")
    assert writing_at("0.0.0.0", "owner", allowed=True, key_file=file).key == KEY
    monkeypatch.setenv("HEADWATER_WRITE_KEY", f"{KEY} of the environment")
    writing = writing_at("0.0.0.0", "public", allowed=True)
    assert (writing.key, writing.contributor) == (f"{KEY} of the environment", None)


@pytest.mark.parametrize("text", ["", "short", None])
def test_a_key_that_is_none_is_told(tmp_path, text):
    file = tmp_path / "key.txt"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    with pytest.raises(BadQuestion):
        writing_at("0.0.0.0", "owner", allowed=True, key_file=file)


SOURCES = b"id,title,kind,source,locator\nsource:census,Census,official-statistics,source:census,title page\n"


class Talker:
    """Speaks HTTP to a server of its own process, as a program would, one request a connection."""

    def __init__(self, process, store):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.running = process("--store", store, "serve", "--port", self.port, "--json")
        self.started = json.loads(self.running.stdout.readline())
        self.token = self.ask("GET", "/api/session")[1]["token"]

    def ask(self, method, path, body=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        token = {"Headwater-Write": self.token} if method != "GET" else {}
        sent = body if body is None or isinstance(body, bytes) else json.dumps(body)
        media = {} if isinstance(body, bytes | None) else {"Content-Type": "application/json"}
        connection.request(method, path, sent, {**token, **media, **headers})
        answer = connection.getresponse()
        told = json.loads(answer.read())
        connection.close()
        return answer.status, told

    def begin_to_send(self, upload, announced, part):
        """Send part of a file; what comes back is the open connection."""
        line = socket.create_connection(("127.0.0.1", self.port))
        head = (
            f"PUT /api/uploads/{upload}/files?name=sources.csv HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
            f"Headwater-Write: {self.token}\r\nContent-Length: {announced}\r\n\r\n"
        )
        line.sendall(head.encode() + part)
        return line

    def record(self, upload, contributor="tester"):
        seen = self.ask("POST", f"/api/uploads/{upload}/preview", {})[1]["seen"]
        return self.ask("POST", f"/api/uploads/{upload}/record", {"contributor": contributor, "seen": seen})


def parts_of(temporary):
    return [path for path in temporary.rglob("*") if path.is_file() and path.name != LOCK]


@pytest.fixture
def temporary(monkeypatch, tmp_path):
    """Where servers keep what is sent; asked for before they are started."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


@pytest.fixture
def talker(temporary, process, filled_store):
    made = Talker(process, filled_store)
    made.temporary = temporary
    return made


@pytest.mark.slow
def test_a_connection_that_breaks_while_sending_leaves_nothing(talker):
    assert talker.started["writable"] is True
    upload = talker.ask("POST", "/api/uploads")[1]["id"]
    deadline = time.monotonic() + 20
    with talker.begin_to_send(upload, len(SOURCES), SOURCES[:20]):
        while not parts_of(talker.temporary) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert parts_of(talker.temporary)
    while parts_of(talker.temporary) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert parts_of(talker.temporary) == []
    assert talker.ask("GET", f"/api/uploads/{upload}")[1]["files"] == []
    status, told = talker.ask("PUT", f"/api/uploads/{upload}/files?name=sources.csv", SOURCES)
    assert (status, told["sha256"]) == (200, hashlib.sha256(SOURCES).hexdigest())
    assert talker.record(upload)[0] == 200
    talker.running.send_signal(signal.SIGINT)
    assert talker.running.wait(30) == 0
    assert talker.running.stderr.read() == ""
    assert list(talker.temporary.iterdir()) == []  # a server that stops takes its uploads along


@pytest.mark.slow
def test_a_server_killed_after_it_answered_has_lost_nothing(talker, filled_store):
    upload = talker.ask("POST", "/api/uploads")[1]["id"]
    talker.ask("PUT", f"/api/uploads/{upload}/files?name=sources.csv", SOURCES)
    status, told = talker.record(upload)
    talker.running.kill()
    talker.running.wait(30)
    assert status == 200
    log = open_workspace(filled_store).log
    assert log.contributions()[-1].id == told["contribution"]
    assert log.verify().sound


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_server_that_is_told_to_end_takes_its_uploads_along(talker, how):
    upload = talker.ask("POST", "/api/uploads")[1]["id"]
    talker.ask("PUT", f"/api/uploads/{upload}/files?name=sources.csv", SOURCES)
    assert parts_of(talker.temporary)
    talker.running.send_signal(how)
    talker.running.wait(30)
    assert list(talker.temporary.iterdir()) == []


@pytest.mark.slow
def test_what_a_killed_server_left_goes_when_the_next_one_starts(talker, process, filled_store):
    upload = talker.ask("POST", "/api/uploads")[1]["id"]
    talker.ask("PUT", f"/api/uploads/{upload}/files?name=sources.csv", SOURCES)
    (left,) = talker.temporary.iterdir()
    beside = Talker(process, filled_store)  # while the first one lives, its folder stays
    assert left.exists()
    talker.running.kill()
    talker.running.wait(30)
    assert left.exists()
    Talker(process, filled_store)
    assert not left.exists()
    assert beside.ask("GET", "/api/session")[0] == 200
