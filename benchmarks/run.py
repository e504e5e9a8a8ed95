"""Start-up and speed side by side: `python benchmarks/run.py [--sizes …] [--runs N]`.

Whole processes, ours and the yardstick in turn (A B A B …), so that a busy machine slows both; what
counts is the ratio. The targets are those of design §4. Prints Markdown. Homes are made by
generate.py into a temporary folder, or kept and used again with `--keep FOLDER`.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).parent
SCRIPT = Path(sys.executable).with_name("cobranca")
COBRANCA = [str(SCRIPT)] if SCRIPT.exists() else [sys.executable, "-m", "cobranca_cli"]
TODAY = date(2026, 11, 23)  # The generator's last day.
READ_SIZE, LARGE_SIZE = 10_000, 1_000_000  # The sizes that the targets name.
IMPORT_SALES = 100_000
MIN_SALES_PER_SECOND, MAX_IMPORT_MIB, MAX_READ_MIB = 5_000, 300, 40


class Case(NamedTuple):
    """A command line; `targets` by size, as multiples of the yardstick."""

    name: str
    arguments: tuple[str, ...]
    targets: dict[int, float]
    yardstick: str = "typer"
    environment: tuple[tuple[str, str], ...] = ()
    terminal: bool = False
    prints_everything: bool = False


COMPLETION = (("_COBRANCA_COMPLETE", "bash"),)
COMPLETED = ("cobranca overdue Mar", "Mar", "9")
OVERDUE = ("overdue", "--limit", "20")
CASES = (
    Case("`overdue --limit 20`", OVERDUE, {READ_SIZE: 2.0, LARGE_SIZE: 3.0}),
    Case("… in a terminal (rich)", OVERDUE, {}, terminal=True),
    Case("`summary`", ("summary",), {READ_SIZE: 2.0}),
    Case("name completion", COMPLETED, {READ_SIZE: 1.6}, environment=COMPLETION),
    Case("`remind --print --limit 20`", ("remind", "--print", "--limit", "20"), {READ_SIZE: 2.6}),
    Case("`--help`", ("--help",), {READ_SIZE: 2.6}),
    Case(
        "`customers --json`", ("customers", "--json"), {READ_SIZE: 2.6}, prints_everything=True
    ),
    Case(
        "`add-payment`", ("add-payment", "c1", "1,00", "--json"), {READ_SIZE: 1.6},
        yardstick="typer, sqlmodel",
    ),
)  # fmt: skip


class Cost(NamedTuple):
    """One process: seconds of wall clock and of processor (children too), peak memory."""

    wall_s: float
    cpu_s: float
    peak_mib: float


def run(command: Sequence[str], environment: dict[str, str], *, terminal: bool = False) -> Cost:
    """Run to the end; anything but success stops the benchmark.

    A child's peak is never below this process's own at the fork, which is why this one is small.
    """
    screen, out = os.openpty() if terminal else (None, os.open(os.devnull, os.O_WRONLY))
    actions = [(os.POSIX_SPAWN_DUP2, out, 1)]
    if screen is not None:
        actions += [(os.POSIX_SPAWN_DUP2, out, 0), (os.POSIX_SPAWN_CLOSE, screen)]
    start = perf_counter()
    process = os.posix_spawn(command[0], command, environment, file_actions=actions)
    os.close(out)
    if screen is not None:
        drain(screen)
    _, status, used = os.wait4(process, 0)
    wall_s = perf_counter() - start
    if status:
        sys.exit(f"{' '.join(command)}: exit {os.waitstatus_to_exitcode(status)}")
    kib = used.ru_maxrss if sys.platform != "darwin" else used.ru_maxrss // 1024
    return Cost(wall_s, used.ru_utime + used.ru_stime, kib / 1024)


def drain(screen: int) -> None:
    """Read what a terminal would show, until the last writer has gone."""
    try:
        while os.read(screen, 65_536):
            pass
    except OSError:
        pass
    os.close(screen)


def environment(home: Path) -> dict[str, str]:
    """A person's own: byte code is kept, as it is after an installation."""
    strange = ("COBRANCA", "PYTHONDONT")
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(strange)}
    return {
        **inherited, "COBRANCA_HOME": str(home), "COBRANCA_NOW": f"{TODAY}T13:00:00+00:00",
        "COLUMNS": "120", "TERM": "xterm-256color",
    }  # fmt: skip


