"""A day with the reminders as its owner lives it: what each answer says, and what to type next."""

from __future__ import annotations

import io
import sys

import pytest

from cobranca_cli.cli.output import fitting, note
from cobranca_cli.cli.words import Whole

LATE = "--em 01/11/2026 --vencimento 10/11/2026"


@pytest.fixture
def book(cobranca):
    cobranca(f"vendi Ana 150 {LATE} --telefone '11 91234-5678'")
    cobranca(f"vendi Bia 80 {LATE}")
    return cobranca


def at(day, time="10:00"):
    return f"{day}T{time}:00-03:00"


def test_the_summary_names_promises_and_tasks(book):
    book("promessa Ana 24/11 60")
    book("contestar 2 'faltou cobertura'")
    assert book("resumo").out.splitlines()[-1:] == ["1 tarefa para você: cobranca tarefas"]
    day = book("--hoje 24/11/2026 resumo").out
    assert "Prometido para hoje:\n  Ana: R$ 60,00\n1 tarefa para você" in day
    after = book("--hoje 26/11/2026 resumo").out
    assert "1 promessa passou do dia sem pagamento: cobranca promessas\n" in after


def test_a_task_says_how_it_is_done_and_that_can_be_typed(book):
    book("contestar 2 'faltou cobertura'")
    how = "cobranca resolver c2 manter, abater VALOR ou cancelar"
    assert f"(feito: {how})" in book("lembrar").out
    assert book("tarefas").out.splitlines()[-2:] == [
        "1 tarefa.",
        "Uma contestação: cobranca resolver CLIENTE manter, abater VALOR ou cancelar",
    ]
    book("resolver c2 manter")
    book("anotar Ana 'diz que pagou' --motivo ja-paguei")
    assert "Quando fizer uma: cobranca anotar CLIENTE TEXTO --etapa" in book("tarefas").out
    book("anotar Ana 'olhei a conta' --etapa conferir")
    assert book("tarefas").out == ""


def test_messages_are_shown_in_the_hour_of_the_business_and_word_for_word(book, monkeypatch):
    monkeypatch.setenv("COBRANCA_NOW", at("2026-11-23", "22:15"))
    book("lembrar --registrar")
    assert "23/11/2026 22:15" in book("mensagens").out
    shown = book("mensagens Ana").out
    assert "--- 1, 23/11/2026 22:15, esqueceu\n\nOi, Ana! Tudo bem?\n" in shown
    assert "Bia" not in shown
    assert book("mensagens Ana --json").json["rows"][0]["at"] == "2026-11-24T01:15:00Z"


def test_the_next_contact_is_on_a_day_on_which_messages_leave(book):
    """A promise for Thursday is waited for until Saturday: its courtesy comes first."""
    book("promessa Ana 26/11")
    found = book("why Ana --json").json
    assert (found["until"], found["next_on"]) == ("2026-11-28", "2026-11-26")
    day = book("--hoje 26/11/2026 por-que Ana").out
    assert "recebe hoje a mensagem promessa (cobranca lembrar c1 --mostrar)." in day
    assert "segura" not in day
    book("pausar Bia --ate 28/11/2026 --motivo viagem")
    assert book("why Bia --json").json["next_on"] == "2026-11-30"
    assert "em pausa; de novo em 28/11/2026" in book("por-que Bia").out


def test_who_was_told_today_is_explained(book):
    book("vendi Duda 50 --vencimento hoje")
    book("lembrar Duda --registrar")
    assert "o que cabia agora já foi dito (cobranca mensagens)" in book("por-que Duda").out
    assert "Para saber por quê: cobranca por-que CLIENTE" in book("lembrar Duda").out


def test_what_was_typed_is_not_silently_made_smaller(book):
    said = book("promessa Ana sexta 999").out
    assert said.startswith("Só haverá R$ 150,00 a pagar; anotei essa quantia.\nAna promete")
    assert "Só há" not in book("promessa Ana sexta").out


def test_limits_that_were_changed_are_not_told_as_they_ship(book):
    book("ajustes reminders.gap_days 10")
    book("lembrar --registrar")
    assert "há menos de 3 dias" not in book("--hoje 27/11/2026 lembrar").out


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("resumo --canal email", "--canal só vai com --avisar."),
        ("pausar Ana --todos --ate sexta --motivo viagem", "usar CLIENTE e --todos juntos"),
    ],
)
def test_options_that_do_not_go_together_are_named_as_they_are_typed(book, line, says):
    assert says in book(line, code=2).err


def test_an_empty_home_is_told_once(cobranca):
    run = cobranca("lembrar --enviar")
    assert run.err.count("Ainda não há nada anotado") == 1


class Narrow(io.StringIO):
    def isatty(self):
        return True


def test_a_narrow_window_breaks_lines_between_words_but_nothing_that_is_copied(monkeypatch):
    monkeypatch.setenv("COLUMNS", "20")
    monkeypatch.setattr(sys, "stdout", Narrow())
    monkeypatch.setattr(sys, "stderr", Narrow())
    words = "  uma linha comprida de palavras"
    whole = [Whole("código Pix comprido sem quebra"), "mensagem para o cliente\nem duas linhas"]
    assert list(fitting([words, *whole])) == ["  uma linha comprida", "  de palavras", *whole]
    note("um aviso comprido que não cabe")
    assert sys.stderr.getvalue() == "um aviso comprido\nque não cabe\n"
