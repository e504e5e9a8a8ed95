from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import combinations
from typing import NamedTuple
from urllib.parse import unquote

import pytest

from cobranca_cli.domain.ladder import KEYS, TASKS
from cobranca_cli.domain.sale_plan import SaleTerms
from cobranca_cli.messages import texts, wording
from cobranca_cli.messages.rendering import LONGEST_TEXT
from cobranca_cli.store.queries.ledger import InstallmentState
from cobranca_cli.store.settings import Settings

TODAY = date(2026, 11, 23)
FULL = {
    "business.name": "Doces da Lúcia",
    "business.owner": "Lúcia Prado",
    "business.document": "52998224725",
    "business.address": "Rua das Flores, 10",
    "business.city": "Campinas",
    "business.pix_key": "lucia@doces.com",
}
SUBSETS = [
    {key: FULL[key] for key in keys} for n in range(len(FULL) + 1) for keys in combinations(FULL, n)
]
HOSTILE = [
    "{{ 7*7 }}", "{% for x in y %}", "{# nada #}", "[red]Ana[/red]", "🎂 Ana", "Ana", "x" * 120,
    "Ana *negrito* _x_", "O'Hara & Cia", "%s {0} $x", "</b>",
]  # fmt: skip


class Part(NamedTuple):
    number: int
    of: int
    due_on: date
    amount_cents: int
    open_cents: int
    boleto: str | None = None


class Settled(NamedTuple):
    due_on: date
    principal_cents: int
    open_cents: int = 0
    fine_cents: int = 0
    discount_cents: int = 0
    interest_cents: int = 0
    written_off_cents: int = 0


def sold(*parts, total, paid=0, settings=None, name="Maria da Silva", **more):
    terms = SaleTerms(total, TODAY, parts[-1].due_on, parts[-1].of, **more)
    return texts.sale_confirmation(
        Settings(settings), name=name, nickname=None, terms=terms, installments=parts,
        paid_cents=paid,
    )  # fmt: skip


def received(*settled, amount, left=0, credit=0, settings=None, name="Maria", method="pix"):
    return texts.payment_receipt(
        Settings(settings), name=name, nickname=None, received_on=TODAY, amount_cents=amount,
        methods=[method], allocations=settled, remaining_open_cents=left, credit_cents=credit,
    )  # fmt: skip


def owed(i, days, cents, number=1, of=1, about=None):
    due = TODAY - timedelta(days=days)
    return InstallmentState(i, i, 1, "x", about, number, of, due, due, cents * 2, cents)


def reminded(
    *items, step="esqueceu", credit=0, settings=None, name="Maria da Silva", nickname=None,
    boletos=wording.NO_BOLETOS,
):  # fmt: skip
    return texts.reminder(
        Settings(settings), step=step, name=name, nickname=nickname, document=None, items=items,
        total_cents=sum(i.open_cents for i in items) - credit, credit_cents=credit, today=TODAY,
        boletos=boletos,
    )  # fmt: skip


def test_a_sale_says_what_total_and_each_date_and_amount():
    assert sold(
        Part(0, 2, TODAY, 5000, 0),
        Part(1, 2, date(2026, 12, 23), 12500, 11500),
        Part(2, 2, date(2027, 1, 23), 12500, 12500),
        total=30000, paid=5000, down_payment_cents=5000, description="Bolo de casamento",
        settings=FULL,
    ) == (
        "Oi, Maria! Agradeço a sua compra.\n\nAnotei assim:\n• Bolo de casamento\n"
        "• Data: 23/11/2026\n• Total: R$ 300,00 (entrada e 2 parcelas)\n• Pago: R$ 50,00\n"
        "• Crédito que você tinha, já usado: R$ 10,00\n\nFicou combinado:\n"
        "• Entrada, 23/11/2026: R$ 50,00 (já pago)\n"
        "• Parcela 1 de 2, 23/12/2026: R$ 125,00 (ainda em aberto: R$ 115,00)\n"
        "• Parcela 2 de 2, 23/01/2027: R$ 125,00\n\n"
        "Me avise se algo estiver diferente.\n\nLúcia, Doces da Lúcia"
    )  # fmt: skip


def test_a_sale_in_one_part_has_no_part_numbers():
    text = sold(Part(1, 1, date(2026, 12, 23), 15000, 15000), total=15000)
    assert "\n• Total: R$ 150,00\n" in text
    assert "\n• 23/12/2026: R$ 150,00\n" in text
    assert text.endswith("Me avise se algo estiver diferente.")
    assert "arcela" not in text
    text = sold(Part(0, 1, TODAY, 5000, 0), Part(1, 1, TODAY, 5000, 5000), total=10000, paid=5000,
                down_payment_cents=5000)  # fmt: skip
    assert "(entrada e 1 parcela)" in text


