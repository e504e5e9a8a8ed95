"""Getting started: `setup`, `config`."""

from __future__ import annotations

import re
from datetime import time
from typing import TYPE_CHECKING, Annotated

import typer

from cobranca_cli.cli import options, scheduling, setting_up
from cobranca_cli.cli.context import AppContext, typed_path
from cobranca_cli.cli.headings import WORDS
from cobranca_cli.cli.output import emit_fact, note
from cobranca_cli.errors import ConflictingOptionsError
from cobranca_cli.store import settings as settings_file
from cobranca_cli.store.setting_list import YES_OR_NO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobranca_cli.cli.setting_up import SetUp


_NEXT = "Pronto. Para anotar a primeira venda: cobranca vendi Maria 150,00"


def parse_yes_no(text: str) -> str:
    """`sim` or `não`, typed in either language or as one letter. Raises InvalidChoiceError."""
    return options.one_of_words(text, YES_OR_NO, "a resposta")


Name = Annotated[str | None, typer.Option(
    "--name", "--nome", metavar="TEXTO",
    help="Nome do negócio.")]  # fmt: skip
Owner = Annotated[str | None, typer.Option(
    "--owner", "--dono", metavar="TEXTO",
    help="Seu nome.")]  # fmt: skip
Document = Annotated[str | None, typer.Option(
    "--document", "--documento", metavar="TEXTO",
    help="Seu CPF ou CNPJ.")]  # fmt: skip
City = Annotated[str | None, typer.Option(
    "--city", "--cidade", metavar="TEXTO",
    help="Cidade.")]  # fmt: skip
Address = Annotated[str | None, typer.Option(
    "--address", "--endereco", metavar="TEXTO",
    help="Endereço.")]  # fmt: skip
Phone = Annotated[str | None, typer.Option(
    "--phone", "--telefone", metavar="TEXTO",
    help="Telefone com WhatsApp.")]  # fmt: skip
PixKey = Annotated[str | None, typer.Option(
    "--pix-key", "--chave-pix", metavar="TEXTO",
    help="Chave Pix para receber.")]  # fmt: skip
Timezone = Annotated[str | None, typer.Option(
    "--timezone", "--fuso", metavar="TEXTO",
    help="Fuso, como America/Manaus.")]  # fmt: skip
Manner = Annotated[str | None, typer.Option(
    "--manner", "--tratamento", metavar="voce|senhor",
    help="Como tratar o cliente nas mensagens.")]  # fmt: skip
SendHours = Annotated[str | None, typer.Option(
    "--send-hours", "--horario", metavar="HORAS",
    help="Das quantas às quantas horas os lembretes saem, como 9-18.")]  # fmt: skip
Charges = Annotated[str | None, typer.Option(
    "--charges", "--encargos", metavar="s|n", parser=parse_yes_no, show_default=False,
    help="Multa de 2% e juros de 1% ao mês de quem atrasa, ou nada.")]  # fmt: skip
Fine = Annotated[str | None, typer.Option(
    "--fine", "--multa", metavar="PORCENTO",
    help="Multa por atraso, até 2%.")]  # fmt: skip
Interest = Annotated[str | None, typer.Option(
    "--interest", "--juros", metavar="PORCENTO",
    help="Juros por atraso ao mês, até 1%.")]  # fmt: skip
Limit = Annotated[str | None, typer.Option(
    "--limit", "--limite", metavar="VALOR",
    help="Até quanto cada cliente pode dever.")]  # fmt: skip
SecondPlace = Annotated[str | None, typer.Option(
    "--second-place", "--outro-lugar", metavar="PASTA",
    help="Onde fica a segunda cópia de tudo, de outro disco se der.")]  # fmt: skip
Encrypt = Annotated[str | None, typer.Option(
    "--encrypt", "--cifrar", metavar="s|n", parser=parse_yes_no, show_default=False,
    help="Cifrar as cópias do outro lugar com a sua senha.")]  # fmt: skip
Customers = Annotated[list[str] | None, typer.Option(
    "--customers", "--clientes", metavar="ARQUIVO",
    help="CSV de clientes a importar.")]  # fmt: skip
Sales = Annotated[list[str] | None, typer.Option(
    "--sales", "--vendas", metavar="ARQUIVO",
    help="CSV de vendas a importar.")]  # fmt: skip
Payments = Annotated[list[str] | None, typer.Option(
    "--payments", "--recebimentos", metavar="ARQUIVO",
    help="CSV de recebimentos a importar.")]  # fmt: skip
