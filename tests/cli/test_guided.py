"""`setup`, asked question by question (of a person who is only played) and by options."""

from __future__ import annotations

import tomllib

import pytest

from cobranca_cli.cli.context import AppContext
from cobranca_cli.cli.schedulers import Piece

ALL = (
    "Doces da Lúcia", "Lúcia Ferreira", "11.222.333/0001-81", "Campinas", "Rua A, 1", "",
    "19 91234-5678", "lucia@example.com", "n", "senhor", "8 às 17", "s", "", "0,5", "500",
)  # fmt: skip
NO_NOTEBOOK = ("", "", "")


class Stand:
    """A scheduler that only remembers."""

    name = "cron"

    def __init__(self):
        self.jobs = []

    def missing(self):
        return None

    def planned(self, job):
        return [Piece("crontab", f"{job.hour}:{job.minute} {job.mark}")]

    def install(self, job):
        self.jobs.append(job)

    def present(self, _mark):
        return []


@pytest.fixture
def scheduler(monkeypatch):
    from cobranca_cli.cli import schedulers

    stand = Stand()
    monkeypatch.setattr(schedulers, "usable", lambda: [stand])
    return stand


@pytest.fixture
def guided(cobranca, scheduler, monkeypatch):
    """Answer so many questions; where the answers end the person leaves."""
    monkeypatch.setattr(AppContext, "on_terminal", property(lambda self: self.format == "table"))

    def run(*answers, code=0, options=""):
        return cobranca(f"configurar {options}", stdin="".join(f"{a}\n" for a in answers),
                        code=code)  # fmt: skip

    return run


def toml(home):
    return tomllib.loads((home / "cobranca.toml").read_text("utf-8"))


def test_every_question_can_be_answered_and_all_is_kept(guided, home, tmp_path, scheduler):
    place = tmp_path / "usb" / "copias"
    place.parent.mkdir()
    run = guided(*ALL, *NO_NOTEBOOK, place, "s", "s", "s", "7h30")
    found = toml(home)
    assert found["business"] == {
        "name": "Doces da Lúcia", "owner": "Lúcia Ferreira", "document": "11222333000181",
        "city": "Campinas", "address": "Rua A, 1", "phone": "+5519912345678",
        "pix_key": "lucia@example.com",
    }  # fmt: skip
    assert found["reminders"] == {"manner": "senhor", "send_hours": "8-17"}
    assert found["charges"] == {"fine": "2%", "interest": "0,5"}
    assert found["credit"] == {"default_limit": "500"}
    assert found["backup"] == {"second_place": str(place), "encrypt": "sim"}
    assert place.stat().st_mode & 0o777 == 0o700
    assert "COBRANCA_BACKUP_PASSPHRASE=a sua senha" in run.out
    assert "CDC, art. 52" in run.err
    assert [(job.hour, job.minute) for job in scheduler.jobs] == [(7, 30)]
    assert run.out.count("Agendado: diário") == 1  # Told when it is done, and not at the end again.
    assert run.err.endswith("cobranca vendi Maria 150,00\n")
    assert not (home / ".configurar").exists()
    again = guided(*[""] * 15, *NO_NOTEBOOK, "", "", "")
    assert "[Doces da Lúcia]" in again.err
    assert "senhor (formal) [senhor]" in again.err
    assert "multa e juros de quem atrasa? (s/n) [s]" in again.err
    assert "A senha não fica comigo" in again.out
    assert toml(home) == found


def test_who_leaves_goes_on_where_they_left(guided, home, cobranca):
    guided("Doces", "Lúcia", "", code=130)
    assert toml(home)["business"] == {"name": "Doces", "owner": "Lúcia"}
    assert cobranca("log --json").json["writes"] == 2
    run = guided("Campinas", code=130)
    assert "Continuando de onde parou" in run.err
    assert "Para continuar de onde parou: cobranca configurar" in run.err
    assert "Nome do negócio" not in run.err
    assert toml(home)["business"]["city"] == "Campinas"
    cobranca("desfazer --sim")
    assert "city" not in toml(home)["business"]
    assert cobranca("conferir").err == ""


def test_leaving_at_the_first_question_leaves_nothing(guided, home):
    guided(code=130)
    guided("", "", code=130)
    assert not home.exists()


def test_one_can_go_back_empty_an_answer_and_is_asked_again_when_it_does_not_fit(guided, home):
    run = guided("Doces", "voltar", "Doces da Lúcia", "Lúcia", "123", "Voltar", "-", "", code=130)
    assert toml(home)["business"] == {"name": "Doces da Lúcia"}
    assert "não é um CPF nem um CNPJ" in run.err
    assert run.err.count("Seu nome") == 3
    guided("voltar", *["voltar"] * 5, "Bolos", code=130)
    assert toml(home)["business"] == {"name": "Bolos"}


