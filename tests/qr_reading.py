"""QR codes read back by zxing-cpp, which shares nothing with what draws them."""

from __future__ import annotations

import struct
import zlib


def read_png(data):
    """The text in a PNG of one bit per pixel, as segno writes them."""
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    width, height, depth, colour = struct.unpack(">IIBB", data[16:26])
    assert (depth, colour) == (1, 0)
    start = data.index(b"IDAT")
    packed = data[start + 4 : start + 4 + struct.unpack(">I", data[start - 4 : start])[0]]
    raw, stride = zlib.decompress(packed), (width + 7) // 8 + 1
    rows = [bytes(stride - 1)]
    for at in range(0, height * stride, stride):
        above = rows[-1] if raw[at] == 2 else bytes(stride - 1)  # Filter 2: added to the one above.
        assert raw[at] in (0, 2)
        row = raw[at + 1 : at + stride]
        rows.append(bytes(a + b & 255 for a, b in zip(row, above, strict=True)))
    return _read([[row[x // 8] >> (7 - x % 8) & 1 for x in range(width)] for row in rows[1:]])


def read_lines(lines):
    """The text in half blocks, dark where there is a block."""
    halves = {" ": (1, 1), "▀": (0, 1), "▄": (1, 0), "█": (0, 0)}
    rows = [[halves[char][half] for char in line] for line in lines for half in (0, 1)]
    return _read([[dot for dot in row for _ in range(4)] for row in rows for _ in range(4)])


def _read(rows):
    import zxingcpp

    pixels = bytes(255 * dot for row in rows for dot in row)
    image = memoryview(pixels).cast("B", shape=[len(rows), len(rows[0])])
    (found,) = zxingcpp.read_barcodes(image, try_invert=False)
    return found.text
