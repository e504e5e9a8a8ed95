"""`setup` and `config` as typed; the settings file and its permissions."""

from __future__ import annotations

import tomllib

import pytest
from terminal import everything

ENGLISH = {
    "--name": "Doces da Lúcia", "--owner": "Lúcia", "--document": "11.222.333/0001-81",
    "--city": "Campinas", "--address": "Rua A, 1", "--phone": "19 91234-5678",
    "--pix-key": "lucia@example.com", "--timezone": "America/Manaus",
}  # fmt: skip
PORTUGUESE = ("--nome", "--dono", "--documento", "--cidade", "--endereco", "--telefone",
              "--chave-pix", "--fuso")  # fmt: skip


def toml(home):
    return tomllib.loads((home / "cobranca.toml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("name", "options"), [("setup", tuple(ENGLISH)), ("configurar", PORTUGUESE)]
)
def test_every_datum_by_options_in_either_language(cobranca, home, name, options):
    given = [part for pair in zip(options, ENGLISH.values(), strict=True) for part in pair]
    rows = cobranca([name, *given, "--json"]).json["rows"]
    assert {row["key"]: row["value"] for row in rows} == {
        f"business.{key}": value for key, value in toml(home)["business"].items()
    }
    assert toml(home)["business"] == {
        "name": "Doces da Lúcia", "owner": "Lúcia", "document": "11222333000181",
        "city": "Campinas", "address": "Rua A, 1", "phone": "+5519912345678",
        "pix_key": "lucia@example.com", "timezone": "America/Manaus",
    }  # fmt: skip


def test_the_zone_of_the_business_decides_what_day_it_is(cobranca, monkeypatch):
    monkeypatch.setenv("COBRANCA_NOW", "2026-11-24T02:30:00+00:00")
    assert cobranca("vendi Ana 1 --json").json["sold_on"] == "2026-11-23"
    cobranca("setup --timezone America/Noronha")
    assert cobranca("vendi Ana 1 --json").json["sold_on"] == "2026-11-24"


def test_config_shows_all_one_and_changes_one(cobranca, home):
    rows = cobranca("config --json").json["rows"]
    assert set(rows[0]) == {"key", "value", "is_default", "description"}
    assert not home.exists()
    assert [row["key"] for row in cobranca("config sales.default_due --json").json["rows"]] == [
        "sales.default_due"]  # fmt: skip
    cobranca("ajustes sales.default_due '15 dias'")
    row = cobranca("ajustes sales.default_due --json").json["rows"][0]
    assert (row["value"], row["is_default"]) == ("15 dias", False)
    assert cobranca("vendi Ana 1 --json").json["installments"][0]["due_on"] == "2026-12-08"
    cobranca("config sales.default_due ''")
    assert cobranca("config sales.default_due --json").json["rows"][0]["is_default"]


def test_the_usual_method_is_a_setting(cobranca):
    cobranca("vendi Ana 10")
    cobranca("config payments.default_method cash")
    assert cobranca("recebi Ana 1 --json").json["method"] == "cash"


@pytest.mark.parametrize(
    ("line", "code", "error"),
    [
        ("setup", 2, "conflicting_options"),
        ("setup --document 123", 2, "invalid_tax_id"),
        ("setup --phone 123", 2, "invalid_phone"),
        ("setup --timezone Marte", 2, "invalid_setting"),
        ("setup --name Lúcia --timezone Marte", 2, "invalid_setting"),
        ("setup --name ''", 2, "nothing_to_change"),
        ("config nada", 3, "setting_not_found"),
        ("config nada x", 3, "setting_not_found"),
        ("config sales.default_due ontem", 2, None),
        ("config payments.default_method fiado", 2, "invalid_setting"),
        ("config calendar.holidays 31/02", 2, "invalid_setting"),
        ("config reminders.tolerance -5", 2, None),
        ("config business.name 'a\x1b[31m'", 2, "invalid_text"),
    ],
)
def test_what_the_settings_refuse(cobranca, home, line, code, error):
    run = cobranca(f"{line} --json", code=code)
    assert run.out == ""
    assert error in (None, run.error["code"])
    assert not home.exists()


def test_a_dry_run_changes_nothing(cobranca, home):
    dry = cobranca("setup --name Lúcia --dry-run --json").json
    assert not home.exists()
    wet = cobranca("setup --name Lúcia --json").json
    assert dry == {**wet, "dry_run": True}
    before = everything(home)
    cobranca("config business.name Outra --simular")
    assert everything(home) == before


def test_comments_and_order_of_the_file_are_kept(cobranca, home):
    home.mkdir(mode=0o700)
    (home / "cobranca.toml").write_text("# minha\n[business]\ncity = 'Santos'  # perto\n", "utf-8")
    cobranca("setup --name Lúcia")
    written = (home / "cobranca.toml").read_text("utf-8")
    assert written.startswith("# minha\n[business]\ncity = 'Santos'  # perto\n")
    assert toml(home)["business"] == {"city": "Santos", "name": "Lúcia"}


def test_a_file_that_a_person_broke_is_told_with_its_line(cobranca, home):
    home.mkdir()
    (home / "cobranca.toml").write_text("[business]\nname = Lúcia\n", "utf-8")
    run = cobranca("overdue --json", code=5)
    assert run.error["code"] == "settings_file"
    assert "linha 2" in run.error["message"]
    (home / "cobranca.toml").write_text("[business]\nnome = 'Lúcia'\n", "utf-8")
    assert "business.nome" in cobranca("overdue", code=5).err


def test_the_floor_of_an_agreement_is_set_as_people_type_it(cobranca, home):
    from cobranca_cli.store.settings import load

    assert load(home / "cobranca.toml").floor == (1_000, 6, 3_000)
    for line in ("max_discount 12,5%", "max_installments 4", "min_installment 0"):
        cobranca(f"ajustes negotiation.{line}")
    assert load(home / "cobranca.toml").floor == (1_250, 4, 0)
    for line in ("max_discount 101%", "max_installments 0", "monthly_rate muito"):
        cobranca(f"ajustes negotiation.{line}", code=2)