def test_going_back_passes_over_what_does_not_apply(guided, home):
    last = [*ALL[:11], "n", "", *NO_NOTEBOOK, ""]
    run = guided(*last, "voltar", "", "não", code=0)
    assert run.err.count("Pasta para a segunda cópia") == 2
    assert "Cifrar" not in run.err
    assert "charges" not in toml(home)


def test_a_qr_code_of_the_key_is_drawn_to_be_tried(guided):
    run = guided(*ALL[:8], "s", code=130)
    assert "deve aparecer Lucia Ferreira, sem valor" in run.out
    assert "\n000201" in run.out
    assert "█▀▀▀▀▀█" in run.out
    bare = guided("voltar", "voltar", *[""] * 2, "sim", code=130)
    assert "000201" in bare.out


def test_a_qr_code_that_cannot_be_made_says_what_is_missing(guided):
    run = guided("", "", "", "", "", "", "", "lucia@example.com", code=130)
    assert "Sem a sua cidade não há código Pix" in run.err
    assert "Mostrar um QR" not in run.err


def test_a_notebook_that_does_not_fit_is_told_and_one_that_does_comes_in(
    guided, tmp_path, cobranca
):
    sales = tmp_path / "vendas.csv"
    sales.write_text("cliente,valor,data\nAna,abc,01/10/2026\n", "utf-8")
    good = tmp_path / "boas.csv"
    good.write_text("cliente,valor,data\nAna,10,01/10/2026\n", "utf-8")
    run = guided(*ALL, "", sales, "", "", good, "", "", "", "n")
    assert "abc" in run.err
    assert "1 cliente novo, 1 venda" in run.out
    assert cobranca("customers --json").json["rows"][0]["open_cents"] == 1000


def test_a_second_place_in_the_home_or_nowhere_is_asked_about_again(guided, home, tmp_path):
    run = guided(*ALL, *NO_NOTEBOOK, home / "backups", tmp_path / "nao" / "la", "usb",
                 tmp_path / "usb", "n", "", "n")  # fmt: skip
    assert "fica dentro da pasta dos dados" in run.err
    assert "não está lá" in run.err
    assert "uma pasta pelo caminho inteiro" in run.err
    assert run.err.count("Pasta para a segunda") == 5
    assert not (tmp_path / "usb").exists()
    assert "backup" not in toml(home)


def test_a_dry_run_asks_and_writes_nothing(guided, home, tmp_path, scheduler):
    (tmp_path / "usb").mkdir()
    run = guided(*ALL, *NO_NOTEBOOK, tmp_path / "usb" / "c", "s", "n", "s", "", options="--simular")
    assert "Nome do negócio, como aparece nas mensagens: Doces da Lúcia" in run.out
    assert not home.exists()
    assert not (tmp_path / "usb" / "c").exists()
    assert scheduler.jobs == []


# --- By options --------------------------------------------------------------------------------

OPTIONS = (
    "--name Doces --manner formal --send-hours 9-12 --charges s --interest 0,5 --limit 300 "
    "--encrypt não --daily-at 6h --json"
)


def test_every_question_has_an_option(cobranca, home, tmp_path, scheduler):
    (tmp_path / "usb").mkdir()
    sales = tmp_path / "v.csv"
    sales.write_text("cliente,valor,data\nAna,10,01/10/2026\n", "utf-8")
    line = ["setup", *OPTIONS.split(), "--second-place", tmp_path / "usb", "--sales", sales]
    dry = cobranca([*line, "--dry-run"]).json
    assert not home.exists()
    done = cobranca(line).json
    assert dry["rows"] == done["rows"]
    assert {row["key"]: row["value"] for row in done["rows"]} == {
        "business.name": "Doces", "reminders.manner": "senhor", "reminders.send_hours": "9-12",
        "charges.fine": "2%", "charges.interest": "0,5", "credit.default_limit": "300",
        "backup.second_place": str(tmp_path / "usb"), "backup.encrypt": "não",
    }  # fmt: skip
    assert done["imported"]["sales"] == 1
    assert (done["scheduled"]["at"], len(scheduler.jobs)) == ("06:00", 1)
    only_name = cobranca("configurar --nome Bolos --encargos n --json").json
    assert (only_name["imported"], only_name["scheduled"]) == (None, None)
    assert "charges" not in toml(home) or toml(home)["charges"] == {}


@pytest.mark.parametrize(
    ("options", "code", "error"),
    [
        ("--encargos talvez", 2, "invalid_choice"),
        ("--multa 3", 2, "invalid_setting"),
        ("--diario-as 25h", 2, "invalid_hour"),
        ("--outro-lugar /nao/esta/la", 5, "second_place"),
        ("--nome Doces --vendas nada.csv", 5, "file_unreadable"),
        ("--fuso Marte --diario-as 8h", 2, "invalid_setting"),
    ],
)
def test_a_refused_option_writes_nothing(cobranca, home, scheduler, options, code, error):
    assert cobranca(f"configurar {options} --json", code=code).error["code"] == error
    assert not home.exists()
    assert scheduler.jobs == []
