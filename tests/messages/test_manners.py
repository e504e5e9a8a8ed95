"""Every text in both manners: no hole with anything missing, never longer than a phone shows."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import product
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_texts import FULL, TODAY, Part, Settled, owed, received, reminded, sold

from cobranca_cli.domain.ladder import KEYS, TASKS
from cobranca_cli.domain.tone import lint
from cobranca_cli.errors import NewsToneError
from cobranca_cli.messages import agreement, texts, trials
from cobranca_cli.messages.account import account_text
from cobranca_cli.messages.rendering import LONGEST_FOR_A_PHONE
from cobranca_cli.store.settings import Settings

MANNERS = ("voce", "senhor")
STEPS = [*(key for key in KEYS if key not in TASKS), "acordo"]
EARLY = ["antes", "no-dia", "acordo"]
LONGEST = {
    "business.name": "Confeitaria da Lúcia Ferreira",
    "business.owner": "Lúcia Aparecida Ferreira dos Santos",
    "business.document": "11222333000181",
    "business.address": "Rua Doutor Antônio de Almeida, 1234",
    "business.city": "São José do Rio Preto",
    "business.pix_key": "confeitaria.da.lucia@example.com.br",
}
LONG_NAME = "Maria Aparecida de Oliveira Nascimento"
ABOUT = "Encomenda de cem salgadinhos sortidos para a festa do sábado."
LATE = [date(2025, 10, day) for day in range(1, 7)]


def who(name="Maria da Silva", nickname=None):
    return {"name": name, "nickname": nickname, "document": None}


def promised(write, settings, *, due_on=TODAY, cents=8_000, name="Maria da Silva", **more):
    return write(Settings(settings), **who(name), due_on=due_on, amount_cents=cents, today=TODAY,
                 **more)  # fmt: skip


class Movement(NamedTuple):
    on: date
    text: str
    debit_cents: int
    credit_cents: int
    balance_cents: int


def stated(count, *, settings, about="Bolo", cents=1_000, credit=0, name="Maria", opening=0,
           **more):  # fmt: skip
    """A statement of so many sales; what is open is all of them."""
    rows = [
        Movement(LATE[0] + timedelta(days=n), f"Venda {n}: {about}" if about else f"Venda {n}",
                 cents, 0, opening + n * cents)
        for n in range(1, count + 1)
    ]  # fmt: skip
    span = {"since": None, "until": TODAY, "today": TODAY} | more
    return account_text(
        Settings(settings), **who(name), **span, opening_cents=opening, movements=rows,
        open_cents=opening + count * cents, not_due_cents=cents, credit_cents=credit,
    )  # fmt: skip


def assert_whole(name, text):
    first = text.split("\n")[0]
    longest = agreement.LONGEST if name == agreement.TEMPLATE else LONGEST_FOR_A_PHONE
    assert len(text) <= longest, len(text)
    assert re.match(r"(Oi, [^\n]+[!?.]|Olá, [^\n]+\.)\n\n", text)
    assert not re.search(r"R\$|\d|abert|atras|venc|parcela|Pix", first)
    assert "None" not in text
    assert not re.search(r"[ \t]\n|\n\n\n|  |\{|\}", text)
    assert not re.search(r"^• *$|^[,.:;–]", text, re.MULTILINE)  # An empty bullet.
    assert not re.search(r"\( *\)| [,.:;!?]|[,.:;] ?[,.:;]|\$ *$|[,–] *\n\n|[,–:] *\Z", text)
    assert not re.search(r":\n(?!•)", text)  # What is announced comes.
    assert not re.search(r"\b1 (?:parcelas|compras|dias)\b|\b[02-9] (?:parcela|compra|dia)\b", text)


def every_text(settings, *, about, items, cents, credit, name):
    """Name -> text of each template, with as many items as given."""
    one = Part(1, 1, TODAY, cents, cents)
    parts = [Part(n, items, TODAY + timedelta(days=30 * n), cents, cents)
             for n in range(1, items + 1)]  # fmt: skip
    settled = [Settled(day, cents, cents, discount_cents=cents) for day in LATE[:items]]
    open_items = [owed(n, 9 + n, cents, n, 12, about) for n in range(1, items)]
    open_items.append(owed(items, -2, cents, 12, 12, about))
    yield "venda", sold(*(parts or [one]), total=cents * items, settings=settings, name=name,
                        description=about)  # fmt: skip
    yield "recibo", received(*settled, amount=cents, left=cents, credit=credit, settings=settings,
                             name=name)  # fmt: skip
    yield "agradecimento", texts.thank_you(Settings(settings), **who(name))
    yield "agradecimento-pontual", texts.thank_punctual(Settings(settings), **who(name))
    for step in STEPS:
        yield step, reminded(*open_items, step=step, settings=settings, name=name, credit=credit)
    yield (
        "promessa",
        promised(texts.promise_day, settings, cents=cents, name=name, any_late=bool(credit)),
    )
    yield "acordo-proposta", agreement.proposal(
        Settings(settings), **who(name), items=open_items, charges={1: cents},
        discount_cents=credit, parts=parts, today=TODAY,
    )  # fmt: skip
    yield "extrato", stated(items, about=about, cents=cents, credit=credit, settings=settings,
                            name=name)  # fmt: skip
    yield "promessa-passou", promised(texts.promise_passed, settings, cents=cents, name=name,
                                      due_on=LATE[0])  # fmt: skip


@pytest.mark.parametrize(("manner", "items"), [*product(MANNERS, range(1, 7))])
def test_the_longest_that_is_real_is_read_at_once_on_a_phone(manner, items):
    settings = {**LONGEST, "reminders.manner": manner}
    found = dict(every_text(settings, about=ABOUT, items=items, cents=1_234_567, credit=4_321,
                            name=LONG_NAME))  # fmt: skip
    assert {*found} == {*trials.ABOUT}
    for one, text in found.items():
        assert_whole(one, text)


@given(
    manner=st.sampled_from(MANNERS),
    settings=st.dictionaries(st.sampled_from([*FULL]), st.just(0), max_size=len(FULL)),
    about=st.sampled_from([None, "", "Bolo", ABOUT, ABOUT * 30]),
    items=st.integers(1, 6),
    cents=st.integers(100, 99_999_999),
    credit=st.integers(0, 90),
)
def test_nothing_missing_leaves_a_hole(manner, settings, about, items, cents, credit):
    values = {key: LONGEST[key] for key in settings} | {"reminders.manner": manner}
    for one, text in every_text(values, about=about, items=items, cents=cents, credit=credit,
                              name="Maria da Silva"):  # fmt: skip
        assert_whole(one, text)


def test_too_long_a_text_says_its_items_in_fewer_words_and_at_last_in_one_line():
    def said(items, settings=FULL):
        late = [owed(n, 9 + n, 1_234_567, n, 12, ABOUT) for n in range(1, items + 1)]
        return reminded(*late, settings=settings)

    assert f"(parcela 3 de 12, {ABOUT[:59]}…)" in said(3)
    assert "(parcela 4 de 12, Encomenda de cem sa…)" in said(4)
    assert "• 08/11: R$ 12.345,67 (parcela 6 de 12)\n" in said(6)
    assert "• 6 parcelas de 08/11 a 13/11: R$ 74.074,02\n" in said(6, LONGEST)
    assert "Total: " not in said(6, LONGEST)


def test_a_long_receipt_and_a_long_plan_are_shortened_too():
    settled = [Settled(day, 1_234_567, 1_234_567, discount_cents=999_999) for day in LATE]
    text = received(*settled, amount=7_407_402, left=7_407_402, settings=LONGEST)
    assert "• 6 parcelas com vencimento de 01/10/2025 a 06/10/2025: R$ 74.074,02 (ainda" in text
    parts = [Part(n, 24, TODAY + timedelta(days=n), 1_000, 1_000) for n in range(1, 25)]
    text = sold(*parts, total=24_000, description="Bolo " * 30)
    assert "• 1ª a 24ª parcela, de 24/11/2026 a 17/12/2026: R$ 10,00 cada\n" in text
    assert len(next(line for line in text.splitlines() if line.startswith("• Bolo"))) <= 62


def test_the_formal_manner_says_the_whole_name_and_no_nickname():
    values = {**FULL, "reminders.manner": "senhor"}
    text = reminded(owed(1, 6, 500), settings=values, name="Dona Rita Lima", nickname="Ritinha")
    assert text.startswith("Olá, Dona Rita Lima. ")
    assert "\nCordialmente,\nLúcia, Doces da Lúcia\n" in text
    text = reminded(owed(1, 6, 500), settings=FULL, name="Dona Rita Lima", nickname="Ritinha")
    assert text.startswith("Oi, Ritinha! ")


@pytest.mark.parametrize("name", trials.ABOUT)
def test_the_formal_manner_is_formal_and_knows_no_gender(name):
    text = trials.sample(Settings({**FULL, "reminders.manner": "senhor"}), name)
    assert not re.search(
        r"\b(?:você|te|oi|a gente|abraço|senhora?|prezad[oa])\b|!|obrigad", text, re.IGNORECASE
    )


def test_a_statement_that_fits_shows_every_line():
    assert stated(2, settings=FULL, opening=-500, since=date(2025, 10, 1)) == (
        "Oi, Maria! Aqui vai o resumo da sua conta.\n\nExtrato de 01/10/2025 a 23/11/2026:\n"
        "• Saldo anterior: R$ 5,00 de crédito\n• 02/10/2025, venda 1: Bolo: R$ 10,00\n"
        "• 03/10/2025, venda 2: Bolo: R$ 10,00\n\nEm aberto hoje: R$ 15,00\n"
        "Desse valor, ainda no prazo: R$ 10,00\n\nChave Pix: lucia@doces.com (em nome de Lúcia "
        "Prado)\nSe algo estiver diferente do que você anotou, é só me avisar.\n\nUm abraço,\n"
        "Lúcia, Doces da Lúcia\n\nLúcia Prado – Doces da Lúcia – CPF 529.982.247-25 – Rua das "
        "Flores, 10, Campinas"
    )  # fmt: skip


@pytest.mark.parametrize("manner", MANNERS)
@pytest.mark.parametrize("count", [0, 1, 7, 40, 3_000])
def test_a_long_statement_says_how_long_and_shows_the_last_lines_which_add_up(manner, count):
    text = stated(count, settings={**LONGEST, "reminders.manner": manner}, about=ABOUT)
    assert_whole("extrato", text)
    lines = re.findall(r"• [0-9/]+, venda .*: R\$ ([0-9.,]+)\n", text)
    assert (f", {count} lançamentos, sendo os últimos:" in text) == (len(lines) < count)
    if len(lines) < count:
        before = re.search(r"• Saldo anterior: R\$ ([0-9.,]+)\n", text)[1]
        said = [int(re.sub("[.,]", "", cents)) for cents in (before, *lines)]
        assert sum(said) == count * 1_000
        assert len(lines) >= 1


def test_a_statement_of_a_past_day_does_not_say_how_to_pay():
    text = stated(1, settings=FULL, until=date(2026, 10, 31))
    assert "Em aberto em 31/10/2026: R$ 10,00\nTudo isso ainda está no prazo." in text
    assert "Pix" not in text
    assert "Está tudo certo, nada em aberto hoje.\nSeu crédito: R$ 7,00" in stated(
        0, settings=FULL, credit=700
    )


def test_thanks_say_that_nothing_is_open_and_ask_for_nothing():
    text = texts.thank_you(Settings(FULL), **who(nickname="Mari"))
    assert text.startswith("Oi, Mari! Passando só para agradecer.\n\nEstá tudo acertado")
    assert text.endswith("Um abraço,\nLúcia, Doces da Lúcia")
    assert "Pix" not in text


def test_a_promised_day_is_a_reminder_of_what_was_agreed():
    text = promised(texts.promise_day, FULL)
    assert (
        "\n• hoje, 23/11: R$ 80,00\n\nPix a seguir, em nome de Lúcia Prado. Chave: lucia@doces.com"
        in text
    )
    assert "CPF" not in text
    assert "CPF 529.982.247-25" in promised(texts.promise_day, FULL, any_late=True)
    assert "• 25/11: R$" in promised(texts.promise_day, FULL, due_on=date(2026, 11, 25))


def test_a_promised_day_that_passed_is_a_question():
    text = promised(texts.promise_passed, FULL, due_on=date(2026, 11, 15))
    assert "\nCombinamos R$ 80,00 para o dia 15/11, deu tudo certo?\n" in text
    assert "Se já pagou, por favor desconsidere." in text
    assert text.endswith("CPF 529.982.247-25 – Rua das Flores, 10, Campinas")
    footer = {**FULL, "legal.footer": "formal"}
    assert "CPF" not in promised(texts.promise_passed, footer)


def with_news(step, news, *, days=0, settings=None):
    item = owed(1, days, 500, about="Bolo com calote")
    return texts.reminder(
        Settings(settings or {}), step=step, **who(), items=[item], total_cents=500,
        credit_cents=0, today=TODAY, news=news,
    )  # fmt: skip


@pytest.mark.parametrize("manner", MANNERS)
@pytest.mark.parametrize("step", STEPS)
def test_news_is_said_only_before_anything_is_late(step, manner):
    news, values = "Sábado tem bolo de milho.", {"reminders.manner": manner}
    assert (f"\n\n{news}\n\n" in with_news(step, news, settings=values)) == (step in EARLY)
    assert news not in with_news(step, news, days=5, settings=values)


def test_the_news_is_the_owners_words_and_its_tone_counts():
    with pytest.raises(NewsToneError) as caught:
        with_news("antes", "Nada de calote")
    assert "calote" in caught.value.message
    assert "Nada" not in with_news("esqueceu", "Nada de calote", days=5)


@pytest.mark.parametrize("name", trials.ABOUT)
@pytest.mark.parametrize("settings", [{}, FULL, {"business.owner": "Lúcia Prado"}])
def test_a_subject_names_no_amount_lateness_or_item(name, settings):
    text = texts.subject(Settings(settings), name)
    assert re.fullmatch(r"\w+(?: de (?:Doces da Lúcia|Lúcia Prado))?", text)
    assert lint(text) == []
    assert not re.search(r"abert|atras|venc|parcela|valor", text)


def test_a_subject_takes_a_long_name_on_one_line():
    text = texts.subject(Settings({"business.name": "Doces\n" * 60}), "recibo")
    assert text.startswith("Recibo de Doces Doces")
    assert len(text) <= 110
