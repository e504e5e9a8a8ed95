"""Anything at all typed, read from a file or set in the environment: a value or an error in words.

Amounts, dates, percentages, phones, tax ids, e-mails and lines are fuzzed beside their parsers in
tests/domain; here is what was missing there, and what has several parts.
"""

from __future__ import annotations

import string
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from effort import LONG, QUICK
from hypothesis import example, given, settings
from hypothesis import strategies as st
from nasty import EVERYTHING

from cobranca_cli.cli import options
from cobranca_cli.cli.main import build
from cobranca_cli.cli.table import BY_NAME, COMMANDS
from cobranca_cli.domain import notebook
from cobranca_cli.domain.calendar import BANK_CALENDAR
from cobranca_cli.domain.links import parse_link
from cobranca_cli.domain.words import KIND_WORDS, METHOD_WORDS
from cobranca_cli.errors import CobrancaError, FileNotUnderstoodError, SettingsFileError
from cobranca_cli.store import settings as settings_file

EXAMPLES = 1_000 if LONG else 15 if QUICK else 50
MONDAY = date(2026, 11, 23)
nasty = st.sampled_from([text for text in EVERYTHING if len(text) < 2_500])
anything = nasty | st.text(max_size=40)


# --- Single values ------------------------------------------------------------------------------


@given(anything | st.text("htps:/.aw%#?=&1-", max_size=30).map("https://".__add__))
def test_links_are_read_or_refused(text):
    with suppress(CobrancaError):
        link = parse_link(text)
        assert link.isascii()
        assert link.isprintable()
        assert " " not in link
        assert link.startswith("https://")


@pytest.mark.parametrize(
    "parse",
    [options.parse_count, options.parse_paid_part, options.parse_part,
     options.parse_method, options.parse_kind, options.parse_typed_amount],
)  # fmt: skip
@given(text=anything | st.text(string.digits + "%,.:pix ", max_size=12))
def test_words_of_options_are_read_or_refused(parse, text):
    with suppress(CobrancaError):
        parse(text)


@given(st.sampled_from([s.key for s in settings_file.SETTINGS]), anything)
@example("calendar.holidays", "1/1/99999999999999999999")
@example("calendar.holidays", "29/02, 31/12/2199, 2026-02-29")
@example("business.timezone", "../../../etc/passwd")
@example("sales.default_due", "99999999 dias")
def test_a_setting_takes_a_value_or_refuses_it(key, text):
    with suppress(CobrancaError):
        kept = settings_file.check(key, text)
        assert settings_file.check(key, kept) == kept


# --- The settings file --------------------------------------------------------------------------

KEYS = [s.key for s in settings_file.SETTINGS]
toml_pieces = st.lists(
    st.sampled_from(
        ["[business]\n", "[sales]\n", "[calendar]\n", "[[business]]\n", "name", "timezone", "=",
         "holidays", "default_due", "'", '"', '"""', "\n", "1", "-1.5", "nan", "1979-05-27",
         "true", "[", "]", "{", "}", ",", ".", "#", " ", "\\u001b", "\\uD800",
         "9" * 5_000, "[" * 500, "America/Manaus", "14/07", "\x00", "\ufeff", "é", 'a."b c"', *KEYS]
    ), max_size=30,
).map("".join)  # fmt: skip
VALID = "".join(
    f'[{section}]\n' + "".join(f'{key.split(".")[1]} = "{value}"\n' for key, value in {
        "business.name": "Doces", "business.timezone": "America/Manaus",
        "business.document": "11.222.333/0001-81", "business.phone": "19912345678",
        "sales.default_due": "15 dias", "payments.default_method": "dinheiro",
        "calendar.holidays": "14/07, 08/12/2026", "reminders.tolerance": "5,00",
        "legal.footer": "formal",
    }.items() if key.startswith(section + "."))
    for section in ("business", "sales", "payments", "calendar", "reminders", "legal")
)  # fmt: skip


