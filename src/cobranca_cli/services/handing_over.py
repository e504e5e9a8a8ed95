"""Handing claimed messages to a channel, and keeping what became of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.errors import MessageNotFoundError, MessageNotUncertainError
from cobranca_cli.messages.channels import deliver
from cobranca_cli.services.reminders import give_up
from cobranca_cli.store.queries import messages as queries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Literal

    from cobranca_cli.messages.channels.letters import Channel, Letter, Outcome
    from cobranca_cli.store.unit_of_work import UnitOfWork


class Claim:
    """A message that is kept as uncertain, with the letters that it is; the first one decides.

    `outcome` is there once what became of it was kept.
    """

    def __init__(self, message_id: int, customer_id: int, letters: Sequence[Letter]) -> None:
        self.message_id = message_id
        self.customer_id = customer_id
        self.letters = letters
        self.outcome: Outcome


class Confirmed(NamedTuple):
    """What `confirm-message` shows."""

    message_id: int
    customer_id: int
    customer: str
    step: str
    status: Literal["sent", "failed"]


def hand_over(
    units: Callable[[str], UnitOfWork], command: str, claims: Iterable[Claim], channel: Channel
) -> None:
    """Send every claim over one connection and keep what became of it.

    The next claim is asked for after that was kept. `command` names the write.
    """
    outcomes: list[Outcome] = []

    def letters() -> Iterator[Letter]:
        for claim in claims:
            first = len(outcomes)
            for letter in claim.letters:
                if len(outcomes) > first and outcomes[first].status != "sent":
                    break  # Nothing follows a message that did not go.
                yield letter  # Asked for the next one, the channel has told of this one.
            claim.outcome = _together(outcomes[first:])
            _conclude(units(command), claim)

    for outcome in deliver(letters(), channel):
        outcomes.append(outcome)  # `letters` looks at each before the next.


def confirm(unit: UnitOfWork, *, message: str, status: Literal["sent", "failed"]) -> Confirmed:
    """The owner knows what became of an uncertain message; of a failed one all is to do again.

    Raises MessageNotFoundError, MessageNotUncertainError.
    """
    with unit:
        row = queries.by_number(unit.connection, message)
        if row is None:
            raise MessageNotFoundError(message)
        if row.status != "uncertain":
            raise MessageNotUncertainError(row.message_id)
        if status == "failed":
            give_up(unit, row.message_id, "failed")
        else:
            unit.change("message", row.message_id, "status", row.status, status)
        unit.what = {"customer_id": row.customer_id, "message_id": row.message_id, "status": status}
        return Confirmed(row.message_id, row.customer_id, row.customer, row.step, status)


def _conclude(unit: UnitOfWork, claim: Claim) -> None:
    """Keep what became of a message, with the server's number and words."""
    outcome, key = claim.outcome, claim.message_id
    with unit:
        row = queries.by_number(unit.connection, str(key))
        if row is None or row.status != "uncertain":
            return  # The owner was quicker to say what became of it.
        words_id = unit.words(outcome.words or None, customer_id=claim.customer_id)
        for field, value in (("words_id", words_id), ("provider_id", outcome.provider_id)):
            if value is not None:
                unit.change("message", key, field, None, value)
        if outcome.status == "sent":
            unit.change("message", key, "status", "uncertain", "sent")
        elif outcome.status == "failed":
            give_up(unit, key, "failed")
        unit.what = {"customer_id": row.customer_id, "message_id": key, "status": outcome.status}


def _together(outcomes: Sequence[Outcome]) -> Outcome:
    """That of the first letter; a code that did not follow is told in its words."""
    first, *others = outcomes
    lost = [other for other in others if other.status != "sent"]
    if not lost:
        return first
    how = "não foi" if lost[0].status == "failed" else "não se sabe se foi"
    return first._replace(words=f"{first.words} O código Pix {how}: {lost[0].words}".strip())
