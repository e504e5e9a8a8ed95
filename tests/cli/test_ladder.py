"""The ladder shown, changed without losing its gentle start, and lived again in the past."""

from __future__ import annotations

import pytest

IDENTITY = "setup --name Doces --owner Lúcia --document 52998224725 --address 'Rua A, 1'"


@pytest.fixture
def book(cobranca):
    """Ana paid two weeks late, Bia four days late, Caio never."""
    cobranca(IDENTITY)
    for name, due in (("Ana", "10/09/2026"), ("Bia", "15/09/2026"), ("Caio", "15/09/2026")):
        cobranca(f"add-sale {name} 100 --on 01/09/2026 --due {due}")
    cobranca("add-payment Ana 100 --on 24/09/2026")
    cobranca("add-payment Bia 100 --on 19/09/2026")
    return cobranca


def test_the_ladder_as_it_ships(cobranca):
    found = cobranca("ladder --json").json
    assert [(s["step"], s["days"], s["kind"], s["template"]) for s in found["steps"][2:6]] == [
        ("esqueceu", 3, "message", "esqueceu"), ("tudo-bem", 7, "message", "tudo-bem"),
        ("proposta", 15, "message", "proposta"), ("conversa", 30, "task", None),
    ]  # fmt: skip
    assert found["off"] == []
    assert found["segments"]["pontual"] == [
        {"step": "antes", "days": None, "kind": "message", "template": None}
    ]
    assert (found["gap_days"], found["max_month"], found["send_hours"]) == (3, 4, [9, 18])


def test_the_picture_fits_sixty_columns_and_says_what_differs(cobranca):
    cobranca("ajustes ladder.antes não")
    cobranca("ajustes ladder.decisao 400")
    cobranca("ajustes ladder.critico.esqueceu 1")
    out = cobranca("regua").out
    assert max(len(line) for line in out.splitlines()) <= 60
    assert "        no dia ● no-dia    mensagem\n" in out
    assert "400 dias depois ○ decisao   tarefa para você\n" in out
    assert "Desligadas: antes." in out
    assert "Perfil em dificuldade: sem tudo-bem; proposta 7 dias depois." in out
    assert "Perfil crítico: esqueceu 1 dia depois." in out
    assert "pontual" not in out  # Without an `antes` there is none to leave out.


def test_days_before_are_typed_as_they_are_shown(cobranca):
    cobranca("ajustes ladder.antes -5")
    assert cobranca("ladder --json").json["steps"][0]["days"] == -5
    assert cobranca("ajustes ladder.antes --nada --json", code=2).error["code"] == "option_unknown"


def test_no_step_at_all_is_a_ladder_that_says_nothing(cobranca, home):
    steps = ["antes", "no-dia", "formal", "proposta", "tudo-bem", "esqueceu", "conversa", "decisao"]
    lines = "".join(f'{step} = "não"\n' for step in steps)
    home.mkdir()
    (home / "cobranca.toml").write_text(f'[ladder]\n{lines}"em-dificuldade".proposta = "não"\n')
    assert "Nenhuma etapa: ninguém é lembrado." in cobranca("regua").out


@pytest.mark.parametrize(
    ("key", "value", "code", "says"),
    [
        ("ladder.esqueceu", "10", "ladder_order", "cobranca ajustes ladder.tudo-bem 11"),
        ("ladder.formal", "20", "ladder_order", "cobranca ajustes ladder.formal 31"),
        ("ladder.antes", "0", "ladder_order", "cobranca ajustes ladder.antes -1"),
        ("ladder.pontual.proposta", "7", "ladder_order", "ladder.pontual.proposta 8"),
        ("ladder.esqueceu", "não", "ladder_start", "cobranca ajustes ladder.esqueceu 3"),
        ("ladder.novo.esqueceu", "não", "ladder_start", "cobranca ajustes ladder.novo.esqueceu 3"),
        ("ladder.pontuais.antes", "-2", "setting_not_found", "ladder.pontual.antes"),
        ("ladder.pontual.esqeceu", "5", "setting_not_found", "ladder.pontual.esqueceu"),
    ],
)
def test_a_ladder_that_does_not_fit_is_refused_with_what_to_type(
    cobranca, home, key, value, code, says
):
    cobranca("ajustes ladder.decisao 61")
    before = (home / "cobranca.toml").read_bytes()
    error = cobranca(f"ajustes {key} {value} --json", code=3 if "found" in code else 4).error
    assert error["code"] == code
    assert says in error["hint"]
    assert (home / "cobranca.toml").read_bytes() == before


def test_the_late_messages_are_switched_off_from_the_last_to_the_first(cobranca):
    for step in ("ladder.em-dificuldade.proposta", "ladder.formal", "ladder.proposta",
                 "ladder.tudo-bem", "ladder.esqueceu"):  # fmt: skip
        cobranca(f"ajustes {step} não")
    assert [s["step"] for s in cobranca("ladder --json").json["steps"]] == [
        "antes", "no-dia", "conversa", "decisao"]  # fmt: skip


