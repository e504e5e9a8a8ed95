from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobranca_cli.domain.text import clean_email, clean_line, clean_text, fold
from cobranca_cli.errors import InvalidEmailError, InvalidTextError, shown


def test_names_sort_as_brazilians_expect():
    names = ["Zé", "bia", "Élia", "ana", "Edu", "Ágata"]
    assert sorted(names, key=fold) == ["Ágata", "ana", "bia", "Edu", "Élia", "Zé"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("jose", "José"),
        ("CONCEICAO", "Conceição"),
        ("d'avila", "D\u2019Ávila"),
        ("d\u00b4avila", "D\u2018Ávila"),
        ("d`avila", "D'Ávila"),
        ("  maria   da\u00a0 luz ", "Maria da Luz"),
        ("jose\u0301", "Jos\u00e9"),
        ("bolo \u2764", "Bolo \u2764\ufe0f"),
        ("strasse", "Straße"),
        ("ma\u200dria", "Maria"),
    ],
)
def test_two_writings_of_one_name_fold_alike(typed, kept):
    assert fold(typed) == fold(kept)


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    "text",
    [
        "Maria",
        "[bold]Maria[/bold]",
        "{{ cliente }}",
        "{% raw %}",
        "Padaria & Cia <centro>",
        "=1+1",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",  # A family, held together by joiners.
        "\u2764\ufe0f",
        "\U0001f1e7\U0001f1f7",
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",  # England.
        "\U0001fa77",  # Newer than the Unicode of Python 3.11.
        "山田太郎",
        "Maria\u00a0da Luz",
        "D\u2019Ávila",
    ],
)
def test_printable_text_is_kept_exactly(text):
    assert clean_line(text, what="o nome") == text
    assert clean_text(text, what="a descrição") == text


@pytest.mark.parametrize(
    "char",
    [
        "\x00",
        "\x07",
        "\x1b",
        "\t",
        "\x7f",
        "\x9b",
        "\u200b",
        "\ufeff",
        "\u00ad",
        "\u200e",
        "\u200f",
        "\u061c",
        "\u202a",
        "\u202e",
        "\u2066",
        "\u2069",
        "\ud800",
        "\ufdd0",
        "\uffff",
        "\U000e0041",
        "\U0010ffff",
        "\u0378",
    ],
)
def test_a_character_that_is_not_seen_is_refused_and_never_echoed(char):
    for clean in (clean_line, clean_text):
        for text in (f"Ma{char}ria", f"Maria{char}"):
            with pytest.raises(InvalidTextError) as caught:
                clean(text, what="o nome")
            assert caught.value.problem == "character"
            assert char not in caught.value.message


@pytest.mark.parametrize("mark", ["\n", "\r", "\r\n", "\u0085", "\u2028", "\u2029"])
def test_a_line_break_is_refused_in_one_line(mark):
    with pytest.raises(InvalidTextError, match=r"^O nome não pode ter quebra de linha\.$"):
        clean_line(f"Maria{mark}", what="o nome")


def test_a_text_keeps_its_lines_with_plain_line_breaks():
    assert clean_text(" a\r\nb\rc\n\nd\n", what="a nota") == "a\nb\nc\n\nd"


@pytest.mark.parametrize("text", ["", "   ", "\u00a0", "\u3164", "\u2800", "\u200d", "\u0301"])
def test_a_text_with_nothing_to_see_is_missing(text):
    with pytest.raises(InvalidTextError, match=r"^Falta a descrição\.$"):
        clean_line(text, what="a descrição")


def test_the_limit_counts_what_is_kept():
    assert clean_line(" " + "é" * 120 + " ", what="o nome") == "é" * 120
    with pytest.raises(InvalidTextError, match="O nome tem 121 caracteres; o limite é 120"):
        clean_line("é" * 121, what="o nome")
    assert len(clean_text("a" * 2000, what="a nota")) == 2000
    with pytest.raises(InvalidTextError):
        clean_text("a" * 2001, what="a nota")
    assert clean_line("abc", what="o código", limit=3) == "abc"


@given(st.text(max_size=200))
def test_a_kept_text_is_a_stripped_part_of_what_was_typed(text):
    with suppress(InvalidTextError):
        kept = clean_line(text, what="o nome")
        assert kept in text
        assert 1 <= len(kept) <= 120
        assert clean_line(kept, what="o nome") == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" maria@exemplo.com.br ", "maria@exemplo.com.br"),
        ("Maria.Luz+bolo@Exemplo.COM", "Maria.Luz+bolo@exemplo.com"),
        ("a@b.co", "a@b.co"),
        ("maria@xn--padaria-so-x2a.com.br", "maria@xn--padaria-so-x2a.com.br"),
    ],
)
def test_an_email_is_kept_with_its_domain_in_lower_case(typed, kept):
    assert clean_email(typed) == kept


@pytest.mark.parametrize(
    "text",
    [
        "",
        "maria",
        "maria@",
        "@exemplo.com",
        "maria@exemplo",
        "ma ria@exemplo.com",
        "a@b@c.com",
        "maria@exemplo.com\nBcc: x@y.com",
        "maria@exemplo.com\n",
        "a@b..com",
        "a@.com",
        "a@b.com.",
        "<a@b.com>",
        "a@b.com, c@d.com",
        "joão@exemplo.com",
        "a..b@c.com",
        ".a@b.com",
        "a@-b.com",
        "a@b.1",
        "a" * 250 + "@b.co",
        "a@b.co\u202e",
    ],
)
def test_what_is_not_one_email_is_refused(text):
    with pytest.raises(InvalidEmailError):
        clean_email(text)


@given(st.text())
def test_emails_are_read_or_refused(text):
    with suppress(InvalidEmailError):
        assert clean_email(text).lower() == text.strip().lower()


@given(st.text(max_size=300))
def test_a_shown_text_is_short_and_printable(text):
    quoted = shown(text)
    assert quoted.isprintable()
    assert len(quoted) <= 62
    assert quoted[0] == quoted[-1] == '"'


def test_a_shown_text_cannot_write_to_the_terminal():
    assert shown("a\x1b[31mb\u202e") == '"a\\x1b[31mb\\u202e"'
    assert shown("x" * 61) == '"' + "x" * 59 + '…"'
    assert shown("x" * 60) == '"' + "x" * 60 + '"'
