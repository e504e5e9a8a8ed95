"""Crontabs of all kinds: our entry in and out, everything else to the byte."""

from __future__ import annotations

import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobranca_cli.domain.crontab import entry, job_line, with_entry, without_entry
from cobranca_cli.errors import CrontabMarksError

MARK, JOB = "cobranca-daily-1a2b3c4d", "0 8 * * * /usr/bin/env X=1 y"
OURS = with_entry("", MARK, JOB)
OTHERS = [
    "",
    "\n",
    "# minha\n@daily limpar\n",
    "@daily limpar",  # No line feed at the end.
    "MAILTO=x@example.com\r\n5 4 * * * a % b\r\n",
    "0 9 * * * tá \udce7\n\n\n",  # A byte that is no UTF-8, as it is read.
    OURS.replace("1a2b3c4d", "ffffffff"),  # Another home's.
    "a\x0cb\u2028c\n",  # What ends a line for Python and for nobody else.
]


@pytest.mark.parametrize("text", OTHERS)
def test_an_entry_goes_in_once_and_out_again_and_touches_nothing_else(text):
    ends = text if not text or text.endswith("\n") else text + "\n"
    once = with_entry(text, MARK, JOB)
    assert once == ends + OURS
    assert with_entry(once, MARK, JOB) == once
    later = with_entry(once, MARK, JOB.replace("8", "9"))
    assert later == ends + OURS.replace("8 *", "9 *")
    assert entry(once, MARK) == OURS
    assert without_entry(once, MARK) == ends
    assert without_entry(text, MARK) == text
    assert entry(text, MARK) is None


def test_an_entry_in_the_middle_leaves_what_is_around_it():
    around = "a\n" + OURS.replace("\n", "\r\n") + "b"
    assert without_entry(around, MARK) == "a\nb"
    assert with_entry(around, MARK, JOB) == "a\nb\n" + OURS


@pytest.mark.parametrize(
    "text",
    [
        OURS.split("# <<<")[0],
        OURS.partition("\n")[2],
        OURS + OURS,
        OURS.replace(JOB, f"{JOB}\n@daily minha"),
        "# <<< " + MARK + "\n" + OURS.split("# <<<")[0],
    ],
)
def test_marks_that_somebody_moved_are_left_alone_and_told(text):
    for change in (lambda: with_entry(text, MARK, JOB), lambda: without_entry(text, MARK)):
        with pytest.raises(CrontabMarksError, match=MARK):
            change()


@given(st.text("ab\n\r#>< %", max_size=30))
def test_any_crontab_keeps_its_lines(text):
    once = with_entry(text, MARK, JOB)
    assert once.startswith(text)
    assert without_entry(once, MARK).rstrip("\n") == text.rstrip("\n")


def test_the_shell_gets_every_word_as_it_was_also_where_cron_reads_percent_signs():
    words = [
        "/home/Dóceis da Lúcia",
        "it's",
        'a"b',
        "100%",
        "%",
        "%%'%",
        "$HOME `x` \\",
        "a;b|c",
        "",
    ]
    line = job_line(8, 5, {"N": "é % '"}, ["printf", "%s\\0", *words])
    assert line.startswith("5 8 * * * /usr/bin/env ")
    assert line.count("%") == line.count("\\%")
    command = line.split(" ", 5)[5]
    for read_by_cron in (command.replace("\\%", "%"), command):  # Debian's; one without `%`.
        out = subprocess.run(["sh", "-c", read_by_cron], capture_output=True, check=True).stdout
        assert out.decode().split("\0")[:-1] == words
