"""Command line: parse, call a workflow, print."""
