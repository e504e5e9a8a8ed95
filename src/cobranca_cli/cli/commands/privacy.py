"""A person's own data: `forget-customer`, `export`."""

from __future__ import annotations

from typing import Annotated

import typer

from cobranca_cli.cli import options, says_privacy
from cobranca_cli.cli.context import AppContext
from cobranca_cli.cli.output import emit_fact
from cobranca_cli.domain.text import clean_text

_FORMS = {
    "json": "json", "ics": "ics", "agenda": "ics", "hledger": "hledger", "ledger": "ledger",
    "beancount": "beancount", "csv": "csv", "xlsx": "xlsx", "excel": "xlsx", "planilha": "xlsx",
}  # fmt: skip


def parse_form(text: str) -> str:
    """The format of an export."""
    return options.one_of_words(text, _FORMS, "o formato")


def forget_customer(
    ctx: typer.Context,
    customer: options.Customer,
    force: Annotated[bool, typer.Option(
        "--force", "--forcar", help="Apaga tudo já, sem guardar o que a lei manda.")] = False,
    reason: Annotated[str | None, typer.Option(
        "--reason", "--motivo", metavar="TEXTO",
        help="Por quê; fica no histórico. Não escreva o nome da pessoa.")] = None,
) -> None:  # fmt: skip
    """Forget a customer; the sums stay."""
    from cobranca_cli.services.forgetting import forget as service

    app: AppContext = ctx.obj
    who, _ = app.choose(customer)
    words = reason and clean_text(reason, what="o motivo")
    app.confirm(says_privacy.forget_question(app, who, force=force, reason=words))
    done = service(app.unit("forget-customer"), customer=who, force=force, reason=words)
    lines = says_privacy.forgotten(done, dry_run=app.dry_run)
    emit_fact(app, done, lines=lines, warnings=done.warnings)


def export(
    ctx: typer.Context,
    form: Annotated[str, typer.Argument(
        metavar="json|xlsx|csv|ics|hledger|ledger|beancount", parser=parse_form,
        help="json: tudo, ou tudo sobre um cliente; xlsx ou csv: planilhas; ics: o que vence, "
             "para o calendário; hledger, ledger ou beancount: para a contabilidade.")],
    customer: options.MaybeCustomer = None,
    output: Annotated[str | None, typer.Option(
        "--output", "--saida", metavar="ARQUIVO",
        help="Onde gravar; - mostra na tela. Sem isto, na pasta documents.")] = None,
) -> None:  # fmt: skip
    """What is kept, in one file for another program or another person."""
    from cobranca_cli.cli import exports

    app: AppContext = ctx.obj
    exports.FORMS[form](app, customer, output)
