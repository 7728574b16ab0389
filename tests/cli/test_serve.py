"""When `serve` takes writes: for the owner on this machine; elsewhere only where it was said, and with a key."""

import pytest

from headwater.cli.commands.serve import writing_at
from headwater.errors import BadQuestion

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
