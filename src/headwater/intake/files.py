"""Files as they come: found, stamped, and checked for what no table may contain, in one pass over the bytes."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from headwater.claims.model import FileStamp
from headwater.errors import UnreadableFile
from headwater.workflows.reading import Progress

LONGEST_LINE_BYTES = 8 * 1024 * 1024
"""A line of a table longer than this is no line of a table; nothing of it is parsed."""

_BLOCK_BYTES = 4 * 1024 * 1024
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SAVE_AS = "Save it as CSV in UTF-8 (in a spreadsheet: CSV UTF-8) and add it again."


def gather(paths: Sequence[Path]) -> list[Path]:
    """The files meant: those named, and those right inside the folders named, hidden ones left out."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(inner for inner in path.iterdir() if inner.is_file() and not inner.name.startswith("."))
        elif path.is_file():
            found.append(path)
        else:
            raise UnreadableFile("There is no such file or folder.", "Check the path.", path.name)
    return found


def of_format(paths: Sequence[Path], is_one: Callable[[Path], bool], format_words: str) -> list[Path]:
    """The files of one format: of folders those that are of it; a file named by itself must be, or `UnreadableFile`."""
    named = [path for path in paths if path.is_file()]
    for path in named:
        if not is_one(path):
            raise UnreadableFile(
                f"The file is no {format_words}.", "Add files of different formats one by one.", path.name
            )
    found = [path for path in gather(paths) if path in named or is_one(path)]
    if not found:
        where = ", ".join(path.name for path in paths)
        raise UnreadableFile(f"There is no {format_words} in it.", "Give the files as they were published.", where)
    return found


def holds_format(paths: Sequence[Path], is_one: Callable[[Path], bool], format_words: str) -> bool:
    """Whether `of_format` finds any; recognition never raises."""
    try:
        return bool(of_format(paths, is_one, format_words))
    except (UnreadableFile, OSError):
        return False


def head_of(path: Path, size: int = 65_536) -> bytes:
    """The first bytes of a file; empty where it cannot be read, since recognition never raises."""
    try:
        with path.open("rb") as file:
            return file.read(size)
    except OSError:
        return b""


def stamp(path: Path, progress: Progress) -> FileStamp:
    """Name, size and SHA-256 of a file of any kind."""
    digest = hashlib.sha256()
    for block in _blocks(path, progress):
        digest.update(block)
    return FileStamp(path.name, path.stat().st_size, digest.hexdigest())


def stamp_text(path: Path, progress: Progress, encoding: str = "utf-8") -> FileStamp:
    """Name, size and SHA-256 of a table kept as text, checked on the way.

    Raises `UnreadableFile` where the file is empty, holds NUL bytes, is not in `encoding`, or has a line longer than
    `LONGEST_LINE_BYTES`. Memory stays at a few blocks, however long a line is.
    """
    digest, decoder = hashlib.sha256(), codecs.getincrementaldecoder(encoding)()
    offset, line_bytes = 0, 0
    for block in _blocks(path, progress):
        if offset == 0:
            _check_start(path, block)
        line_bytes = _longest_line(block, line_bytes, path)
        if b"\0" in block:
            raise UnreadableFile("The file holds NUL bytes: it is no text.", _SAVE_AS, path.name)
        digest.update(block)
        _decode(decoder, block, path, encoding)
        offset += len(block)
    _decode(decoder, b"", path, encoding)
    if offset == 0:
        raise UnreadableFile("The file is empty.", "Give a table with a header line.", path.name)
    return FileStamp(path.name, offset, digest.hexdigest())


def _blocks(path: Path, progress: Progress) -> Iterator[bytes]:
    try:
        total, done = path.stat().st_size, 0
        with path.open("rb") as file:
            while block := file.read(_BLOCK_BYTES):
                yield block
                done += len(block)
                progress(done, total, "bytes")
    except OSError as error:
        raise UnreadableFile(
            f"The file cannot be read: {error.strerror}.", "Check that it is there and readable.", path.name
        ) from None


def _check_start(path: Path, block: bytes) -> None:
    if block.startswith(_UTF_16):
        raise UnreadableFile("The file is UTF-16, not UTF-8.", _SAVE_AS, path.name)
    if block.startswith(b"PK\x03\x04"):
        raise UnreadableFile(
            "The file is a zip archive or a workbook, not a CSV.", "Unpack it, or give it its right ending.", path.name
        )


def _longest_line(block: bytes, open_bytes: int, path: Path) -> int:
    """Bytes of the line still open after the block; raises where any line is too long."""
    first = block.find(b"\n")
    longest = open_bytes + (len(block) if first < 0 else first)
    if longest > LONGEST_LINE_BYTES:
        limit = LONGEST_LINE_BYTES // (1024 * 1024)
        raise UnreadableFile(
            f"A line of the file is longer than {limit} MiB.",
            "A table has one row a line: check the line ends and the quotes.",
            path.name,
        )
    return longest if first < 0 else len(block) - block.rfind(b"\n") - 1


def _decode(decoder: codecs.IncrementalDecoder, block: bytes, path: Path, encoding: str) -> None:
    """Check a block, an empty one for the end of the file."""
    if block.isascii() and block and not decoder.getstate()[0]:
        return  # nothing to decode, in any encoding of ours; a tenth of the time
    try:
        decoder.decode(block, final=not block)
    except UnicodeDecodeError as error:
        raise _wrong_encoding(path, error, encoding) from None


def _wrong_encoding(path: Path, error: UnicodeDecodeError, encoding: str) -> UnreadableFile:
    around = error.object[max(0, error.start - 20) : error.start + 20].decode("cp1252", errors="replace")
    return UnreadableFile(
        f"The file is not {encoding.upper()}: it holds the byte 0x{error.object[error.start]:02X}, "
        f"as in {' '.join(around.split())!r}.",
        _SAVE_AS,
        path.name,
    )
