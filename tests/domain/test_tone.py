from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobranca_cli.domain import tone
from cobranca_cli.domain.tone import FORMAL_ALLOWED, lint, listen
from cobranca_cli.domain.tone_reading import read
from cobranca_cli.domain.tone_words import FAMILIES

DATA = Path(__file__).parent.parent / "data"


def sentences(name):
    return [line for line in (DATA / name).read_text("utf-8").split("\n") if line.strip()]


HARSH, KIND = sentences("harsh_sentences.txt"), sentences("kind_sentences.txt")


def words(text, **options):
    return [one.found for one in lint(text, **options)]


def test_there_are_enough_sentences():
    assert min(len(set(HARSH)), len(set(KIND))) >= 150


@pytest.mark.parametrize("sentence", HARSH)
def test_a_harsh_sentence_is_caught(sentence):
    found = lint(sentence)
    assert found
    for one in found:
        assert one.suggestion
        assert one.family_name == FAMILIES[one.family]


@pytest.mark.parametrize("sentence", KIND)
def test_a_kind_sentence_passes(sentence):
    assert lint(sentence) == []


SAID = [text for text in HARSH if {one.family for one in lint(text)} != {"shouting"}]


@pytest.mark.parametrize("sentence", SAID)
def test_no_accents_or_capitals_are_no_way_out(sentence):
    assert lint(read(sentence).text.capitalize())


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("duas devedoras", "debt"), ("a sua inadimplência", "debt"), ("caloteiros", "debt"),
        ("cobraremos", "debt"), ("os cobradores", "debt"), ("suas dividinhas", "debt"),
        ("protestaremos", "threat"), ("o título foi protestado", "threat"),
        ("nossos advogados", "threat"), ("negativada", "threat"), ("SERASA", "threat"),
        ("processaremos você", "threat"), ("sujando seu nome", "threat"),
        ("seu nome incluído no cadastro", "threat"), ("você tem 24h para pagar", "ultimatum"),
        ("últimas chances", "ultimatum"), ("os avisos finais: aviso final", "ultimatum"),
        ("não haverá outra", "ultimatum"), ("todos vão saber", "exposure"),
        ("suas vizinhas vão saber", "exposure"), ("envergonhada por não pagar", "humiliation"),
        ("não seja desonesta", "humiliation"), ("PAGUE", "shouting"), ("ok!!", "shouting"),
    ],
)  # fmt: skip
def test_inflections_are_of_the_family(text, family):
    assert family in {one.family for one in lint(text)}


@pytest.mark.parametrize(
    "text",
    ["d í v i d a", "a d í v i d a", "S.P.C.", "S P C", "d1v1da", "dí\u200bvida", "dí\u00advida",
     "dí-vi-da", "DÍVIDA", "dı́vida", "dıvida", "dívidaaa", "сobrança", "ｄívida", "di\u0301vida",
     "*dívida*", "nome\nsujo", "processo   judicial", "_sob_ pena"],
)  # fmt: skip
def test_tricks_are_seen_through(text):
    assert lint(f"Oi, {text} aqui")


def test_the_place_is_that_of_the_text_as_it_was_typed():
    text = "Oi, Zé!\nSua dí\u200bvida, e o S.P.C.\n\nfim"
    first, second = lint(text)
    assert (first.line, first.column, first.found) == (2, 1, "Sua dí\u200bvida")
    assert (second.line, second.found) == (2, "S.P.C")
    assert text[second.start : second.end] == second.found


def test_one_thing_is_found_once():
    assert words("um oficial de justiça e um processo judicial") == [
        "justiça", "processo judicial",
    ]  # fmt: skip


def test_what_comes_from_data_only_warns():
    text = "Oi, Vera Calote! Rua da dívida, 3\nSua dívida."
    found = listen(text, masked=["Vera Calote", "Rua da dívida, 3"])
    assert [one.found for one in found.findings] == ["Sua dívida"]
    assert [one.found for one in found.in_values] == ["Calote", "da dívida"]
    assert words("MARIA SOUZA, oi", masked=["Maria Souza"]) == []
    assert words("dívida", masked=["d", "í", ""]) == ["dívida"]
    assert words("Oi, Yahoo!!", masked=["Yahoo!"]) == []


def test_the_owner_may_allow_words():
    assert words("Que dívida com o SPC", allowed=["spc"]) == ["dívida"]
    assert words("curso de advocacia", allowed=["Curso de Advocacia"]) == []
    assert words("outro curso, advocacia", allowed=["Curso de Advocacia"]) == ["advocacia"]
    assert words("os spcs SPCX", allowed=["spc", ""]) == ["SPCX"]


def test_a_formal_letter_may_name_the_law_and_not_threaten():
    text = "Pelo artigo 397 do Código Civil e conforme a lei, o valor está em mora."
    assert lint(text)
    assert words(text, allowed=FORMAL_ALLOWED) == []
    assert lint("Em mora, sob pena de protesto.", allowed=FORMAL_ALLOWED)


def test_acronyms_codes_and_addresses_are_no_shout():
    calm = ("CNPJ 11.222.333/0001-81, LTDA e MEI", "Século XVIII", "00020126BR.GOV.BCB.PIX0136ABCD",
            "https://EXEMPLO.com/PAGINA", "LUCIA@EXEMPLO.COM", "R$ 150,00")  # fmt: skip
    assert [text for text in calm if lint(text)] == []
    assert words("ACERTE ISSO HOJE, Ana") == ["ACERTE ISSO HOJE"]


@given(st.text(max_size=300) | st.text(alphabet="dívida spc!.A1 \n\u200b", max_size=80))
def test_no_text_breaks_it_and_every_place_is_in_the_text(text):
    found = listen(text, allowed=[text[:3], "spc"], masked=[text[2:6]])
    for one in (*found.findings, *found.in_values):
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.found
        line = text.split("\n")[one.line - 1]
        assert line[one.column - 1 :].startswith(one.found.split("\n")[0])
    assert found.findings == sorted(found.findings, key=lambda one: one.start)


@given(st.text(max_size=200))
def test_the_reading_has_a_place_for_every_letter(text):
    reading = read(text)
    assert len(reading.places) == len(reading.text) + 1
    assert list(reading.places) == sorted(reading.places)
    assert reading.places[-1] == len(text)


@pytest.mark.parametrize(
    "piece",
    ["a", "SPC ", "d í v i d a ", "! ", "se nao ", " \n", "vou contar pra ", "A-", "PAGUE-", "é",
     "seu nome vai ", "dívida ", "vou te ", "não seja ", "pra comprar "],
)  # fmt: skip
def test_the_work_is_linear(piece):
    """A stopwatch only for a factor of a hundred: something quadratic takes minutes."""
    text = piece * (100_000 // len(piece))
    start = time.perf_counter()
    lint(text, allowed=["spc"], masked=["dívida"])
    assert time.perf_counter() - start < 10


def test_every_pattern_is_a_regular_expression():
    for ways in tone._index().values():
        assert all(tone._words(way.words) for way in ways)
