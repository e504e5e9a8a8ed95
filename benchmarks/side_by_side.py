"""Who owes, and how much: ours beside hledger, ledger, beancount and bare SQLite, on the same book.

`python benchmarks/side_by_side.py [--sizes …] [--page FILE]`. The journals are those of `cobranca
export`. Whole processes, one after the other in each round, so that a busy machine slows all of
them; what counts is the ratio. Prints a page (pt-BR, for the people who read docs/).
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

from run import COBRANCA, TODAY, Cost, environment, generate, load, row, run

SIZES = (1_000, 10_000, 100_000, 1_000_000)
JOURNALS = ("hledger", "ledger", "beancount")
ROUNDS = {1_000: 15, 10_000: 9, 100_000: 5}  # Of larger ones 3.
LONGEST_S = 900  # What would take longer than this, by its time for a tenth, is not run.
ONCE_S = 60  # What takes longer is run once.
MOST_MIB = 8_000  # Nor what would need more memory than this.
QUERY = "SELECT account, sum(position) WHERE account ~ '^Assets:Receivable:' GROUP BY account"
SQL = (
    "SELECT c.name, count(*), min(i.due_on), sum(i.open_cents) FROM installment i"
    " JOIN customer c ON c.id = i.customer_id WHERE i.open_cents > 0"
    f" AND i.due_on < '{TODAY}' GROUP BY i.customer_id ORDER BY 3"
)
# In a process of its own: what this one has in memory would count for those that it starts.
COUNT = (
    "import json, subprocess, sys; print(len(json.loads(subprocess.run([*sys.argv[1:], 'remind',"
    " '--print', '--json'], check=True, stdout=-1).stdout)['messages']))"
)
OURS, LIMIT, START = "cobranca", "sqlite3", "python -c pass"
SMALLEST = "cobranca (1,000)"  # Ours on the smallest book, in the same rounds: how it grows.


class Contender(NamedTuple):
    """A command line about a folder with a book; `program` must be installed."""

    name: str
    program: str
    arguments: tuple[str, ...]
    environment: tuple[tuple[str, str], ...] = ()


def contenders(home: Path) -> list[Contender]:
    """All of them on the book of `home`; but for one, which is on the one of 1 000 beside it."""
    ours = (*COBRANCA[1:], "overdue", "--by", "customer")
    smallest = home.with_name(f"home-{SIZES[0]}")
    documents = home / "documents"
    database = str(home / "cobranca.db")
    read = f"import sqlite3\nfor r in sqlite3.connect({database!r}).execute({SQL!r}): print(*r)"
    return [
        Contender(START, sys.executable, ("-c", "pass")),
        Contender(LIMIT, sys.executable, ("-c", read)),
        Contender(SMALLEST, COBRANCA[0], ours, (("COBRANCA_HOME", str(smallest)),)),
        Contender(OURS, COBRANCA[0], ours),
        Contender("ledger", "ledger", (
            "--args-only", "-f", str(documents / "caderno.ledger"), "bal", "assets:receivable:",
            "--flat", "--no-total")),
        Contender("hledger", "hledger", (
            "-f", str(documents / "caderno.hledger"), "bal", "assets:receivable:", "--flat", "-N")),
        # Its cache of parsed files is off: a journal to which something was added has none.
        Contender("bean-query", "bean-query", (str(documents / "caderno.beancount"), QUERY),
                  (("BEANCOUNT_DISABLE_LOAD_CACHE", "1"),)),
    ]  # fmt: skip


def found(program: str) -> str | None:
    """Where a program is: beside this Python first."""
    beside = Path(sys.executable).parent / program
    return str(beside) if beside.exists() else shutil.which(program)


class Result(NamedTuple):
    """What one contender cost at one size; no costs where `why` says."""

    costs: list[Cost]
    why: str = ""

    @property
    def wall_s(self) -> float:
        return median(cost.wall_s for cost in self.costs)

    @property
    def cpu_s(self) -> float:
        return median(cost.cpu_s for cost in self.costs)

    @property
    def peak_mib(self) -> float:
        return max(cost.peak_mib for cost in self.costs)


def compare(home: Path, size: int, before: dict[str, Result]) -> dict[str, Result]:
    """All contenders in turn, round after round; the first round is not counted."""
    results: dict[str, Result] = {}
    runners = []
    for one in contenders(home):
        program = found(one.program)
        last = before.get(one.name)
        if program is None:
            results[one.name] = Result([], "não instalado")
        elif last and (not last.costs or last.wall_s * 10 > LONGEST_S):
            results[one.name] = Result([], last.why or f"mais de {LONGEST_S // 60} min (estimado)")
        elif last and last.peak_mib * 10 > MOST_MIB:
            results[one.name] = Result([], f"mais de {MOST_MIB // 1_000} GB (estimado)")
        else:
            results[one.name] = Result([])
            runners.append((one, [program, *one.arguments]))
    for number in range(ROUNDS.get(size, 3) + 1):
        for one, command in runners:
            costs = results[one.name].costs
            if costs and costs[0].wall_s > ONCE_S:
                continue
            told = environment(home) | {"LC_ALL": "C.UTF-8"} | dict(one.environment)
            cost = run(command, told)
            if number or cost.wall_s > ONCE_S:
                costs.append(cost)
    return results


class Work(NamedTuple):
    """What a book of one size costs: seconds of wall clock, and how many of what."""

    name: str
    seconds: float
    count: int
    peak_mib: float


def work(home: Path, size: int, scratch: Path) -> list[Work]:
    """Importing, reminding, checking, exporting: how many a second."""
    told = environment(home)
    sheet, new = scratch / f"vendas-{size}.csv", scratch / f"importado-{size}"
    generate("--sales-csv", str(sheet), str(size))
    messages = int(
        subprocess.run(
            [sys.executable, "-c", COUNT, *COBRANCA], env=told, check=True, capture_output=True
        ).stdout
    )
    exported = str(scratch / "caderno.json")
    jobs = (
        ("importar vendas", environment(new), ("import-csv", "--sales", str(sheet)), size),
        ("lembrar --mostrar", told, ("remind", "--print"), messages),
        ("conferir", told, ("check",), size),
        ("exportar hledger", told, ("export", "hledger"), size),
        ("exportar json", told, ("export", "json", "--output", exported), size),
        (
            "importar-json",
            environment(scratch / f"de-json-{size}"),
            ("import-json", exported),
            size,
        ),
    )
    done = []
    for name, env, arguments, count in jobs:
        cost = run([*COBRANCA, *arguments], env)
        done.append(Work(name, cost.wall_s, count, cost.peak_mib))
    for left in (sheet, Path(exported)):
        left.unlink()
    for left in (new, scratch / f"de-json-{size}"):
        shutil.rmtree(left)
    return done


def prepare(folder: Path, size: int) -> Path:
    """A home of that size with its journals, made once in a folder that is kept."""
    home = folder / f"home-{size}"
    if not (home / "cobranca.db").exists():
        generate(str(home), str(size))
    for form in JOURNALS:
        subprocess.run([*COBRANCA, "export", form], env=environment(home), check=True,
                       stdout=subprocess.DEVNULL)  # fmt: skip
    return home


BUSY = " A máquina fazia outras coisas ao mesmo tempo."
INTRODUCTION = """# Desempenho

