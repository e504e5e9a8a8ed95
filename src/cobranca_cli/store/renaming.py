"""The last step of a file that is written wholly or not at all: a rename over what was there."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# On Windows a file that somebody else has open (a virus scanner, a search index) is kept for a
# moment; elsewhere a rename does not mind, and a refusal is final.
_TRIES = 50 if os.name == "nt" else 1
_WAIT_S = 0.02


def replace(source: Path, target: Path) -> None:
    """Rename `source` to `target`, in the place of what is there. Raises OSError."""
    for left in range(_TRIES - 1, -1, -1):
        try:
            source.replace(target)
        except PermissionError:
            if not left:
                raise
            time.sleep(_WAIT_S)
        else:
            return
