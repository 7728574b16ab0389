"""Command line: parse, call a workflow, print."""

from headwater.cli.app import app, main

__all__ = ["app", "main"]
