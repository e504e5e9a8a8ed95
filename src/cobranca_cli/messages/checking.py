"""A template or a plain text looked at before it is used: its tone, its marks, its manners."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain.ladder import PUNCTUAL, ladder
from cobranca_cli.domain.text import fold
from cobranca_cli.errors import TemplateError
from cobranca_cli.messages import agreement, rendering, trials

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobranca_cli.domain.tone import Finding
    from cobranca_cli.store.settings import Settings

_NOT_LATE = {"venda", "recibo", "agradecimento", PUNCTUAL, *(step.key for step in ladder().early)}
_TELLS = re.compile(
    r"r\$|\b\d+[.,]\d\d\b|\b(?:reais|atras\w*|venc\w*|parcelas?|em aberto|pendente|total)\b"
)


class ToneProblem(NamedTuple):
    """One thing that makes a text unfit; `line` and `column` from 1, null for the whole text.

    `family` is one of the tone's, or `template`; then `message` says what, else `suggestion` has a
    gentler wording. `where` is "source", or "text" for what only the finished text has.
    """

    line: int | None
    column: int | None
    found: str | None
    family: str
    family_name: str
    suggestion: str | None
    message: str | None
    where: str


class CheckedTemplate(NamedTuple):
    """What was found in one text (`interface.md`); it may be used when `ok`."""

    ok: bool
    name: str
    problems: list[ToneProblem]
    warnings: list[str]
    text: str | None


def check_template(source: str, name: str, settings: Settings) -> CheckedTemplate:
    """Look at a template: its own words, and the text that it gives for an invented customer.

    `name` decides which values it is given; one that is no template's is a reminder.
    """
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    tone = rendering.heard(settings, name, rendering.outside_tags(source))
    problems = [_problem(one, "source") for one in tone.findings]
    try:
        text, values = _tried(source, name, settings)
    except TemplateError as error:
        problems.append(_template_problem(error))
        return CheckedTemplate(False, name, problems, [], None)
    in_text = rendering.heard(settings, name, text, values).findings
    known = {fold(one.found) for one in tone.findings}
    problems += [_problem(one, "text") for one in in_text if fold(one.found) not in known]
    warnings = list(_warnings(source, name, text))
    return CheckedTemplate(not problems, name, problems, warnings, text)


def _tried(source: str, name: str, settings: Settings) -> tuple[str, dict[str, object]]:
    """The text, by the values of its own name, else of whatever kind of message fits."""
    kinds = [name] if name in trials.ABOUT else [name, "recibo", "venda", "extrato"]
    first: TemplateError | None = None
    for kind in kinds:
        values = trials.sample_values(settings, kind)
        try:
            return rendering.render_source(source, name, values), values
        except TemplateError as error:
            first = first or error
    assert first is not None
    raise first


def _problem(one: Finding, where: str) -> ToneProblem:
    return ToneProblem(
        one.line, one.column, one.found, one.family, one.family_name, one.suggestion, None, where
    )


def _template_problem(error: TemplateError) -> ToneProblem:
    message = error.message.partition(": ")[2] or error.message
    return ToneProblem(
        error.line, None, None, "template", "erro do modelo", None, message, "source"
    )  # fmt: skip


def _warnings(source: str, name: str, text: str) -> Iterator[str]:
    first = text.splitlines()[0]
    told = _TELLS.search(fold(first))
    if told:
        yield (
            f'a primeira linha aparece na tela bloqueada e diz "{told[0]}": deixe valor, atraso e '
            "o que foi comprado para depois"
        )
    proposes = name == agreement.TEMPLATE
    longest = rendering.LONGEST_PROPOSAL if proposes else rendering.LONGEST_FOR_A_PHONE
    if len(text) > longest:
        yield (
            f"o texto fica com {len(text)} caracteres; até {longest} ele é lido inteiro no celular"
        )
    if name not in _NOT_LATE and "identificacao" not in source:
        yield (
            "para lembrar do que já venceu falta a linha {{ identificacao }}: nome, CPF ou CNPJ "
            "e endereço de quem vendeu (CDC 42-A)"
        )
