"""What the Tab key offers, in words, in a real bash and zsh, and how it is set up."""

from __future__ import annotations

import os
import pty
import select
import shutil
import signal
import sys
import time
from pathlib import Path

import pytest

import cobranca_cli
from cobranca_cli.cli.completion import FilesFitError, candidates
from cobranca_cli.cli.completion_set_up import script
from cobranca_cli.cli.completion_shells import for_bash, for_fish, for_powershell, for_zsh

RUNS_IF_RUN = 'Zé "$(touch ran)`touch ran` \\'
SOURCE = Path(cobranca_cli.__file__).parents[1]


def values(words, incomplete=""):
    return [one.value for one in candidates(words.split(), incomplete)]


@pytest.fixture
def book(keep):
    return keep([
        "novo-cliente 'Maria da Silva'", "novo-cliente Mário --apelido Tico",
        'novo-cliente "Dona d\'Ávila"',
        "novo-cliente 'Ana Lima'", "novo-cliente 'Ana Lima'", "novo-cliente 'Eva: a 1ª'",
        "vendi 'Maria da Silva' 100 --em 01/10/2026 --vencimento 10/10/2026 --descricao Bolo",
        "recebi 'Maria da Silva' 30 --em 02/10/2026",
        "mensalidade Mário 50 --cada mes --inicio 05/12/2026",
    ])  # fmt: skip


# --- What fits ---------------------------------------------------------------------------------


def test_commands_and_options_are_offered_in_both_languages(home):
    assert values("", "rece") == ["recebi", "recebimentos", "receipt"]
    assert {"vendi", "add-sale", "ajuda", "help"} <= set(values(""))
    assert values("vendi Ana 10", "--ven") == ["--vencimento"]
    assert {"--due", "--vencimento", "--json", "--ajuda"} <= set(values("vendi Ana 10", "--"))
    assert "--due" not in values("vendi Ana 10 --vencimento sexta", "--")
    assert values("", "--p") == ["--pasta"]
    assert values("não-existe", "x") == values("xyz") == []
    assert candidates([], "recebi")[0].help == (
        "Anota um recebimento; paga primeiro o que vence primeiro."
    )


def test_values_that_are_known_are_offered(home):
    assert values("recebi Ana 10 --forma", "di") == ["dinheiro"]
    assert values("recebi Ana 10", "--forma=di") == ["--forma=dinheiro"]
    assert values("resolver 3") == ["manter", "abater", "cancelar"]
    assert values("ajustes", "sales.") == ["sales.default_due"]
    assert values("modelos", "esq") == ["esqueceu"]
    assert values("ajuda", "vend") == ["vendi", "vendas"]
    assert values("regua --simular ontem", "ho") == values("--hoje", "ho") == ["hoje"]
    assert values("recebi") == values("vendi Ana", "1") == values("vendi Ana 10", "x") == []


@pytest.mark.parametrize("words", ["backup --para", "importar --vendas", "extrato Ana --pdf",
                                   "--pasta", "conferir-modelo"])  # fmt: skip
def test_where_a_file_fits_the_shell_is_told(words):
    with pytest.raises(FilesFitError):
        values(words)


def test_a_customer_is_offered_with_what_is_open(book):
    assert candidates(["ficha"], "MARIA") == [("Maria da Silva", "R$ 70,00 em aberto")]
    assert values("vendi", "mar") == ["Maria da Silva", "Mário"]
    assert candidates(["vendi"], "ti") == [("Tico", "Mário, nada em aberto")]
    assert values("unir-clientes Tico", "dona") == ["Dona d'Ávila"]
    assert values("lembrar Mário Tico", "dona") == ["Dona d'Ávila"]
    assert values("extrato --desde ontem", "dona") == ["Dona d'Ávila"]
    assert values("corrigir-venda 1 --cliente", "dona") == ["Dona d'Ávila"]


def test_namesakes_and_names_that_are_numbers_are_offered_by_their_own(book):
    book("editar-cliente Tico --apelido 22")
    assert candidates(["ficha"], "ana") == [
        ("c4", "Ana Lima, nada em aberto"), ("c5", "Ana Lima, nada em aberto"),
    ]  # fmt: skip
    assert values("ficha", "2") == ["c2"]


