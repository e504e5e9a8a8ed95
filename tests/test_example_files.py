"""The example settings load and say every setting; the crontab's line is one that works."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

from cobranca_cli.store import settings as settings_file

EXAMPLES = Path(__file__).parent.parent / "examples"


def test_the_example_settings_hold_every_setting_and_no_problem():
    found = settings_file.load(EXAMPLES / "cobranca.toml")
    assert settings_file.problems(found) == []
    assert [s.key for s in settings_file.SETTINGS if not found.is_set(s.key)] == []


def test_the_example_settings_do_what_their_comments_say(cobranca, home):
    home.mkdir()
    shutil.copy(EXAMPLES / "cobranca.toml", home)
    sale = cobranca("vendi Maria 100 --json").json
    assert sale["installments"][0]["due_on"] == "2026-12-08"  # 23/11 + 15 days.
    assert cobranca("recebi Maria 40 --json").json["method"] == "cash"
    late = cobranca("--hoje 12/12/2026 lembrar --mostrar").out
    assert "Lúcia Ferreira – Doces da Lúcia – CNPJ 11.222.333/0001-81" in late
    assert "Pix a seguir, em nome de Lúcia Ferreira. Chave: lucia@example.com" in late


def test_a_setting_changed_by_command_keeps_the_comments_of_the_example(cobranca, home):
    home.mkdir()
    shutil.copy(EXAMPLES / "cobranca.toml", home)
    cobranca("ajustes payments.default_method 'cartão de crédito'")
    before = (EXAMPLES / "cobranca.toml").read_text("utf-8").splitlines()
    after = (home / "cobranca.toml").read_text("utf-8").splitlines()
    assert [line for line in after if line not in before] == ['default_method = "credit"']


def test_a_word_that_is_no_method_names_its_setting(cobranca, home):
    home.mkdir()
    (home / "cobranca.toml").write_text('[payments]\ndefault_method = "fiado"\n', "utf-8")
    refused = cobranca("vendi Maria 100 --entrada 40", code=2)
    assert "payments.default_method" in refused.err
    assert "dinheiro" in refused.err


def test_the_jobs_of_the_crontab_are_commands_that_work(cobranca):
    """Those in comments too; what is sent needs a channel."""
    lines = [
        line.removeprefix("# ")
        for line in (EXAMPLES / "crontab").read_text("utf-8").splitlines()
        if re.match("(# )?[0-9]+ [0-9]+ ", line)
    ]  # fmt: skip
    jobs = [shlex.split(line.partition(" > ")[0])[5:] for line in lines]
    assert {Path(program).name for program, *_ in jobs} == {"cobranca"}
    daily, quiet, notified, sent, kept = (arguments for _, *arguments in jobs)
    assert daily == kept == ["diario"]
    assert cobranca(quiet) == (0, "", "")
    cobranca("vendi Maria 100 --vencimento hoje")
    assert "Vence hoje: R$ 100,00" in cobranca(quiet).out
    assert "Cópia: feita" in cobranca(daily).out
    assert cobranca([*notified, "--json"], code=4).error["code"] == "channel_not_ready"
    assert "Nada foi enviado" in cobranca(sent).out
