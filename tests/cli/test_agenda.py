"""`exportar ics`: the file as a calendar application reads it."""

from __future__ import annotations

import stat
import sys
from datetime import date, datetime

import icalendar
import pytest
from fixed_day import NOW

from cobranca_cli.documents.calendar import START, calendar_file
from cobranca_cli.reports.agenda import Agenda
from cobranca_cli.store.queries.ledger import InstallmentState

BOOK = (
    # Instalments 1 to 3: a down payment, which is paid, and two.
    ("vendi Maria 150 --entrada 50 --parcelas 2 --em 1/11/2026 --vencimento 15/11/2026"
     " --descricao Bolo"),
    "vendi Bia 40 --em 01/11/2026 --vencimento 10/12/2026",
    "vendi --balcao 20",
    "promessa Bia 30/11/2026 25,00",
    "contestar 2 'veio sem cobertura'",
)  # fmt: skip


@pytest.fixture
def book(keep):
    return keep(BOOK)


def events(data):
    file = icalendar.Calendar.from_ical(data)
    assert not file.errors
    return {str(e["uid"]).split("@")[0]: e for e in file.walk("VEVENT")}


def told(found):
    return {uid: (e.decoded("dtstart"), str(e["summary"])) for uid, e in found.items()}


@pytest.fixture
def exported(book, home):
    def run(*more):
        book(["exportar", "ics", *more])
        return events((home / "documents" / "agenda.ics").read_bytes())

    return run


def test_each_cheque_is_a_day_of_its_own(book, exported):
    made = [
        book("recebi Maria 50 --forma cheque --bom-para 10/12/2026 --json").json["payment_id"],
        book("recebi Bia 40 --forma cheque --bom-para 11/12/2026 --json").json["payment_id"],
    ]
    found = told(exported())
    assert [found[f"check-{number}"] for number in made] == [
        (date(2026, 12, 10), "Cheque bom: Maria, R$ 50,00"),
        (date(2026, 12, 11), "Cheque bom: Bia, R$ 40,00"),
    ]


def test_due_dates_promises_and_tasks_are_days_in_a_calendar(exported):
    found = exported()
    assert told(found) == {
        "installment-2": (date(2026, 11, 15), "Vence: Maria, R$ 50,00 (Bolo 1/2)"),
        "installment-3": (date(2026, 12, 15), "Vence: Maria, R$ 50,00 (Bolo 2/2)"),
        "installment-4": (date(2026, 12, 10), "Vence: Bia, R$ 40,00"),
        "promise-1": (date(2026, 11, 30), "Prometeu: Bia, R$ 25,00"),
        "task-resolver-1": (
            date(2026, 11, 23), "Tarefa: Maria, resolver antes de lembrar: contesta uma parcela",
        ),
    }  # fmt: skip
    for event in found.values():
        assert (event.decoded("dtend") - event.decoded("dtstart")).days == 1
        assert type(event.decoded("dtstart")) is date
        assert event.decoded("dtstamp") == NOW == event.decoded("last-modified")


def test_importing_again_updates_what_is_there(book, exported, home):
    before = exported()
    book(["--today", "2026-11-24", "corrigir-venda", "--parcela", "4", "--vencimento",
          "12/12/2026", "--motivo", "combinado"])  # fmt: skip
    book(["--today", "2026-11-24", "recebi", "Maria", "100"])
    book(["--today", "2026-11-24", "exportar", "ics"])
    after = events((home / "documents" / "agenda.ics").read_bytes())
    assert set(after) == {"installment-2", "installment-4", "promise-1", "task-resolver-1"}
    for uid in after:
        assert after[uid]["uid"] == before[uid]["uid"]
        assert after[uid]["sequence"] > before[uid]["sequence"]
    assert after["installment-4"].decoded("dtstart") == date(2026, 12, 12)


