from __future__ import annotations

import os
import re
import time
import tracemalloc
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobranca_cli.domain.ladder import KEYS, TASKS
from cobranca_cli.errors import TemplateError
from cobranca_cli.messages import trials
from cobranca_cli.messages.rendering import LONGEST_FILE, LONGEST_TEXT, PACKAGED, render
from cobranca_cli.store.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

VALUES = {"cliente": "Maria", "itens": ["um", "dois"], "total": "R$ 10,00", "vazio": "", "n": 2}


@pytest.fixture
def own(tmp_path):
    """Writes a template of the home's own; returns the text it gives."""
    folder = tmp_path / "templates"
    folder.mkdir()

    def make(source, values=VALUES, *, name="esqueceu"):
        path = folder / f"{name}.txt"
        if isinstance(source, bytes):
            path.write_bytes(source)
        else:
            path.write_text(source, "utf-8")
        return render(Settings(templates=folder), name, values)

    make.count = 0
    return make


def refused(own, source, values=VALUES):
    with pytest.raises(TemplateError) as caught:
        own(source, values)
    assert caught.value.exit_code == 1
    assert "esqueceu" in caught.value.message
    assert caught.value.hint
    return caught.value


def test_the_homes_own_template_comes_before_the_packaged_one(own):
    assert own("Oi, {{ cliente }}!\n{% for i in itens %}\n- {{ i }}\n{% endfor %}") == (
        "Oi, Maria!\n- um\n- dois"
    )


def test_a_plain_text_is_a_template(own):
    assert own("Custa R$ 10, 50% {menos}, #1.") == "Custa R$ 10, 50% {menos}, #1."


def test_a_template_edited_in_notepad_is_read(own):
    assert own(b"\xef\xbb\xbfOl\xc3\xa1, {{ cliente }}\r\n\r\n\r\n\r\nfim\r\n") == (
        "Olá, Maria\n\nfim"
    )


def test_a_changed_or_removed_template_is_noticed_in_the_same_process(tmp_path):
    folder = tmp_path / "templates"
    settings = Settings(templates=folder)  # Not there yet.
    values = {"cliente": "Ana", "itens": ["x"], "total": "", "mostrar_total": False, "credito": "",
              "so_hoje": False, "novidade": "", "pix": "", "assinatura": "",
              "identificacao": ""}  # fmt: skip
    packaged = render(settings, "antes", values)
    folder.mkdir()
    (folder / "antes.txt").write_text("um")
    assert render(settings, "antes", values) == "um"
    (folder / "antes.txt").write_text("dois")
    os.utime(folder / "antes.txt", ns=(1, 1))
    assert render(settings, "antes", values) == "dois"
    (folder / "antes.txt").unlink()
    assert render(settings, "antes", values) == packaged


def test_blanks_at_line_ends_and_runs_of_empty_lines_go_away(own):
    assert own("\n\n  a  \n\n\n{{ vazio }}\n\n\t\n b \n\n") == "a\n\n b"


@pytest.mark.parametrize(
    "words",
    ["{{ 7*7 }}", "{% raw %}", "{# x #}", "[red]oi[/red]", "<b>&amp;</b>", "🎂 {{", "%s {0}"],
)
def test_what_people_typed_stays_literal_text(own, words):
    assert own("{{ cliente }}|{{ itens[0] }}", {"cliente": words, "itens": [words]}) == (
        f"{words}|{words}"
    )


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=120))
def test_any_name_comes_out_as_it_went_in(name):
    values = {"cliente": name, "itens": [name], "total": "", "mostrar_total": False, "credito": "",
              "so_hoje": False, "novidade": "", "pix": "", "assinatura": "",
              "identificacao": ""}  # fmt: skip
    assert render(Settings(), "antes", values).startswith(f"Oi, {name}! Tudo bem?\n")


