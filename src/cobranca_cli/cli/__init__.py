"""The command line: the only part that sees typer and rich."""
