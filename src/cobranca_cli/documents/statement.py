"""The statement of account as a PDF."""

from __future__ import annotations

from typing import Any

from cobranca_cli.errors import ExtraMissingError


def statement_pdf(data: dict[str, Any]) -> bytes:  # noqa: ARG001  # Until the papers are merged.
    """The PDF of what `reports.statement_paper.paper` gives. Raises ExtraMissingError."""
    raise ExtraMissingError("fazer um PDF", "pdf")
