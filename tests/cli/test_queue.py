"""`remind --whatsapp`: the queue as a person goes through it, key by key."""

from __future__ import annotations

import contextlib
import io
import os
import sys

import pytest
from terminal import at_a_terminal, everything

from cobranca_cli.cli import links
from cobranca_cli.cli.main import main
from cobranca_cli.reports import reminders

SUNDAY, TUESDAY = "2026-11-22T10:00:00-03:00", "2026-11-24T10:00:00-03:00"
QUEUE = ("lembrar", "--whatsapp")
HOSTILE = "[red]Bia {{ 7*7 }}"


class Terminal(io.StringIO):
    """Output that passes for a window."""

    def isatty(self):
        return True


class Keyboard(Terminal):
    """What is typed, line by line; what can be called happens in between."""

    def __init__(self, keys):
        super().__init__()
        self.keys = list(keys)

    def readline(self, *_):
        while self.keys and callable(self.keys[0]):
            self.keys.pop(0)()
        return self.keys.pop(0) + "\n" if self.keys else ""


@pytest.fixture
def opened(monkeypatch):
    """The links that a browser was given."""
    found = []
    monkeypatch.setattr(links, "_opened", lambda url: not found.append(url))
    monkeypatch.delenv("EDITOR", raising=False)
    return found


@pytest.fixture
def sit(monkeypatch, opened):
    """`sit(keys)`: all that the queue shows while these are typed; then the input ends."""

    def run(keys, line=QUEUE, now=None, code=0):
        if now:
            monkeypatch.setenv("COBRANCA_NOW", now)
        screen = Terminal()
        monkeypatch.setattr(sys, "stdin", Keyboard(keys))
        with contextlib.redirect_stdout(screen), contextlib.redirect_stderr(screen):
            assert main(line) == code, screen.getvalue()
        return screen.getvalue()

    return run


@pytest.fixture
def book(keep):
    """Ana, a hostile Bia and Caio are late and have a mobile; Davi is late and has none."""
    sale = "vendi '{}' {} --em 01/11/2026 --vencimento {}/11/2026"
    return keep(
        [sale.format("Ana Souza", 150, 10) + " --telefone 11912345678",
         sale.format(HOSTILE, 80, 11) + " --telefone 11912345679 --descricao '[b]Bolo[/b]'",
         sale.format("Caio Lima", 60, 12) + " --telefone 11912345670",
         sale.format("Davi Reis", 60, 12)]
    )  # fmt: skip


def said(cobranca):
    rows = cobranca("mensagens --json").json["rows"]
    return [(row["customer"], row["status"]) for row in reversed(rows)]


def test_each_is_shown_opened_and_kept_as_sent(book, sit, opened):
    screen = sit(["", "s", "p", "d", "ontem", "sexta"])
    assert "Fila do WhatsApp: 3 mensagens." in screen
    assert "[1 de 3] Ana Souza (c1), etapa esqueceu, (11) 91234-5678, R$ 150,00" in screen
    assert f"[2 de 3] {HOSTILE} (c2)" in screen
    assert "  • 11/11: R$ 80,00 ([b]Bolo[/b])" in screen
    assert opened[0].startswith("https://wa.me/5511912345678?text=Oi%2C%20Ana")
    assert "Enviou? s sim" in screen
    assert "já passou" in screen
    assert "Caio Lima: sem lembretes antes de sexta, 27/11/2026." in screen
    assert "Nesta fila: 1 enviada, 1 pulada, 1 adiada." in screen
    assert "Sem WhatsApp:\n  Davi Reis (c4): sem celular no cadastro\n" in screen
    assert said(book) == [("Ana Souza", "recorded")]
    assert "Lembrete enviado pelo WhatsApp para Ana Souza" in book("historico").out
    assert "[1 de 1] [red]Bia" in sit([])


def test_stopping_keeps_what_was_done_and_nothing_else(book, sit, home):
    assert "Nesta fila: 1 enviada." in sit(["s", "q"])
    before = everything(home)
    screen = sit(["", "?", "nada disso"])  # Opened, and never said to be sent.
    assert screen.count("s      enviado") == 2
    assert "Nada foi enviado nem registrado." in screen
    assert everything(home) == before


def test_an_edited_text_is_listened_to_and_kept_for_another_try(book, sit, opened):
    screen = sit(["e", "Oi, Ana!", "Pague já, sua caloteira", ".", "e", ".", "", "e", "Oi, Ana!",
                  "Um lembrete.", ".", "", "s"])  # fmt: skip
    assert 'Não soa gentil, linha 2: "caloteira"' in screen
    assert "Melhor:" in screen
    assert "O texto fica como estava." in screen
    assert "Pague" not in opened[0]
    assert opened[1].endswith("?text=Oi%2C%20Ana%21%0AUm%20lembrete.")
    (row,) = book("mensagens --json").json["rows"]
    assert row["text"] == "Oi, Ana!\nUm lembrete."


