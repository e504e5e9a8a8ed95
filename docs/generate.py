"""What the generated parts of the documentation say; cog calls this (`make docs`).

They are made from the program itself: the command table with each command's own help, every error
class with an example of what it tells a person, every setting. The drawings are in `drawings.py`.
"""

from __future__ import annotations

import contextlib
import inspect
import io
import pkgutil
from collections.abc import Iterator, Sequence
from datetime import date
from importlib import import_module
from typing import Any, Literal, get_args, get_origin, get_type_hints

import cobranca_cli
from cobranca_cli.cli.main import main
from cobranca_cli.cli.sitting import EXIT_WORDS
from cobranca_cli.cli.table import COMMANDS, PANELS
from cobranca_cli.errors import CobrancaError, InvalidSettingError
from cobranca_cli.store.setting_list import SETTINGS, WORDS, Setting

# Invented values for an error's fields, by `Class.field` or by field.
SAMPLES: dict[str, Any] = {
    "allowed": ["pix", "cash", "debit"],
    "asked_cents": 5_000,
    "candidates": [(3, "Maria da Silva"), (8, "Maria Souza")],
    "command": "cobranca vendi",
    "count": 500,
    "credit_cents": 2_000,
    "customer": "Maria",
    "due_on": date(2026, 11, 10),
    "customer_id": 12,
    "erase_on": date(2032, 1, 1),
    "error": ZeroDivisionError("division by zero"),
    "example": "cobranca vendi Maria 150,00",
    "expected": "um prazo, como 30 dias",
    "forgotten_on": date(2026, 11, 23),
    "found": 9,
    "hint": "diga o que muda, como --telefone ou --nome.",
    "home": "/home/lucia/caderno",
    "ids": [12, 15],
    "waiting": {12: None, 15: None},
    "key": "sales.default_due",
    "kind": "fine",
    "bps": 1_000,
    "received_on": date(2026, 11, 10),
    "charged_on": date(2026, 11, 20),
    "known": 1,
    "name": "--vencimeto",
    "newest": "/home/lucia/caderno/backups/cobranca-2026-11-20-183000.zip",
    "near": ["--vencimento"],
    "on": date(2026, 11, 10),
    "owner": "João",
    "path": "/home/lucia/caderno/cobranca.db",
    "program": "crontab",
    "mark": "cobranca-daily-1a2b3c4d",
    "InvalidHourError.text": "25:00",
    "SchedulerFailedError.why": "you are not allowed to use this program",
    "SchedulerMissingError.name": "systemd",
    "SchedulerMissingError.why": "o systemd do usuário não responde nesta sessão",
    "SecondPlaceError.path": "/media/lucia/pendrive",
    "SecondPlaceError.why": "não está lá",
    "problems": [("vendas.csv", 7, 'Não entendi o valor "1,234".')],
    "PointsTooFewError.points": 100,
    "balance": 40,
    "question": "cancelar a venda 12 de Maria, de R$ 150,00?",
    "readings": (123, 123_400),
    "similar": ["Maria"],
    "seq": 14,
    "reason": "cheque voltou duas vezes",
    "step": "conversa",
    "sold_on": date(2026, 11, 20),
    "text": "Marai",
    "template": "esqueceu",
    "today": date(2026, 11, 23),
    "total_cents": 15_000,
    "what": "A venda 12",
    "when": date(2026, 12, 1),
    "why": "o disco está cheio",
    "first": "O texto 8 foi mudado.",
    "NotNotifiedError.channel": "e-mail",
    "NotNotifiedError.words": "550 5.7.1 recusado",
    "AmbiguousCustomerError.text": "Mari",
    "AmountBelowDiscountsError.amount_cents": 1_000,
    "AmountOutOfRangeError.limit_cents": 9_999_999_999,
    "AmountOutOfRangeError.text": "0",
    "ArgumentUnexpectedError.words": "da Silva",
    "BackupDamagedError.path": "/media/usb/cobranca-2026-11-20-183000.zip",
    "BackupDamagedError.why": "o arquivo está incompleto ou trocado",
    "HomeHasDataError.what": "o exemplo",
    "HomeHasDataError.command": "demo",
    "BackupNotFoundError.path": "/media/usb/cobranca.zip",
    "BackupTooNewError.made_by": "0.9.0",
    "BackupTooNewError.path": "/media/usb/cobranca-2026-11-20-183000.zip",
    "BackupTooNewError.this": "0.1.0",
    "ChannelNotReadyError.channel": "e-mail",
    "ChannelNotReadyError.missing": ["o ajuste email.host", "a senha COBRANCA_EMAIL_PASSWORD"],
    "CommandUnknownError.known": ["vendi", "vendas"],
    "CommandUnknownError.name": "vendii",
    "ConflictingOptionsError.hint": "escolha um deles.",
    "ConflictingOptionsError.message": "Não dá para usar --sale e --installment juntos.",
    "DiscountTooLargeError.worth_cents": 4_000,
    "DatabaseDamagedError.why": "database disk image is malformed",
    "DatabaseUnreadableError.why": "o disco falhou",
    "UpgradeFailedError.found": 1,
    "UpgradeFailedError.known": 2,
    "UpgradeFailedError.why": "no such column: total",
    "ExtraMissingError.extra": "cofre",
    "ExtraMissingError.what": "cifrar e abrir cópias cifradas",
    "FileTooLargeError.limit": 1 << 20,
    "FileTooLargeError.path": "/home/lucia/caderno/templates/esqueceu.txt",
    "FileUnreadableError.path": "vendas.csv",
    "FileUnreadableError.why": "o arquivo não existe",
    "FutureDateError.what": "A venda",
    "FileSystemError.why": "/home/lucia/caderno No space left on device",
    "HomeUnusableError.why": "não é uma pasta",
    "InstallmentNotFoundError.text": "99",
    "InstallmentTooSmallError.count": 2,
    "InstallmentTooSmallError.total_cents": 1,
    "InvalidAmountError.text": "1,234",
    "InvalidChoiceError.text": "fiado",
    "InvalidChoiceError.what": "a forma",
    "InvalidEmailError.text": "maria@",
    "InvalidIntervalError.text": "sempre",
    "InvalidPayDayError.text": "dia 40",
    "InvalidPercentError.text": "150%",
    "InvalidPhoneError.text": "1234",
    "InvalidSettingError.text": "logo",
    "InvalidTaxIdError.text": "123.456.789-00",
    "InvalidTextError.found": "\u202e",
    "InvalidTextError.what": "o nome",
    "LadderOrderError.after": ("tudo-bem", 7),
    "LadderOrderError.one": ("esqueceu", 10),
    "LadderStartError.first": "esqueceu",
    "LadderStartError.said": ["tudo-bem", "formal"],
    "segment": "",
    "NotACountError.text": "muitos",
    "NotAYearError.text": "26",
    "OptionMisplacedError.name": "--hoje",
    "OptionMisplacedError.value": "DATA",
    "OptionValueError.name": "--vencimento",
    "ParameterMissingError.name": "VALOR",
    "PassphraseWrongError.path": "/media/usb/cobranca-2026-11-20-183000.zip.age",
    "RecurringEndedError.stopped_on": date(2026, 12, 1),
    "RecurringNotFoundError.text": "99",
    "start_on": date(2026, 12, 5),
    "until_on": date(2026, 11, 5),
    "PeriodReversedError.first": date(2026, 9, 30),
    "PeriodReversedError.last": date(2026, 9, 1),
    "PeriodTooLongError.first": date(2020, 1, 1),
    "PeriodTooLongError.last": date(2026, 9, 1),
    "year": 2025,
    "AgreementNotYetError.since": date(2026, 11, 23),
    "AgreementNotYetError.on": date(2026, 11, 1),
    "AgreementOutdatedError.late_since": date(2026, 11, 30),
    "AgreementStateError.state": "broken",
    "CodeLockedError.tries": 5,
    "updated_cents": 31_363,
    "NothingLeftToAgreeError.discount_cents": 99_900,
    "CreditorUnknownError.missing": ["o CPF ou CNPJ", "o endereço"],
    "NotACodeError.length": 6,
    "years": 3,
    "PaidPartsDoNotAddUpError.total_cents": 25_000,
    "PaymentNotFoundError.text": "99",
    "BounceBeforePaymentError.received_on": date(2026, 11, 20),
    "ChequeDayError.clears_on": date(2026, 11, 20),
    "ChequeDayError.earliest_on": date(2026, 11, 23),
    "InvalidBoletoError.wrong": "A linha tem 46 números; a linha do boleto de um banco tem 47, "
    "e o código de barras 44.",
    "TooManyBoletosError.boletos": 3,
    "TooManyBoletosError.installments": 2,
    "InvalidPixFieldError.limit": 25,
    "InvalidPixFieldError.text": "VENDA-1",
    "InvalidPixKeyError.text": "11912345678",
    "PixNotReadyError.missing": [("--chave-pix CHAVE", "a sua chave Pix")],
    "RestoreHalfDoneError.aside": "/home/lucia/caderno/backups/antes-de-restaurar-2026-11-23-1000",
    "SaleNotFoundError.text": "99",
    "SecretInSettingError.key": "sms.headers",
    "SecretInSettingError.where": "X-API-TOKEN",
    "SecretUnusableError.name": "COBRANCA_EMAIL_PASSWORD",
    "SecretsFileError.path": "/home/lucia/caderno/segredos.env",
    "SecretsFileError.why": "não entendi a linha 3",
    "SecretsReadableError.path": "/home/lucia/caderno/segredos.env",
    "SettingNotFoundError.key": "sales.default",
    "SettingNotFoundError.similar": ["sales.default_due"],
    "SettingsFileError.path": "/home/lucia/caderno/cobranca.toml",
    "SettingsFileError.why": "erro na linha 3, coluna 8",
    "SeveralFitError.what": "venda",
    "given": False,
    "family": "palavra de dívida",
    "in_text": False,
    "instead": "“valor em aberto”",
    "NewsToneError.found": "última chance",
    "NewsToneError.family": "ultimato",
    "NewsToneError.instead": "“quando puder”",
    "ToneError.found": "sua dívida",
    "ToneError.line": 3,
    "OwnTemplateError.path": "/home/lucia/caderno/templates/esqueceu.txt",
    "TemplateError.found": "{{ nom }}",
    "TemplateError.known": ("nome", "total"),
    "TemplateError.line": 3,
}
# One example for each way in which a value may be wrong.
DATES = {
    "unknown": ("depois do carnaval", None),
    "bare_number": ("15", "dia 15"),
    "no_such_day": ("31/02", "28/02"),
    "no_such_month": ("25/13", None),
    "month_first": ("12/25", "25/12"),
    "year": ("25/12/6", None),
    "day_of_month": ("dia 40", None),
    "out_of_range": ("25/12/1800", None),
}

