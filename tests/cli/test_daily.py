"""`daily`: part by part, each on its own, nothing twice; and whether the book is safe."""

from __future__ import annotations

import pytest

from cobranca_cli.errors.keeping import PASSPHRASE_VARIABLE
from cobranca_cli.reports.safety import synced
from cobranca_cli.store import age

MONTHLY = "mensalidade Ana 80 --cada mes --inicio 10/11/2026"


@pytest.fixture
def book(cobranca):
    cobranca("vendi Ana 150 --em 01/10/2026 --vencimento 10/10/2026 --telefone '11 91234-5678'")
    cobranca(MONTHLY)
    return cobranca


def statuses(document):
    return {part["part"]: part["status"] for part in document["parts"]}


def test_a_day_is_done_once_however_often_it_is_run(book, home):
    done = book("diario --json").json
    assert (done["date"], done["ok"]) == ("2026-11-23", True)
    assert statuses(done) == {
        "recurring": "done", "forgotten": "nothing", "backup": "done", "messages": "done",
        "summary": "done",
    }  # fmt: skip
    assert done["summary"]["overdue_cents"] == 23_000
    before = book("log --json").json
    again = book("daily --json").json
    assert statuses(again) == {**statuses(done), "recurring": "nothing", "backup": "nothing"}
    assert book("log --json").json == before
    assert len(list((home / "backups").iterdir())) == 1
    book("recebi Ana 10")
    shown = book("diario").out
    assert "Cópia: feita e conferida" in shown
    assert "Lembretes: 1 pronto, nada foi enviado" in shown
    assert "\n\nResumo de segunda, 23/11/2026\n" in shown
    assert len(list((home / "backups").iterdir())) == 2
    assert book("mensagens").out == ""


def test_a_dry_run_of_a_day_changes_nothing(book, home):
    before = book("log --json").json
    dry = book("diario --simular --json").json
    assert dry["dry_run"]
    assert statuses(dry)["backup"] == statuses(dry)["recurring"] == "done"
    assert book("log --json").json == before
    assert not (home / "backups").exists()


def test_a_day_on_a_home_that_is_not_there_makes_none(cobranca, home):
    assert cobranca("diario --json").json == {
        "date": "2026-11-23", "ok": True, "parts": [], "summary": None,
    }  # fmt: skip
    assert not home.exists()


def test_the_second_place_gets_a_copy_too_and_both_keep_so_many(book, tmp_path, home):
    usb = tmp_path / "usb"
    book(["ajustes", "backup.second_place", usb])
    book("ajustes backup.keep 2")
    missing = book("diario --json", code=1).json
    assert statuses(missing) == {
        "recurring": "done", "forgotten": "nothing", "backup": "done", "second_place": "failed",
        "messages": "done", "summary": "done",
    }  # fmt: skip
    (failed,) = [part for part in missing["parts"] if part["error"]]
    assert failed["error"]["code"] == "second_place"
    assert not usb.exists()
    usb.mkdir()
    for day in (24, 25, 26):
        book(f"--hoje {day}/11/2026 diario")
    names = sorted(path.name for path in usb.iterdir())
    assert names == sorted(path.name for path in (home / "backups").glob("*.zip"))
    assert [name[:19] for name in names] == ["cobranca-2026-11-25", "cobranca-2026-11-26"]
    again = book("--hoje 26/11/2026 diario --json").json
    assert statuses(again)["second_place"] == "nothing"
    book(["ajustes", "backup.second_place", home / "backups"])
    shown = book("--hoje 26/11/2026 diario", code=1).out
    assert "Cópia em outro lugar: não deu." in shown
    assert "fica dentro da pasta dos dados" in shown
    assert "Resumo de quinta, 26/11/2026" in shown


def test_the_copy_elsewhere_is_encrypted_with_the_kept_passphrase(
    book, tmp_path, home, monkeypatch
):
    """What age itself does is in tests/services/test_backup.py; it takes seconds, on purpose."""
    used = []

    def encrypt(data, passphrase):
        used.append(passphrase)
        return b"age-encryption.org/v1\n" + data

    monkeypatch.setattr(age, "encrypt", encrypt)
    monkeypatch.setattr(age, "decrypt", lambda data, _words, _path: data[22:])
    (tmp_path / "usb").mkdir()
    book(["ajustes", "backup.second_place", tmp_path / "usb"])
    book("ajustes backup.encrypt sim")
    assert "segredos.env" in book("diario", code=1).out
    secrets = home / "segredos.env"
    secrets.touch(0o600)
    secrets.write_text(f"{PASSPHRASE_VARIABLE}='goiaba é doce'\n", "utf-8")
    book("diario")
    assert used == ["goiaba é doce"]
    (copy,) = (tmp_path / "usb").iterdir()
    assert copy.name.endswith(".zip.age")
    assert statuses(book("diario --json").json)["second_place"] == "nothing"
    book(["backup", "--cifrar", "--para", tmp_path / "outro"])
    assert used == ["goiaba é doce"] * 2


