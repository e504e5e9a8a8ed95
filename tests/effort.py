"""How much a run tries: `make test` a little, `make ci` more, `make torture` for minutes."""

from __future__ import annotations

import os

LONG = int(os.environ.get("COBRANCA_LONG") or 0)
QUICK = not LONG and os.environ.get("HYPOTHESIS_PROFILE", "default") == "default"