def test_a_file_edited_by_hand_is_told_by_check_and_not_followed(cobranca, home):
    cobranca("vendi Ana 100")
    (home / "cobranca.toml").write_text("[ladder]\ntudo-bem = 2\n")
    found = cobranca("check --json", code=1).json
    assert "ladder.esqueceu (dia 3) tem de vir antes de ladder.tudo-bem (dia 2)" in str(found)
    assert cobranca("regua --json", code=4).error["code"] == "ladder_order"
    (home / "cobranca.toml").write_text("[ladder.novo]\nesqueceu = false\n")
    assert "sem ele a régua começaria por tudo-bem" in str(cobranca("check --json", code=1).json)
    (home / "cobranca.toml").write_text("[ladder]\nesqueceu = 'logo'\n")
    assert cobranca("regua --json", code=2).error["code"] == "invalid_setting"
    (home / "cobranca.toml").write_text("[ladder.pontuais]\nantes = 'não'\n")
    assert "mas ladder.pontual.antes" in cobranca("regua --json", code=5).error["message"]


def test_a_period_is_lived_again(book):
    found = book("ladder --simulate 01/09/2026 30/09/2026 --json").json
    assert found["by_step"] == {
        "antes": 3, "no-dia": 3, "esqueceu": 3, "tudo-bem": 2, "proposta": 1}  # fmt: skip
    assert (found["messages"], found["customers"], found["tasks"], found["sent"]) == (
        12, 3, {}, None)  # fmt: skip
    assert found["bothered"] == {"messages": 1, "customers": 1, "on_time": 0}
    assert found["silent"] == {"customers": 0, "installments": 0, "open_cents": 0, "days": {}}
    assert (found["first"], found["last"], found["sending_days"]) == (
        "2026-09-01", "2026-09-30", 21)  # fmt: skip
    out = book("regua --simular 01/09/2026 30/09/2026").out
    assert "12 mensagens, para 3 pessoas.\n" in out
    assert "Teria sido incomodada à toa: 1 pessoa, com 1 mensagem. Tudo" in out
    assert "Nenhum atraso teria ficado sem lembrete." in out
    assert max(len(line) for line in out.splitlines()) <= 60


def test_another_settings_file_is_tried_and_nothing_changes(book, home, tmp_path):
    tried = tmp_path / "devagar.toml"
    tried.write_text('[ladder]\nantes = "não"\nno-dia = "não"\nesqueceu = 5\n[reminders]\n'
                     'tolerance = "5,00"\n')  # fmt: skip
    before = (home / "cobranca.toml").read_bytes()
    found = book(f"regua --simular 01/09/2026 05/10/2026 --ajustes {tried} --json").json
    # The owner's name and address are those of the home: the proposal may be sent.
    assert found["by_step"] == {"esqueceu": 2, "tudo-bem": 2, "proposta": 1}
    assert found["silent"]["installments"] == 1  # Bia, who came by herself.
    out = book(f"regua --simular 01/09/2026 05/10/2026 --ajustes {tried}").out
    assert "ajustes\n  de devagar.toml:\n" in out
    assert "Ninguém teria sido incomodado à toa." in out
    assert "Atrasos sem nenhum lembrete: 1 parcela de 1 pessoa" in out
    assert "R$ 100,00" in out
    assert "ainda era cedo" in out
    assert "5 dias depois ● esqueceu" in book(f"regua --ajustes {tried}").out
    assert (home / "cobranca.toml").read_bytes() == before
    assert book("regua --ajustes nada.toml --json", code=5).error["code"] == "file_unreadable"


def test_what_was_really_sent_is_compared(book):
    book("--today 2026-09-29 remind --record")
    book("--today 2026-09-30 remind --record")
    found = book("ladder --simulate 01/09/2026 30/09/2026 --json").json
    assert found["sent"] == {"messages": 1, "by_step": {"esqueceu": 1}}
    out = book("regua --simular 01/09/2026 30/09/2026").out
    assert "12 mensagens em vez de 1, para 3 pessoas.\n" in out
    assert "  esqueceu      3   foram 1\n" in out


def test_tasks_are_counted_until_today(book):
    out = book("regua --simular 01/09/2026 hoje").out
    assert "Tarefas para você: conversa 1." in out
    assert book("regua --simular 01/09/2026 hoje --json").json["last"] == "2026-11-23"


@pytest.mark.parametrize(
    ("period", "code"),
    [
        ("01/11/2026 amanhã", "future_date"),
        ("30/09/2026 01/09/2026", "period_reversed"),
        ("01/01/2020 01/09/2026", "period_too_long"),
        ("ontem 31/02/2026", "invalid_date"),
    ],
)
def test_periods_that_cannot_be_lived_again(cobranca, period, code):
    run = cobranca(f"regua --simular {period} --json", code=2 if code == "invalid_date" else 4)
    assert run.error["code"] == code