def read_settings(path):
    """Load a file and look at all that is in it."""
    found = settings_file.load(path)
    settings_file.problems(found)
    for setting in settings_file.SETTINGS:
        assert isinstance(found[setting.key], str)
    for look in ("zone", "calendar", "default_method", "tolerance_cents"):
        with suppress(CobrancaError):
            getattr(found, look)


@settings(max_examples=EXAMPLES)
@given(toml_pieces | st.text(max_size=60) | st.builds(
    lambda at, more, cut: VALID[:at] + more + VALID[at + cut :],
    st.integers(0, len(VALID)), anything, st.integers(0, 5),
))  # fmt: skip
@example("x = " + "[" * 3_000)
@example("x = " + "9" * 5_000)
@example("[business.name]\nx = 1\n")
@example('"\\u001b[31m" = 1')
def test_any_settings_file_is_read_or_refused_in_words(tmp_path, text):
    path = tmp_path / "cobranca.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with suppress(SettingsFileError):
        read_settings(path)


@settings(max_examples=EXAMPLES)
@given(st.binary(max_size=60))
def test_any_bytes_for_a_settings_file(tmp_path, data):
    path = tmp_path / "cobranca.toml"
    path.write_bytes(data)
    with suppress(SettingsFileError):
        read_settings(path)


@given(toml_pieces)
@example("x = " + "[" * 3_000)
@example("[business.name]\nx = 1\n")
def test_a_broken_settings_file_is_words_at_the_command_line(home, attempt, text):
    home.mkdir(exist_ok=True)
    (home / "cobranca.toml").write_bytes(text.encode("utf-8", "surrogatepass"))
    for line in (["config"], ["config", "business.city", "Manaus"], ["check"]):
        assert attempt(line)[0] in (0, 1, 2, 3, 5)


# --- CSV ----------------------------------------------------------------------------------------

EXAMPLE_FILES = {
    section: (Path(__file__).parents[2] / "examples" / name).read_bytes()[:3_000]
    for section, name in (
        ("customers", "clientes.csv"), ("sales", "vendas.csv"), ("payments", "pagamentos.csv"),
    )
}  # fmt: skip
csv_bytes = st.lists(
    st.sampled_from(
        [b"|", b"cliente", b"valor", b"data", b"vencimento", b"parcelas", b"forma", b";", b",",
         b"\t", b'"', b"\r\n", b"\n", b"\r", b"Ana", b"10,00", b"01/10/2026", b"9" * 20,
         b"\x00", b"\xff", b"\xef\xbb\xbf", b"\xc3\xa9", b"\xed\xa0\x80", b"\x1b", b"=1+1", b" ",
         b"\xe2\x80\xae"]
    ), max_size=50,
).map(b"".join)  # fmt: skip


def mutated(section, changes):
    data = bytearray(EXAMPLE_FILES[section])
    for at, cut, more in changes:
        start = at % len(data)
        data[start : start + cut] = more
        data = data or bytearray(b"\n")
    return bytes(data)


changes = st.lists(
    st.tuples(st.integers(0, 3_000), st.integers(0, 8), st.binary(max_size=4) | csv_bytes),
    min_size=1, max_size=6,
)  # fmt: skip


@settings(max_examples=EXAMPLES)
@given(st.sampled_from(list(EXAMPLE_FILES)), changes | csv_bytes | st.binary(max_size=200))
def test_any_bytes_for_a_notebook(section, given_bytes):
    data = mutated(section, given_bytes) if isinstance(given_bytes, list) else given_bytes
    try:
        sheet = notebook.read(
            data, file="c.csv", section=section, today=MONDAY, calendar=BANK_CALENDAR,
            words=notebook.Words(METHOD_WORDS, KIND_WORDS),
        )  # fmt: skip
    except FileNotUnderstoodError:
        return
    for problem in sheet.problems:
        assert problem.problem.isprintable()
        assert problem.line >= 2
    for line in sheet.lines:
        assert set(line.cells) >= set(notebook.COLUMNS[section]) - {"amount", "date", "due"}


