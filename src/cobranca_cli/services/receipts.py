"""Sending the receipt of a payment, and a thank-you when nothing is left to pay (rules §7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobranca_cli.messages import texts
from cobranca_cli.messages.channels.letters import Letter
from cobranca_cli.services.handing_over import Claim, hand_over
from cobranca_cli.services.reminders import keep_words
from cobranca_cli.store.models import MessageAbout
from cobranca_cli.store.queries import customers, ledger, reminders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from cobranca_cli.messages.channels.ways import Way, Ways
    from cobranca_cli.services.payment_receipt import PaymentReceipt
    from cobranca_cli.store.settings import Settings
    from cobranca_cli.store.unit_of_work import UnitOfWork

COMMAND = "receipt-send"
RECEIPT, THANKS = "recibo", "agradecimento"
_NOT_SENT = {"failed": "não foi", "uncertain": "pode não ter chegado"}


def send_receipt(
    units: Callable[[str], UnitOfWork], receipt: PaymentReceipt, *, settings: Settings, ways: Ways
) -> PaymentReceipt:
    """Send the text of a receipt at any hour, and after it the thank-you; each once, ever.

    Returns it with the message's number and status, and a warning when it did not go: the payment
    stands in any case.
    """
    warnings = [*receipt.warnings, *ways.warnings]
    written = {RECEIPT: receipt.message} if receipt.message else {}
    with units(COMMAND) as unit:
        row = customers.by_id(unit.connection, receipt.customer_id)
        if row and row.customer_id in reminders.wrong_numbers(unit.connection):
            row = row._replace(phone=None)  # Somebody else's.
        lost = ledger.written_off(unit.connection, receipt.customer_id)
    way = None if row is None or row.opt_out else ways.to(row, RECEIPT)
    if row is None or way is None:
        why = "pediu para não receber mensagens" if row and row.opt_out else (
            "não tem endereço para os canais que estão prontos")  # fmt: skip
        return receipt._replace(warnings=[*warnings, f"o recibo não foi: {receipt.customer} {why}"])
    if receipt.allocations and not receipt.remaining_open_cents and not lost:
        with texts.unless_broken(warnings):
            written[THANKS] = texts.thank_you(
                settings, name=row.name, nickname=row.nickname, document=row.document
            )
    subjects = {step: texts.subject(settings, step) for step in written}
    done: list[Claim] = []
    claims = _claims(units, receipt, way, written, subjects, done)
    hand_over(units, COMMAND, claims, ways.channels[way.channel])
    warnings += [f"a mensagem {one.message_id} {_NOT_SENT[one.outcome.status]}: {one.outcome.words}"
                 for one in done if one.outcome.status != "sent"]  # fmt: skip
    if not done:
        return receipt._replace(warnings=warnings)
    return receipt._replace(
        message_id=done[0].message_id, status=done[0].outcome.status, warnings=warnings
    )


def _claims(
    units: Callable[[str], UnitOfWork],
    receipt: PaymentReceipt,
    way: Way,
    written: Mapping[str, str],
    subjects: Mapping[str, str],
    done: list[Claim],
) -> Iterator[Claim]:
    """The receipt, and the thank-you once the receipt was sent."""
    for step, text in written.items():
        with units(COMMAND) as unit:
            message_id = keep_words(
                unit, receipt.customer_id, step=step, channel=way.channel, to=way.to, text=text,
                status="uncertain", subject=subjects[step] if way.channel == "email" else None,
            )  # fmt: skip
            unit.insert(
                MessageAbout, message_id=message_id, step=step, payment_id=receipt.payment_id
            )
            unit.what = {"customer_id": receipt.customer_id, "message_id": message_id,
                         "status": "uncertain"}  # fmt: skip
        letter = Letter(way.to, subjects[step], text, key=str(message_id))
        done.append(Claim(message_id, receipt.customer_id, [letter]))
        yield done[-1]
        if done[-1].outcome.status != "sent":
            return