def test_one_part_that_fails_stops_no_other(book, monkeypatch):
    from cobranca_cli.services import recurring

    def broken(*_args, **_options):
        raise ZeroDivisionError

    monkeypatch.setattr(recurring, "run_recurring", broken)
    book("ajustes daily.messages enviar")
    book("ajustes daily.notify sim")
    done = book("diario --json", code=1).json
    assert not done["ok"]
    assert statuses(done) == {
        "recurring": "failed", "forgotten": "nothing", "backup": "done", "messages": "failed",
        "summary": "done", "notice": "failed",
    }  # fmt: skip
    errors = {part["part"]: part["error"] for part in done["parts"] if part["error"]}
    assert {name: error["code"] for name, error in errors.items()} == {
        "recurring": "defect", "messages": "channel_not_ready", "notice": "channel_not_ready",
    }  # fmt: skip
    assert done["summary"]["overdue_cents"] == 15_000
    book("ajustes daily.messages nada")
    assert "messages" not in statuses(book("diario --json", code=1).json)


def test_the_owner_is_sent_the_day_once(book, monkeypatch, home):
    from cobranca_cli.cli import sending
    from cobranca_cli.messages.channels.to_owner import Notice

    sent = []

    def write(_app, lines, *, channel=None):
        sent.append(list(lines))
        return Notice("email", "e-mail", "lucia@example.com", "sent", None, "")

    monkeypatch.setattr(sending, "write", write)
    book("ajustes daily.notify sim")
    assert "Resumo a você: enviado por e-mail." in book("diario").out
    assert "Resumo a você: o de hoje já foi enviado." in book("diario").out
    assert [lines[0] for lines in sent] == ["Resumo de segunda, 23/11/2026"]
    book("--hoje 24/11/2026 diario")
    assert len(sent) == 2
    assert (home / ".resumo-enviado").stat().st_mode & 0o777 == 0o600


def test_what_is_left_of_a_forgotten_person_goes_on_its_day(cobranca, home):
    cobranca("vendi Zé 10 --pago")
    (home / "diario.log").write_text("Zé: R$ 10,00", "utf-8")
    cobranca("esquecer-cliente Zé --simular")
    assert (home / "diario.log").exists()
    cobranca("esquecer-cliente Zé --sim")
    assert not (home / "diario.log").exists()
    assert statuses(cobranca("--hoje 31/12/2031 diario --json").json)["forgotten"] == "nothing"
    shown = cobranca("--hoje 02/01/2032 diario").out
    assert "apagado o que restava de 1 pessoa esquecida." in shown
    assert statuses(cobranca("--hoje 02/01/2032 diario --json").json)["forgotten"] == "nothing"


# --- Is the book safe where it lies? -----------------------------------------------------------


def test_a_copy_elsewhere_is_asked_for_after_a_week_and_again_when_it_is_old(book, tmp_path):
    def warned(day, command="resumo"):
        return book(f"--hoje {day}/2026 {command}").err

    book("gerar-mensalidades")
    assert warned("30/11") == warned("30/11", "conferir") == ""
    for command in ("resumo", "conferir"):
        assert "Ainda não há cópia em outro lugar" in warned("01/12", command)
    assert "outro lugar" in book("--hoje 01/12/2026 summary --json").json["warnings"][0]
    book("--hoje 01/12/2026 backup")
    assert warned("01/12") != ""
    book(["--hoje", "01/12/2026", "backup", "--to", tmp_path / "usb"])
    assert warned("08/12") == ""
    assert "A última cópia em outro lugar é de 01/12/2026." in warned("09/12")


def test_a_home_in_a_synced_folder_is_told(cobranca, tmp_path):
    home = tmp_path / "OneDrive - Doces" / "caderno"
    cobranca(["--home", home, "vendi", "Ana", "10"])
    for command in ("resumo", "conferir"):
        assert "dentro de OneDrive" in cobranca(["--home", home, command]).err
    plain = tmp_path / "Documentos" / "caderno"
    cobranca(["--home", plain, "vendi", "Ana", "10"])
    assert cobranca(["--home", plain, "conferir"]).err == ""
    (tmp_path / "Documentos" / ".dropbox").touch()
    assert "dentro de Dropbox" in cobranca(["--home", plain, "conferir"]).err


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("Dropbox (Pessoal)", "Dropbox"), ("Google Drive", "Google Drive"),
        ("GoogleDrive-lucia@example.com", "Google Drive"), ("Mobile Documents", "iCloud"),
        ("iCloudDrive", "iCloud"), ("Dropboxes", None), ("doces", None),
    ],
)  # fmt: skip
def test_a_synced_folder_is_known_by_its_name(tmp_path, folder, service):
    assert synced(tmp_path / folder / "caderno", thorough=False) == service