# The settings' sections, in words; and what a setting takes when its check says no more than what
# is wrong.
SECTIONS = {
    "business": "Quem você é", "sales": "Vendas", "payments": "Recebimentos",
    "calendar": "Feriados", "reminders": "Lembretes", "ladder": "A régua",
    "credit": "Crédito", "charges": "Multa e juros", "negotiation": "Acordos",
    "points": "Pontos", "tone": "Tom", "legal": "Lei", "backup": "Cópias", "daily": "O diário",
    "email": "E-mail", "sms": "SMS",
}  # fmt: skip
TAKES = {
    "InvalidAmountError": "um valor, como 50,00", "InvalidEmailError": "um e-mail",
    "InvalidLinkError": "um endereço com https", "InvalidPercentError": "uma porcentagem, como 2%",
    "InvalidPhoneError": "um telefone com DDD", "InvalidPixKeyError": "uma chave Pix",
    "InvalidTaxIdError": "um CPF ou CNPJ",
}  # fmt: skip


def command_index() -> str:
    """All commands in one table per panel."""
    lines: list[str] = []
    for panel in PANELS:
        lines += [f"**{panel}**", "", "| comando | em inglês | para quê |", "|---|---|---|"]
        lines += [
            f"| [`{c.name_pt}`](#{c.name_pt}) | `{c.name}` | {c.help} |"
            for c in COMMANDS
            if c.panel == panel
        ]
        lines.append("")
    return "\n".join(lines)


