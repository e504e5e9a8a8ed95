"""Every template tried on an invented customer: what it says, or why it says nothing."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from cobranca_cli.domain.agreement_plan import plan
from cobranca_cli.domain.ladder import PUNCTUAL, ladder
from cobranca_cli.domain.sale_plan import SaleTerms
from cobranca_cli.errors import TemplateError, ToneError
from cobranca_cli.messages import account, agreed, agreement, payment_code, texts, wording
from cobranca_cli.store.queries.ledger import InstallmentState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cobranca_cli.store.settings import Settings

#: Template -> when it is used.
ABOUT = {
    "venda": "a confirmação de uma venda",
    "recibo": "o recibo de um pagamento",
    "agradecimento": "agradecimento, quando tudo foi pago",
    PUNCTUAL: "agradecimento a quem paga sempre em dia",
    "extrato": "o extrato da conta de um cliente",
    "antes": "lembrete, três dias antes do vencimento",
    "no-dia": "lembrete, no dia do vencimento",
    "acordo": "lembrete de uma parcela de um acordo",
    agreement.TEMPLATE: "a proposta de um acordo",
    "promessa": "lembrete, no dia em que o cliente prometeu pagar",
    "promessa-passou": "pergunta, depois do dia em que o cliente prometeu pagar",
    "esqueceu": "lembrete, a partir de três dias de atraso",
    "tudo-bem": "lembrete, a partir de sete dias de atraso",
    "proposta": "proposta de um jeito de acertar, a partir de quinze dias de atraso",
    "formal": "carta, a partir de quarenta e cinco dias de atraso, depois da conversa",
}

_TODAY = date(2026, 11, 23)
_NAME, _NICKNAME = "Maria da Silva", "Mari"
_WHO: dict[str, Any] = {"name": _NAME, "nickname": _NICKNAME, "document": None}
_PROMISED = {**_WHO, "amount_cents": 8_000, "today": _TODAY}
_DAYS_LATE = {"acordo": 0} | {
    rung.key: rung.days for rung in (*ladder().early, *ladder().late) if not rung.is_task
}


class _Settled(NamedTuple):
    due_on: date
    principal_cents: int
    fine_cents: int
    interest_cents: int
    discount_cents: int
    open_cents: int
    written_off_cents: int = 0


class _Movement(NamedTuple):
    on: date
    text: str
    debit_cents: int
    credit_cents: int
    balance_cents: int


def broken(settings: Settings) -> Iterator[TemplateError | ToneError]:
    """The error of each of the home's own templates that gives no text, or no kind one."""
    folder = settings.templates
    for name, write in _writers(settings).items():
        if folder is not None and (folder / f"{name}.txt").exists():
            try:
                write()
            except (TemplateError, ToneError) as error:
                yield error


def sample(settings: Settings, name: str) -> str:
    """What template `name` says to the invented customer. Raises TemplateError, ToneError."""
    return _writers(settings)[name]()


def sample_values(settings: Settings, name: str) -> dict[str, object]:
    """Values as template `name` is given them; any other name is a reminder of something late."""
    shared: dict[str, object] = {
        "cliente": wording.greeting(settings, _NAME, _NICKNAME),
        "assinatura": wording.signature(settings),
    }
    if name == "venda":
        return shared | {
            "descricao": "Bolo de cenoura", "data": "23/11/2026", "total": "R$ 150,00",
            "em_partes": "entrada e 2 parcelas", "pago": "R$ 50,00", "credito": "",
            "desconto": "", "sobra": "", "link": "",
            "encargos": "multa de 2% e juros de 1% ao mês",
            "formas": "Aceito Pix e dinheiro.",
            "parcelas": ["Parcela 1 de 2, 10/12/2026: R$ 50,00",
                         "Parcela 2 de 2, 10/01/2027: R$ 50,00"],
        }  # fmt: skip
    if name in ("agradecimento", PUNCTUAL):
        return shared
    if name == account.TEMPLATE:
        return shared | {
            "periodo": "de 01/10/2026 a 23/11/2026", "quantos": "", "saldo_anterior": "R$ 40,00",
            "itens": ["10/11, venda 2: Bolo: R$ 150,00", "20/11, recebido por Pix: -R$ 90,00"],
            "dia": "hoje", "em_aberto": "R$ 100,00", "a_vencer": "R$ 50,00", "credito": "",
            "tudo_pago": "",
            **_payee(settings),
        }  # fmt: skip
    if name == "recibo":
        return shared | {
            "valor": "R$ 80,00", "forma": "Pix", "data": "23/11/2026", "credito": "",
            "em_aberto": "R$ 20,00", "tudo_pago": "", "pontos": "",
            "itens": ["vencimento 10/11/2026: R$ 80,00 (ainda em aberto: R$ 20,00)"],
        }  # fmt: skip
    shared |= _payee(settings)
    if name == agreement.TEMPLATE:
        return shared | {
            "itens": ["10/10: R$ 153,00 (R$ 150,00 + encargos) (Bolo de cenoura)"],
            "em_aberto": "R$ 153,00 (R$ 150,00 + encargos)", "desconto": "R$ 3,00",
            "total": "R$ 150,00", "dias": "10 dias",
            "parcelas": ["Entrada, 25/11/2026: R$ 50,00", "Parcela 1 de 1, 10/12/2026: R$ 100,00"],
        }  # fmt: skip
    if name in ("promessa", "promessa-passou"):
        return shared | {"dia": "15/11", "valor": "R$ 80,00"}
    return shared | {
        "itens": ["10/10: R$ 150,00 (Bolo de cenoura)", "10/11: R$ 50,00"], "total": "R$ 190,00",
        "mostrar_total": True, "credito": "R$ 10,00", "so_hoje": False,
        "novidade": "",
    }  # fmt: skip


