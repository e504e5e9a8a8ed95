"""Words a person may type where the ledger keeps an English one: folded word -> kept word.

The first word of each kept one is what a person is shown.
"""

from __future__ import annotations

METHOD_WORDS: dict[str, str] = {
    "pix": "pix",
    "dinheiro": "cash", "cash": "cash", "especie": "cash",
    "debito": "debit", "debit": "debit", "cartao de debito": "debit",
    "credito": "credit", "credit": "credit", "cartao de credito": "credit", "cartao": "credit",
    "boleto": "boleto",
    "transferencia": "transfer", "transfer": "transfer", "ted": "transfer", "doc": "transfer",
    "deposito": "deposit", "deposit": "deposit",
    "cheque": "check", "check": "check",
    "outra": "other", "outro": "other", "other": "other",
}  # fmt: skip

# How a method is written to a person, in a message or a table.
METHOD_NAMES: dict[str, str] = {
    "pix": "Pix",
    "cash": "dinheiro",
    "debit": "cartão de débito",
    "credit": "cartão de crédito",
    "boleto": "boleto",
    "transfer": "transferência",
    "deposit": "depósito",
    "check": "cheque",
    "other": "outra forma",
}

CHANNEL_WORDS: dict[str, str] = {
    "whatsapp": "whatsapp", "zap": "whatsapp",
    "telefone": "phone", "phone": "phone", "ligacao": "phone",
    "email": "email", "e-mail": "email",
    "pessoalmente": "in_person", "in_person": "in_person", "in person": "in_person",
}  # fmt: skip

# The channels that send by themselves.
SENDING_WORDS: dict[str, str] = {
    "email": "email", "e-mail": "email", "sms": "sms", "whatsapp": "whatsapp", "zap": "whatsapp",
    "telegram": "telegram", "outro": "other", "other": "other",
}  # fmt: skip

# Why somebody has not paid yet; kept as the contract writes them (`interface.md`).
DELAY_REASON_WORDS: dict[str, str] = {
    "esqueceu": "esqueceu", "dificuldade": "dificuldade", "insatisfacao": "insatisfacao",
    "desacordo": "desacordo", "ja-paguei": "ja-paguei", "ja paguei": "ja-paguei",
    "numero-errado": "numero-errado", "numero errado": "numero-errado",
    "pediu-para-parar": "pediu-para-parar", "pediu para parar": "pediu-para-parar",
    "outro": "outro",
}  # fmt: skip
DELAY_REASON_NAMES: dict[str, str] = {
    "esqueceu": "esqueceu", "dificuldade": "passa por dificuldade",
    "insatisfacao": "não ficou satisfeito", "desacordo": "não concorda com o valor",
    "ja-paguei": "diz que já pagou", "numero-errado": "o número é de outra pessoa",
    "pediu-para-parar": "pediu para não receber mensagens", "outro": "outro motivo",
}  # fmt: skip
CONTACT_KIND_WORDS: dict[str, str] = {
    "nota": "nota", "note": "nota", "consulta": "consulta", "referencia": "referencia",
}  # fmt: skip
CONTACT_KIND_NAMES: dict[str, str] = {
    "nota": "anotação", "consulta": "consulta de crédito", "referencia": "referência",
    "override": "venda fora do limite",
}  # fmt: skip

DISPUTE_STATUS_NAMES: dict[str, str] = {
    "open": "a resolver", "kept": "mantida", "discounted": "resolvida com desconto",
    "voided": "cancelada",
}  # fmt: skip

KIND_WORDS: dict[str, str] = {
    "produto": "product", "product": "product",
    "servico": "service", "service": "service",
    "revenda": "commerce", "comercio": "commerce", "commerce": "commerce",
    "industria": "industry", "fabricacao": "industry", "fabricacao propria": "industry",
    "industry": "industry",
}  # fmt: skip

# How often something is sold.
EVERY_WORDS: dict[str, str] = {
    "mes": "month", "month": "month", "mensal": "month", "monthly": "month",
    "semana": "week", "week": "week", "semanal": "week", "weekly": "week",
    "ano": "year", "year": "year", "anual": "year", "yearly": "year",
}  # fmt: skip


def first_words(words: dict[str, str]) -> list[str]:
    """One word for each kept one, in their order.

    >>> first_words({"dinheiro": "cash", "cash": "cash", "pix": "pix"})
    ['dinheiro', 'pix']
    """
    first = {kept: word for word, kept in reversed(words.items())}
    return list(first.values())[::-1]
