"""The nasty strings: what rules §12 keeps is kept exactly, what it refuses is refused."""

from __future__ import annotations

# Printable, one line, up to 120 characters: kept everywhere, exactly.
KEPT = [
    # Markup of terminals, pages and templates.
    "[red]Ana[/red]", "[bold][/bold]x[/]", "[link=http://x]y[/link]", "[/]", ":smile: x", "\\[b]x",
    "{{ 7*7 }}", "{% raw %}x", "{# nota #}", "{{ ''.__class__.__mro__ }}", "}}{{", "{0.__class__}",
    "{cliente}", "%s %(x)s %n", "%0A%0Dx", "%1B[31m", "<script>alert(1)</script>", "<b>&amp;</b>",
    "&#27;[31mx", "javascript:alert(1)", "\\x1b[31m", "^[[31m", "\\u202ex", "\\r\\nBcc: x@y.com",
    # Shells, paths, SQL.
    "$HOME `id` $(id)", "; rm -rf ~ #", "| cat /etc/passwd", "../../etc/passwd", "C:\\Windows\\x",
    "/dev/null", "~ninguem-tem-este-nome/x", "CON", "-", "--", "--json", "-h", "@arquivo",
    "'; DROP TABLE customer; --", "' OR '1'='1", '" OR ""="', "%", "_", "*", "a%b_c",
    # Formulas of spreadsheets.
    '=HYPERLINK("http://x";"y")', "=1+1", "+cmd|'/c calc'!A0", "-1+1", "@SUM(A1:A9)", "bolo;=2+2",
    "\uff1d3+3", "a,b;c|d\u2016", "Ana; -10%", '=cmd,"x"', "'=4+4",
    # Addresses and quotes.
    "https://x.example/?a=b&c=d#e", "a&text=b#c?d", '"', "'", "\\", "«a» “b”", '\\"; x', "null",
    "None", "true", "NaN", "undefined",
    # Writing systems.
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 x", "\U0001f469\U0001f3fd\u200d\U0001f680",
    "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "\U0001f1e7\U0001f1f7",
    "\u2764\ufe0f", "\U0001fa77", "Z\u0300\u0301\u0302\u0303\u0304\u0305\u0306a\u0323\u0324lgo",
    "x" + "\u0301" * 100, "\u05e9\u05dc\u05d5\u05dd", "\u0645\u0631\u062d\u0628\u0627 1 (2)",
    "山田太郎",
    "ไทย", "\ufdfa", "\u0130stanbul \u00df \ufb01", "e\u0301te", "\U0001d578\U0001d586", "a\u00a0b",
    "№ ½ ²", "e" * 120,
]  # fmt: skip

# More than one line, or more than 120 characters: kept in texts, refused in one-line fields.
LONG = {
    "x\r\nBcc: y@z.com": "x\nBcc: y@z.com", "a\nFulano  99  R$ 1.000,00": None, "a\rb": "a\nb",
    "1\n\n\n2": None, "f" * 121: None, "linha \U0001f9c1\n" * 150 + "fim": None, "g" * 2_000: None,
}  # fmt: skip

# Refused everywhere, exit 2; the character never comes back as it is.
REFUSED = [
    "a\x1b[31mb", "a\x1b]0;título\x07b", "a\x1b]8;;http://x\x1b\\b", "a\x1b[2J\x1b[Hb", "a\x9b31mb",
    "a\x90b\x9c", "a\x00b", "a\tb", "a\x08b", "a\x7fb", "a\x0bb", "a\x0cb", "a\x1cb", "a\x85b",
    "a\u2028b", "a\u2029b", "a\u202eb", "a\u202ab\u202c", "a\u202db", "a\u2066b\u2069", "a\u2067b",
    "a\u2068b", "a\u200eb", "a\u200fb", "a\u061cb", "a\u200bb", "a\u200cb", "a\u2060b", "a\ufeffb",
    "\ufeffx", "a\u00adb", "a\ufff9b\ufffb", "a\U000e0041b", "a\ufdd0b", "a\ufffeb", "a\u0378b",
    "a\udcffb", "\udce1gua", "a\ud83db", "a" * 10_000, "é" * 10_000, "\u3164", "\u2800",
    "h" * 2_001,
]  # fmt: skip

EVERYTHING = [*KEPT, *LONG, *REFUSED]


def kept(text, *, one_line):
    """What is kept of a text, None when it is refused."""
    if text in REFUSED or (one_line and text in LONG):
        return None
    return LONG.get(text) or text
