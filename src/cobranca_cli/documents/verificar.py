"""Checks a dossier of cobranca with Python 3.8 or newer alone: python3 verificar.py [RESUMO].

It is copied into every dossier and never needs cobranca. It fails, naming the file, when a byte of
the folder was changed, when a file is missing or was added, when the chain of the book's writes
does not fit together, or when the facts are not those that the chain holds. RESUMO is the SHA-256
of manifesto.json that somebody noted when the dossier was made.
"""

from __future__ import annotations

import hashlib
import json
import struct
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

MANIFEST, SEAL, CHAIN, FACTS = "manifesto.json", "manifesto.sha256", "cadeia.json", "dossie.json"
GENESIS = "0" * 64
# Values that the book shows in other words than it first wrote them.
_OTHER_WORDS = {("contact", "kind"), ("sale", "invoice")}
_MASK = 0xFFFFFFFF


class Wrong(Exception):  # noqa: N818  # What is wrong, in words; for people, not for programs.
    """Something that is not as it was written; the text says what and in which file."""


# --- SHA-256 that goes on from its middle --------------------------------------------------------
# A write of the book that is also about others is shown as the state of SHA-256 before its last
# block or two, and those blocks, which hold the hash of the write before. So every link can be
# worked out by anybody, and what came before them by nobody.


def _root(number: int, power: int) -> int:
    """The first 32 bits after the point of a root, as SHA-256 is defined by."""
    wanted = number << (32 * power)
    found: int = round(wanted ** (1 / power))
    while found**power > wanted:
        found -= 1
    while (found + 1) ** power <= wanted:
        found += 1
    return found & _MASK


_PRIMES = [n for n in range(2, 312) if all(n % k for k in range(2, n))]
_ROUNDS = [_root(prime, 3) for prime in _PRIMES]
START = tuple(_root(prime, 2) for prime in _PRIMES[:8])


def _turned(word: int, bits: int) -> int:
    return (word >> bits | word << (32 - bits)) & _MASK


def absorb(state: tuple[int, ...], content: bytes) -> tuple[int, ...]:
    """The state after more whole blocks of 64 bytes."""
    for at in range(0, len(content), 64):
        w = list(struct.unpack(">16I", content[at : at + 64]))
        for i in range(16, 64):
            x, y = w[i - 15], w[i - 2]
            low = _turned(x, 7) ^ _turned(x, 18) ^ x >> 3
            high = _turned(y, 17) ^ _turned(y, 19) ^ y >> 10
            w.append((w[i - 16] + low + w[i - 7] + high) & _MASK)
        a, b, c, d, e, f, g, h = state
        for i in range(64):
            one = h + (_turned(e, 6) ^ _turned(e, 11) ^ _turned(e, 25)) + (e & f ^ ~e & g)
            one += _ROUNDS[i] + w[i]
            two = (_turned(a, 2) ^ _turned(a, 13) ^ _turned(a, 22)) + (a & b ^ a & c ^ b & c)
            a, b, c, d, e, f, g, h = (one + two) & _MASK, a, b, c, (d + one) & _MASK, e, f, g
        state = tuple((x + y) & _MASK for x, y in zip(state, (a, b, c, d, e, f, g, h)))
    return state


def finish(state: tuple[int, ...], absorbed: int, rest: bytes) -> str:
    """The SHA-256, in hex, of what was absorbed (so many bytes) and of the rest."""
    padding = b"\x80" + b"\0" * ((55 - absorbed - len(rest)) % 64)
    length = struct.pack(">Q", 8 * (absorbed + len(rest)))
    return to_hex(absorb(state, rest + padding + length))


def to_hex(state: tuple[int, ...]) -> str:
    """A state as 64 characters."""
    return struct.pack(">8I", *state).hex()


# --- The files -----------------------------------------------------------------------------------


def sha256(content: bytes) -> str:
    """In hex."""
    return hashlib.sha256(content).hexdigest()


