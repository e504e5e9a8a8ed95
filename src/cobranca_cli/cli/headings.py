"""The words of tables: a heading for every field, and pt-BR for every kept English word."""

from __future__ import annotations

from cobranca_cli.domain.words import METHOD_NAMES

HEADINGS: dict[str, str] = {
    "address": "Endereço",
    "amount_cents": "Valor",
    "at": "Quando",
    "balance_cents": "Saldo",
    "bucket": "Faixa",
    "command": "Comando",
    "credit_cents": "Crédito",
    "customer": "Cliente",
    "customer_id": "Nº",
    "days_overdue": "Dias",
    "days_until": "Faltam",
    "debit_cents": "Débito",
    "description": "Descrição",
    "document": "CPF/CNPJ",
    "due_on": "Vencimento",
    "email": "E-mail",
    "installment_id": "Parcela",
    "installments": "Parcelas",
    "invoice": "Nota",
    "kind": "Tipo",
    "message": "Problema",
    "method": "Forma",
    "missing": "Falta",
    "name": "Nome",
    "oldest_due_on": "Desde",
    "on": "Dia",
    "open_cents": "Em aberto",
    "overdue_cents": "Atrasado",
    "payer": "Pago por",
    "payment_id": "Nº",
    "phone": "Telefone",
    "received_on": "Dia",
    "reference": "Referência",
    "reversed": "Estornado",
    "sale_id": "Venda",
    "score": "Pontuação",
    "score_class": "Classe",
    "segment": "Perfil",
    "seq": "Nº",
    "sold_on": "Dia",
    "summary": "O que foi",
    "text": "O que foi",
    "total_cents": "Total",
    "undone": "Desfeito",
    "updated_cents": "Atualizado",
    "usual_days": "Atraso usual",
    "voided": "Cancelada",
    "voided_cents": "Cancelado",
}

SEGMENT_NAMES: dict[str, str] = {
    "critico": "crítico",
    "em-dificuldade": "em dificuldade",
}

WORDS: dict[str, str] = {
    **METHOD_NAMES,
    "address": "endereço",
    "commerce": "revenda",
    "document": "CPF/CNPJ",
    "email": "e-mail",
    "industry": "fabricação própria",
    "late": "atrasos",
    "phone": "telefone",
    "product": "produto",
    "service": "serviço",
}
