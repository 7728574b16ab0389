"""Which reader is meant: the one named, or the only one that recognises the files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from headwater.errors import BadInput, BadQuestion, UnknownFormat, UnreadableFile
from headwater.workflows.reading import Adjustable, Reader

MOST_BYTES_TO_EXPLAIN = 32 * 1024 * 1024
"""Files larger than this in all are not read once more by every reader only to say why it does not take them."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format by name and title, whether it recognises the files, and in words why it does not take them.

    `options` are what its files may leave out and one may have to tell.
    """

    name: str
    title: str
    fits: bool
    why_not: str | None
    options: tuple[str, ...]


def formats_for(readers: Sequence[Reader], paths: Sequence[Path]) -> list[Format]:
    """Every format and whether it fits; where none does, each says why."""
    fitting = {reader.name for reader in readers if reader.recognises(paths)}
    explain = not fitting and sum(path.stat().st_size for path in paths) <= MOST_BYTES_TO_EXPLAIN
    return [
        Format(
            reader.name,
            reader.title,
            reader.name in fitting,
            _why_not(reader, paths) if explain else None,
            reader.options if isinstance(reader, Adjustable) else (),
        )
        for reader in readers
    ]


def pick(readers: Sequence[Reader], paths: Sequence[Path], format_name: str | None) -> Reader:
    """The reader of that name, or the only one that recognises the files: none is passed over silently."""
    names = tuple(reader.name for reader in readers)
    for path in paths:
        if not path.exists():
            raise UnreadableFile("There is no such file or folder.", "Check the name.", str(path))
    fitting = [
        reader
        for reader in readers
        if (reader.recognises(paths) if format_name is None else reader.name == format_name)
    ]
    if len(fitting) > 1:
        said = " and ".join(reader.name for reader in fitting)
        raise UnknownFormat(
            f"This holds files of several formats: {said}.",
            f"Add them one after another, each with its format: --as {fitting[0].name}, then --as {fitting[1].name}.",
            ", ".join(path.name for path in paths),
            valid=[reader.name for reader in fitting],
        )
    if fitting:
        return fitting[0]
    if format_name is not None:
        raise UnknownFormat(f"There is no format {format_name!r}.", "Name one of those there are.", valid=names)
    where = ", ".join(path.name for path in paths)
    raise UnknownFormat("No reader recognises this.", "Name the format with --as.", where, valid=names)


def told(reader: Reader, options: Mapping[str, str]) -> Reader:
    """The reader, knowing the options; `BadQuestion` where it takes no such option."""
    taken = reader.options if isinstance(reader, Adjustable) else ()
    for name in options:
        if name not in taken:
            raise BadQuestion(f"The format {reader.name} takes no option {name!r}.", "Leave it away.", valid=taken)
    return reader.told(options) if options and isinstance(reader, Adjustable) else reader


def _why_not(reader: Reader, paths: Sequence[Path]) -> str | None:
    """What the reader says when it is asked all the same; None where it would read them."""
    try:
        reader.read(paths)
    except BadInput as error:
        return f"{error.problem} {error.remedy}".strip()
    return None