def canonical(value: object) -> str:
    """JSON as the book hashes it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _read(folder: Path, name: str) -> Any:
    try:
        return json.loads((folder / name).read_bytes().decode("utf-8"))
    except OSError:
        raise Wrong(f"{name}: falta este arquivo.") from None
    except ValueError:
        raise Wrong(f"{name}: foi mudado, não dá mais para ler.") from None


def _files(folder: Path) -> Iterator[str]:
    """What is wrong with the files, one by one."""
    seal = sha256((folder / MANIFEST).read_bytes()) + "  " + MANIFEST + "\n"
    if not (folder / SEAL).is_file():
        yield f"{SEAL}: falta este arquivo."
    elif (folder / SEAL).read_bytes() != seal.encode():
        yield f"{MANIFEST} ou {SEAL}: foi mudado, um não é o do outro."
    wanted = _read(folder, MANIFEST)["files"]
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if not p.is_dir()}
    for name in sorted(set(wanted) | there - {MANIFEST, SEAL}):
        if name not in there:
            yield f"{name}: falta este arquivo."
        elif name not in wanted:
            yield f"{name}: este arquivo não faz parte do dossiê."
        elif sha256((folder / name).read_bytes()) != wanted[name]:
            yield f"{name}: foi mudado."


# --- The chain, and the facts in it --------------------------------------------------------------


class Chain:
    """The links followed from the first write to the last, with the rows that are shown."""

    def __init__(self, document: Any) -> None:
        self.columns: dict[str, list[str]] = document["columns"]
        self.writes, self.shown, self.head = 0, 0, GENESIS
        self.rows: dict[tuple[str, int], dict[str, Any]] = {}
        self.at: dict[int, str] = {}
        for link in document["links"]:
            self._follow(link)
        if (self.writes, self.head) != (document["head_seq"], document["head_hash"]):
            raise Wrong(f"{CHAIN}: a cadeia não acaba onde diz.")
        self.changed: dict[tuple[str, int, str], Any] = {}
        for (table, _), row in sorted(self.rows.items()):
            if table == "change":
                key = (row["entity"], row["entity_id"], row["field"])
                self.changed[key] = json.loads(row["new_value"])
        self.unproven = {(table, key, field) for table, key, field in document["unproven"]}

    def _follow(self, link: Any) -> None:
        """One write: it must continue the one before, and hold the rows that are shown of it."""
        self.writes += 1
        if "entry" not in link:
            rest = link["rest"]
            fits = rest.endswith(f',"{self.head}"]')
            state = struct.unpack(">8I", bytes.fromhex(link["state"]))
            self.head = finish(state, link["absorbed"], rest.encode())
        else:
            entry = link["entry"]
            fits = entry[0] == self.writes and entry[7] == self.head
            lines = [json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"
                     for row in link["rows"]]  # fmt: skip
            fits = fits and sha256("".join(lines).encode()) == entry[5]
            self.head = sha256(canonical(entry).encode())
            self.shown += 1
            self.at[entry[0]] = entry[1]
            for table, *values in link["rows"]:
                self.rows[table, values[0]] = dict(zip(self.columns[table], values))
        if not fits:
            raise Wrong(f"{CHAIN}: a gravação {self.writes} não continua a anterior.")

    def compare(self, record: dict[str, Any]) -> int:
        """How many values of a record are those that the chain holds. Raises Wrong."""
        name, number = next(iter(record.items()))
        table = name[:-3]
        row = self.rows.get((table, number))
        if row is None:
            return 0
        if record["at"] != self.at[row["audit_seq"]]:
            raise Wrong(f"{FACTS}: {name} {number}: outra hora.")
        return sum(
            self._same(table, number, row, field, value)
            for field, value in record.items()
            if field not in (name, "at") and (table, field) not in _OTHER_WORDS
        )

    def _same(self, table: str, number: int, row: dict[str, Any], field: str, value: Any) -> bool:
        """Whether the chain holds this value; False when it says nothing of it."""
        column = field if field in row or table == "customer" else field + "_id"
        if {(table, number, field), (table, number, column)} & self.unproven:
            return False
        if (table, number, column) not in self.changed and column not in row:
            return False
        held = self.changed.get((table, number, column), row.get(column))
        if held is not None and (column != field or table == "customer"):
            text = self.rows.get(("personal_text", held))
            if text is None:
                return False
            value, held = sha256((text["salt"] + str(value)).encode()), text["sha256"]
        if value != held:
            raise Wrong(f"{FACTS}: {table}_id {number}: {field} não é o que a cadeia guarda.")
        return True


def records(value: Any) -> Iterator[dict[str, Any]]:
    """The rows of the book among the facts: they begin with their number and their time."""
    if isinstance(value, dict):
        first = list(value)[:2]
        if len(first) == 2 and first[0].endswith("_id") and first[1] == "at":
            yield value
    for part in value.values() if isinstance(value, dict) else value:
        if isinstance(part, (dict, list)):
            yield from records(part)


# --- All of it -----------------------------------------------------------------------------------


def verify(folder: Path, noted: str = "") -> Iterator[str]:
    """What was found to be right, line by line. Raises Wrong with all that is not."""
    manifest = _read(folder, MANIFEST)
    seal = sha256((folder / MANIFEST).read_bytes())
    wrong = list(_files(folder))
    if wrong:
        raise Wrong("\n".join(wrong))
    if noted and noted.lower() != seal:
        raise Wrong(f"{MANIFEST}: o resumo é {seal}, e não o que foi anotado.")
    yield f"Arquivos: {len(manifest['files'])}, todos como foram gravados."
    chain, facts = Chain(_read(folder, CHAIN)), _read(folder, FACTS)
    heads = {chain.head, manifest["head_hash"], facts["chain"]["head_hash"]}
    if len(heads) > 1:
        raise Wrong(f"{CHAIN}: a cadeia não é a que {MANIFEST} e {FACTS} dizem.")
    yield f"Cadeia: {chain.writes} gravações, cada uma continua a anterior até {chain.head}."
    values = [chain.compare(record) for record in records(facts)]
    yield (
        f"Gravações mostradas por inteiro: {chain.shown}; as outras também falam de outras pessoas."
    )
    yield (
        f"Fatos: {len(values)}; {sum(map(bool, values))} estão na cadeia como o dossiê os mostra "
        f"({sum(values)} valores)."
    )
    yield f"Resumo (SHA-256) de {MANIFEST}: {seal}"


def main(arguments: list[str]) -> int:
    """0 when all is right, 1 when not, with the names of the files."""
    folder = Path(__file__).resolve().parent
    try:
        lines = [*verify(folder, *arguments[:1]), "Tudo confere."]
    except Wrong as wrong:
        lines = [str(wrong), "NÃO CONFERE."]
    except (
        KeyError,
        IndexError,
        TypeError,
        ValueError,
        AttributeError,
        struct.error,
        OSError,
    ) as e:
        lines = [f"Não é um dossiê inteiro: {e!r}", "NÃO CONFERE."]
    sys.stdout.buffer.write(("\n".join(lines) + "\n").encode())
    return 0 if lines[-1] == "Tudo confere." else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
