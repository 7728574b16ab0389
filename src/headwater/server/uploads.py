"""Files on their way into the store: kept in a folder of their own until they are recorded, dropped, or too old.

Nothing here counts as recorded, and nothing outlives the server. A file's name is data: it is taken as the last part of
a path or refused, never followed. What is sent only in part leaves nothing.
"""

from __future__ import annotations

import hashlib
import secrets
import shutil
import threading
import time
import unicodedata
import weakref
from collections.abc import AsyncIterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from headwater.claims.model import FileStamp
from headwater.errors import BadQuestion, NotFound, StoreUnwritable, TooLarge, UnreadableFile
from headwater.server.temporary import Home, remove_leftovers
from headwater.workflows.preview import Preview
from headwater.workflows.review import Looked

MOST_BYTES = 200 * 1024 * 1024
"""What one upload may hold, unless the server was told otherwise."""
MOST_FILES = 100
MOST_UPLOADS = 20
KEPT_IN_ALL = 4  # times what one may hold
KEPT_SECONDS = 2 * 3600.0
LONGEST_NAME_BYTES = 150

_PATH_SIGNS = frozenset('/\\:*?"<>|')
"""What separates or means something in the paths of one system or another."""


@dataclass(eq=False)
class Upload:
    """Files sent together, what was found out about them, and how far the work on them is.

    `preview` and `asked` are of rows for the store, `looked` and `days` (days of publication by file) of articles.
    """

    id: str
    folder: Path
    files: dict[str, FileStamp] = field(default_factory=dict)
    touched: float = 0.0
    dropped: bool = False
    progress: tuple[int, int | None, str] | None = None
    preview: Preview | None = None
    asked: tuple[str | None, dict[str, str]] = (None, {})
    looked: Looked | None = None
    days: dict[str, str] = field(default_factory=dict)
    working: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @property
    def paths(self) -> list[Path]:
        """The files, by name."""
        return [self.folder / name for name in sorted(self.files)]

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(stamp.size for stamp in self.files.values())

    def note(self, done: int, total: int | None, unit: str) -> None:
        """Note how far the work is; the `Progress` of workflows. Whoever drops the upload ends the work by it."""
        if self.dropped:
            raise _gone(self.id)
        self.progress = (done, total, unit)


