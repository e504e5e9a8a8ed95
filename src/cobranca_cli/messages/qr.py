"""QR codes."""

from __future__ import annotations

from io import BytesIO


def png(payload: str) -> bytes:
    """A Pix code as a PNG picture."""
    import segno

    out = BytesIO()
    segno.make_qr(payload, error="m").save(out, kind="png", scale=6, border=4)
    return out.getvalue()