def test_two_books_never_share_an_event(book, exported, cobranca, tmp_path):
    here = {str(e["uid"]) for e in exported().values()}
    other = tmp_path / "outra"
    cobranca(["--home", other, "--today", "2026-11-22", "vendi", "Maria", "10"])
    cobranca(["--home", other, "exportar", "ics"])
    there = events((other / "documents" / "agenda.ics").read_bytes())
    assert not here & {str(e["uid"]) for e in there.values()}


def test_of_one_customer_and_where_it_goes(book, home, tmp_path):
    found = book("export ics Bia --json").json
    path = home / "documents" / "agenda-c2.ics"
    assert found == {
        "path": str(path), "customer_id": 2, "customer": "Bia", "installments": 1, "promises": 1,
        "tasks": 0, "ics": None,
    }  # fmt: skip
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert set(events(path.read_bytes())) == {"installment-4", "promise-1"}
    other = tmp_path / "novo" / "bia.ics"
    run = book(["exportar", "agenda", "Bia", "--saida", other])
    assert run.out == f"Agenda de Bia: 1 vencimento, 1 promessa, 0 tarefas.\nGravada em {other}\n"
    assert other.read_bytes() == path.read_bytes()
    shown = book("exportar ics Bia --saida -").out
    assert events(shown).keys() == {"installment-4", "promise-1"}
    assert (
        events(book("exportar ics Bia --saida - --json").json["ics"]).keys() == events(shown).keys()
    )


def test_only_an_earlier_calendar_of_ours_is_replaced(book, tmp_path):
    path = tmp_path / "festas.ics"
    theirs = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Festas//PT\r\nEND:VCALENDAR\r\n"
    path.write_bytes(theirs)
    assert "arquivo de outra coisa" in book(["exportar", "ics", "--saida", path], code=4).err
    assert path.read_bytes() == theirs


def test_where_nothing_was_written_nothing_is_made(cobranca, home):
    run = cobranca("exportar ics --json")
    assert (run.json["path"], run.json["installments"]) == (None, 0)
    assert not home.exists()


def test_an_unknown_format_is_told_the_known_ones(book):
    assert "json, ics" in book("exportar doc", code=2).err


def test_without_the_library_it_says_what_to_install(book, home, monkeypatch):
    monkeypatch.setitem(sys.modules, "icalendar", None)
    run = book("exportar ics", code=1)
    assert 'pip install ".[agenda]"' in run.err
    assert not (home / "documents").exists()


@pytest.mark.parametrize(
    "text",
    ["Ana; Bia, Rui\\n", "a\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:x", "BEGIN:VEVENT", "é" * 200,
     "\r\nATTENDEE:mailto:x@example.com", "🎂" * 70, '"x":y;z=1'],
)  # fmt: skip
def test_a_name_never_becomes_a_property(text):
    """Also names that the door refuses today (rules §12): a file outlives its reader."""
    item = InstallmentState(
        7, 1, 1, text, text, 2, 3, date(2026, 1, 1), date(2026, 12, 1), 5000, 5000
    )
    data = calendar_file(Agenda("ab" * 32, None, None, [item], [], []), now=NOW)
    assert data.startswith(START)
    assert max(map(len, data.split(b"\r\n"))) <= 75
    ((uid, event),) = events(data).items()
    assert uid == "installment-7"
    assert sorted(event) == [
        "DTEND", "DTSTAMP", "DTSTART", "LAST-MODIFIED", "SEQUENCE", "SUMMARY", "TRANSP", "UID",
    ]  # fmt: skip
    assert str(event["summary"]).startswith("Vence: ")
    assert str(event["summary"]).endswith("2/3)")
    assert "\n" not in str(event["summary"])


def test_a_sequence_fits_what_applications_keep():
    late = datetime(2199, 12, 31, tzinfo=NOW.tzinfo)
    item = InstallmentState(
        7, 1, 1, "Ana", None, 0, 3, date(2026, 1, 1), date(2026, 1, 1), 5000, 5000
    )
    ((_, event),) = events(calendar_file(Agenda("a", None, None, [item], [], []), now=late)).items()
    assert event["sequence"] < 2**31
    assert str(event["summary"]) == "Vence: Ana, R$ 50,00 (entrada)"