class Uploads:
    """The uploads of one server. Each may hold `most_bytes`; the oldest make room for new ones."""

    def __init__(self, most_bytes: int = MOST_BYTES, *, kept_seconds: float = KEPT_SECONDS) -> None:
        self.most_bytes = most_bytes
        self._kept_seconds = kept_seconds
        self._lock = threading.Lock()
        self._uploads: dict[str, Upload] = {}
        self._home: Home | None = None

    def start(self) -> Upload:
        """A new upload without files."""
        with self._lock:
            self._tidy(room_for=1)
            identity = secrets.token_hex(16)
            folder = self._folder() / identity
            folder.mkdir(mode=0o700)
            upload = self._uploads[identity] = Upload(identity, folder, touched=time.monotonic())
            return upload

    def get(self, identity: str) -> Upload:
        """The upload of that id; `NotFound` where it is gone."""
        with self._lock:
            upload = self._uploads.get(identity)
            if upload is None:
                raise _gone(identity)
            upload.touched = time.monotonic()
            return upload

    def drop(self, identity: str) -> None:
        """Forget an upload and its files; work on it ends at its next step."""
        upload = self.get(identity)
        with self._lock:
            self._remove(upload)

    async def receive(
        self, upload: Upload, name: str, chunks: AsyncIterable[bytes], announced: int | None = None
    ) -> FileStamp:
        """Take a file as it comes; a file of the same name is replaced once the new one is whole.

        Raises `BadQuestion` for a name that is none, `TooLarge`, or `StoreUnwritable` where the disk is full.
        """
        plain = safe_name(name)
        if plain not in upload.files and len(upload.files) >= MOST_FILES:
            raise TooLarge(f"An upload holds up to {MOST_FILES} files.", "Send fewer files at once.", plain)
        room = self.most_bytes - upload.size + (upload.files[plain].size if plain in upload.files else 0)
        if announced is not None and announced > room:
            raise self._too_large(plain)
        with _Part(upload.folder) as part:
            async for chunk in chunks:
                if part.size + len(chunk) > room:
                    raise self._too_large(plain)
                part.write(chunk)
            if not part.size:
                raise UnreadableFile("The file is empty.", "Give a file with something in it.", plain)
            return self._keep(upload, plain, part)

    def _keep(self, upload: Upload, name: str, part: _Part) -> FileStamp:
        with self._lock:
            if upload.dropped:
                raise _gone(upload.id)
            stamp = FileStamp(name, part.size, part.digest())
            part.become(upload.folder / name)
            upload.files[name] = stamp
            upload.preview = upload.looked = None  # it was of other files
            upload.days.pop(name, None)
            upload.touched = time.monotonic()
            self._tidy(spare=upload)
            return stamp

    def _too_large(self, name: str) -> TooLarge:
        limit = self.most_bytes / (1024 * 1024)
        return TooLarge(
            f"An upload holds up to {limit:,.0f} MiB.",
            "Add more on the machine of the store: `headwater add FILE`; articles: `headwater read FILE --queue`.",
            name,
        )

    def _tidy(self, *, room_for: int = 0, spare: Upload | None = None) -> None:
        """Remove what nobody asked for lately, and the oldest while there is too much."""
        now = time.monotonic()
        oldest_first = sorted(self._uploads.values(), key=lambda upload: upload.touched)
        for upload in oldest_first:
            idle = not upload.working.locked() and upload is not spare
            too_many = len(self._uploads) + room_for > MOST_UPLOADS
            too_much = sum(each.size for each in self._uploads.values()) > KEPT_IN_ALL * self.most_bytes
            if idle and (too_many or too_much or now - upload.touched > self._kept_seconds):
                self._remove(upload)

    def _remove(self, upload: Upload) -> None:
        upload.dropped = True
        self._uploads.pop(upload.id, None)
        shutil.rmtree(upload.folder, ignore_errors=True)

    def close(self) -> None:
        """Forget all uploads and remove their files: the server ends."""
        with self._lock:
            for upload in list(self._uploads.values()):
                self._remove(upload)
            if self._home is not None:
                self._home.remove()
                self._home = None

    def _folder(self) -> Path:
        """The folder of all uploads, which goes when the server does."""
        if self._home is None:
            remove_leftovers()
            self._home = Home.make()
            weakref.finalize(self, self._home.remove)
        return self._home.folder


class _Part:
    """A file being sent: hidden from readers, and gone unless it became a whole one."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / f".part-{secrets.token_hex(8)}"
        self._digest = hashlib.sha256()
        self.size = 0

    def __enter__(self) -> Self:
        try:
            self._file = self._path.open("xb")
        except FileNotFoundError:
            raise _gone(self._path.parent.name) from None
        return self

    def write(self, chunk: bytes) -> None:
        try:
            self._file.write(chunk)
        except OSError as error:
            raise StoreUnwritable(
                f"The file cannot be kept: {error.strerror}.", "Free some space on the machine of the server."
            ) from error
        self._digest.update(chunk)
        self.size += len(chunk)

    def digest(self) -> str:
        return self._digest.hexdigest()

    def become(self, target: Path) -> None:
        self._file.close()
        self._path.replace(target)

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self._file.close()
        self._path.unlink(missing_ok=True)


def safe_name(name: str) -> str:
    """A file's name as it may stand in our folder; `BadQuestion` where it is a path, hidden, or holds control signs."""
    plain = unicodedata.normalize("NFC", name).strip()
    strange = any(sign in _PATH_SIGNS or unicodedata.category(sign).startswith("C") for sign in plain)
    if not plain or plain.startswith(".") or strange or len(plain.encode("utf-8", "replace")) > LONGEST_NAME_BYTES:
        raise BadQuestion(
            "This is no name of a file that can be taken.",
            f'Use up to {LONGEST_NAME_BYTES} bytes, no dot at the beginning and none of / \\ : * ? " < > |.',
            repr(plain[:LONGEST_NAME_BYTES]),
        )
    return plain


def _gone(identity: str) -> NotFound:
    return NotFound(
        "This upload is not here any more; nothing of it was recorded by it being gone.",
        "Send the files again: what was recorded before is recognised.",
        identity,
    )