def compare(case: Case, home: Path, runs: int) -> tuple[list[Cost], list[Cost]]:
    """The costs of the yardstick and of ours, in turn; the first of each is not counted."""
    base = [sys.executable, "-c", f"import {case.yardstick}"]
    ours = [*COBRANCA, *case.arguments]
    plain = environment(home)
    told = plain | dict(case.environment)
    pairs = [(run(base, plain), run(ours, told, terminal=case.terminal)) for _ in range(runs + 1)]
    return [a for a, _ in pairs[1:]], [b for _, b in pairs[1:]]


def ratios(base: list[Cost], ours: list[Cost]) -> list[float]:
    """Best wall, median wall, best processor, median processor: ours by the yardstick's."""
    return [
        pick(getattr(c, field) for c in ours) / pick(getattr(c, field) for c in base)
        for field in ("wall_s", "cpu_s")
        for pick in (min, median)
    ]


def measure(sizes: Sequence[int], runs: int, folder: Path) -> None:
    """The table of all cases by size."""
    version = ".".join(map(str, sys.version_info[:3]))
    print(f"Ratios to `python -c 'import …'`, {runs} runs each in turn.", end=" ")
    print(f"Python {version}, {os.cpu_count()} processors, {load()}.\n")
    head = ("instalments", "command", "yardstick", "ms", "wall best", "wall median", "cpu best",
            "cpu median", "target", "met", "peak MiB")  # fmt: skip
    print(row(head), row(["--:", "---", "---", *["--:"] * 6, "---", "--:"]), sep="\n")
    for size in sizes:
        home = folder / f"home-{size}"
        if not (home / "cobranca.db").exists():
            generate(str(home), str(size))
        for case in CASES:
            print(line(case, size, *compare(case, home, runs)), flush=True)


def load() -> str:
    """How busy the machine is: what is measured on a busy one is to be measured again."""
    return f"load {os.getloadavg()[0]:.1f}"


def row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def line(case: Case, size: int, base: list[Cost], ours: list[Cost]) -> str:
    """One row of the table.

    A target is met when processor time meets it and so does the lower of the two wall ratios: the
    other one is the machine's other work.
    """
    found = ratios(base, ours)
    target = case.targets.get(size)
    met = target and found[2] <= target and min(found[:2]) <= target
    peak_mib = max(cost.peak_mib for cost in ours)
    is_read = case.yardstick == "typer" and not case.prints_everything
    before_ms, after_ms = (min(cost.wall_s for cost in costs) * 1e3 for costs in (base, ours))
    return row([
        f"{size:,}", case.name, case.yardstick, f"{before_ms:.0f} → {after_ms:.0f}",
        *(f"{ratio:.2f}" for ratio in found),
        f"≤ {target}" if target else "", verdict(met) if target else "",
        f"{peak_mib:.0f}" + (" **over 40**" if is_read and peak_mib > MAX_READ_MIB else ""),
    ])  # fmt: skip


def verdict(met: object) -> str:
    return "yes" if met else "**no**"


def measure_import(folder: Path) -> None:
    """`import-csv` of many sales into a new home, in one transaction."""
    file, home = folder / "vendas.csv", folder / "imported"
    generate("--sales-csv", str(file), str(IMPORT_SALES))
    cost = run([*COBRANCA, "import-csv", "--sales", str(file), "--json"], environment(home))
    pace, cpu_pace = IMPORT_SALES / cost.wall_s, IMPORT_SALES / cost.cpu_s
    print(f"\n`import-csv` of {IMPORT_SALES:,} sales, {load()}:\n")
    print(row(["", "found", "target", "met"]), row(["---", "--:", "--:", "---"]), sep="\n")
    fast, small = pace >= MIN_SALES_PER_SECOND, cost.peak_mib < MAX_IMPORT_MIB
    print(row(["sales a second", f"{pace:,.0f}", f"≥ {MIN_SALES_PER_SECOND:,}", verdict(fast)]))
    print(row(["… of processor time", f"{cpu_pace:,.0f}", "", ""]))
    print(row(["peak MiB", f"{cost.peak_mib:.0f}", f"< {MAX_IMPORT_MIB}", verdict(small)]))


def generate(*arguments: str) -> None:
    """In a process of its own, so that this one stays small."""
    subprocess.run([sys.executable, str(HERE / "generate.py"), *arguments], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--sizes", default="1000,10000,100000,1000000", help="instalments")
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--keep", type=Path, help="a folder for the homes, used again next time")
    parser.add_argument("--no-import", action="store_true", help="leave import-csv out")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        sizes = [int(size) for size in given.sizes.split(",") if size]
        if sizes:
            measure(sizes, given.runs, folder.absolute())
        if not given.no_import:
            measure_import(Path(scratch))


if __name__ == "__main__":
    main()