def test_a_sale_paid_at_once_leaves_nothing_open():
    text = sold(Part(1, 1, TODAY, 15000, 0), total=15000, paid=15000)
    assert "Está tudo certo, não ficou nada em aberto." in text
    assert "Ficou combinado" not in text


def test_a_very_long_plan_still_fits():
    parts = [Part(n, 999, TODAY + timedelta(days=n), 101 if n == 1 else 100, 0 if n < 3 else 100)
             for n in range(1, 1000)]  # fmt: skip
    text = sold(*parts, total=99901, paid=201, description="x" * 2000, name="y" * 120)
    assert "• Parcela 1 de 999, 24/11/2026: R$ 1,01 (já pago)\n" in text
    assert "• Parcela 2 de 999, 25/11/2026: R$ 1,00 (já pago)\n" in text
    assert "• 3ª a 999ª parcela, de 26/11/2026 a 18/08/2029: R$ 1,00 cada\n" in text
    assert len(text) < 1000


def test_a_receipt_says_what_was_settled_and_what_is_left():
    assert received(
        Settled(date(2026, 9, 1), 10000), Settled(date(2026, 10, 1), 5000, 3000),
        amount=15000, left=8000, settings=FULL,
    ) == (
        "Oi, Maria! Recebi seu pagamento, agradeço muito.\n\n• Valor: R$ 150,00\n• Forma: Pix\n"
        "• Data: 23/11/2026\n\nFoi para:\n• vencimento 01/09/2026: R$ 100,00 (por inteiro)\n"
        "• vencimento 01/10/2026: R$ 50,00 (ainda em aberto: R$ 30,00)\n\n"
        "Em aberto no total: R$ 80,00\n"
        "Este recibo não quita as parcelas anteriores nem os encargos em aberto.\n\n"
        "Lúcia, Doces da Lúcia"
    )  # fmt: skip


def test_a_receipt_that_settles_everything_says_so_and_names_the_credit():
    text = received(Settled(TODAY, 10000), amount=12000, credit=2000, method="debit")
    assert "• Forma: cartão de débito\n" in text
    assert "Ficou guardado como crédito para você: R$ 20,00\n" in text
    assert text.endswith("Está tudo certo, não ficou nada em aberto.")
    assert "não quita" not in text  # CC 322: only while something stays open.


def test_a_receipt_of_credit_alone_and_one_of_many_parts():
    text = received(amount=2000, credit=2000)
    assert "Foi para" not in text
    many = [Settled(date(2026, 10, n), 100, fine_cents=2, interest_cents=1) for n in range(1, 13)]
    assert "• 12 parcelas com vencimento de 01/10/2026 a 12/10/2026: R$ 12,36\n" in received(
        *many, amount=1236
    )


def test_a_late_reminder_says_how_to_pay_and_who_the_creditor_is():
    assert reminded(owed(1, 6, 8000, 2, 3, "Bolo"), owed(2, -2, 1000), settings=FULL) == (
        "Oi, Maria! Tudo bem?\n\n"
        "Na correria é fácil esquecer, então deixo aqui um lembrete do que está em aberto:\n"
        "• 17/11: R$ 80,00 (parcela 2 de 3, Bolo)\n• 25/11: R$ 10,00, ainda no prazo\n\n"
        "Total: R$ 90,00\n\n"
        "Pix a seguir, em nome de Lúcia Prado. "
        "Chave: lucia@doces.com\n"
        "Se já pagou, por favor desconsidere. Qualquer dúvida, é só me chamar.\n\n"
        "Um abraço,\nLúcia, Doces da Lúcia\n\n"
        "Lúcia Prado – Doces da Lúcia – CPF 529.982.247-25 – Rua das Flores, 10, Campinas"
    )


def test_credit_is_taken_off_the_total_and_said():
    text = reminded(owed(1, 6, 8000), credit=3000)
    assert "Total, já com o seu crédito de R$ 30,00: R$ 50,00" in text


def test_what_is_due_today_says_so():
    assert "hoje é o dia que combinamos:\n• hoje, 23/11: R$ 5,00" in reminded(
        owed(1, 0, 500), step="no-dia"
    )
    assert "hoje é o dia" not in reminded(owed(1, 0, 500), owed(2, -1, 500), step="no-dia")


def test_the_creditors_line_comes_with_anything_late_and_with_nothing_else():
    line = "CPF 529.982.247-25"
    assert line not in reminded(owed(1, -2, 500), step="antes", settings=FULL)
    assert line not in reminded(owed(1, 0, 500), step="no-dia", settings=FULL)
    assert line in reminded(owed(1, 4, 500), owed(2, 0, 500), step="no-dia", settings=FULL)
    assert line in reminded(owed(1, 9, 500), step="tudo-bem", settings=FULL)
    assert line not in reminded(owed(1, 9, 500), settings={**FULL, "legal.footer": "formal"})


