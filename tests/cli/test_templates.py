"""`templates`, `check-template`, and what a harsh template of the owner's does to the rest."""

from __future__ import annotations

import stat

import pytest
from terminal import everything

from cobranca_cli.domain.ladder import KEYS, TASKS
from cobranca_cli.domain.tone import lint
from cobranca_cli.messages import account, agreement, texts, trials
from cobranca_cli.messages.checking import check_template
from cobranca_cli.messages.rendering import PACKAGED, outside_tags
from cobranca_cli.store.settings import Settings

STEP_KEYS = tuple(key for key in KEYS if key not in TASKS)
NAMES = tuple(trials.ABOUT)
MANNERS = ("voce", "senhor")
HARSH = "Oi, {{ cliente }}!\nPague sua dívida.\n{{ identificacao }}"


@pytest.fixture
def file(tmp_path, monkeypatch):
    """Writes a file in the folder where the person is; returns its name."""
    folder = tmp_path / "aqui"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def write(text, name="recado.txt"):
        data = text if isinstance(text, bytes) else text.encode()
        (folder / name).write_bytes(data)
        return name

    return write


def own(home, text, *names):
    (home / "templates").mkdir(parents=True, exist_ok=True)
    for name in names or STEP_KEYS:
        (home / "templates" / f"{name}.txt").write_text(text, "utf-8")


# --- check-template --------------------------------------------------------------------------


def test_a_kind_text_is_fine(cobranca, file, home):
    run = cobranca(
        ["check-template", file("Oi! Deixo aqui o valor.\n{{ identificacao }}"), "--json"]
    )
    assert run.json["ok"] is True
    assert run.json["problems"] == run.json["warnings"] == []
    assert not home.exists()
    assert "soa gentil" in cobranca("conferir-modelo recado.txt").out


def test_a_harsh_text_is_exit_1_with_the_document_on_stdout(cobranca, file):
    found = cobranca(["check-template", file(HARSH), "--json"], code=1).json
    assert found["ok"] is False
    assert found["problems"] == [
        {"line": 2, "column": 7, "found": "sua dívida", "family": "debt",
         "family_name": "palavra de dívida", "suggestion": "“valor em aberto”", "message": None,
         "where": "source"},
    ]  # fmt: skip
    shown = cobranca("conferir-modelo recado.txt", code=1).out
    assert "- linha 2, coluna 7: “sua dívida” (palavra de dívida)" in shown
    assert "Melhor: “valor em aberto”" in shown


def test_a_text_is_read_from_the_keyboard(cobranca):
    found = cobranca("check-template - --json", code=1, stdin="vou te processar").json
    assert [problem["family"] for problem in found["problems"]] == ["threat"]


def test_a_template_error_is_a_problem(cobranca, file):
    found = cobranca(["check-template", file("Oi\n{{ client }}"), "--json"], code=1).json
    (problem,) = found["problems"]
    assert (problem["line"], problem["family"], problem["suggestion"]) == (2, "template", None)
    assert "client" in problem["message"]
    assert found["text"] is None
    assert "- linha 2: " in cobranca("conferir-modelo recado.txt", code=1).out
    assert cobranca(["check-template", file("{% if %}"), "--json"], code=1).json["problems"]
    assert cobranca(["check-template", file("{# nada #}"), "--json"], code=1).json["problems"]


def test_what_only_the_finished_text_has_is_found_too(cobranca, file):
    source = "Oi {% for c in ['d', 'í', 'v', 'i', 'd', 'a'] %}{{ c }}{% endfor %}"
    found = cobranca(["check-template", file(source), "--json"], code=1).json
    assert [(p["found"], p["where"]) for p in found["problems"]] == [("dívida", "text")]
    assert "do texto pronto" in cobranca("conferir-modelo recado.txt", code=1).out