# --- The command line ---------------------------------------------------------------------------

OPTIONS = sorted({o for c in COMMANDS for p in build(c).params for o in (*p.opts, *p.secondary_opts)
                  if o.startswith("-")})  # fmt: skip
WORDS = ["Ana", "c1", "1", "2", "99", "10", "10,50", "pix", "pix:5", "ontem", "30 dias",
         "json", "balcão", "x", "c.csv", "p/q", "50%", "1m", "01/10/2026",
         "business.name", "(19) 91234-5678"]  # fmt: skip
# Everything that is written lands below the test's own folder: no absolute paths, no ~.
FAR = ("/", "~")
words = st.sampled_from([w for w in OPTIONS if not w.startswith(FAR)]) | st.sampled_from(WORDS) | (
    nasty.filter(lambda text: not text.startswith(FAR) and "\0" not in text)
)  # fmt: skip
lines = st.builds(
    lambda name, rest: [name, *rest],
    st.sampled_from(sorted(BY_NAME)) | words,
    st.lists(words, max_size=7),
)


@settings(max_examples=EXAMPLES * 3)
@given(lines)
def test_any_command_line_ends_in_one_of_the_codes(book, attempt, line):
    assert attempt(line)[0] in range(6)


def valid_lines():
    from places import LINES, PLACES

    for place in PLACES:
        arguments, more = LINES.get(place.command, ([], []))
        yield [place.command, *more, *arguments]


@settings(max_examples=EXAMPLES * 2)
@given(st.data())
def test_a_line_that_goes_through_with_one_word_more_or_less(book, attempt, data):
    line = list(data.draw(st.sampled_from(list(valid_lines()))))
    at = data.draw(st.integers(1, len(line)))
    line[at : at + data.draw(st.integers(0, 2))] = data.draw(st.lists(words, max_size=2))
    assert attempt(line)[0] in range(6)


@settings(max_examples=EXAMPLES)
@given(st.sampled_from(["COBRANCA_NOW", "COBRANCA_TODAY"]),
       anything.filter(lambda t: "\0" not in t) | st.datetimes().map(str)
       | st.datetimes(timezones=st.timezones()).map(lambda d: d.isoformat()))  # fmt: skip
@example("COBRANCA_NOW", "0001-01-01T00:00:00+00:00")
@example("COBRANCA_NOW", "9999-12-31T23:59:59-12:00")
@example("COBRANCA_NOW", "2199-12-31T23:59:59")
@example("COBRANCA_TODAY", "31/12/2199")
def test_any_clock_is_taken_or_refused(book, attempt, monkeypatch, name, text):
    with monkeypatch.context() as patch:
        try:
            patch.setenv(name, text)
        except UnicodeEncodeError:
            return  # Half a letter is not even a byte of the environment.
        for line in (["summary"], ["remind"], ["add-sale", "Ana", "10", "--dry-run"]):
            assert attempt(line)[0] in (0, 2, 4)


@given(anything.filter(lambda t: not t.startswith(FAR) and "\0" not in t))
@example("~ninguem-tem-este-nome")
@example("x" * 5_000)
@example("p\udcff/\x1b[31m")
def test_any_home_is_used_or_refused(deep, attempt, monkeypatch, text):
    with monkeypatch.context() as patch:
        try:
            patch.setenv("COBRANCA_HOME", text)
        except UnicodeEncodeError:
            return
        for line in (["summary"], ["check"], ["add-sale", "Ana", "10", "--dry-run"]):
            assert attempt(line)[0] in (0, 2, 5)
    for line in (["--home", text, "summary"], [f"--pasta={text}", "backup", "--json"]):
        assert attempt(line)[0] in (0, 2, 3, 5)
