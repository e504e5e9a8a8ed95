"""Every `cobranca …` that the guide says to type is really typed, on the fixed day of the tests.

A page has one home, that of a business with customers, sales and payments (`notebook`). Lines of a
block are done one after the other; what stands in the text or in a table is one of several things
that a reader may do there, so each is done on a copy of the home as it is at that point. Every one
must succeed. In a page's source, unseen by readers:

    <!-- antes: cobranca …; one line each: what the page takes for granted at this point -->
    <!-- não roda: why -->  the next block, or what stands on the same line, is not run
    <!-- sai com 4: why -->  it ends with this exit code

What a ```console block shows and a ```python block prints is compared, and rewritten by
COBRANCA_UPDATE_EXAMPLES=1.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from fixed_day import NOW
from playing import SESSION, play, screen_of

from cobranca_cli.cli.table import BY_NAME

ROOT = Path(__file__).parent.parent
PAGES = sorted((ROOT / "docs" / "guia").glob("*.md"))
BLOCK = re.compile(r"(^ *```.*?^ *```$)", re.DOTALL | re.MULTILINE)
IN_PROSE = re.compile(
    r"<!-- antes:(?P<before>.*?)-->|`(?:\$ )?cobranca (?P<typed>[^`]+)`", re.DOTALL
)
MARK = re.compile(r"<!-- (?:não roda|sai com (?P<code>\d)): (?P<why>[^>]+?) -->")
BOLETO = "42297.00408 00002.782472 26173.001129 4 16260000018084"
OTHER_BOLETO = "42297004080000278247226173001129610010000018084"
PIX = (
    "00020126390014br.gov.bcb.pix0117lucia@example.com5204000053039865406100.005"
    "802BR5914Lucia Ferreira6008Campinas62060502P163047AB1"
)
# Words that stand for what a reader has.
WORDS = {
    "CLIENTE": "Maria", "TEXTO": "recado", "COMANDO": "vendi", "PASTA_NOVA": "nova",
    "PASTA": "pasta", "ARQUIVO": "recado.txt", "LINHA 1": BOLETO, "LINHA 2": OTHER_BOLETO,
    "LINHA": BOLETO, "O CÓDIGO": PIX,
}  # fmt: skip
FILES = {
    "recado.txt": "Oi, {{ cliente }}! Fica em aberto {{ total }}.",
    "linhas.txt": "vendi Ana 10\nrecebi Ana 5\n",
    "devagar.toml": "[ladder]\nesqueceu = 5\n", "foto.jpg": "foto", "canhoto.jpg": "canhoto",
    "comprovante.pdf": "%PDF-1.4",
    "media/pendrive/.aqui": "", "media/lucia/pendrive/copias/.aqui": "",
}  # fmt: skip
SALES = ["cliente;valor;data;vencimento;parcelas;descricao"]
SALES += [f"Freguês {n};{120 * (3 if n < 7 else 2)};{n:02}/06/2026;{n:02}/07/2026;"
          f"{3 if n < 7 else 2};Encomenda" for n in range(1, 9)]  # fmt: skip
SALES += ["João Pereira;80,00;10/08/2026;10/09/2026;2;Torta",
          "Ana Souza;90;12/08/2026;5/12/2026;2;Kit",
          "José;60,00;20/08/2026;20/12/2026;2;Pudim",
          "Maria;600;01/09/2026;10/09/2026;4;Festa da Bia"]  # fmt: skip
PAID = ["cliente;valor;data;forma"]
PAID += [f"Freguês {n % 8 + 1};10;{n % 28 + 1:02}/08/2026;dinheiro" for n in range(44)]
PAID += ["Maria;150;10/09/2026;pix"]
CUSTOMERS = ["cliente;apelido;telefone;email;documento;endereco",
             "Maria da Silva;Maria;19 99022-0202;maria@example.com;111.444.777-35;Rua A, 1",
             "João Pereira;;19 99022-0203;;;", "Ana Souza;Ana;19 99022-0204;;;", "José;;;;;",
             *(f"Freguês {n};;;;;" for n in range(1, 9)), "Tia Bia;Bia;;;;"]  # fmt: skip


@pytest.fixture(scope="session")
def notebook(tmp_path_factory):
    """A home in which there are a Maria, a sale 12 of hers, instalment 31 and payment 45."""
    folder = tmp_path_factory.mktemp("guide")
    (folder / "clientes.csv").write_text("\n".join(CUSTOMERS), "utf-8")
    (folder / "vendas.csv").write_text("\n".join(SALES), "utf-8")
    (folder / "recebimentos.csv").write_text("\n".join(PAID), "utf-8")
    home = folder / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COBRANCA_NOW", NOW.isoformat())
        for line in (
            ["configurar", "--nome", "Doces da Lúcia", "--dono", "Lúcia Ferreira", "--documento",
             "11.222.333/0001-81", "--endereco", "Rua das Acácias, 123", "--cidade", "Campinas",
             "--chave-pix", "doces@example.com", "--telefone", "19 91234-5678"],
            ["importar", "--clientes", str(folder / "clientes.csv"), "--vendas",
             str(folder / "vendas.csv"), "--recebimentos", str(folder / "recebimentos.csv")],
        ):  # fmt: skip
            code, shown = screen_of(["--home", str(home), *line])
            assert code == 0, shown
    return home


class Reader:
    """Somebody who types all that a page says."""

    def __init__(self, home, folder):
        self.home = home
        self.folder = folder
        self.failures = []
        self.names = {"NOW": NOW}  # Of the page's Python.
        self.printed = ""

    def typed(self, line, mark=None, *, may_be_a_name=False):
        """A line as it stands in a page: a command, or several of ours and of jq in a pipe."""
        if mark and not mark["code"]:
            return
        line, _, name = line.partition(" < ")
        given = (self.folder / name.strip()).read_text("utf-8") if name else ""
        for part in re.split(r" \| (?=jq |cobranca )", re.sub(r" > [\w.]+$", "", line)):
            if part.startswith("jq "):
                given = self.jq(part, given)
                continue
            code, given = self.ours(part.removeprefix("cobranca "), given)
            if code != int(mark["code"] if mark else 0) and not (may_be_a_name and code == 2):
                self.failures.append((line, code, given.strip()[-300:]))

    def ours(self, line, given):
        """The exit code of one of our commands, and what it shows."""
        words = [WORDS.get(word, word) for word in shlex.split(line)]
        words = [word.replace("/media/", f"{self.folder}/media/") for word in words]
        names = [word for word in words if word in BY_NAME]
        if names and BY_NAME[names[0]].kind == "write" and "--ajuda" not in words:
            words.append("--yes")  # Nobody is there to answer.
        sys.stdin = io.StringIO(given)
        return screen_of(words)

    def jq(self, line, given=""):
        """What jq finds, where there is one: it must find something."""
        if not shutil.which("jq"):
            return ""
        done = subprocess.run(shlex.split(line), input=given, text=True, capture_output=True)
        if done.returncode or not done.stdout.strip():
            self.failures.append((line, done.returncode, done.stderr))
        return done.stdout

    def python(self, text):
        """A block of Python, which goes on from the ones before; what it prints is shown next."""
        code = text.removeprefix("```python\n").removesuffix("```")
        screen = io.StringIO()
        with contextlib.redirect_stdout(screen):
            exec(code.replace("datetime.now(", "NOW.astimezone("), self.names)
        self.printed = screen.getvalue()

    def apart(self, line, mark):
        """One line on a copy of the home, which stays as it is. A word alone may be a name."""
        copy = self.home.with_name("copy")
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.home, copy)
        self.typed(f"--home {shlex.quote(str(copy))} {line}", mark, may_be_a_name=" " not in line)

    def prose(self, text):
        """What is taken for granted is done; what a reader may do is done on the side."""
        for found in IN_PROSE.finditer(text):
            if found["before"]:
                for line in found["before"].strip().splitlines():
                    self.typed(line.strip().removeprefix("cobranca "))
            else:
                rest = text[found.end() :].partition("\n")[0]
                self.apart(" ".join(found["typed"].split()), MARK.search(rest))

    def block(self, text, mark):
        """The lines of a block, in their order; the block with what it shows now."""
        if text.startswith("```text") and self.printed:
            text, self.printed = f"```text\n{self.printed}```", ""
        if text.startswith("```python"):
            self.python(text)
        elif text.startswith("```console"):
            return SESSION.sub(lambda match: play(match[0], self.home), text)
        elif not text.startswith("```text"):
            for line in whole_lines(text):
                if line.startswith("cobranca "):
                    self.typed(line.removeprefix("cobranca ").partition("  #")[0], mark)
                elif line.startswith("jq "):
                    self.jq(line)
        return text


def whole_lines(block):
    """The lines of a block; one with a backslash, a pipe or an open quote at its end goes on."""
    line = ""
    for part in block.splitlines():
        line = f"{line.removesuffix(chr(92))} {part.strip()}" if line else part.strip()
        if not line.endswith(("\\", "|")) and line.count("'") % 2 == 0:
            yield line
            line = ""


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_what_the_guide_says_to_type_works(page, home, notebook, tmp_path, monkeypatch):
    shutil.copytree(notebook, home)
    reader = Reader(home, tmp_path)
    for name in ("clientes", "vendas", "recebimentos"):
        shutil.copy(notebook.with_name(f"{name}.csv"), tmp_path)
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", sys.stdin)
    monkeypatch.setattr("secrets.randbelow", lambda _: 123456)  # The code of an agreement.
    written = page.read_text("utf-8")
    shown = []
    for part in BLOCK.split(written):
        if part.lstrip().startswith("```"):
            before = shown[-1].rstrip().rpartition("\n")[2] if shown else ""
            shown.append(reader.block(part, MARK.search(before)))
        else:
            reader.prose(part)
            shown.append(part)
    assert not reader.failures, "\n".join(map(str, reader.failures))
    actual = "".join(shown)
    if os.environ.get("COBRANCA_UPDATE_EXAMPLES"):
        page.write_text(actual, "utf-8")
        written = actual
    assert actual == written