DailyAt = Annotated[time | None, typer.Option(
    "--daily-at", "--diario-as", metavar="HORA", parser=scheduling.parse_hour,
    show_default=False, help="Rodar o diário todo dia a esta hora, como 08:00.")]  # fmt: skip


def setup(
    ctx: typer.Context,
    name: Name = None,
    owner: Owner = None,
    document: Document = None,
    city: City = None,
    address: Address = None,
    phone: Phone = None,
    pix_key: PixKey = None,
    timezone: Timezone = None,
    manner: Manner = None,
    send_hours: SendHours = None,
    charges: Charges = None,
    fine: Fine = None,
    interest: Interest = None,
    limit: Limit = None,
    second_place: SecondPlace = None,
    encrypt: Encrypt = None,
    customers: Customers = None,
    sales: Sales = None,
    payments: Payments = None,
    daily_at: DailyAt = None,
) -> None:
    """Say who the owner is and how it goes: by options, or asked one by one on a terminal."""
    app: AppContext = ctx.obj
    place = str(typed_path(second_place)) if second_place else second_place
    given = {
        "business.name": name, "business.owner": owner, "business.document": document,
        "business.city": city, "business.address": address, "business.phone": phone,
        "business.pix_key": pix_key, "business.timezone": timezone, "reminders.manner": manner,
        "reminders.send_hours": send_hours, "charges.fine": fine, "charges.interest": interest,
        "credit.default_limit": limit, "backup.second_place": place, "backup.encrypt": encrypt,
    }  # fmt: skip
    changes = dict(setting_up.CHARGES[charges]) if charges else {}
    changes |= {key: value for key, value in given.items() if value is not None}
    told = setting_up.Told(changes, (customers or [], sales or [], payments or []), daily_at)
    done = _guided(app) if told.is_empty else setting_up.by_options(app, told)
    emit_fact(app, done, lines=_lines(app, done), warnings=_warnings(done))
    if told.is_empty:
        note(_NEXT)


def _guided(app: AppContext) -> SetUp:
    """Ask, where somebody can be asked. Raises ConflictingOptionsError, and what a write raises."""
    if not app.on_terminal:
        raise ConflictingOptionsError(
            "Diga ao menos um dado.", "por exemplo: cobranca configurar --nome 'Doces da Lúcia'"
        )
    from cobranca_cli.cli.guided import Guide

    return Guide(app).run()


def _lines(app: AppContext, done: SetUp) -> Iterator[str]:
    for row in done.rows:
        about = re.split("[:;]", row.description)[0]  # Behind it: how it is to be written.
        yield f"{about[:1].upper()}{about[1:]}: {_shown(row.value)}"
    if done.imported:
        from cobranca_cli.cli.commands.notebook import lines

        yield from lines(done.imported)
    if done.scheduled:
        yield from scheduling.lines(done.scheduled, dry_run=app.dry_run)


def _warnings(done: SetUp) -> list[str]:
    imported = done.imported.warnings if done.imported else []
    return [*imported, *(done.scheduled.warnings if done.scheduled else [])]


def config(
    ctx: typer.Context,
    key: Annotated[str | None, typer.Argument(
        metavar="[AJUSTE]", help="O nome do ajuste.")] = None,
    value: Annotated[str | None, typer.Argument(
        metavar="[VALOR]", help='O valor novo; "" volta ao de fábrica.')] = None,
) -> None:  # fmt: skip
    """Show all settings, one, or change one."""
    from cobranca_cli.services import setup as service

    app: AppContext = ctx.obj
    if key is None or value is None:
        if key is not None:
            settings_file.check(key, "")
        shown = service.listing(app.settings, only=key)
    else:
        shown = service.change_settings(
            app.unit("config"), path=app.settings_path, settings=app.settings, changes={key: value}
        )
    emit_fact(app, shown, lines=[
        *(f"{row.key} = {_shown(row.value)}   # {row.description}" for row in shown.rows),
        *([] if key else _BY_METHOD),
    ])  # fmt: skip


# Not listed while they are not set: there are two for each way to pay.
_BY_METHOD = (
    "E para cada forma de pagar (credit, debit, boleto, check, pix …):",
    "  payments.credit.fee_bps, quanto a taxa leva; payments.credit.settles_days, em quantos dias.",
)


def _shown(value: str) -> str:
    return WORDS.get(value, value) or "(vazio)"
