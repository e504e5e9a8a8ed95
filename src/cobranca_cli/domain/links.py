"""Links that go into messages: https only, so that nobody is sent to an unprotected page."""

from __future__ import annotations

import re

from cobranca_cli.errors import InvalidLinkError

_LINK = re.compile(r"https://[A-Za-z0-9.-]+\.[A-Za-z]{2,}(:[0-9]{1,5})?(/[!-~]*)?", re.ASCII)
_LONGEST = 500


def parse_link(text: str) -> str:
    """An https address in plain ASCII, as it is typed.

    >>> parse_link(" https://pague.example.com/bolo?id=12 ")
    'https://pague.example.com/bolo?id=12'

    Raises InvalidLinkError for anything else.
    """
    link = text.strip()
    if len(link) > _LONGEST or not _LINK.fullmatch(link):
        raise InvalidLinkError(text)
    return link
