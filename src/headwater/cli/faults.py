"""How errors leave the command line: `error: what. what to do.` on stderr, or JSON there with `--json`.

Exit codes: 0 done, 1 an error Headwater raised on purpose, 2 wrong usage, 130 interrupted. An error nobody foresaw
keeps its traceback, for it is a bug to report.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any

import typer
from typer.core import TyperGroup

from headwater.errors import BadRows, HeadwaterError, StoreDamaged

SHOWN_PROBLEMS = 20
ORDER = (
    "demo", "init", "add", "log", "retract", "restore", "judge", "verify", "map", "assess", "read", "review", "ledger",
    "claim", "export", "serve", "schema", "doctor",
)  # fmt: skip


class HeadwaterGroup(TyperGroup):
    """The root command; turns what goes wrong below it into a message and an exit code."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override] # the class typer passes here
        """The commands in the order in which one meets them: those that make and fill a store first."""
        return sorted(super().list_commands(ctx), key=lambda name: ORDER.index(name) if name in ORDER else len(ORDER))

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        """Run the command line; see the module for exit codes."""

        def run(words: Sequence[str]) -> Any:  # noqa: ANN401
            return super(HeadwaterGroup, self).main(
                words,
                prog_name,
                complete_var,
                standalone_mode=False,
                windows_expand_args=windows_expand_args,
                **extra,
            )

        words = sys.argv[1:] if args is None else args
        if not standalone_mode:
            return run(words)
        return sys.exit(self._guarded(run, words))

    def _guarded(self, run: Callable[[Sequence[str]], Any], words: Sequence[str]) -> int:
        """Run, say what went wrong, and give the exit code."""
        as_json = "--json" in words
        try:
            result = run(words)
            sys.stdout.flush()
        except HeadwaterError as error:
            report(error, as_json=as_json)
            return 1
        except typer.TyperException as error:
            _report_usage(error, as_json=as_json)
            return error.exit_code
        except (typer.Abort, KeyboardInterrupt):
            return _interrupted()
        except BrokenPipeError:
            _silence_output()
            return 1
        if result == 130:
            return _interrupted()
        return result if isinstance(result, int) else 0


def report(error: HeadwaterError, *, as_json: bool) -> None:
    """Write the error to stderr."""
    if as_json:
        _write(json.dumps({"error": error.as_dict()}, ensure_ascii=False, indent=2))
        return
    _write(f"error: {error}")
    if isinstance(error, BadRows):
        from headwater.cli.output import problem_lines

        _write("\n".join(problem_lines(error.problems, SHOWN_PROBLEMS)))
    if isinstance(error, StoreDamaged):
        _write("\n".join(f"  {finding}" for finding in error.findings))


def _report_usage(error: typer.TyperException, *, as_json: bool) -> None:
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "headwater"
    problem, remedy = _sentence(error.format_message()), f"See '{command} --help'."
    if as_json:
        body = {"code": "usage", "problem": problem, "remedy": remedy, "where": "", "valid": [], "retry": False}
        _write(json.dumps({"error": body}, ensure_ascii=False, indent=2))
    else:
        _write(f"error: {problem} {remedy}")


def _sentence(text: str) -> str:
    stripped = " ".join(text.split())
    return stripped if stripped.endswith((".", "?", "!")) else f"{stripped}."


def _interrupted() -> int:
    _write("\nerror: interrupted. What was acknowledged is recorded, and nothing else.")
    return 130


def _silence_output() -> None:
    """Nobody reads our output any more: let Python's last flush go nowhere, quietly."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _write(text: str) -> None:
    typer.echo(text, err=True)
