"""An article's file as bytes: how large it may be, what it must not be, and which letters its bytes are."""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from headwater.errors import UnreadableFile

LARGEST_BYTES = 16 * 1024 * 1024
"""A file of one article larger than this is not one; it is refused before it is parsed."""

LARGEST_COLLECTION_BYTES = 64 * 1024 * 1024
"""Of a file of many articles (JSON lines, a feed) nothing behind this is read; that is reported."""

_MAGIC = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a media file"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
)
_DECLARED = re.compile(rb"""(?:charset=|encoding=)["']?\s*([A-Za-z0-9_\-]+)""")


@dataclass(frozen=True, slots=True)
class RawFile:
    """The bytes of a file, their SHA-256, and whether the file went on behind them."""

    name: str
    data: bytes
    sha256: str
    cut: bool


def read_raw(path: Path, limit: int, *, may_cut: bool = False) -> RawFile:
    """At most `limit` bytes of a file. Raises `UnreadableFile` for no file, an empty one, one too large, or no text."""
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise UnreadableFile(f"The file cannot be read: {error.strerror}.", "Check the path.", path.name) from None
    cut = len(data) > limit
    if cut and not may_cut:
        raise UnreadableFile(
            f"The file is larger than {limit // (1024 * 1024)} MiB; no article is.",
            "Give one article per file, or many as JSON lines.",
            path.name,
            reason="large",
        )
    if not data.strip():
        raise UnreadableFile("The file is empty.", "Give the text of an article.", path.name, reason="empty")
    return RawFile(path.name, data[:limit], hashlib.sha256(data).hexdigest(), cut)


def refuse_binary(raw: RawFile) -> None:
    """Raise `UnreadableFile` where the bytes are an image, an archive, or hold NUL bytes."""
    for magic, kind in _MAGIC:
        if raw.data.startswith(magic):
            problem = f"The file is {kind}, not text."
            raise UnreadableFile(problem, "Give the article's text, HTML or PDF.", raw.name, reason="binary")
    if b"\0" in raw.data[:65_536] and not raw.data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        problem = "The file holds NUL bytes: it is no text."
        raise UnreadableFile(problem, "Give the article's text.", raw.name, reason="binary")


def decoded(raw: RawFile, *, declared: bool = False) -> str:
    """The letters: UTF-8, UTF-16 with its mark, or what the file itself declares (`declared`). Never a guess."""
    refuse_binary(raw)
    data = raw.data
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decode(raw, "utf-16")
    if declared and (match := _DECLARED.search(data[:2048])):
        name = match[1].decode("ascii")
        try:
            codecs.lookup(name)
        except LookupError:
            name = "utf-8"
        return _decode(raw, name)
    return _decode(raw, "utf-8-sig")


def _decode(raw: RawFile, encoding: str) -> str:
    try:
        return raw.data.decode(encoding)
    except UnicodeDecodeError as error:
        if raw.cut and error.end >= len(raw.data) - 4:
            return raw.data[: error.start].decode(encoding)
        line = raw.data.count(b"\n", 0, error.start) + 1
        label = "UTF-8" if encoding.startswith("utf-8") else encoding
        raise UnreadableFile(
            f"Line {line} is not {label}: it holds the byte 0x{raw.data[error.start]:02X}.",
            "Save the file in UTF-8, all of it in one encoding.",
            raw.name,
            reason="encoding",
        ) from None
