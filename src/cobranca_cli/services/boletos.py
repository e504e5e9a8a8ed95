"""The boleto that a bank made for an instalment: kept, taken off, and compared with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobranca_cli.domain import boleto
from cobranca_cli.errors import TooManyBoletosError, brl, day
from cobranca_cli.store.models import Boleto
from cobranca_cli.store.queries import boletos, ledger

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cobranca_cli.domain.sale_plan import PlannedInstallment
    from cobranca_cli.store.queries.ledger import InstallmentRow
    from cobranca_cli.store.unit_of_work import UnitOfWork


def put(unit: UnitOfWork, installment_id: int, line: str | None) -> bool:
    """Give an instalment this boleto, or none; says whether anything changed."""
    if boletos.lines(unit.connection, [installment_id]).get(installment_id) == line:
        return False
    former = boletos.active_id(unit.connection, installment_id)
    if former is not None:
        unit.change("boleto", former, "active", 1, 0)
    if line is not None:
        unit.insert(Boleto, installment_id=installment_id, line=line)
    return True


def put_in_order(
    unit: UnitOfWork,
    installment_ids: Iterable[int],
    planned: Iterable[PlannedInstallment],
    lines: Sequence[str],
) -> None:
    """One boleto for each instalment from the first on; a down payment is paid at once.

    Fewer boletos than instalments are those of the first ones: banks make them a few at a time.
    Raises TooManyBoletosError.
    """
    ids = [key for key, part in zip(installment_ids, planned, strict=True) if part.number]
    if len(lines) > len(ids):
        raise TooManyBoletosError(len(lines), len(ids))
    for installment_id, line in zip(ids, lines, strict=False):
        put(unit, installment_id, line)


def warnings(unit: UnitOfWork, installment_ids: Iterable[int]) -> list[str]:
    """Where a boleto does not fit its instalment, or stands twice; never a refusal."""
    ids = list(installment_ids)
    found = amount_warnings(unit, ids)
    for item, line in _open(unit, ids):
        due_on = boleto.decode(line, near=item.due_on).due_on
        if due_on not in (None, item.due_on):
            found.append(
                f"{_name(item)} vence em {day(due_on)}, e a parcela em {day(item.due_on)}."
            )
        found += [
            f"{_name(item)} é o mesmo da parcela {other}."
            for other in boletos.others(unit.connection, line, item.installment_id)
        ]
    return found


def amount_warnings(unit: UnitOfWork, installment_ids: Iterable[int]) -> list[str]:
    """Where a boleto asks another amount than what is open: after a part payment or a discount."""
    return [
        f"{_name(item)} é de {brl(boleto.amount_of(line))}, e estão em aberto "
        f"{brl(item.open_cents)}: ele fica fora das mensagens."
        for item, line in _open(unit, installment_ids)
        if not boleto.asks(line, item.open_cents)
    ]


def _open(unit: UnitOfWork, installment_ids: Iterable[int]) -> Iterator[tuple[InstallmentRow, str]]:
    """(instalment, line) of those that have a boleto and are not settled: that asks nothing."""
    for installment_id, line in boletos.lines(unit.connection, list(installment_ids)).items():
        item = ledger.installment(unit.connection, installment_id)
        if item is not None and item.open_cents:
            yield item, line


def _name(item: InstallmentRow) -> str:
    return f"o boleto da parcela {item.installment_id}"