@pytest.mark.parametrize(
    ("source", "problem", "line", "says"),
    [
        ("Oi\n\n{{ clinte }}", "undefined", 3, "clinte"),
        ("Oi {% if clinte %}x{% endif %}", "undefined", 1, "clinte"),
        ("a\n{{ itens.nada }}", "undefined", 2, "nada"),
        ("a\n{{ range(3) }}", "undefined", 2, "range"),
        ("{% include 'nada' %}", "forbidden", 1, "nada"),
        ("{% include '../../segredo' %}", "forbidden", 1, "segredo"),
        ("Oi\n{% for i in itens %}\n{{ i }}", "syntax", 3, "{{ i }}"),
        ("Oi\n{{ cliente", "syntax", 2, "{{ cliente"),
        ("Oi {% fro i in itens %}", "syntax", 1, "fro"),
        ("{{ cliente|nada }}", "syntax", 1, "nada"),
        ("{{ cliente|center(1000000000) }}", "syntax", 1, "center"),
        ("a\n{{ cliente.__class__ }}", "forbidden", 2, None),
        ("a\n{{ itens.append('x') }}", "forbidden", 2, None),
        ("{{ '{:>1000000000}'.format('a') }}", "forbidden", 1, None),
        ("{{ 'a'.ljust(1000000000) }}", "forbidden", 1, None),
        ("{{ 'a' * 10 ** 9 }}", "too_long", 1, None),
        ("a\n{{ 'a' * 1000000000 }}", "too_long", 2, None),
        ("{{ 1000000000 * 'a' }}", "too_long", 1, None),
        ("{{ 9 ** 999999999 }}", "too_long", 1, None),
        ("{{ '%1000000000d' % 1 }}", "too_long", 1, None),
        ("x" * (LONGEST_TEXT + 1), "too_long", None, None),
        ("{{ ['a'] * 4000 }}", "too_long", None, None),
        ("{% for a in 'x' * 300 %}{% for b in 'x' * 300 %}{{ a }}{% endfor %}{% endfor %}",
         "too_long", None, None),
        ("a\n{{ 1 / 0 }}", "failed", 2, None),
        ("a\n{{ cliente + 1 }}", "failed", 2, None),
        ("{% include 'esqueceu' %}", "forbidden", 1, None),
        ("a\n{% macro m(x) %}{{ m(x) }}{% endmacro %}{{ m(1) }}", "forbidden", 2, "macro"),
        ("a\n{% for i in itens recursive %}{{ loop(itens) }}{% endfor %}", "forbidden", 2, None),
        ("{% for i in itens %}\n{% set x = x ~ x %}{% endfor %}", "forbidden", 2, "set x"),
        ("{% set x %}a{% endset %}", "forbidden", 1, None),
        ("{% extends 'antes' %}", "forbidden", 1, None),
        ("{% import 'antes' as x %}", "forbidden", 1, None),
        ("{% block x %}{% endblock %}", "forbidden", 1, None),
        ("{% with x = 1 %}{% endwith %}", "forbidden", 1, None),
        ("{% filter upper %}a{% endfilter %}", "forbidden", 1, None),
        ("{{ cliente(*itens) }}", "forbidden", 1, None),
        ("{{ [itens, itens]|string }}", "forbidden", 1, None),
        ("{{ {'a': 1} }}", "forbidden", 1, None),
        ("a\n{% for i in range(10 ** 9) %}x{% endfor %}", "too_long", 2, None),
        ("{{ ('a' * 4000)|join('b' * 4000) }}", "too_long", 1, None),
        ("{{ ('a' * 4000)|list|string|list|string }}", "too_long", 1, None),
        ("{{ (((cliente|list) * 600)|string)|length }}", "too_long", 1, None),
        ("a\n{{ " + " ~ ".join(["cliente"] * 900) + " }}", "too_long", 2, None),
        ("\n" + "{% for a in 'x' * 300 %}" * 2 + "{% endfor %}" * 2, "too_much", 2, None),
        ("{% for a in cliente * 9 %}" * 8 + "{% endfor %}" * 8, "too_much", 1, None),
        ("{% for a in 'x' * 90 %}{% if 'z' in ('y' * 2000)|list %}{% endif %}{% endfor %}",
         "too_much", 1, None),
        ("{{ " + "(" * 9000, "failed", None, None),
        ("{{ " + "1+" * 6000 + "1 }}", "failed", None, None),
        ("{{ cliente" + "|upper" * 2000 + " }}", "failed", None, None),
        ("{% for a in itens %}" * 30 + "{% endfor %}" * 30, "failed", None, None),
        ("x" * (LONGEST_FILE + 1), "too_big", None, None),
        ("{# só um comentário #}\n", "empty", None, None),
        (b"\xff\xfe\x00a", "unreadable", None, None),
    ],
)  # fmt: skip
def test_a_bad_template_is_named_with_its_line(own, source, problem, line, says):
    started = time.process_time()
    error = refused(own, source)
    assert time.process_time() - started < 2
    assert (error.problem, error.line) == (problem, line)
    assert says is None or says in error.message
    assert re.search(rf"\blinha {line}\b", error.message) if line else "linha" not in error.message


def test_an_unknown_name_lists_those_that_exist(own):
    assert (
        "ele pode usar: cliente, itens, n, total, vazio"
        in refused(own, "{{ clinte }}").hint.lower()
    )


def test_a_small_sum_or_repetition_is_allowed(own):
    assert own("{{ '-' * 10 }} {{ n * 2 + 1 }} {{ 7 % 2 }} {{ cliente + '!' }}") == (
        "---------- 5 1 Maria!"
    )
    assert own("{{ cliente.upper() }} {{ cliente|lower }} {{ nada|default('x') }}") == (
        "MARIA maria x"
    )


