"""An e-mail as bytes: plain and HTML parts, an inline image, headers that nothing can enter."""

from __future__ import annotations

import hashlib
import re
from email import policy
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape
from typing import TYPE_CHECKING, NamedTuple
from uuid import uuid4

from cobranca_cli.domain.text import clean_email, clean_line, clean_text
from cobranca_cli.errors import InvalidEmailError, InvalidTextError
from cobranca_cli.messages.channels.letters import NotSendableError

if TYPE_CHECKING:
    from datetime import datetime

    from cobranca_cli.messages.channels.letters import Letter

IMAGE = "cid:pix"  # What stands for the image in a page that the caller made.
_LONGEST_SUBJECT = 200
_LONGEST_TEXT = 20_000
_LINE_START_DOT = re.compile(rb"(?m)^\.")
_PARAGRAPHS = re.compile(r"\n{2,}")


class Mail(NamedTuple):
    """What is handed to a server: `content` has its dots doubled and ends a line (RFC 5321)."""

    message_id: str
    recipients: tuple[str, ...]
    content: bytes


class Sender(NamedTuple):
    """Who writes, and when."""

    address: str
    business: str
    reply_to: str
    now: datetime


def prepared(letter: Letter, sender: Sender) -> Mail:
    """The bytes of a letter. Raises NotSendableError for what may not stand in an e-mail."""
    try:
        business = sender.business and clean_line(sender.business, what="o nome", limit=200)
        recipients = tuple(clean_email(address) for address in (letter.to, *letter.copies))
        reply_to = clean_email(letter.reply_to or sender.reply_to or sender.address)
        subject = clean_line(letter.subject, what="o assunto", limit=_LONGEST_SUBJECT)
        text = clean_text(letter.text, what="a mensagem", limit=_LONGEST_TEXT)
    except (InvalidEmailError, InvalidTextError) as error:
        raise NotSendableError(error.message) from None
    domain = sender.address.rpartition("@")[2]
    name = _unique(letter, sender.address)
    message = EmailMessage(policy=policy.SMTP)
    message["To"] = Address(addr_spec=recipients[0])
    message["Reply-To"] = Address(addr_spec=reply_to)
    message["Subject"] = subject
    message["Date"] = format_datetime(sender.now)
    message["Message-ID"] = f"<{name}@{domain}>"
    try:
        _set_parts(message, text, letter, f"pix.{name}@{domain}" if letter.image else None)
        content = message.as_bytes()
    except UnicodeEncodeError:  # Half a character in a page that somebody else made.
        raise NotSendableError("A mensagem tem um caractere que não dá para enviar.") from None
    sent = _from(business, sender.address) + content
    if not sent.endswith(b"\r\n"):
        sent += b"\r\n"
    return Mail(str(message["Message-ID"]), recipients, _LINE_START_DOT.sub(b"..", sent))


def _set_parts(message: EmailMessage, text: str, letter: Letter, image_id: str | None) -> None:
    """The words, the same as a page, and the image in it. Raises UnicodeEncodeError."""
    message.set_content(text + "\n", cte="quoted-printable")
    if letter.html is None:
        html = html_of(text, image_id)
    else:
        html = letter.html.replace(IMAGE, f"cid:{image_id}") if image_id else letter.html
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    if letter.image:
        _, page = message.iter_parts()
        page.add_related(
            letter.image, "image", "png", cid=f"<{image_id}>", filename="pix.png",
            disposition="inline",
        )  # fmt: skip


def _from(business: str, address: str) -> bytes:
    """The From line. EmailMessage folds a long name out of its quotes: a comma would split it."""
    if business.isascii():
        line = f"From: {Address(display_name=business, addr_spec=address)}"
    else:
        words = Header(business, "utf-8", header_name="From").encode(linesep="\r\n")
        line = f"From: {words}\r\n <{address}>"
    return line.encode("ascii") + b"\r\n"


def html_of(text: str, image_id: str | None = None) -> str:
    """The same words as a page: everything escaped, line breaks kept, the image at the end."""
    paragraphs = [
        f"<p>{escape(part).replace(chr(10), f'<br>{chr(10)}')}</p>"
        for part in _PARAGRAPHS.split(text)
    ]
    if image_id:
        paragraphs.append(f'<p><img src="cid:{image_id}" alt="QR code do Pix"></p>')
    body = "\n".join(paragraphs)
    return (
        '<!DOCTYPE html>\n<html lang="pt-BR">\n<head><meta charset="utf-8"></head>\n'
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _unique(letter: Letter, sender: str) -> str:
    """The left side of the Message-ID: of the letter where it has a key, else by chance."""
    if not letter.key:
        return uuid4().hex
    parts = (sender, letter.to, letter.key, letter.subject, letter.text)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:40]