def test_ids_are_offered_with_what_they_are(book):
    sale = [("1", "Maria da Silva, R$ 100,00, 01/10/2026, Bolo")]
    assert candidates(["cancelar-venda"], "1") == candidates(["pix", "--venda"], "") == sale
    due = [("1", "Maria da Silva, R$ 70,00, 10/10/2026, Bolo")]
    assert candidates(["perda"], "") == candidates(["abater"], "1") == due
    assert candidates(["estornar"], "") == [("1", "Maria da Silva, R$ 30,00, 02/10/2026")]
    assert candidates(["parar-mensalidade"], "") == [("1", "Mário, R$ 50,00, 05/12/2026")]
    assert values("perda", "2") == []
    assert values("perda", "mar") == ["Maria da Silva", "Mário"]


def test_what_was_taken_back_is_not_offered(book):
    book("estornar 1 --motivo x --sim")
    book("cancelar-venda 1 --motivo x --sim")
    assert values("estornar") == values("cancelar-venda") == values("perda") == []


def test_the_home_named_in_the_line_is_asked(book, home, monkeypatch):
    monkeypatch.setenv("COBRANCA_HOME", "/nowhere")
    assert values("ficha", "dona") == []
    assert values(f"--pasta {home} ficha", "dona") == ["Dona d'Ávila"]
    assert values(f"--home={home} --hoje ontem ficha", "dona") == ["Dona d'Ávila"]


def test_a_damaged_book_offers_nothing(home):
    home.mkdir()
    (home / "cobranca.db").write_text("não é um banco", "utf-8")
    assert values("ficha") == []


# --- What each shell is told -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "replaced", "told"),
    [
        ("cobranca ficha maria", "maria", r"Maria\ da\ Silva"),
        (r"cobranca ficha Maria\ d", r"Maria\ d", r"Maria\ da\ Silva"),
        ('cobranca ficha "maria', "maria", "Maria da Silva"),
        ('cobranca ficha "Maria d', "Maria d", "Maria da Silva"),
        ('cobranca ficha M"aria d', "aria d", "aria da Silva"),
        ("cobranca ficha dona", "dona", r"Dona\ d\'Ávila"),
        ("cobranca ficha 'dona", "dona", r"Dona d'\''Ávila"),
        ('cobranca ficha "dona', "dona", "Dona d'Ávila"),
        ("cobranca ficha eva:", "", r"\ a\ 1ª"),
        ("cobranca recebi Ana 10 --forma=di", "di", "dinheiro"),
    ],
)
def test_bash_gets_the_part_that_it_replaces(book, line, replaced, told):
    assert for_bash([line, replaced, "9"]) == [(told,)]


def test_several_keep_what_was_typed_and_say_what_they_are(book):
    assert for_bash(["cobranca ficha mar", "mar", "9"]) == [
        (r"maria\ da\ Silva  (R$ 70,00 em aberto)",), ("mario  (nada em aberto)",),
    ]  # fmt: skip
    assert for_bash(["cobranca ficha mar", "mar", "37"])[1] == ("mario",)
    assert for_bash(["cobranca ficha ana", "ana", "9"]) == [
        ("(escolha um número)",), ("c4  (Ana Lima, nada em aberto)",),
        ("c5  (Ana Lima, nada em aberto)",),
    ]  # fmt: skip
    assert [value for value, _ in for_zsh(["ficha", "mar"])] == ["maria da Silva", "mario"]
    assert [value for value, _ in for_zsh(["ficha", "dona"])] == ["Dona d'Ávila"]
    assert [value for value, _ in for_fish(["ficha", '"mar'])] == ["Maria da Silva", "Mário"]


def test_powershell_gets_quotes_where_they_are_needed(book):
    assert for_powershell(["ficha", "='dona"]) == [
        ("'Dona d''Ávila'", "Dona d'Ávila", "nada em aberto")
    ]
    assert for_powershell(["ficha", "=ana"])[0][0] == "c4"
    assert ("--due", "--due") in [row[:2] for row in for_powershell(["vendi", "=--"])]


# --- In the shells themselves ------------------------------------------------------------------

SHELLS = {"bash": ["--noprofile", "--norc", "-i"], "zsh": ["-f", "-i"]}


