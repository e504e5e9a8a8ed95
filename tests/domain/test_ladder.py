"""The ladder as people write it."""

from __future__ import annotations

import pytest

from cobranca_cli.domain import ladder
from cobranca_cli.errors import LadderOrderError, LadderStartError


def test_the_shipped_ladder():
    found = ladder.ladder()
    assert [(s.key, s.days) for s in (*found.early, *found.late)] == [
        ("antes", -3), ("no-dia", 0), ("esqueceu", 3), ("tudo-bem", 7), ("proposta", 15),
        ("conversa", 30), ("formal", 45), ("decisao", 60),
    ]  # fmt: skip
    assert [found.distance(s.key) for s in found.late] == [0, 4, 8, 15, 15, 15]
    assert [s.key for s in found.late if s.is_task] == ["conversa", "decisao"]


def test_a_segment_says_only_what_differs():
    by_segment = ladder.ladders(ladder.SHIPPED, ladder.SHIPPED_BY_SEGMENT)
    assert [s.key for s in by_segment["pontual"].early] == ["no-dia"]
    assert [(s.key, s.days) for s in by_segment["em-dificuldade"].late][:2] == [
        ("esqueceu", 3), ("proposta", 7)]  # fmt: skip
    assert by_segment[""] == ladder.ladder()


@pytest.mark.parametrize(
    "text", ["antes", "antes 3", "esqueceu -1", "esqueceu 0", "processo 90", "antes -3, antes -2",
             "formal 99999", "formal 45 dias"],
)  # fmt: skip
def test_what_is_no_ladder_is_refused(text):
    with pytest.raises(ValueError):
        ladder.parse(text)


@pytest.mark.parametrize(
    ("override", "error"),
    [
        ("", None),
        ("tudo-bem não, proposta 4", None),
        ("esqueceu não, tudo-bem não, proposta não, formal não", None),
        ("antes não, no-dia -1", None),
        ("tudo-bem 3", LadderOrderError),
        ("tudo-bem 15", LadderOrderError),
        ("conversa 61, decisao 60", LadderOrderError),
        ("antes 0", LadderOrderError),
        ("esqueceu não", LadderStartError),
        ("esqueceu não, tudo-bem não, proposta não", LadderStartError),  # The letter is left.
    ],
)
def test_the_first_contact_stays_the_gentle_one(override, error):
    found = ladder.ladder(override=override)
    if error is None:
        ladder.verify(found)
    else:
        with pytest.raises(error):
            ladder.verify(found, "pontual")


def test_nothing_at_all_is_a_ladder_too():
    assert ladder.ladder("", "") == ladder.Ladder((), ())
    assert ladder.parse("antes nao,, proposta +20 ") == {"antes": None, "proposta": 20}