def command_pages() -> str:
    """Every command's help, as the program prints it."""
    parts = []
    for panel in PANELS:
        for command in (c for c in COMMANDS if c.panel == panel):
            parts += [f"## {command.name_pt}", "", "```text", printed(command.name_pt), "```", ""]
    return "\n".join(parts)


def printed(name: str) -> str:
    """What `cobranca NAME --help` prints."""
    screen = io.StringIO()
    with contextlib.redirect_stdout(screen):
        code = main([name, "--help"])
    assert not code, name
    return screen.getvalue().strip("\n")


def setting_pages() -> str:
    """Every setting, section by section: what it ships as, what it takes and what it is for."""
    parts: list[str] = []
    for section, title in SECTIONS.items():
        found = [s for s in SETTINGS if s.key.startswith(f"{section}.")]
        parts += [f"## {title}", "", "| ajuste | de fábrica | aceita | para quê |"]
        parts += ["|---|---|---|---|"]
        parts += [f"| `{s.key}` | {shipped(s)} | {takes(s)} | {s.description} |" for s in found]
        parts.append("")
    return "\n".join(parts)


def shipped(setting: Setting) -> str:
    """The default as a person would type it."""
    words = {kept: word for word, kept in reversed(WORDS.get(setting.key, {}).items())}
    return f"`{words.get(setting.default, setting.default)}`" if setting.default else "vazio"