def test_what_an_owner_writes_day_to_day_is_allowed(own):
    source = (
        "{% for i in itens if i %}{{ loop.index }}/{{ loop.length }} {{ i|upper }}"
        "{{ ', ' if not loop.last }}{% else %}nada{% endfor %}\n"
        "{% if n > 1 and total in ['R$ 10,00', ''] %}{{ itens|join(' e ') }}{% endif %}\n"
        "{{ (cliente ~ ' ' ~ total)|truncate(9, true, '…', 0) }} {{ cliente[:3] }} "
        "{{ -n + 5 // 2 }}"
    )
    assert own(source) == "1/2 UM, 2/2 DOISum e doisMaria R$… Mar 0"


def test_the_budget_is_for_each_text_anew(own):
    source = "{% for a in 'x' * 90 %}{% for b in 'x' * 90 %}{% endfor %}{% endfor %}{{ cliente }}"
    assert [own(source) for _ in range(3)] == ["Maria"] * 3


def test_a_bomb_takes_little_memory(own):
    tracemalloc.start()
    try:
        for source in ("{{ ('a' * 4000)|join('b' * 4000) }}", "{{ ((['a'] * 4000)|string)[:9] }}",
                       "{{ 'a' * 10 ** 9 }}", "{{ ['a' * 4000] * 4000 }}"):  # fmt: skip
            refused(own, source)
        assert tracemalloc.get_traced_memory()[1] < 60_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders here")
def test_a_template_that_is_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "recibo.txt")
    with pytest.raises(TemplateError) as caught:
        render(Settings(templates=tmp_path), "recibo", VALUES)
    assert caught.value.problem == "unreadable"


PIECES = st.lists(
    st.sampled_from(
        ["{{", "}}", "{%", "%}", "{#", "#}", " for ", " in ", " if ", " else ", " endfor ", "x",
         " endif ", " cliente ", " itens ", " n ", "|", ".", "(", ")", "[", "]", "'", "*", "**",
         "~", "+", "9", "join", "list", "string", "upper", " set ", " macro ", "\n", "\x00", "é",
         " loop.index ", "__class__", "{% for a in itens %}", "{% endfor %}", "{{ cliente }}"]
    ), max_size=40,
)  # fmt: skip


@given(PIECES.map("".join) | st.text())
def test_any_text_is_a_template_or_a_clear_error(own, source):
    own.count += 1
    with suppress(TemplateError):
        assert 1 <= len(own(source, name=f"m{own.count}")) <= LONGEST_TEXT


def test_a_folder_that_is_a_file_or_a_template_that_is_a_folder_is_no_traceback(tmp_path):
    (tmp_path / "templates").write_text("x")
    values = {"cliente": "Ana", "valor": "v", "forma": "f", "data": "d", "itens": [], "credito": "",
              "em_aberto": "", "tudo_pago": "", "pontos": "", "assinatura": ""}  # fmt: skip
    assert "Ana" in render(Settings(templates=tmp_path / "templates"), "recibo", values)
    (tmp_path / "outra" / "recibo.txt").mkdir(parents=True)
    with pytest.raises(TemplateError) as caught:
        render(Settings(templates=tmp_path / "outra"), "recibo", values)
    assert caught.value.problem == "unreadable"


@pytest.mark.parametrize("value", [None, object(), 1.5, ("a",), {"a": None}, [None], {1: "a"}])
def test_only_plain_values_reach_a_template(value):
    with pytest.raises(AssertionError):
        render(Settings(), "antes", {"cliente": value})


FORBIDDEN = re.compile(
    r"d[íi]vida|deve(dor|ndo)|\bdeve\b|inadimpl|calote|cobra[nrç]|processo|justi[çc]a|protest"
    r"|cart[óo]rio|jur[íi]dic|advogad|\bspc\b|serasa|negativ|nome sujo|sob pena|medidas cab"
    r"|provid[êe]ncias|[úu]ltima chance|aviso final|pague agora|vizinh|fam[íi]lia|vergonha"
    r"|n[ãa]o seja|urgente|atras|!!",
    re.IGNORECASE,
)


def packaged():
    return sorted(PACKAGED.rglob("*.txt"))


def test_there_is_a_template_for_every_message():
    for manner in ("voce", "senhor"):
        found = {path.stem for path in packaged() if path.parent.name == manner}
        assert found == {*trials.ABOUT}
    assert {*trials.ABOUT} >= {*KEYS} - TASKS


@pytest.mark.parametrize("path", packaged(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_packaged_template_threatens_shames_or_shouts(path: Path):
    source = path.read_text("utf-8")
    assert not FORBIDDEN.search(source)
    assert not re.search(r"\b[A-ZÀ-Ú]{5,}\b", source)
    assert all(ord(char) < 0x2100 for char in source)  # No emoji: wa.me breaks them (facts §4).


@pytest.mark.parametrize("path", packaged(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_packaged_template_knows_the_readers_gender(path: Path):
    assert not re.search(
        r"obrigad|car[oa]\b|querid|\([ao]\)", path.read_text("utf-8"), re.IGNORECASE
    )
