"""Getting started: `setup`, `config`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from cobranca_cli.cli.context import AppContext
from cobranca_cli.cli.headings import WORDS
from cobranca_cli.cli.output import emit_fact
from cobranca_cli.errors import CobrancaError, ConflictingOptionsError
from cobranca_cli.store import settings as settings_file


def _text(*names: str, help_text: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(*names, metavar="TEXTO", help=help_text)
    return option


def setup(
    ctx: typer.Context,
    name: Annotated[str | None, _text("--name", "--nome", help_text="Nome do negócio.")] = None,
    owner: Annotated[str | None, _text("--owner", "--dono", help_text="Seu nome.")] = None,
    document: Annotated[
        str | None, _text("--document", "--documento", help_text="Seu CPF ou CNPJ.")
    ] = None,
    city: Annotated[str | None, _text("--city", "--cidade", help_text="Cidade.")] = None,
    address: Annotated[str | None, _text("--address", "--endereco", help_text="Endereço.")] = None,
    phone: Annotated[
        str | None, _text("--phone", "--telefone", help_text="Telefone com WhatsApp.")
    ] = None,
    pix_key: Annotated[
        str | None, _text("--pix-key", "--chave-pix", help_text="Chave Pix para receber.")
    ] = None,
    timezone: Annotated[
        str | None, _text("--timezone", "--fuso", help_text="Fuso, como America/Manaus.")
    ] = None,
) -> None:
    """Say who the owner is: by options, or asked one by one on a terminal."""
    from cobranca_cli.services.setup import change_settings

    app: AppContext = ctx.obj
    given = {
        "name": name, "owner": owner, "document": document, "city": city, "address": address,
        "phone": phone, "pix_key": pix_key, "timezone": timezone,
    }  # fmt: skip
    changes = {f"business.{key}": value for key, value in given.items() if value is not None}
    changes = changes or _asked(app)
    done = change_settings(
        app.unit("setup"), path=app.settings_path, settings=app.settings, changes=changes
    )
    emit_fact(
        app,
        done,
        lines=[
            f"{row.description[:1].upper()}{row.description[1:]}: {_shown(row.value)}"
            for row in done.rows
        ],
    )


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


def _asked(app: AppContext) -> dict[str, str]:
    """Ask for each setting of the business; Enter keeps what is there."""
    if not app.on_terminal:
        raise ConflictingOptionsError(
            "Diga ao menos um dado.", "por exemplo: cobranca configurar --nome 'Doces da Lúcia'"
        )
    from cobranca_cli.cli.output import note
    from cobranca_cli.cli.prompts import ask

    note("Enter mantém o que está entre colchetes; Ctrl-C desiste sem gravar nada.")
    changes = {}
    for setting in settings_file.SETTINGS:
        if setting.key.startswith("business."):
            present = app.settings[setting.key]
            question = setting.description[:1].upper() + setting.description[1:]
            changes[setting.key] = _asked_until_it_fits(setting.key, question, present, ask)
    return {key: text for key, text in changes.items() if text != app.settings[key]}


def _asked_until_it_fits(
    key: str, question: str, present: str, ask: Callable[[str, str], str]
) -> str:
    """Ask again, saying why, until the setting takes the answer."""
    from cobranca_cli.cli.output import note

    while True:
        answer = ask(question, WORDS.get(present, present))
        try:
            return settings_file.check(key, answer)
        except CobrancaError as error:
            note(f"{error.message} {error.hint or ''}".rstrip())
