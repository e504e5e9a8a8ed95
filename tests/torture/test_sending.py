"""Messages are on their way when the process dies, or another one sends too: none goes twice."""

from __future__ import annotations

import random
import time
from collections import Counter
from contextlib import closing

import pytest
from effort import LONG, QUICK
from servers import Post, smtp
from torture.harness import copied, sound, start, typed

from cobranca_cli.reports.messages import messages
from cobranca_cli.store.connection import connect

# Real processes and real waiting: for `make ci` and `make torture`.
pytestmark = pytest.mark.slow

PEOPLE, KILLS = (40, 30) if LONG else (8, 1 if QUICK else 2)
LINE = ["lembrar", "--enviar"]


@pytest.fixture
def post():
    return Post()


@pytest.fixture
def shop(tmp_path, post):
    """A book of people who are all late, and the server by which they are reminded."""
    folder = tmp_path / "sending" / "home"
    folder.parent.mkdir()
    with smtp(post) as port:
        for number in range(PEOPLE):
            name = f"Cliente {number}"
            typed(folder, ["novo-cliente", name, "--email", f"c{number}@example.com"])
            typed(folder, ["vendi", name, "50", "--em", "01/10/2026", "--vencimento", "10/11/2026"])
        for key, value in (("host", "localhost"), ("port", str(port)), ("security", "nenhuma"),
                           ("from", "lucia@example.com")):  # fmt: skip
            typed(folder, ["ajustes", f"email.{key}", value])
        yield folder


def kept(shop):
    """Address -> what became of the messages to it."""
    found = {}
    with connect(shop / "cobranca.db", read_only=True) as opened:
        for row in messages(opened).rows:
            found.setdefault(row.to, []).append(row.status)
    return found


def taken(post):
    return Counter(address for letter in post.taken for address in letter.recipients)


def test_a_killed_run_sends_nothing_twice_and_calls_nothing_sent_that_was_not(shop, post, figures):
    chance = random.Random(2026)
    killed = 0
    for _ in range(KILLS):
        before = len(post.taken)
        process = start(shop, LINE)
        while process.poll() is None and len(post.taken) == before:
            time.sleep(0.001)
        time.sleep(chance.uniform(0, 0.03))
        process.kill()
        process.communicate(timeout=60)
        killed += process.returncode != 0
        assert sound(shop) == []
        found, arrived = kept(shop), taken(post)
        assert all(said[0] in ("sent", "uncertain") for said in found.values())
        assert {to for to, said in found.items() if said == ["sent"]} <= set(arrived)
        assert set(arrived) <= set(found)
    typed(shop, LINE)
    assert max(taken(post).values()) == 1
    assert len(kept(shop)) == PEOPLE
    missing = set(kept(shop)) - set(taken(post))
    assert all(kept(shop)[to] == ["uncertain"] for to in missing)
    figures({"envios mortos com SIGKILL": killed})


def twice_at_once(home, line):
    """The same line in two processes; neither may fail."""
    processes = [start(home, line) for _ in range(2)]
    ended = [process.communicate(timeout=60)[1] for process in processes]
    assert [process.returncode for process in processes] == [0, 0], ended


@pytest.mark.slow
@pytest.mark.parametrize("attempt", range(10 if LONG else 2))
def test_two_processes_that_send_at_once_send_each_message_once(shop, post, figures, attempt):
    twice_at_once(shop, LINE)
    assert taken(post) == Counter({f"c{number}@example.com": 1 for number in range(PEOPLE)})
    assert set(map(tuple, kept(shop).values())) == {("sent",)}
    assert sound(shop) == []
    figures({"mensagens enviadas por dois processos ao mesmo tempo": PEOPLE})


@pytest.mark.slow
def test_two_processes_that_record_at_once_record_each_message_once(shop, post, tmp_path, figures):
    for attempt in range(10 if LONG else 2):
        home = copied(shop, tmp_path / f"home{attempt}")
        twice_at_once(home, ["lembrar", "--registrar"])
        with closing(connect(home / "cobranca.db", read_only=True)) as opened:
            found = Counter((row.customer, row.status) for row in messages(opened).rows)
        assert found == Counter({(f"Cliente {n}", "recorded"): 1 for n in range(PEOPLE)})
        assert sound(home) == []
        figures({"mensagens registradas por dois processos ao mesmo tempo": PEOPLE})
    assert post.taken == []
