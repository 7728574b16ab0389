"""One module per command or family of commands; each parses, calls a workflow and prints."""