<!-- Escrita por `make bench` (benchmarks/side_by_side.py). Não edite: rode de novo. -->

A mesma pergunta, quem deve e quanto, sobre o mesmo caderno inventado: ao `cobranca`, a três
programas de contabilidade em texto, com diários que ele próprio [exportou](guia/exportar.md), e ao
SQLite puro, que é o limite. Cada tempo é o de um processo inteiro, do começo ao fim (mediana). Em
cada rodada todos correm, um depois do outro, para que uma máquina ocupada atrase todos: **o que
vale são as razões**, não os milissegundos.

Python {python}, {processors} processadores, {others}; {load} no fim.{busy}

O `python -c pass` não faz nada: é o que custa abrir o Python. O `cobranca` ainda abre o Typer,
confere o arquivo, soma multas e juros e escreve uma tabela em reais. O cache de diários do
beancount está desligado: quem anota todo dia não o tem.

## Quem deve e quanto, por cliente
"""


def page(results: dict[int, dict[str, Result]], works: dict[int, list[Work]]) -> str:
    """The whole page, its numbers as Brazilians write them."""
    text = "\n".join([
        INTRODUCTION.format(
            python=".".join(map(str, sys.version_info[:3])), processors=os.cpu_count(),
            others=_versions(), load=load(), busy=BUSY if os.getloadavg()[0] > 2.5 else "",
        ),
        *_table(results, "ms", lambda r: f"{r.wall_s * 1e3:,.0f}"),
        "",
        "Quantas vezes o tempo do `cobranca` (relógio / processador):",
        "",
        *_ratios(results),
        "",
        "Memória no pico:",
        "",
        *_table(results, "MiB", lambda r: f"{r.peak_mib:,.0f}"),
        "",
        "## Metas",
        "",
        row(["meta", "encontrado", "cumprida"]),
        row(["---", "--:", "---"]),
        *_targets(results),
        "",
        *(_works(works) if works else ()),
    ])  # fmt: skip
    swapped = str.maketrans(",.", ".,")
    return "\n".join(
        line.translate(swapped) if line.startswith("|") else line for line in text.split("\n")
    )


def _versions() -> str:
    told = []
    for program in ("hledger", "ledger", "bean-query"):
        path = found(program)
        if path:
            out = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
            first = (out.stdout or out.stderr).splitlines()[0]
            told.append(first.split(",")[0].removesuffix(" the command-line accounting tool"))
    return ", ".join(told) or "nenhum dos outros instalado"


def _table(results, unit, shown) -> list[str]:
    names = list(next(iter(results.values())))
    lines = [row([f"parcelas ({unit})", *names]), row(["--:", *["--:"] * len(names)])]
    for size, by_name in results.items():
        cells = [shown(r) if r.costs else r.why for r in by_name.values()]
        lines.append(row([f"{size:,}", *cells]))
    return lines


WORK = """## O resto do trabalho