STEP_KEYS = [key for key in KEYS if key not in TASKS]


@pytest.mark.parametrize("step", STEP_KEYS)
@pytest.mark.parametrize("settings", SUBSETS, ids=lambda values: "+".join(values) or "nothing")
def test_nothing_set_leaves_no_hole(step, settings):
    text = reminded(owed(1, 9, 500), settings=settings, step=step)
    assert_whole(text)
    assert ("lucia@doces.com" in text) == ("business.pix_key" in settings)
    assert ("em nome de" in text or "mostra o nome" in text) == (
        "business.pix_key" in settings and bool({"business.owner", "business.name"} & {*settings})
    )


@pytest.mark.parametrize("settings", SUBSETS, ids=lambda values: "+".join(values) or "nothing")
def test_confirmations_and_receipts_have_no_hole_either(settings):
    assert_whole(sold(Part(1, 1, TODAY, 15000, 15000), total=15000, settings=settings))
    assert_whole(received(Settled(TODAY, 100), amount=100, settings=settings))


def assert_whole(text):
    assert "None" not in text
    assert not re.search(r"[ \t]\n|\n\n\n|  |\( *\)|, *\n\n|, *$|– *$|–  *–|: *$|\{|\}", text)
    assert len(text) <= 700
    assert re.match(r"Oi, [^\n]+[!?.]\n\n", text)
    assert not re.search(r"R\$|\d|abert|venc|parcela|Pix", text.split("\n")[0])


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_names_and_descriptions_come_out_exactly_so(words):
    about = words[:50]
    for text in (
        sold(Part(1, 1, TODAY, 100, 100), total=100, name="Ana", description=words),
        *(reminded(owed(1, 9, 500, about=about), step=step) for step in STEP_KEYS),
    ):
        assert about in text
    for step in STEP_KEYS:
        assert reminded(owed(1, 9, 500), step=step, nickname=words).startswith(f"Oi, {words}!")
    greeting = wording.greeting_name(words)
    assert received(amount=100, name=words, credit=100).startswith(f"Oi, {greeting}! Recebi")
    assert len(reminded(*[owed(n, n, 500, about=words) for n in range(6)])) < LONGEST_TEXT


def test_the_longest_settings_and_items_still_fit():
    key = "k" * 65 + "@example.com"
    settings = {**dict.fromkeys(FULL, "ç" * 200), "business.pix_key": key}
    items = [owed(n, 9 + n, 9_999_999_999, 998, 999, "w" * 2000) for n in range(6)]
    for step in STEP_KEYS:
        text = reminded(*items, settings=settings, step=step, nickname="z" * 120)
        assert len(text) < LONGEST_TEXT


def test_a_link_needs_a_mobile_number_and_carries_the_whole_text():
    text = "Oi, Zé!\n50% & 1+1 #2"
    url = texts.whatsapp_link("+5511912345678", text)
    assert url.startswith("https://wa.me/5511912345678?text=Oi%2C%20Z%C3%A9%21%0A50%25%20%26")
    assert unquote(url.partition("?text=")[2]) == text
    assert texts.whatsapp_link("+551133334444", text) is None
    assert texts.whatsapp_link(None, text) is None


def test_a_receipt_names_every_method_and_the_discount():
    text = texts.payment_receipt(
        Settings(), name="Ana", nickname=None, received_on=TODAY, amount_cents=9500,
        methods=["pix", "cash", "pix"], allocations=[Settled(TODAY, 9500, discount_cents=500)],
        remaining_open_cents=0, credit_cents=0,
    )  # fmt: skip
    assert "Forma: Pix e dinheiro" in text
    assert "R$ 95,00, com desconto de R$ 5,00 (por inteiro)" in text


def test_the_page_to_pay_at_is_in_the_confirmation_while_something_is_open():
    link = "https://loja.example.com/bolo"
    part = Part(1, 1, TODAY + timedelta(days=30), 10000, 10000)
    assert f"Para pagar: {link}" in sold(part, total=10000, link=link)
    assert link not in sold(part._replace(open_cents=0), total=10000, paid=10000, link=link)


def test_without_a_city_there_is_no_code_and_the_key_has_its_name_beside_it():
    settings = {key: value for key, value in FULL.items() if key != "business.city"}
    line = "Chave Pix: lucia@doces.com (em nome de Lúcia Prado)\n"
    assert line in reminded(owed(1, 6, 500), settings=settings)
