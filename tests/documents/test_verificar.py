"""The part of a dossier's verifier that is arithmetic, and that old Pythons can read it."""

from __future__ import annotations

import ast
import hashlib
import random
from pathlib import Path

from cobranca_cli.documents import dossier, verificar
from cobranca_cli.domain.audit import GENESIS, Entry, entry_hash
from cobranca_cli.reports.dossier_proof import Link


def test_sha256_may_be_gone_on_with_from_its_middle():
    chance = random.Random(7)
    for length in (0, 1, 55, 56, 63, 64, 65, 119, 120, 128, 500):
        content = chance.randbytes(length)
        for cut in range(0, length + 1, 64):
            state = verificar.absorb(verificar.START, content[:cut])
            assert verificar.finish(state, cut, content[cut:]) == (
                hashlib.sha256(content).hexdigest()
            )


def test_a_link_that_is_not_shown_can_be_followed_and_says_nothing_of_the_write():
    """Whatever its length, what is seen of it are hashes and what it undoes."""
    for length in range(64):
        what = "x" * length + "segredo"
        entry = Entry(7, "2026-11-23T21:30:00Z", "add-sale", what, "[]", "f" * 64, None, GENESIS)
        link = dossier._link(Link(entry, None))
        assert link["absorbed"] % 64 == 0
        assert link["rest"].endswith(f',"{GENESIS}"]')
        assert set(link["rest"]) <= set('f0",nul]'), "no word of what was written"
        chain = verificar.Chain({
            "columns": {}, "unproven": [], "links": [link],
            "head_seq": 1, "head_hash": entry_hash(entry),
        })  # fmt: skip
        assert (chain.writes, chain.shown) == (1, 0)


def test_python_3_8_can_read_it():
    ast.parse(Path(verificar.__file__).read_text("utf-8"), feature_version=(3, 8))