def test_words_in_branches_not_taken_and_in_quotes_are_found(cobranca, file):
    source = "{% if credito == 'x' %}SPC{% endif %}\n{{ 'Serasa' if total == '' }} oi {# dívida #}"
    found = cobranca(["check-template", file(source), "--json"], code=1).json
    assert [p["found"] for p in found["problems"]] == ["SPC", "Serasa"]


def test_the_rest_only_warns(cobranca, file):
    text = "Oi! São R$ 10,00 em atraso\n" + "Um abraço.\n" * 80
    warnings = cobranca(["check-template", file(text), "--json"]).json["warnings"]
    assert len(warnings) == 3
    assert "primeira linha" in warnings[0]
    assert "caracteres" in warnings[1]
    assert "identificacao" in warnings[2]
    assert "Aviso: a primeira linha" in cobranca("conferir-modelo recado.txt").err


def test_values_of_a_receipt_or_a_sale_are_known_in_any_file(cobranca, file):
    assert cobranca(["check-template", file("Oi! Valor: {{ valor }}, {{ forma }}"), "--json"]).json[
        "ok"
    ]
    assert cobranca(["check-template", file("{{ parcelas[0] }}"), "--json"]).json["ok"]
    assert not cobranca(
        ["check-template", file("{{ forma }}", "venda.txt"), "--json"], code=1
    ).json["ok"]


@pytest.mark.parametrize("manner", MANNERS)
@pytest.mark.parametrize("name", NAMES)
def test_the_shipped_templates_pass(name, manner):
    settings = Settings({"reminders.manner": manner})
    source = (PACKAGED / manner / f"{name}.txt").read_text("utf-8")
    found = check_template(source, name, settings)
    assert (found.ok, found.problems, found.warnings) == (True, [], [])
    assert lint(outside_tags(source)) == []
    assert lint(trials.sample(settings, name)) == []


def test_files_that_are_none(cobranca, file, tmp_path):
    assert "não existe" in cobranca("check-template nada.txt", code=5).err
    assert cobranca("check-template nada.txt --json", code=5).error["code"] == "file_unreadable"
    assert cobranca(["check-template", tmp_path], code=5).out == ""
    assert cobranca(["check-template", file(b"\xff\xfe\xfa")], code=5).out == ""
    assert cobranca(["check-template", file("x" * 20_001)], code=5).out == ""
    assert cobranca(["check-template", "/dev/zero"], code=5).out == ""


def test_a_formal_letter_may_name_the_law(cobranca, file):
    text = "Pelo artigo 397 do Código Civil, o valor está em mora.\n{{ identificacao }}"
    assert cobranca(["check-template", file(text, "formal.txt"), "--json"]).json["ok"]
    assert not cobranca(["check-template", file(text), "--json"], code=1).json["ok"]


def test_the_owners_words_pass(cobranca, file):
    name = file("Oi! Seu curso de advocacia começa hoje.\n{{ identificacao }}")
    cobranca(["check-template", name], code=1)
    cobranca("ajustes tone.allowed 'curso de advocacia, SPC'")
    assert cobranca(["check-template", name, "--json"]).json["ok"]


# --- templates -------------------------------------------------------------------------------


def test_the_templates_are_listed_with_whose_they_are(cobranca, home):
    rows = cobranca("templates --json").json["rows"]
    assert [row["name"] for row in rows] == list(NAMES)
    assert not any(row["own"] for row in rows)
    assert not home.exists()
    own(home, "Oi!", "venda")
    assert [row["name"] for row in cobranca("templates --json").json["rows"] if row["own"]] == [
        "venda"
    ]
    assert "do programa" in cobranca("modelos").out


@pytest.mark.parametrize("name", NAMES)
def test_a_template_is_shown_with_invented_data(cobranca, name):
    shown = cobranca(f"modelos {name} --json").json
    assert shown["name"] == name
    assert "Mari" in shown["text"]
    assert shown["text"] in cobranca(f"modelos {name}").out


