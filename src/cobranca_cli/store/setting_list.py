"""Every setting: its name, what it ships as, what it takes, and what it is for."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain.words import KIND_WORDS, METHOD_NAMES, METHOD_WORDS
from cobranca_cli.store import setting_checks as checks

if TYPE_CHECKING:
    from collections.abc import Callable


_PRODUCTS = {word: kept for word, kept in KIND_WORDS.items() if kept in ("commerce", "industry")}
_MANNERS = {
    "você": "voce", "voce": "voce", "informal": "voce",
    "senhor": "senhor", "senhora": "senhor", "formal": "senhor",
}  # fmt: skip
_FOOTERS = {"atrasos": "late", "late": "late", "formal": "formal"}
_SECURITY = {
    "starttls": "starttls", "tls": "tls", "ssl": "tls", "nenhuma": "none", "none": "none",
}  # fmt: skip
#: How a setting that is yes or no may be typed, and what is kept.
YES_OR_NO = {"sim": "sim", "s": "sim", "yes": "sim", "y": "sim", "true": "sim",
             "não": "não", "nao": "não", "n": "não", "no": "não", "false": "não"}  # fmt: skip
_OF_DAILY = {
    "preparar": "prepare", "prepare": "prepare", "enviar": "send", "send": "send",
    "nada": "nothing", "nothing": "nothing",
}  # fmt: skip
_METHODS = {"post": "POST", "get": "GET", "put": "PUT"}
#: Settings whose value is one of a few words, which a person types in either language.
WORDS = {
    "business.product_is": _PRODUCTS, "payments.default_method": METHOD_WORDS,
    "legal.footer": _FOOTERS, "email.security": _SECURITY, "sms.method": _METHODS,
    "reminders.manner": _MANNERS, "reminders.pay_day": YES_OR_NO, "reminders.grace": YES_OR_NO,
    "points.enabled": YES_OR_NO, "backup.encrypt": YES_OR_NO, "daily.messages": _OF_DAILY,
    "daily.notify": YES_OR_NO,
}  # fmt: skip


#: Step, days from the due date, what it is; `domain.ladder` says what each does.
RUNGS = (
    ("antes", "-3", "o lembrete de antes"),
    ("no-dia", "0", "o lembrete do dia"),
    ("esqueceu", "3", "o primeiro lembrete de atraso"),
    ("tudo-bem", "7", "o segundo lembrete de atraso"),
    ("proposta", "15", "a proposta de um jeito de acertar"),
    ("conversa", "30", "a conversa, que é com você"),
    ("formal", "45", "a carta formal"),
    ("decisao", "60", "a decisão, que é com você"),
)
_SEGMENT_RUNG = re.compile(r"ladder\.([a-z-]+)\.([a-z-]+)")
WHAT_OF_METHOD = ("fee_bps", "settles_days")
_OF_METHOD = re.compile(r"payments\.([a-z]+)\.(fee_bps|settles_days)")


class Setting(NamedTuple):
    """One setting: every value is text in the file, as a person types it on the command line."""

    key: str
    default: str
    check: Callable[[str], str]
    description: str


SETTINGS: tuple[Setting, ...] = (
    Setting("business.name", "", checks.line, "nome do negócio, como aparece nas mensagens"),
    Setting("business.owner", "", checks.line, "seu nome"),
    Setting("business.document", "", checks.document, "seu CPF ou o CNPJ do negócio"),
    Setting("business.city", "", checks.line, "cidade"),
    Setting("business.address", "", checks.line, "endereço"),
    Setting("business.phone", "", checks.phone, "telefone com WhatsApp"),
    Setting("business.pix_key", "", checks.pix_key, "chave Pix para receber"),
    Setting("business.timezone", "America/Sao_Paulo", checks.timezone, "fuso horário"),
    Setting(
        "business.product_is", "commerce", checks.one_of(_PRODUCTS),
        "o que é vender um produto: revenda ou industria (fabricação própria)",
    ),
    Setting("business.pay_link", "", checks.link, "sua página para receber, com https"),
    Setting("business.hour_value", "", checks.amount,
            "quanto vale uma hora sua, para decidir se vale a pena insistir; vazio: não contar"),
    Setting("business.hours_per_case", "3", checks.count(1, 200),
            "horas que você gasta, mais ou menos, com um atraso que não se resolve"),
    Setting("sales.default_due", "30 dias", checks.default_due,
            "vencimento quando não se diz outro"),
    Setting(
        "payments.default_method", "pix", checks.one_of(METHOD_WORDS),
        "forma de pagamento quando não se diz outra",
    ),
    Setting("payments.methods", "", checks.methods,
            "formas de pagar ditas nas mensagens, como pix, cartao, dinheiro, transferencia"),
    Setting("calendar.holidays", "", checks.holidays,
            "feriados locais separados por vírgula, como 14/07, 08/12/2026"),
    Setting("reminders.tolerance", "5,00", checks.amount,
            "não lembrar quem deve menos que isto"),
    Setting("reminders.manner", "voce", checks.one_of(_MANNERS),
            "como tratar o cliente nas mensagens: você, ou senhor (formal)"),
    Setting("reminders.gap_days", "3", checks.count(1, 60),
            "dias entre um lembrete de atraso e o próximo, para a mesma pessoa"),
    Setting("reminders.max_month", "4", checks.count(1, 30),
            "lembretes de atraso, no máximo, em 30 dias para a mesma pessoa"),
    Setting("reminders.compensation_days", "2", checks.count(0, 10),
            "dias úteis que um boleto ou cheque leva para aparecer na conta"),
    Setting("reminders.send_hours", "9-18", checks.channel("check_hours"),
            "das quantas às quantas horas os lembretes saem, de segunda a sexta"),
    Setting("reminders.channels", "", checks.channel("check_order"),
            "por onde --enviar manda, na ordem de preferência; vazio: o que estiver pronto"),
    Setting("reminders.pay_day", "sim", checks.one_of(YES_OR_NO),
            "esperar o dia em que o cliente costuma pagar, quando faltam até 5 dias: sim ou não"),
    Setting("reminders.grace", "sim", checks.one_of(YES_OR_NO),
            "dar a quem sempre paga com alguns dias de atraso esses dias a mais: sim ou não"),
    *(Setting(f"ladder.{key}", days, partial(checks.rung, key),
              f"régua: dias do vencimento até {what}, ou não")
      for key, days, what in RUNGS),
    Setting("credit.default_limit", "", checks.amount,
            "até quanto cada cliente pode dever, quando o cadastro não diz; vazio: sem limite"),
    Setting("credit.prepay_above", "", checks.amount,
            "acima disto, sugerir entrada a quem ainda não tem histórico; vazio: não sugerir"),
    Setting("charges.fine", "", partial(checks.charge, "fine"),
            "multa por atraso combinada nas vendas novas, até 2%; vazio: sem multa"),
    Setting("charges.interest", "", partial(checks.charge, "interest"),
            "juros por atraso ao mês combinados nas vendas novas, até 1%; vazio: sem juros"),
    Setting("negotiation.max_discount", "10%", checks.percent,
            "maior desconto para acertar à vista"),
    Setting("negotiation.max_installments", "6", checks.count(1, 999),
            "em quantas parcelas, no máximo"),
    Setting("negotiation.min_installment", "30,00", checks.amount, "menor parcela de um acordo"),
    Setting("negotiation.monthly_rate", "1%", checks.percent,
            "quanto o dinheiro rende ao mês, para dizer o que um acordo vale hoje"),
    Setting("negotiation.first_due_days", "7", checks.count(0, 90),
            "dias até o primeiro vencimento de um acordo"),
    Setting("negotiation.break_after_days", "10", checks.count(1, 120),
            "dias de atraso de uma parcela até o acordo pedir uma decisão sua"),
    Setting("points.enabled", "não", checks.one_of(YES_OR_NO),
            "dar pontos a quem paga em dia, um por real: sim ou não"),
    Setting("points.value", "0,05", checks.price,
            "quanto vale um ponto como desconto em uma venda"),
    Setting("tone.allowed", "", checks.line,
            "palavras que a conferência de tom deixa passar, separadas por vírgula"),
    Setting("legal.footer", "late", checks.one_of(_FOOTERS),
            "onde vai a linha com nome, CPF/CNPJ e endereço (CDC 42-A): atrasos ou formal"),
    Setting("legal.minimum_wage", "", checks.amount,
            "salário mínimo, que dá o limite do juizado; vazio: o da tabela do programa"),
    Setting("backup.second_place", "", checks.folder,
            "outro lugar para as cópias: uma pasta pelo caminho inteiro, de outro disco se der"),
    Setting("backup.encrypt", "não", checks.one_of(YES_OR_NO),
            "cifrar as cópias do outro lugar com a sua senha: sim ou não"),
    Setting("backup.keep", "30", checks.count(1, 1000),
            "quantas cópias o diário guarda em cada lugar"),
    Setting("daily.messages", "prepare", checks.one_of(_OF_DAILY),
            "o que o diário faz com os lembretes: preparar (nada sai), enviar ou nada"),
    Setting("daily.notify", "não", checks.one_of(YES_OR_NO),
            "mandar o resumo do diário a você, por um canal: sim ou não"),
    Setting("email.host", "", checks.channel("check_host"), "servidor que envia os seus e-mails"),
    Setting("email.port", "", checks.channel("check_port"),
            "porta do servidor; vazio: 587 com starttls, 465 com tls, 25 com nenhuma"),
    Setting("email.security", "starttls", checks.one_of(_SECURITY),
            "ligação segura: starttls, tls, ou nenhuma (só com um servidor neste computador)"),
    Setting("email.user", "", checks.channel("check_user"),
            "usuário no servidor; vazio: o remetente"),
    Setting("email.from", "", checks.channel("check_address"),
            "seu e-mail, de onde saem as mensagens"),
    Setting("email.reply_to", "", checks.channel("check_address"),
            "para onde vão as respostas; vazio: o remetente"),
    Setting("sms.method", "POST", checks.one_of(_METHODS), "método HTTP do seu serviço de SMS"),
    Setting("sms.url", "", checks.channel("check_url"), "endereço do serviço de SMS, com https"),
    Setting("sms.headers", "", checks.channel("check_headers"),
            "cabeçalhos em JSON; uma senha entra só pelo nome, como $COBRANCA_SMS_TOKEN"),
    Setting("sms.body", "", checks.channel("check_body"),
            "corpo em JSON, com {to}, {to_digits} ou {to_national}, e {text}"),
    Setting("sms.id_path", "", checks.channel("check_id_path"),
            "onde a resposta traz o número da mensagem, como id ou messages.0.id"),
)  # fmt: skip
_BY_KEY = {setting.key: setting for setting in SETTINGS}


def find(key: str) -> Setting | None:
    """The setting of this name.

    `ladder.SEGMENT.STEP` is what one segment of payers gets, `payments.METHOD.fee_bps` and
    `payments.METHOD.settles_days` how what was paid so reaches the account.
    """
    if key in _BY_KEY:
        return _BY_KEY[key]
    if (of_method := _OF_METHOD.fullmatch(key)) and of_method[1] in METHOD_NAMES:
        return _of_method(*of_method.groups())
    if not (found := _SEGMENT_RUNG.fullmatch(key)):
        return None
    from cobranca_cli.domain import ladder, score

    segment, step = found.groups()
    if segment not in score.SEGMENTS or step not in ladder.KEYS:
        return None
    shipped = ladder.parse(ladder.SHIPPED_BY_SEGMENT.get(segment, ""))
    default = ("não" if shipped[step] is None else str(shipped[step])) if step in shipped else ""
    return Setting(key, default, partial(checks.rung, step), f"régua: {step} para quem é {segment}")


def _of_method(method: str, what: str) -> Setting:
    name = METHOD_NAMES[method]
    if what == "fee_bps":
        about = f"{name}: quanto a taxa leva, como 4,99%; sem o %, 499 é 4,99%"
        return Setting(f"payments.{method}.fee_bps", "0", checks.fee, about)
    about = f"{name}: dias até o dinheiro estar na conta"
    return Setting(f"payments.{method}.settles_days", "0", checks.count(0, 365), about)
