"""Papers that people keep: facts in, a text or a PDF file out (extra `pdf`, typst)."""
