"""What programs of other people make of our journals, against what we say that customers owe."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from decimal import Decimal

from cobranca_cli.documents.journal import (
    account_names,
    beancount_component,
    journal_file,
    plain_component,
)
from cobranca_cli.reports.journal import journal


def owed(connection):
    """customer_id -> open principal less credit, as the tables say; without those at zero."""
    rows = connection.execute(
        "SELECT customer_id, sum(cents) FROM (SELECT customer_id, open_cents AS cents"
        " FROM installment UNION ALL SELECT customer_id, -credit_cents FROM payment)"
        " GROUP BY customer_id HAVING sum(cents) <> 0"
    )
    return dict(rows.fetchall())


def text(connection, form, customer=None):
    return b"".join(journal_file(journal(connection, customer=customer), form)).decode()


def names(connection, form):
    """Account -> customer_id."""
    component, blank = (beancount_component, "-") if form == "beancount" else (plain_component, " ")
    root = "Assets:Receivable" if form == "beancount" else "assets:receivable"
    holders = journal(connection).holders
    return {f"{root}:{n}": i for i, n in account_names(holders, component, blank).items()}


def by_beancount(connection, _path=None):
    """As `owed`, by beancount, which must find nothing wrong."""
    from beancount import loader
    from beancount.core.data import Open, Transaction

    entries, errors, _ = loader.load_string(text(connection, "beancount"))
    assert errors == []
    customers = names(connection, "beancount")
    opened = {e.account for e in entries if isinstance(e, Open)}
    assert customers.keys() <= opened
    sums = Counter()
    for entry in entries:
        if isinstance(entry, Transaction):
            for posting in entry.postings:
                if posting.account in customers:
                    sums[customers[posting.account]] += _cents(posting.units.number)
    return {i: cents for i, cents in sums.items() if cents}


def by_hledger(connection, path):
    path.write_text(text(connection, "hledger"), "utf-8")
    _run("hledger", "-f", path, "check", "-s", "accounts", "commodities", "ordereddates")
    out = _run("hledger", "-f", path, "bal", "assets:receivable:", "--flat", "-N", "-O", "json")
    customers = names(connection, "hledger")
    return {
        customers[account]: _cents(Decimal(amount["aquantity"]["decimalMantissa"]).scaleb(
            -amount["aquantity"]["decimalPlaces"]))
        for account, _, _, amounts in json.loads(out)[0]
        for amount in amounts
    }  # fmt: skip


def by_ledger(connection, path):
    path.write_text(text(connection, "ledger"), "utf-8")
    out = _run(
        "ledger", "-f", path, "--args-only", "--pedantic", "bal", "assets:receivable:", "--flat",
        "--no-total", "--balance-format", "%(account)\t%(quantity(scrub(display_total)))\n",
    )  # fmt: skip
    customers = names(connection, "ledger")
    pairs = (line.rsplit("\t", 1) for line in out.splitlines())
    return {customers[account]: _cents(Decimal(cents)) for account, cents in pairs}


def _cents(number):
    cents = int(number * 100)
    assert cents == number * 100
    return cents


def _run(*command):
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, encoding="utf-8",
        env={"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin:/usr/local/bin"},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout
