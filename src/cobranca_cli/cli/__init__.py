"""The command line: the only part that sees typer and rich."""

import gc

# Before the many imports. What they make and rows are no cycles: looking for some among a hundred
# thousand took a quarter of a ranking.
gc.set_threshold(100_000, 50, 50)
