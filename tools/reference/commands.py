"""The command line, as one page of documentation made from the commands themselves."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from typer.main import get_command

from headwater.cli import app
from reference.markdown import GENERATED, table

PROGRAM = "headwater"
# What Typer adds to every program, and what `--help` says of it itself.
LEFT_OUT = {"help", "install_completion", "show_completion"}


def files(_root: Path) -> Mapping[str, str]:
    """`docs/reference/commands.md`."""
    lines = [GENERATED, "# Commands", ""]
    for words, command in commands():
        lines += _command(words, command)
    return {"docs/reference/commands.md": "\n".join(lines)}


def commands() -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command that is not hidden, with its words: the program itself first, then in the order `--help` shows."""
    yield from _walk((PROGRAM,), get_command(app))


def _walk(words: tuple[str, ...], command: Any) -> Iterator[tuple[tuple[str, ...], Any]]:  # noqa: ANN401 - Typer's own type is private
    yield words, command
    for name, child in getattr(command, "commands", {}).items():
        if not child.hidden:
            yield from _walk((*words, name), child)


def parameters(command: Any) -> Iterator[Any]:  # noqa: ANN401 - the same
    """The arguments and options of a command, in order."""
    yield from (one for one in command.params if one.name not in LEFT_OUT and not one.hidden)


def names(parameter: Any) -> str:  # noqa: ANN401 - the same
    """`NAME` of an argument, `--long`, `-l` of an option."""
    if parameter.param_type_name == "argument":
        return f"`{(parameter.metavar or parameter.name.upper())}`"
    return ", ".join(f"`{word}`" for word in (*parameter.opts, *parameter.secondary_opts))


def _command(words: tuple[str, ...], command: Any) -> list[str]:  # noqa: ANN401 - the same
    lines = [f"## {' '.join(words)}", "", inspect.cleandoc(command.help or ""), ""]
    rows = [(names(one), one.help or "", _default(one)) for one in parameters(command)]
    return lines + (table(("argument or option", "meaning", "default"), rows) if rows else [])


def _default(parameter: Any) -> str:  # noqa: ANN401 - the same
    if parameter.required:
        return "required"
    if isinstance(parameter.show_default, str):
        return f"`{parameter.show_default}`" + (f", or `{parameter.envvar}`" if parameter.envvar else "")
    value = parameter.default
    if value is None or value is False or callable(value) or value in ((), []):
        return ""
    return f"`{getattr(value, 'value', value)}`"