def test_a_template_is_copied_to_be_edited_and_never_over_ones_own(cobranca, home):
    made = cobranca("modelos Esqueceu --editar --json").json
    path = home / "templates" / "esqueceu.txt"
    assert made == {"name": "esqueceu", "path": str(path), "edited": True}
    assert path.read_text("utf-8") == (PACKAGED / "voce" / "esqueceu.txt").read_text("utf-8")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == stat.S_IMODE(home.stat().st_mode) == 0o700
    path.write_text("Oi!", "utf-8")
    assert "já é seu" in cobranca("modelos esqueceu --editar", code=4).err
    assert path.read_text("utf-8") == "Oi!"
    assert cobranca("vendi Maria 10 --json").json["sale_id"] == 1


def test_the_formal_manner_is_shown_copied_and_said(cobranca, home):
    assert "Jeito de tratar: você" in cobranca("modelos").out
    assert cobranca("modelos --json").json["manner"] == "voce"
    cobranca("ajustes reminders.manner senhora")
    assert "Jeito de tratar: formal" in cobranca("modelos").out
    assert cobranca("modelos --json").json["manner"] == "senhor"
    assert cobranca("modelos antes").out.startswith("Olá, Maria da Silva.")
    cobranca("modelos antes --editar")
    copied = (home / "templates" / "antes.txt").read_text("utf-8")
    assert copied == (PACKAGED / "senhor" / "antes.txt").read_text("utf-8")
    cobranca("novo-cliente 'Dona Rita Lima' --apelido Ritinha")
    cobranca(["vendi", "Dona Rita Lima", "100", "--em", "01/10/2026", "--vencimento",
              "10/10/2026"])  # fmt: skip
    assert "\nOlá, Dona Rita Lima. Espero" in cobranca("lembrar").out
    cobranca("ajustes reminders.manner Você")
    assert "\nOi, Ritinha! Tudo bem?" in cobranca("lembrar").out


def test_a_manner_is_one_of_two_words(cobranca, home):
    assert "você, senhor" in cobranca("ajustes reminders.manner gentil", code=2).err
    cobranca("vendi Maria 100")
    (home / "cobranca.toml").write_text("[reminders]\nmanner = 'gentil'\n", "utf-8")
    assert "reminders.manner" in cobranca("conferir", code=1).out
    assert cobranca("modelos antes").out.startswith("Oi, Mari!")
    (home / "cobranca.toml").write_text("[reminders]\nmanner = 'Formal'\n", "utf-8")
    assert cobranca("modelos antes").out.startswith("Olá, ")


def test_what_cannot_be_shown_or_edited_is_said(cobranca):
    assert "esqueceu" in cobranca("modelos outro", code=2).err
    assert "qual modelo" in cobranca("modelos --editar", code=2).err


# --- What a harsh template does --------------------------------------------------------------


def test_a_reminder_that_is_not_kind_is_not_shown(cobranca, home):
    cobranca("vendi Maria 100 --em 01/10/2026 --vencimento 10/10/2026")
    own(home, HARSH)
    run = cobranca("lembrar --mostrar", code=1)
    assert run.out == ""
    assert 'O modelo de mensagem esqueceu, linha 2, não soa gentil: "sua dívida"' in run.err
    assert "Dica: Melhor: “valor em aberto”" in run.err
    found = cobranca("conferir", code=1).out
    for step in STEP_KEYS:
        assert f"modelo de mensagem {step}" in found
    cobranca("ajustes tone.allowed 'sua dívida'")
    assert "Pague sua dívida." in cobranca("lembrar --mostrar").out


