"""What is handed to a channel, and what it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Status = Literal["sent", "failed", "uncertain"]


class Letter(NamedTuple):
    """One message to one person, all of it ready.

    `to` is an e-mail address or a phone; "" only for a channel that has a fixed place of the
    owner's. `subject`, `html`, `reply_to`, `image` and `copies` are for e-mail: `html` None is made
    from `text`, `reply_to` None is the setting's, `image` is a PNG shown in the text, `copies` are
    further addresses of the same letter. `key` names the message in the book: the same letter with
    the same key has the same Message-ID, so that a mailbox that got it twice shows it once.
    """

    to: str
    subject: str
    text: str
    html: str | None = None
    reply_to: str | None = None
    image: bytes | None = None
    key: str = ""
    copies: tuple[str, ...] = ()


class Refusal(NamedTuple):
    """A copy's address that the server did not take, with its code and words."""

    to: str
    code: int
    words: str


class Outcome(NamedTuple):
    """What became of a letter.

    failed: it was not handed over, or was refused; it may be tried again. uncertain: it was handed
    over and no answer came; it may have arrived, and is never sent again blindly. `words` are the
    server's, or ours in Portuguese; nothing in them acts on a terminal and no secret is in them.
    """

    status: Status
    provider_id: str | None
    words: str
    refused: tuple[Refusal, ...] = ()


class Channel(Protocol):
    """A way to send, made by `open_channel`; no connection is open before the first letter."""

    name: str
    reaches_customers: bool

    def deliver(self, letters: Iterable[Letter]) -> Iterator[Outcome]:
        """One outcome for each letter, in order, over one connection."""
        ...


class NotSendableError(Exception):
    """A letter that cannot go out as it is; the message is Portuguese. Becomes an Outcome."""


def failed(words: str) -> Outcome:
    """Not handed over, or refused."""
    return Outcome("failed", None, words)


class Patience:
    """When to stop trying: at once where no letter could pass, after three lost tries in a row.

    Letters that follow fail with the same words, without asking a server that refused a password
    five hundred times.
    """

    _TRIES = 3

    def __init__(self) -> None:
        self.given_up: str | None = None
        self._lost = 0

    def lost(self, words: str, *, for_good: bool = False) -> Outcome:
        """The server was not reached, or wants nothing from us."""
        self._lost += 1
        if for_good or self._lost >= self._TRIES:
            self.given_up = words
        return failed(words)

    def reached(self) -> None:
        """The server took a letter or refused that letter only."""
        self._lost = 0