def _payee(settings: Settings) -> dict[str, object]:
    return {
        "pix": payment_code.line(settings) or "Chave Pix: lucia@example.com",
        "identificacao": wording.identity_line(settings) or "Lúcia Ferreira – CPF 529.982.247-25",
    }


def _writers(settings: Settings) -> dict[str, Callable[[], str]]:
    """Template name -> its text for the invented customer."""
    return {
        "venda": partial(_confirmation, settings),
        "recibo": partial(_receipt, settings),
        "agradecimento": partial(texts.thank_you, settings, **_WHO),
        PUNCTUAL: partial(texts.thank_punctual, settings, **_WHO),
        account.TEMPLATE: partial(_statement, settings),
        agreement.TEMPLATE: partial(_proposal, settings),
        **{name: partial(_reminder, settings, name, days) for name, days in _DAYS_LATE.items()},
        "promessa": partial(texts.promise_day, settings, **_PROMISED, due_on=_TODAY),
        "promessa-passou": partial(
            texts.promise_passed, settings, **_PROMISED, due_on=_TODAY - timedelta(days=2)
        ),
    }


def _confirmation(settings: Settings) -> str:
    terms = SaleTerms(15_000, _TODAY, date(2026, 12, 10), 2, description="Bolo de cenoura",
                      down_payment_cents=5_000)  # fmt: skip
    parts = [
        agreed.Planned(0, 2, _TODAY, 5_000, 0),
        agreed.Planned(1, 2, date(2026, 12, 10), 5_000, 5_000),
        agreed.Planned(2, 2, date(2027, 1, 10), 5_000, 5_000),
    ]
    return texts.sale_confirmation(
        settings, name=_NAME, nickname=_NICKNAME, terms=terms, installments=parts, paid_cents=5_000
    )


def _receipt(settings: Settings) -> str:
    return texts.payment_receipt(
        settings, name=_NAME, nickname=_NICKNAME, received_on=_TODAY, amount_cents=8_000,
        methods=["pix"], allocations=[_Settled(date(2026, 11, 10), 8_000, 0, 0, 0, 2_000)],
        remaining_open_cents=2_000, credit_cents=0,
    )  # fmt: skip


def _statement(settings: Settings) -> str:
    movements = [
        _Movement(date(2026, 11, 10), "Venda 2: Bolo", 15_000, 0, 19_000),
        _Movement(date(2026, 11, 20), "Recebido por Pix", 0, 9_000, 10_000),
    ]
    return account.account_text(
        settings, **_WHO, since=date(2026, 10, 1), until=_TODAY, today=_TODAY, opening_cents=4_000,
        movements=movements, open_cents=10_000, not_due_cents=5_000, credit_cents=0,
    )  # fmt: skip


def _item(days_late: int) -> InstallmentState:
    due_on = _TODAY - timedelta(days=days_late)
    return InstallmentState(1, 1, 1, _NAME, "Bolo", 1, 1, date(2026, 10, 1), due_on, 15_000, 15_000)


def _proposal(settings: Settings) -> str:
    parts = plan(15_000, agreed_on=_TODAY, first_due_on=date(2026, 12, 10), installments=2,
                 down_payment_cents=5_000)  # fmt: skip
    return agreement.proposal(
        settings, **_WHO, items=[_item(20)], charges={1: 300}, discount_cents=300, parts=parts,
        today=_TODAY,
    )  # fmt: skip


def _reminder(settings: Settings, step: str, days: int) -> str:
    return texts.reminder(
        settings, step=step, **_WHO, items=[_item(days)], total_cents=15_000, credit_cents=0,
        today=_TODAY,
    )  # fmt: skip