def takes(setting: Setting) -> str:
    """What a setting takes, as it says when it is given something else."""
    try:
        setting.check("§?")
    except InvalidSettingError as error:
        return error.expected
    except CobrancaError as error:
        return TAKES.get(type(error).__name__, "um texto")
    return "um texto"


def error_pages() -> str:
    """Every error by exit code: its code in JSON and an example of what a person reads."""
    found = sorted(error_classes(), key=lambda error: error.__name__)
    parts: list[str] = []
    for code, meaning in EXIT_WORDS.items():
        parts += [f"## {int(code)}: {meaning}", ""]
        parts += ["| código em `--json` | o que aparece |", "|---|---|"]
        for error in (error for error in found if error.exit_code == code):
            parts.append(f"| `{error_code(error)}` | {_cell(list(examples(error)))} |")
        parts.append("")
    return "\n".join(parts)


def error_classes() -> list[type[CobrancaError]]:
    """Every error that can reach a person; what an import collects is shown line by line."""
    for module in pkgutil.walk_packages(cobranca_cli.__path__, "cobranca_cli."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    found: list[type[CobrancaError]] = []
    waiting = CobrancaError.__subclasses__()
    while waiting:
        error = waiting.pop()
        waiting += error.__subclasses__()
        reaches = error.__module__.startswith(("cobranca_cli.errors", "cobranca_cli.cli"))
        if reaches and "ever raised itself" not in (error.__doc__ or "") and error not in found:
            found.append(error)
    return found


def examples(error: type[CobrancaError]) -> Iterator[CobrancaError]:
    """The error with invented values: one, or one for each of its kinds of problem."""
    parameters = [p for p in inspect.signature(error).parameters.values() if p.name != "self"]
    problems: tuple[str, ...] = ("",)
    if "problem" in inspect.signature(error).parameters:
        problems = kinds(error, "problem")
    for problem in problems:
        values: dict[str, Any] = {}
        for parameter in parameters:
            values[parameter.name] = sample(error, parameter, problem)
        yield error(**values)


def kinds(error: type[CobrancaError], field: str) -> tuple[str, ...]:
    """The values of a Literal parameter."""
    known = {**vars(import_module(error.__module__)), "date": date, "Sequence": Sequence}
    hint = get_type_hints(error.__init__, known)[field]
    assert get_origin(hint) is Literal, (error, field)
    return get_args(hint)


def sample(error: type[CobrancaError], parameter: inspect.Parameter, problem: str) -> Any:
    """An invented value for one parameter. Raises KeyError: add one to SAMPLES."""
    name = parameter.name
    if problem and name == "problem":
        return problem
    if problem and error.__name__ == "InvalidDateError":
        return DATES[problem][0 if name == "text" else 1]
    key = f"{error.__name__}.{name}"
    if key in SAMPLES:
        return SAMPLES[key]
    if name in SAMPLES:
        return SAMPLES[name]
    if name.endswith("_cents"):
        return 20_000
    if name.endswith("_id"):
        return 12
    if name in ("length", "limit"):
        return 500 if name == "length" else 120
    if parameter.default is not inspect.Parameter.empty:
        return parameter.default
    if parameter.annotation == "bool":
        return False
    raise KeyError(f"an invented value for {key}: add it to SAMPLES in docs/generate.py")


def error_code(error: type[CobrancaError]) -> str:
    """The code of an error in JSON."""
    return next(examples(error)).code


def _cell(found: list[CobrancaError]) -> str:
    """Messages with their hints; one that several share is said once, after the last."""
    lines: list[str] = []
    for number, error in enumerate(found):
        following = found[number + 1].hint if number + 1 < len(found) else None
        lines.append(error.message.replace("\n", "<br>"))
        if error.hint and error.hint != following:
            lines.append(f"*Dica: {error.hint}*")
    return "<br>".join(lines).replace("|", "\\|")