def typed_into(shell, folder, keys):
    """A shell at a pseudo-terminal with our function; each of `keys` once it has fallen quiet."""
    program = folder / "cobranca"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cobranca_cli "$@"\n', "utf-8")
    program.chmod(0o700)
    pid, control = pty.fork()
    if not pid:
        os.chdir(folder)
        place = f"{folder}:{os.environ['PATH']}"
        os.environ.update(PATH=place, PYTHONPATH=str(SOURCE), TERM="dumb", LC_ALL="C.UTF-8")
        os.execvp(shell, [shell, *SHELLS[shell]])
    seen = b""
    try:
        for key in [f". '{Path(cobranca_cli.__file__).parent}/completion/cobranca.{shell}'\n",
                    *keys]:  # fmt: skip
            os.write(control, key.encode())
            until = time.monotonic() + 20
            quiet = 3.0 if key.endswith("\t") else 1.0
            while time.monotonic() < until and select.select([control], [], [], quiet)[0]:
                seen += os.read(control, 65_536)
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(control)
    return seen.decode("utf-8", "replace")


@pytest.mark.slow  # A shell, and our program at each Tab.
@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("quote", ["", '"', "'"])
def test_a_completed_line_works_and_nothing_in_a_name_is_run(book, tmp_path, shell, quote):
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed here")
    book(["novo-cliente", RUNS_IF_RUN, "--telefone", "19 91234-5678"])
    shown = typed_into(shell, tmp_path, [f"cobranca ficha {quote}zé\t", "\n"])
    assert "(19) 91234-5678" in shown, shown
    assert not (tmp_path / "ran").exists()


# --- Setting it up -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shell", "function", "startup"),
    [("bash", ".local/share/bash-completion/completions/cobranca", ".bashrc"),
     ("zsh", ".local/share/zsh/cobranca.zsh", ".zshrc"),
     ("fish", ".config/fish/completions/cobranca.fish", None)],
)  # fmt: skip
def test_it_is_set_up_once_and_removed_without_a_trace(cobranca, shell, function, startup):
    person = Path.home()
    person.mkdir()
    rc = person / startup if startup else None
    if rc:
        rc.write_bytes(b"alias x=y # \xe7")
        rc.chmod(0o644)
    told = cobranca(f"completar {shell}").out
    assert str(person / function) in told
    assert (person / function).read_text("utf-8") == script(shell)
    if rc:
        assert str(rc) in told
        line = f". {person / function}  # cobranca completar\n"
        assert rc.read_bytes() == b"alias x=y # \xe7\n" + line.encode()
    again = cobranca(f"complete {shell} --json").json
    assert again["changed"] == []
    assert cobranca(f"completar {shell}").out.count("já estava") == (2 if rc else 1)
    removed = cobranca(f"completar {shell} --remover --json").json
    assert removed["changed"] == [str(p) for p in (person / function, rc) if p]
    assert not (person / function).exists()
    assert not rc or rc.read_bytes() == b"alias x=y # \xe7\n"
    assert not rc or rc.stat().st_mode & 0o777 == 0o644
    assert "Não havia nada" in cobranca(f"completar {shell} --remover").out


def test_a_rehearsal_writes_nothing_and_a_strange_file_is_left_alone(cobranca):
    assert cobranca("completar --simular --json").json["shell"] == "bash"
    assert not Path.home().exists()
    place = Path.home() / ".config/fish/completions/cobranca.fish"
    place.parent.mkdir(parents=True)
    place.write_text("# meu\n", "utf-8")
    assert cobranca("completar fish --json", code=4).error["code"] == "output_taken"
    assert place.read_text("utf-8") == "# meu\n"


def test_powershell_is_told_the_line_for_its_profile(cobranca):
    told = cobranca("completar pwsh").out
    place = Path.home() / ".config/powershell/cobranca.ps1"
    assert f"Add-Content $PROFILE '. ''{place}'''" in told
    assert "Register-ArgumentCompleter" in place.read_text("utf-8")


def test_an_unknown_shell_is_met_with_the_known_ones(cobranca, monkeypatch):
    monkeypatch.setenv("SHELL", "/bin/dash")
    assert "bash, zsh, fish" in cobranca("completar", code=2).err
    assert cobranca("completar zsh --mostrar").out.startswith("# Completes")
