"""`python -m cobranca_cli`."""

from cobranca_cli.cli.main import run

run()