Por segundo, em um processo só: vendas importadas de um CSV, lembretes escritos, parcelas do caderno
conferidas, exportadas e importadas; e a memória no pico. Onde o ritmo se mantém, o tempo cresce
junto com o caderno, e não mais.
"""


def _works(works: dict[int, list[Work]]) -> list[str]:
    names = [done.name for done in next(iter(works.values()))]
    lines = [WORK, row(["parcelas", *names]), row(["--:", *["--:"] * len(names)])]
    for size, done in works.items():
        cells = [f"{w.count / w.seconds:,.0f} ({w.peak_mib:,.0f} MiB)" for w in done]
        lines.append(row([f"{size:,}", *cells]))
    return [*lines, ""]


def _ratios(results: dict[int, dict[str, Result]]) -> list[str]:
    names = [name for name in next(iter(results.values())) if name != OURS]
    lines = [row(["parcelas", *names]), row(["--:", *["--:"] * len(names)])]
    for size, by_name in results.items():
        ours = by_name[OURS]
        cells = [
            f"{r.wall_s / ours.wall_s:,.1f} / {r.cpu_s / ours.cpu_s:,.1f}" if r.costs else r.why
            for r in (by_name[name] for name in names)
        ]
        lines.append(row([f"{size:,}", *cells]))
    return lines


def _targets(results: dict[int, dict[str, Result]]) -> list[str]:
    lines = []

    def told(what: str, cells: list[float], least: float) -> None:
        if cells:
            worst = min(cells)
            lines.append(row([what, f"{worst:,.1f} ×", "sim" if worst > least else "**não**"]))

    def times(name: str, sizes: tuple[int, ...]) -> list[float]:
        rows = [results[size] for size in sizes if size in results]
        return [r[name].wall_s / r[OURS].wall_s for r in rows if r[name].costs]

    told("mais rápido que o hledger desde 1,000 parcelas", times("hledger", SIZES), 1)
    told("50 vezes mais que o hledger com 100,000", times("hledger", (100_000,)), 50)
    told("mais rápido que o ledger desde 10,000", times("ledger", SIZES[1:]), 1)
    if 1_000_000 in results:
        rounds = results[1_000_000]
        grown = rounds[OURS].wall_s / rounds[SMALLEST].wall_s
        met = "sim" if grown <= 3 else "**não**"
        lines.append(row(["1,000,000 em até 3 vezes o tempo de 1,000", f"{grown:.1f} ×", met]))
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="instalments")
    parser.add_argument("--keep", type=Path, help="a folder for the homes, used again next time")
    parser.add_argument("--page", type=Path, help="write the page here, too")
    parser.add_argument("--no-work", action="store_true", help="only who owes and how much")
    given = parser.parse_args()
    started = perf_counter()
    results: dict[int, dict[str, Result]] = {}
    works: dict[int, list[Work]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        folder = (given.keep or Path(scratch)).absolute()
        last: dict[str, Result] = {}
        for size in map(int, given.sizes.split(",")):
            home = prepare(folder, size)
            results[size] = last = compare(home, size, last)
            keep(given.page, page(results, works))
            if not given.no_work:
                works[size] = work(home, size, Path(scratch))
                keep(given.page, page(results, works))
            print(f"{size:,}: {perf_counter() - started:.0f} s", file=sys.stderr, flush=True)
    print(page(results, works))


def keep(path: Path | None, text: str) -> None:
    """After each step: the largest size takes longest, and may be stopped."""
    if path:
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