def test_nothing_is_recorded_when_one_of_the_messages_is_not_kind(cobranca, home):
    cobranca("vendi Ana 100 --em 01/10/2026 --vencimento 10/10/2026")
    cobranca("vendi Bia 50 --em 01/11/2026 --vencimento 23/11/2026")
    own(home, HARSH, "no-dia")
    before = everything(home)
    run = cobranca("lembrar --registrar --json", code=1)
    assert run.error["code"] == "tone"
    assert everything(home) == before
    assert cobranca("mensagens --json").json["rows"] == []
    (message,) = cobranca("lembrar Ana --registrar --json").json["messages"]
    assert message["step"] == "esqueceu"
    cobranca("lembrar Bia --registrar", code=1)
    assert cobranca("mensagens --json").json["messages"] == 1
    (home / "templates" / "no-dia.txt").unlink()
    assert cobranca("lembrar --registrar --json").json["message_ids"] == [2]
    cobranca("check")


def test_the_formal_letter_of_the_ladder_may_name_the_law_and_not_threaten(cobranca, home):
    cobranca("setup --name Doces --owner Lúcia --document 52998224725 --address 'Rua A, 1'")
    cobranca("vendi Ana 100 --em 01/10/2026 --vencimento 10/10/2026")
    for day in ("2026-11-23", "2026-11-27", "2026-12-05"):
        cobranca(f"--today {day} remind Ana --record")
    cobranca("--today 2026-12-20 log-contact Ana 'conversamos' --step conversa")
    line = "--today 2027-01-04 remind Ana --json"
    (message,) = cobranca(line).json["messages"]
    assert message["step"] == "formal"
    law = "Oi, {{ cliente }}!\nPelo artigo 397 do Código Civil, o valor está em mora"
    own(home, f"{law}.\n{{{{ identificacao }}}}", "formal")
    assert "artigo 397" in cobranca(line).json["messages"][0]["text"]
    own(home, f"{law}, sob pena de protesto.", "formal")
    assert "formal, linha 2" in cobranca(line, code=1).error["message"]


def test_a_word_made_by_the_marks_is_told_with_its_line_of_the_text(cobranca, home):
    cobranca("vendi Maria 100 --em 01/10/2026 --vencimento 10/10/2026")
    own(home, "Oi!\n{% for c in ['S', 'P', 'C'] %}{{ c }}{% endfor %}")
    assert "na linha 2 do texto pronto" in cobranca("lembrar --mostrar", code=1).err


def test_a_sale_and_a_payment_are_kept_without_their_harsh_message(cobranca, home):
    own(home, "Caloteira!", "venda", "recibo")
    sale = cobranca("vendi Maria 100 --json").json
    assert sale["message"] == ""
    assert "não soa gentil" in sale["warnings"][0]
    paid = cobranca("recebi Maria 40 --json")
    assert paid.json["message"] == ""
    assert cobranca("ficha Maria --json").json["open_cents"] == 6_000


def test_names_and_descriptions_are_never_a_matter_of_tone(cobranca):
    cobranca(["vendi", "VERA CALOTE", "100", "--em", "01/10/2026", "--vencimento", "10/10/2026",
              "--descricao", "Bolo LIGA DA JUSTIÇA!!"])  # fmt: skip
    assert "Bolo LIGA DA JUSTIÇA!!" in cobranca("lembrar --mostrar").out


def test_the_samples_have_the_values_of_real_messages(monkeypatch):
    given = {}
    for module in (texts, account, agreement):
        monkeypatch.setattr(
            module, "render", lambda _, name, values: given.setdefault(name, values) and "x"
        )
    for name in NAMES:
        trials.sample(Settings(), name)
        assert set(trials.sample_values(Settings(), name)) == set(given[name]), name


def test_an_editor_opens_only_at_a_terminal(monkeypatch, tmp_path):
    from cobranca_cli.cli import own_templates

    started = []
    monkeypatch.setattr("subprocess.run", lambda line, **_: started.append(line))

    class App:
        on_terminal = False

    monkeypatch.setenv("EDITOR", "nano -w")
    own_templates.open_in_editor(App(), tmp_path)
    assert started == []
    App.on_terminal = True
    own_templates.open_in_editor(App(), tmp_path)
    monkeypatch.delenv("EDITOR")
    own_templates.open_in_editor(App(), tmp_path)
    assert started == [["nano", "-w", str(tmp_path)]]
