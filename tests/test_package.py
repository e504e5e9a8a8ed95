"""The package: what is in it, that it works by itself, and what it is made of."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from cobranca_cli import __version__
from cobranca_cli.cli.commands import demo

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
BESIDE = {"CHANGELOG.md", "LICENSE", "PKG-INFO", "README.md", "pyproject.toml", ".gitignore"}
# What may be combined with MIT and passed on with it; the MPL binds changes to its own files only.
ACCEPTED = {
    "Apache-2.0", "Apache-2.0 OR BSD-3-Clause", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT",
    "MIT-0", "MPL-2.0", "PSF-2.0",
}  # fmt: skip


def kept(folder):
    """The files of a folder, but for those that Python makes."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def needed(extras):
    """All distributions that the program needs here with these extras, theirs included."""
    found = set()
    todo = [("cobranca-cli", frozenset(extras))]
    while todo:
        name, wanted = todo.pop()
        for line in metadata.requires(name) or ():
            one = Requirement(line)
            if one.marker and not any(one.marker.evaluate({"extra": e}) for e in ("", *wanted)):
                continue
            if one.name not in found or one.extras:
                todo.append((one.name, frozenset(one.extras)))
            found.add(one.name)
    return {canonicalize_name(name) for name in found} - {"cobranca-cli"}


def done(*arguments, **options):
    """The finished process; it must go well."""
    run = subprocess.run([*map(str, arguments)], capture_output=True, encoding="utf-8", **options)
    assert run.returncode == 0, (arguments, run.stdout, run.stderr)
    return run


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The sdist, and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    done(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT)
    (sdist,), (wheel,) = folder.glob("*.tar.gz"), folder.glob("*.whl")
    return sdist, wheel


def install(python, *what):
    """Into another environment, which has no pip of its own."""
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "--no-input"]
    quick = ["--quiet", "--no-compile", "--disable-pip-version-check", "--retries", "1"]
    run = subprocess.run(
        [*pip, *quick, "--constraint", ROOT / "constraints.txt", *what],
        capture_output=True, encoding="utf-8",
    )  # fmt: skip
    if run.returncode and "from versions: none" in run.stderr:
        pytest.skip("pip reaches no index from here, so nothing can be installed")
    assert run.returncode == 0, run.stderr


@pytest.mark.slow
def test_the_package_has_the_files_of_the_program_and_nothing_else(made):
    sdist, wheel = made
    program = kept(SOURCE)
    information = f"cobranca_cli-{__version__}.dist-info"
    with zipfile.ZipFile(wheel) as opened:
        assert set(opened.namelist()) == {
            *program,
            *(f"cobranca_cli/examples/{name}" for name in demo.NAMES),
            *(f"{information}/{name}" for name in ("METADATA", "RECORD", "WHEEL")),
            f"{information}/entry_points.txt", f"{information}/licenses/LICENSE",
        }  # fmt: skip
    with tarfile.open(sdist) as opened:
        top = f"cobranca_cli-{__version__}/"
        assert {member.name.removeprefix(top) for member in opened if member.isfile()} == {
            *BESIDE, *(f"src/{name}" for name in program),
            *(f"examples/{name}" for name in kept(ROOT / "examples")),
        }  # fmt: skip


@pytest.mark.slow
def test_the_wheel_alone_does_its_work_in_an_empty_environment(made, tmp_path, monkeypatch):
    for name in ("PYTHONPATH", "COBRANCA_HOME"):
        monkeypatch.delenv(name)
    folder = tmp_path / "Pão & Açúcar da Lúcia"
    folder.mkdir()
    venv.create(folder / "programa", symlinks=os.name != "nt")
    programs = folder / "programa" / ("Scripts" if os.name == "nt" else "bin")
    python = programs / "python"
    install(python, made[1])

    def cobranca(line, how=(programs / "cobranca",)):
        return done(*how, *line.split(), cwd=folder).stdout

    for how in ((programs / "cobranca",), (python, "-m", "cobranca_cli")):
        assert cobranca("--versao", how) == f"cobranca {__version__}\n"
    assert "Eliana Paschoal" in cobranca("demo")
    assert "Tudo certo" in cobranca("conferir")
    assert json.loads(cobranca("vendi c69 90 --parcelas 3 --json"))
    assert json.loads(cobranca("decision c33 --json"))["small_claims"]
    assert "wa.me" in cobranca("lembrar --mostrar --limite 1")
    assert "vírgula" in cobranca("ajuda dinheiro")
    for shell in ("bash", "zsh", "fish", "powershell"):
        assert "cobranca" in cobranca(f"completar {shell} --mostrar")
    assert json.loads(cobranca("resumo --json"))

    install(python, f"{made[1]}[pdf]")
    cobranca("extrato c69 --pdf extrato.pdf")
    assert (folder / "extrato.pdf").read_bytes().startswith(b"%PDF")


def test_the_version_stands_in_one_place_and_the_changelog_tells_of_it(cobranca):
    assert PROJECT["dynamic"] == ["version"]
    newest = next(line for line in (ROOT / "CHANGELOG.md").read_text("utf-8").splitlines()
                  if line.startswith("## "))  # fmt: skip
    told = re.fullmatch(r"## (\S+) \((\d{4}-\d\d-\d\d|not released)\)", newest)
    assert told
    assert told[1] == __version__
    assert cobranca("--version").out == cobranca("--versao").out == f"cobranca {__version__}\n"


def test_everything_that_the_tests_run_on_is_pinned():
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pinned = dict(line.split("==") for line in lines if not line.startswith("#"))
    pinned = {canonicalize_name(name): version for name, version in pinned.items()}
    here = needed(PROJECT["optional-dependencies"])
    assert {name: pinned.get(name) for name in here} == {n: metadata.version(n) for n in here}


def test_the_licence_of_everything_that_people_install_is_listed_and_accepted():
    page = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    listed = dict(re.findall(r"^\| ([a-z0-9-]+) \| ([^|]+) \|", page, re.MULTILINE))
    assert set(listed.values()) <= ACCEPTED
    for name in needed(set(PROJECT["optional-dependencies"]) - {"dev"}):
        assert name in listed, name
        said = metadata.metadata(name).get("License-Expression", listed[name])
        assert said == listed[name], name


def test_names_of_files_are_possible_on_every_system():
    names = done("git", "-c", "core.quotepath=off", "ls-files", cwd=ROOT).stdout.splitlines()
    assert len({name.casefold() for name in names}) == len(names)
    assert not [name for name in names if not re.fullmatch(r"[\w./-]+", name, re.ASCII)]
    assert max(map(len, names)) < 100  # Windows: 260 with the folder that they are in.
