"""PDF files read back by PDFium, as text and, through zxing-cpp, by the codes drawn on them."""

from __future__ import annotations

from contextlib import closing


def pages(data):
    """The text of each page, as copying gives it."""
    import pypdfium2

    assert data.startswith(b"%PDF")
    with closing(pypdfium2.PdfDocument(data)) as document:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


def metadata(data):
    """Title, author and the rest."""
    import pypdfium2

    with closing(pypdfium2.PdfDocument(data)) as document:
        return document.get_metadata_dict()


def size_mm(data):
    """Width and height of the first page."""
    import pypdfium2

    with closing(pypdfium2.PdfDocument(data)) as document:
        return tuple(round(points / 72 * 25.4) for points in document[0].get_size())


def codes(data, page=0, *, dpi=150):
    """What the QR codes and bars of a page say, printed so fine; bars want 300."""
    import pypdfium2
    import zxingcpp

    with closing(pypdfium2.PdfDocument(data)) as document:
        drawn = document[page].render(scale=dpi / 72, grayscale=True)
        rows = bytes(drawn.buffer)
        pixels = b"".join(
            rows[y * drawn.stride : y * drawn.stride + drawn.width] for y in range(drawn.height)
        )
        image = memoryview(pixels).cast("B", shape=[drawn.height, drawn.width])
        return {found.text for found in zxingcpp.read_barcodes(image)}


def fonts_are_inside(data):
    """Whether every font is a subset that travels with the file."""
    return data.count(b"/FontDescriptor ") == data.count(b"/FontFile")