def test_a_text_that_no_longer_says_who_sells_is_warned_of(book, sit):
    book(["configurar", "--nome", "Doces", "--dono", "Lúcia Ferreira", "--documento",
          "11.222.333/0001-81", "--endereco", "Rua A, 1", "--cidade", "Campinas"])  # fmt: skip
    assert "Aviso: ficou sem a linha com seu nome" in sit(["e", "Oi, Ana!", ".", "q"])
    line = "Lúcia Ferreira – Doces – CNPJ 11.222.333/0001-81 – Rua A, 1, Campinas"
    assert "ficou sem" not in sit(["e", "Oi, Ana!", line, ".", "q"])


def test_a_long_text_is_warned_of_and_a_huge_one_refused(book, sit):
    screen = sit(["e", "bom dia " * 100, ".", "e", "bom dia " * 600, "."])
    assert "Aviso: são 799 caracteres; até 700" in screen
    assert "Dica: " in screen


def test_out_of_hours_it_approves_and_the_next_day_it_opens(book, sit, opened):
    screen = sit(["", "s", "a"], now=SUNDAY)
    assert "Agora não é hora de mandar lembretes; a próxima é segunda, 23/11/2026, às 9h." in (
        " ".join(screen.split())
    )
    assert "Fora da hora ela não se abre" in screen
    assert "Nesta fila: 2 aprovadas." in screen
    assert opened == []
    assert said(book) == [("Ana Souza", "queued"), (HOSTILE, "queued")]
    screen = sit(["p"], now=SUNDAY)
    assert "Aprovadas antes: 2 mensagens." in screen
    assert "[1 de 1] Caio Lima" in screen
    book(f"recebi '{HOSTILE}' 80")
    screen = sit(["a", "", "s", "p"], now=TUESDAY)
    assert "[1 de 3] Ana Souza" in screen
    assert "já aprovada" in screen
    assert "É hora de mandar: Enter abre o WhatsApp." in screen
    assert f"{HOSTILE}: a situação mudou (não há mais nada a lembrar)" in screen
    assert "[3 de 3] Caio Lima" in screen
    assert len(opened) == 1
    assert set(said(book)) == {("Ana Souza", "recorded"), (HOSTILE, "skipped")}


def test_what_waits_approved_is_told_and_nothing_later_overtakes_it(book, sit, cobranca):
    sit(["a", "q"], now=SUNDAY)
    later = "--today 30/11/2026"  # By then the next step would be due.
    found = cobranca(f"{later} lembrar Ana --json").json
    assert [(row["reason"], row["until"]) for row in found["withheld"]] == [("approved", None)]
    assert cobranca(f"{later} lembrar Ana --registrar --json").json["messages"] == []
    why = cobranca(f"{later} por-que Ana")
    assert "uma mensagem aprovada espera por você (cobranca lembrar --whatsapp)" in why.out


def test_an_approval_is_withdrawn_by_passing_over_it(book, sit):
    sit(["a"], now=SUNDAY)
    assert "A aprovação foi retirada." in sit(["p"], now=TUESDAY)
    assert "Aprovação retirada de um lembrete para Ana Souza" in book("historico").out
    assert "[1 de 3] Ana Souza" in sit([])


def test_what_happens_meanwhile_is_noticed_before_it_is_opened_and_before_it_is_kept(
    book, sit, opened
):
    screen = sit([
        lambda: book("recebi 'Ana Souza' 50"), "",  # Pays a part: another text.
        "", lambda: book("recebi 'Ana Souza' 100"), "s",  # Pays the rest.
        lambda: book(f"promise '{HOSTILE}' sexta"), "s",
        lambda: book("recebi 'Caio Lima' 60"), "x",
    ])  # fmt: skip
    assert "Ana Souza: a situação mudou; nada foi registrado. O texto de agora:" in screen
    assert "[1 de 3] Ana Souza (c1), etapa esqueceu, (11) 91234-5678, R$ 100,00" in screen
    assert "Ana Souza: a situação mudou (não há mais nada a lembrar)" in screen
    assert f"{HOSTILE}: a situação mudou (prometeu pagar; de novo em 01/12/2026)" in screen
    assert len(opened) == 1
    assert said(book) == []


def test_the_pix_code_goes_alone_in_a_second_message(book, sit, opened, monkeypatch):
    made = reminders.message
    monkeypatch.setattr(reminders, "message", lambda *given: made(*given)._replace(
        pix="00020126", pix_whatsapp_url="https://wa.me/5511912345678?text=00020126"))  # fmt: skip
    assert "\n00020126\n" in sit(["x"], line=["--hoje", "22/11/2026", *QUEUE])  # A Sunday.
    assert opened == []
    screen = sit(["", "x", "s", "s", lambda: book("recebi 'Caio Lima' 60"), "x"])
    assert "\n00020126\n" in screen
    assert opened[1:] == ["https://wa.me/5511912345678?text=00020126"]
    assert "Caio Lima: a situação mudou" in screen


