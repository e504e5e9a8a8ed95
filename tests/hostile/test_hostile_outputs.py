"""Nasty texts that are kept, on one book: what every output makes of them."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import re
import shutil
import subprocess
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from effort import LONG as LONG_RUN
from nasty import KEPT, LONG
from terminal import at_a_terminal

ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
FORMULA = re.compile("(^|;)[ \u00a0]*[=+\\-@\uff1d\uff0b\uff0d\uff20\t\r]")
pytestmark = pytest.mark.slow  # Places and files, the quicker part, are in `make test`.

LISTS = (
    "customers",
    "sales",
    "payments",
    "overdue",
    "overdue --by customer",
    "log",
    "upcoming --days 30",
    "score",
    "statement c1 --all",
    "statement c33 --all",
)
TEXTS = [*KEPT, *LONG]


def number(text):
    """The customer of a nasty string."""
    return f"c{KEPT.index(text) + 1}"


def phone(index):
    return f"+55119{80_000_000 + index}"


@pytest.fixture(scope="module")
def filled_home(tmp_path_factory):
    return tmp_path_factory.mktemp("cheio") / "home"


@pytest.fixture
def filled(home, deep, filled_home, attempt):
    """One customer for each kept string, which stands in every text about them."""

    def did(command, *arguments):
        code, out, err = attempt(["--home", str(filled_home), command, "--json", *arguments])
        assert code == 0, (arguments, out, err)
        return json.loads(out)

    if not filled_home.exists():
        for index, text in enumerate(KEPT):
            made = did("add-customer", f"--nickname={text}", "--phone", phone(index),
                       f"--address={text}", f"--note={text}", f"--referred-by={text}", "--",
                       text)  # fmt: skip
            assert made["name"] == made["nickname"] == made["address"] == text
            sold = did("add-sale", number(text), "30", "--installments", "2", "--on", "1/10/2026",
                       "--due", "10/11/2026", f"--description={text}",
                       f"--invoice={text}")  # fmt: skip
            assert " ".join(text.split())[:150] in sold["message"], text
            did("add-payment", number(text), "10", f"--payer={text}", f"--reference={text}")
            did("edit-sale", str(index + 1), "--amount", "40", f"--reason={text}")
            did("log-contact", number(text), "--reason", "outro", "--", text)
            did("block", number(text), f"--reason={text}")
        for index, text in enumerate(LONG):
            did("edit-sale", str(index + 1), f"--description={text}", "--reason", text)
            did("edit-customer", str(index + 1), "--note", text)
        for key in ("name", "owner", "city", "address"):
            did("config", f"business.{key}", '=HYPERLINK("x") [red]{{ 7*7 }} & ção')
    shutil.copytree(filled_home, home)
    return home


def rows(attempt, line):
    code, out, _ = attempt([*line.split(), "--json"])
    assert code == 0
    return json.loads(out)["rows"]


def descriptions():
    """What each sale says now: the first few were corrected to the long texts."""
    texts = [LONG[text] or text for text in LONG]
    return texts + KEPT[len(texts) :]


def test_json_gives_every_text_back_exactly(filled, attempt):
    people = rows(attempt, "customers")
    assert {p["customer_id"]: p["name"] for p in people} == dict(enumerate(KEPT, 1))
    sales = sorted(rows(attempt, "sales"), key=lambda sale: sale["sale_id"])
    assert [s["description"] for s in sales] == descriptions()
    assert [s["customer"] for s in sales] == KEPT
    paid = sorted(rows(attempt, "payments"), key=lambda payment: payment["payment_id"])
    assert [(p["customer"], p["payer"], p["reference"]) for p in paid] == [(t, t, t) for t in KEPT]
    for text in KEPT:
        card = json.loads(attempt(["customer", number(text), "--json"])[1])
        assert (card["name"], card["nickname"], card["address"]) == (text, text, text)
        assert [contact["text"] for contact in card["contacts"]].count(text) == 2
        assert (card["referred_by"], card["blocked_reason"]) == (text, text)
        life = rows(attempt, f"statement {number(text)} --all")
        assert f"Vendas a prazo bloqueadas: {text}" in [row["text"] for row in life]
        assert f"Anotação (outro motivo): {text}" in [row["text"] for row in life]


def test_a_person_is_found_by_what_was_typed(filled, attempt):
    for text in KEPT:
        code, out, err = attempt(["customer", "--json", "--", text])
        assert code == 0, (text, err)
        assert json.loads(out)["name"] == text


def test_the_export_of_a_person_has_every_text(filled, attempt):
    for text in (*KEPT[:8], *KEPT[30:40]):
        code, out, _ = attempt(["export", "json", number(text), "--output", "-"])
        assert code == 0
        assert json.dumps(text, ensure_ascii=False) in out
        code, out, _ = attempt(["export", "json", number(text), "--json"])
        assert code == 0
        path = json.loads(out)["path"]
        assert re.fullmatch(r"dados-c\d+-2026-11-23\.json", path.rpartition("/")[2])


@pytest.mark.parametrize("line", LISTS)
def test_no_cell_of_a_csv_is_a_formula(filled, attempt, line):
    _, out, _ = attempt([*line.split(), "--csv"])
    found = list(csv.reader(io.StringIO(out)))
    there = rows(attempt, line)
    assert len(found) == len(there) + 1
    names = found[0]
    for cells, row in zip(found[1:], there, strict=True):
        assert len(cells) == len(names)
        for name, cell in zip(names, cells, strict=True):
            kept = row[name]
            if re.fullmatch(r"[+-]?\d+", cell):
                continue
            assert not FORMULA.search(cell), (name, cell)
            if isinstance(kept, str):
                assert cell == kept or re.sub("(^|;)'", r"\1", cell) == re.sub(
                    "(^|;)'", r"\1", kept
                ), (name, cell, kept)
    # A spreadsheet that cuts at semicolons sees no formula either.
    for line_text in out.splitlines():
        for part in line_text.split(";")[1:]:
            assert not re.match(r"[=+\-@]", part), line_text


@pytest.mark.parametrize("line", [*LISTS, *(f"statement c{i}" for i in range(1, len(KEPT) + 1, 9))])
def test_a_plain_table_has_one_line_a_row(filled, attempt, line):
    _, out, _ = attempt(line.split())
    there = rows(attempt, line)
    lines = out.splitlines()
    footers = 0 if not there else len(lines) - 1 - len(there)
    assert 0 <= footers <= 2, (line, out)
    for row, shown in zip(there, lines[1:], strict=False):
        for field in ("customer", "name", "description", "payer", "reference", "summary", "text"):
            if isinstance(row.get(field), str) and re.search(r"\b(upcoming|overdue)", line) is None:
                assert " ".join(row[field].splitlines()) in shown, (line, field, shown)


class Terminal(io.StringIO):
    def isatty(self):
        return True


def on_a_terminal(line):
    from cobranca_cli.cli.main import main

    screen = Terminal()
    with contextlib.redirect_stdout(screen):
        assert main(line.split()) == 0
    return screen.getvalue()


@pytest.mark.parametrize("line", LISTS)
def test_the_rich_table_has_no_escape_but_those_of_rich(filled, attempt, monkeypatch, line):
    from cobranca_cli.cli import output

    there = rows(attempt, line)
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "9000")
    hostile = on_a_terminal(line)
    # The same table where every text is the same word.
    monkeypatch.setattr(output, "one_line", lambda _text: "Ana")
    tame = on_a_terminal(line)
    assert set(ESCAPES.findall(hostile)) == set(ESCAPES.findall(tame)) != set()
    assert not re.search("\x1b(?!\\[)|\x07|\x9b", hostile)
    plain = ESCAPES.sub("", hostile)
    assert len(plain.splitlines()) == len(ESCAPES.sub("", tame).splitlines())
    for row in there:
        for field in ("customer", "name", "payer", "summary"):
            if isinstance(row.get(field), str):
                assert " ".join(row[field].splitlines()) in plain, (line, row[field])


def test_a_real_terminal_shows_the_same(filled, monkeypatch):
    screen = at_a_terminal(["customers"], columns=400)
    assert screen.code == 0
    assert not re.search("\x1b(?!\\[)|\x07|\x9b", screen.raw)
    assert all(re.fullmatch(r"\x1b\[[0-9;]*m", found) for found in ESCAPES.findall(screen.raw))
    for text in KEPT:
        assert text in screen.text, text


def test_reminders_say_the_text_and_their_links_carry_it(filled, attempt):
    code, out, _ = attempt(["remind", "--json"])
    assert code == 0
    messages = json.loads(out)["messages"]
    assert len(messages) == len(KEPT)
    for message in messages:
        text = KEPT[message["customer_id"] - 1]
        assert message["text"].startswith(f"Oi, {text}!"), text
        assert "[red]{{ 7*7 }} & ção" in message["text"]
        assert "49" not in message["text"].split("\n")[0]
        url = message["whatsapp_url"]
        assert re.fullmatch(r"https://wa\.me/55119\d{8}\?text=[A-Za-z0-9_.~%-]+", url)
        assert unquote(url.partition("?text=")[2]) == message["text"]
        assert parse_qs(urlsplit(url).query, strict_parsing=True) == {"text": [message["text"]]}
    code, out, _ = attempt(["remind", "--print"])
    assert code == 0
    for message in messages:
        assert message["text"] in out
        assert message["whatsapp_url"] in out


@pytest.mark.parametrize(
    "line", ["installment {}", "customer c{}", "statement c{}", "statement c{} --all", "sales c{}",
             "score c{} --explain", "statement c{} --whatsapp", "export ics c{} --output -"],
)  # fmt: skip
def test_what_one_person_is_shown_is_harmless(filled, attempt, line):
    for index in range(len(KEPT)):
        code, out, _ = attempt(line.format(index + 1).split())
        assert code == 0
        assert "Fulano  99" not in [part[:10] for part in out.splitlines()]


def test_a_calendar_reads_every_name_back(filled, attempt):
    import icalendar

    code, out, _ = attempt(["export", "ics", "--json"])
    assert code == 0
    found = json.loads(out)
    with open(found["path"], "rb") as file:
        calendar = icalendar.Calendar.from_ical(file.read())
    events = calendar.walk("VEVENT")
    assert len(events) == sum(found[key] for key in ("installments", "promises", "tasks"))
    assert {len(event) for event in events} == {8}
    assert len(calendar.subcomponents) == len(events)
    titles = "\n".join(str(event["summary"]) for event in events)
    for text in KEPT:
        assert f": {' '.join(text.split())[:40]}" in titles or len(text) > 80, text


def test_the_book_is_sound_and_a_backup_of_it_comes_back(filled, attempt):
    assert attempt(["check"])[0] == 0
    code, out, _ = attempt(["backup", "--json"])
    assert code == 0
    file = json.loads(out)["file"]
    assert re.fullmatch(r"cobranca-2026-11-23-\d{6}\.zip", file.rpartition("/")[2])
    before = rows(attempt, "customers")
    assert attempt(["restore", file, "--yes"])[0] == 0
    assert rows(attempt, "customers") == before
    for _ in range(3):
        assert attempt(["undo", "--yes"])[0] == 0


def test_settings_come_back_exactly(filled, attempt):
    for text in KEPT[:: 1 if LONG_RUN else 3]:
        code, _, err = attempt(["config", "--", "business.city", text])
        assert code == 0, (text, err)
        code, out, _ = attempt(["config", "business.city", "--json"])
        assert json.loads(out)["rows"][0]["value"] == text
    assert attempt(["check"])[0] == 0


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not here")
def test_completion_gives_the_shell_nothing_to_run(filled):
    """bash itself reads every name back as one word, and runs nothing that is in it."""
    from cobranca_cli.cli.completion import candidates
    from cobranca_cli.cli.completion_shells import for_bash, quoted

    words, names = [], []
    for quote in ("", "'", '"'):
        for start in sorted({text[:2] for text in KEPT}):
            found = candidates(["extrato"], start)
            if len(found) == 1:
                begun = quote + quoted(start, quote)
                ((rest,),) = for_bash([f"cobranca extrato {begun}", quoted(start, quote), "9"])
                words.append(quote + rest + quote)
                names.append(found[0].value)
    assert len(names) > 10
    script = "\n".join(f"printf '%s\\0' {word}" for word in words)
    read = subprocess.run(["bash", "--norc", "-c", script], capture_output=True, check=True, env={})
    assert read.stdout.decode().split("\0")[:-1] == names
