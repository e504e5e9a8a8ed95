"""Texts for customers that could not be made (exit 1)."""

from __future__ import annotations

from typing import Literal

from cobranca_cli.errors.base import CobrancaError, shown
from cobranca_cli.errors.rules import RefusedError


class TemplateError(CobrancaError):
    """A message template does not give a text.

    `template` is its name, `line` where it stopped (None when the whole file is meant), `found`
    what was found there, `known` the names that the template may use.
    """

    def __init__(
        self,
        template: str,
        problem: Literal[
            "syntax",
            "undefined",
            "forbidden",
            "failed",
            "too_long",
            "too_much",
            "empty",
            "unreadable",
            "too_big",
        ],
        *,
        line: int | None = None,
        found: str = "",
        known: tuple[str, ...] = (),
    ) -> None:
        what = {
            "syntax": f"não entendi a marcação em {shown(found)}",
            "undefined": f"não existe {shown(found)} neste modelo",
            "forbidden": "um modelo não pode fazer isto" + (f": {shown(found)}" if found else ""),
            "failed": "a conta ou a marcação não dá certo",
            "too_long": "o texto ficaria grande demais",
            "too_much": "dá voltas demais para fazer um texto",
            "empty": "o texto ficaria vazio",
            "unreadable": "não consigo ler o arquivo; ele precisa ser um texto em UTF-8",
            "too_big": "o arquivo é grande demais para um modelo",
        }[problem]
        place = f", linha {line}" if line else ""
        hint = (
            f"corrija {template}.txt na pasta templates, ou tire o arquivo de lá para voltar ao "
            "texto que vem com o programa."
        )
        if known:
            hint = f"ele pode usar: {', '.join(known)}. Ou {hint}"
        super().__init__(f"O modelo de mensagem {template}{place}: {what}.", hint)
        self.template = template
        self.problem = problem
        self.line = line


class ToneError(CobrancaError):
    """A text for a customer that does not sound kind: neither shown as ready nor sent.

    `template` is its name, `line` where it was found: in the template itself, or (`in_text`) in
    the text that it gives. `found` are the words, `instead` a gentler wording.
    """

    def __init__(
        self, template: str, line: int, found: str, family: str, instead: str, *, in_text: bool
    ) -> None:
        place = f"na linha {line} do texto pronto" if in_text else f"linha {line}"
        super().__init__(
            f"O modelo de mensagem {template}, {place}, não soa gentil: {shown(found)} ({family}).",
            f"melhor: {instead}. Para ver tudo: cobranca conferir-modelo {template}. Se para você "
            "está bem assim, diga as palavras no ajuste tone.allowed.",
        )
        self.template = template
        self.line = line
        self.found = found


class NewsToneError(CobrancaError):
    """A line of news that does not sound kind."""

    def __init__(self, found: str, family: str, instead: str) -> None:
        super().__init__(
            f"A novidade não soa gentil: {shown(found)} ({family}).",
            f"melhor: {instead}. Se para você está bem assim, diga as palavras no ajuste "
            "tone.allowed.",
        )


class OwnTemplateError(RefusedError):
    """Copying a template over one that the owner already has."""

    def __init__(self, template: str, path: str) -> None:
        super().__init__(
            f"O modelo {template} já é seu.",
            f"edite {path}; para voltar ao texto que vem com o programa, tire o arquivo de lá.",
        )