def test_without_a_pix_key_it_says_how_to_have_one(book, sit):
    assert "Ainda não há código Pix; para ter um: cobranca configurar" in sit(["x"])


def test_who_paid_before_their_turn_is_not_shown(book, sit):
    screen = sit([lambda: book("recebi 'Caio Lima' 60"), "p", "p"])
    assert "Caio Lima: a situação mudou" in screen
    assert "[3 de 3]" not in screen


def test_what_was_opened_in_time_is_sent_although_the_hours_are_over(
    book, sit, opened, monkeypatch
):
    clock = [0.0]
    monkeypatch.setattr("time.monotonic", lambda: clock[0])
    screen = sit(["", lambda: clock.__setitem__(0, 9 * 3600.0), "s", "s"])
    assert "Nesta fila: 1 enviada, 1 aprovada." in screen
    (ana,) = book("mensagens ana --json").json["rows"]
    assert (ana["status"], ana["at"]) == ("recorded", "2026-11-23T22:00:00Z")
    assert len(opened) == 1


def test_without_a_browser_the_link_is_shown_with_its_code_where_it_fits(monkeypatch):
    monkeypatch.setattr(links, "_opened", lambda _: False)
    for lines, says in (("60", "▄▄▄▄▄▄▄"), ("24", "colunas e ")):
        monkeypatch.setenv("LINES", lines)
        screen = Terminal()
        with contextlib.redirect_stdout(screen):
            links.open_or_show("https://wa.me/5511912345678?text=" + "Oi%21%20" * 40)
        assert says in screen.getvalue()
        assert "\nhttps://wa.me/5511912345678?text=Oi%21" in screen.getvalue()


def test_without_a_terminal_it_lists_and_writes_nothing(book, home):
    before = everything(home)
    found = book("lembrar --whatsapp --json").json
    assert [m["customer"] for m in found["messages"]] == ["Ana Souza", HOSTILE, "Caio Lima"]
    assert found["withheld"] == [
        {"customer_id": 4, "customer": "Davi Reis", "reason": "no-address", "until": None}
    ]
    assert found["messages_ready"] == 3
    assert len(book("remind --whatsapp --limit 1 --json").json["messages"]) == 1
    assert "Davi Reis (c4): sem um contato que sirva" in book("lembrar --fila").out
    assert everything(home) == before
    assert "juntos" in book("lembrar --fila --registrar", code=2).err


def test_showing_and_a_dry_run_only_list_at_a_terminal_too(book, sit, home):
    before = everything(home)
    for option in ("--mostrar", "--simular"):
        assert "Nada foi enviado" in sit([], line=["lembrar", "--whatsapp", option])
    assert everything(home) == before


def test_nobody_in_the_queue_is_said(cobranca, sit):
    assert "Ninguém na fila do WhatsApp agora." in sit([])


def test_a_real_terminal_a_real_editor_and_a_narrow_window(book, tmp_path):
    editor, browser, seen = tmp_path / "editor", tmp_path / "xdg-open", tmp_path / "seen"
    editor.write_text("#!/bin/sh\nstat -c %a $1 >> %s\necho Oi, tudo bem? > $1\n".replace(
        "%s", str(seen)))  # fmt: skip
    browser.write_text(f'#!/bin/sh\necho "$1" >> {seen}\n')
    editor.chmod(0o700)
    browser.chmod(0o700)
    screen = at_a_terminal(
        ["lembrar", "--whatsapp"], columns=60, EDITOR=str(editor), DISPLAY=":9",
        PATH=f"{tmp_path}:{os.environ['PATH']}",
        types=[("Tecla", "e"), ("tudo bem?\r\n\r\nEnter", ""), ("Enviou", "s"),
               ("[2 de 3]", "\x03")],
    )  # fmt: skip
    assert screen.code == 0
    assert "Nesta fila: 1 enviada." in screen.text
    assert max(map(len, screen.text.splitlines())) <= 60
    mode, link = seen.read_text().split()
    assert (mode, link) == ("600", "https://wa.me/5511912345678?text=Oi%2C%20tudo%20bem%3F")


def test_thanks_go_through_the_queue_too(cobranca, sit, opened):
    cobranca("novo-cliente Dora --telefone '11 91234-5678'")
    for number in ("1", "2", "3"):
        days = f"--em 0{number}/09/2026 --vencimento 0{number}/10/2026"
        cobranca(f"vendi Dora 50 {days}")
        cobranca(f"recebi Dora 50 --em 0{number}/10/2026")
    line = (*QUEUE, "--etapa", "agradecimento")
    assert "sempre em dia" in sit(["a"], line=line, now=SUNDAY)
    assert "Dora" in sit(["", "s"], line=line, now=TUESDAY)
    assert len(opened) == 1
    (row,) = cobranca("mensagens Dora --json").json["rows"]
    assert (row["step"], row["status"]) == ("agradecimento-pontual", "recorded")
